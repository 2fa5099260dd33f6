"""Opening a period's evaluations, and what the calendar does by itself."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.development import open_development
from appraisal.actions.improvement_ends import follow_final_result
from appraisal.actions.locking import locked, moved
from appraisal.actions.opening import open_period
from appraisal.enums import EvaluationState, ObjectionState, Rating
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.regulation import ORGANISATION_CELLS
from appraisal.rules.predicate import organisation_predicate
from appraisal.rules.ratings import Rating as Level
from appraisal.selectors.answer_days import AnswerDays
from personnel.models import Period, User
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import Incomplete


@transaction.atomic
def open_evaluations(*, period: Period, by: User, now: datetime) -> int:
    """Open the evaluations of a period for every fixed plan that overlaps it.

    Also opens a draft organisation predicate for every agency with such plans. Running it again
    adds only what is missing. Returns how many evaluations were opened.
    """
    permissions.can_manage_year(by, now).require()
    return open_period(period=period, by=by, now=now)


def close_windows(*, now: datetime) -> tuple[int, int]:
    """Let unanswered results lapse and settled ones become final; counts of both.

    A served result lapses when the days for an answer are over and counts as accepted; an
    accepted or lapsed one becomes final when those for an objection are over (regulation 2.3,
    2.4). The settings of the day of serving decide.
    """
    day = timezone.localtime(now).date()
    days = AnswerDays(day)
    lapsed = final = 0
    for evaluation in Evaluation.objects.filter(
        state__in=[EvaluationState.SERVED, EvaluationState.ACCEPTED, EvaluationState.LAPSED]
    ).only("pk", "state", "served_at", "row_version"):
        is_served = evaluation.state == EvaluationState.SERVED
        last = days.answer_due(evaluation) if is_served else days.objection_due(evaluation)
        if last is None or day <= last:
            continue
        if is_served:
            lapsed += _move_one(evaluation.pk, "lapse", now)
        else:
            final += _move_one(evaluation.pk, "finalise", now)
    return lapsed, final


@transaction.atomic
def _move_one(pk: int, verb: str, now: datetime) -> int:
    """Take one step by the calendar; a row that a person is moving right now is left alone."""
    evaluation = (
        Evaluation.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    )
    if evaluation is None or evaluation.objections.filter(
        state__in=[ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW]
    ):
        return 0
    fields: tuple[str, ...] = ("answered_at",)
    if verb == "finalise":
        evaluation.final_at = now
        fields = ("final_at",)
    moved(evaluation, verb, by=None, now=now, fields=fields)
    if verb == "finalise":
        follow_final_result(evaluation, now)
        open_development(evaluation, now)
    return 1


@transaction.atomic
def recommend_organisation(
    *,
    predicate_id: int,
    basis: str,
    by: User,
    now: datetime,
    predicate: str = "",
    agreement: str = "",
    expectation: str = "",
    seen_version: int | None = None,
) -> OrganisationPredicate:
    """Recommend a unit's predicate to the leader above; see ``fix_organisation``."""
    row = _locked_predicate(predicate_id, seen_version)
    permissions.can_recommend_organisation(by, row, now).require()
    _decide(row, predicate, agreement, expectation, basis, now)
    moved(row, "recommend", by=by, now=now, fields=_DECIDED)
    return row


@transaction.atomic
def fix_organisation(
    *,
    predicate_id: int,
    basis: str,
    by: User,
    now: datetime,
    predicate: str = "",
    agreement: str = "",
    expectation: str = "",
    seen_version: int | None = None,
) -> OrganisationPredicate:
    """Fix a unit's predicate: the leader above, before any person's (SE MenPANRB 3/2023).

    Over a year ``agreement`` and ``expectation`` lead to it by the table; ``predicate`` names
    another one, whose reason stands in the basis. Raises ``Incomplete`` without either.
    """
    row = _locked_predicate(predicate_id, seen_version)
    permissions.can_fix_organisation(by, row, now).require()
    _decide(row, predicate, agreement, expectation, basis, now)
    row.fixed_by = by.employee
    row.fixed_at = now
    moved(row, "fix", by=by, now=now, fields=(*_DECIDED, "fixed_by", "fixed_at"))
    return row


@transaction.atomic
def reopen_organisation(
    *, predicate_id: int, order: str, by: User, now: datetime
) -> OrganisationPredicate:
    """Re-open a fixed predicate on a written order, while nobody below has a predicate yet."""
    row = _locked_predicate(predicate_id, None)
    permissions.can_reopen_organisation(by, row, now).require()
    row.predicate = ""
    row.reopen_order = order.strip()
    row.fixed_by = row.fixed_at = None
    moved(
        row,
        "reopen",
        by=by,
        now=now,
        note=order,
        fields=("predicate", "reopen_order", "fixed_by", "fixed_at"),
    )
    return row


_DECIDED = ("predicate", "agreement", "expectation", "basis")


def _decide(
    row: OrganisationPredicate,
    predicate: str,
    agreement: str,
    expectation: str,
    basis: str,
    now: datetime,
) -> None:
    row.agreement = Rating(agreement) if agreement else ""
    row.expectation = Rating(expectation) if expectation else ""
    if not predicate and agreement and expectation:
        cells = regulation_on(timezone.localtime(now).date()).table(ORGANISATION_CELLS)
        predicate = organisation_predicate(Level(agreement), Level(expectation), cells)
    if not predicate:
        raise Incomplete(_("Pilih salah satu predikat."))
    row.predicate = predicate
    row.basis = basis.strip()


def _locked_predicate(pk: int, seen_version: int | None) -> OrganisationPredicate:
    return locked(OrganisationPredicate.objects.select_related("unit"), pk, seen_version)
