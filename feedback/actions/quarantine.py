"""Let answers out of quarantine, or leave them out for good: two reviewers, a reason, new figures.

Source: statistics B4.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.enums import Channel, ReviewDecision, Standing
from feedback.models import CitizenSurvey, QuarantineReview, Response
from feedback.tasks import store_officer_figures, store_results
from personnel.models import User
from sabang_kinerja.common.errors import ChangedMeanwhile, Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

_STANDING = {
    ReviewDecision.RELEASE: Standing.RELEASED,
    ReviewDecision.CONFIRM: Standing.CONFIRMED,
}


@transaction.atomic
def propose_review(
    *,
    survey_id: int,
    day: date,
    flags: int,
    decision: ReviewDecision,
    reason: str,
    by: User,
    now: datetime,
) -> QuarantineReview:
    """Say what should become of the answers of one day and cause; a second reviewer decides.

    Raises: ``Denied``; ``WrongState`` when there is no such group or it is under review;
    ``Incomplete`` without a reason.
    """
    survey = CitizenSurvey.objects.select_related("unit").get(pk=survey_id)
    permissions.can_review_quarantine(by, survey, now).require()
    if not reason.strip():
        raise Incomplete(_("Isi alasan."))
    count = _group(survey_id, day, flags).count()
    if not count:
        raise WrongState(_("Kelompok jawaban ini sudah tidak dikarantina."))
    with refusals_as_sentences(QuarantineReview):
        return QuarantineReview.objects.create(
            survey=survey,
            day=day,
            flags=flags,
            count=count,
            decision=decision,
            reason=reason.strip(),
            proposed_by=by,
            proposed_at=now,
        )


@transaction.atomic
def agree_review(*, review_id: int, by: User, now: datetime) -> QuarantineReview:
    """Agree as the second reviewer: the answers move, the figures are made anew.

    Raises: ``Denied``; ``WrongState``; ``ChangedMeanwhile`` when the group is not as proposed.
    """
    review = _locked(review_id)
    permissions.can_agree(by, review, now).require()
    decision = ReviewDecision(review.decision)
    moved = _group(review.survey_id, review.day, review.flags).update(standing=_STANDING[decision])
    if moved != review.count:
        raise ChangedMeanwhile
    review.agreed_by, review.agreed_at = by, now
    review.save(update_fields=["agreed_by", "agreed_at"])
    survey = CitizenSurvey.objects.with_input().get(pk=review.survey_id)
    store_results([survey], now)
    store_officer_figures(survey.period, now)
    return review


@transaction.atomic
def withdraw_review(*, review_id: int, by: User, now: datetime) -> QuarantineReview:
    """Take a proposal back, or as the second reviewer not agree; the answers stay where they are.

    Raises: ``Denied``, ``WrongState``.
    """
    review = _locked(review_id)
    permissions.can_withdraw(by, review, now).require()
    review.withdrawn_at = now
    review.save(update_fields=["withdrawn_at"])
    return review


def _locked(review_id: int) -> QuarantineReview:
    return (
        QuarantineReview.objects.select_for_update(of=("self",))
        .select_related("survey__unit")
        .get(pk=review_id)
    )


def _group(survey_id: int, day: date, flags: int) -> QuerySet[Response]:
    return Response.objects.filter(
        survey=survey_id, day=day, flags=flags, standing=Standing.QUARANTINED
    ).exclude(channel=Channel.OPEN)
