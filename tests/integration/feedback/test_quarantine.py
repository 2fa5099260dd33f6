"""Answers leave quarantine by two reviewers from outside, with a reason, and the figures follow."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from feedback.actions.closing import close_survey
from feedback.actions.quarantine import agree_review, propose_review, withdraw_review
from feedback.enums import Channel, ReviewDecision, Standing
from feedback.models import QuarantineReview, Response, SurveyResult
from feedback.rules.abuse import Effect, Flag, Sign
from feedback.rules.figures import from_json
from feedback.rules.flags import flag_bits
from feedback.selectors.quarantine import quarantine_of
from personnel.enums import Role
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.feedback import make_response, make_survey
from tests.factories.personnel import make_employee, make_grant, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)
DAY = date(2026, 9, 5)
BURST = flag_bits([Flag(Sign.DEVICE_BURST, Effect.QUARANTINE), Flag(Sign.SPEED)])


@pytest.fixture
def survey():
    """Forty answers of three, and ten of four that came in a burst; closed."""
    survey = make_survey()
    Response.objects.bulk_create(
        Response(
            survey=survey, channel=Channel.RECEIPT, ratings=[3] * 9,
            day=date(2026, 9, 1) + timedelta(days=at % 20),
        )
        for at in range(40)
    )  # fmt: skip
    for _at in range(10):
        make_response(survey, day=DAY, ratings=[4] * 9, flags=BURST, standing=Standing.QUARANTINED)
    close_survey(survey_id=survey.pk, by=make_user(Role.SURVEY_OFFICER), now=NOW)
    return survey


@pytest.fixture
def reviewers():
    return make_user(Role.QUALITY_REVIEWER), make_user(Role.QUALITY_REVIEWER)


def propose(survey, by, decision=ReviewDecision.RELEASE, **fields):
    values = {"day": DAY, "flags": BURST, "reason": "Kios bersama di aula."} | fields
    return propose_review(survey_id=survey.pk, decision=decision, by=by, now=NOW, **values)


def current(survey):
    return SurveyResult.objects.current().get(survey=survey, service=None)


def test_a_group_tells_its_signs_and_what_it_would_change(survey, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = quarantine_of(survey)
    (group,) = found.groups
    assert group.signs == ("diisi terlalu cepat", "banyak jawaban dari satu perangkat")
    assert (found.clean, found.everything, group.released) == ("75.00", "80.00", "80.00")
    assert (group.count, group.shift) == (10, 5.0)


def test_two_reviewers_release_and_the_index_moves(survey, reviewers):
    review = propose(survey, reviewers[0])
    assert current(survey).index == Decimal("75.00")
    agree_review(review_id=review.pk, by=reviewers[1], now=NOW)
    result = current(survey)
    assert (result.index, result.number) == (Decimal("80.00"), 2)
    assert SurveyResult.objects.get(survey=survey, number=1).index == Decimal("75.00")
    figures = from_json(result.figures)
    assert (figures.counts.released, figures.counts.quarantined) == (10, 0)
    assert figures.set_aside.share == 0
    found = quarantine_of(survey)
    assert not found.groups
    assert [one.pk for one in found.past] == [review.pk]


def test_two_reviewers_leave_out_and_the_share_in_quarantine_ends(survey, reviewers):
    review = propose(survey, reviewers[0], ReviewDecision.CONFIRM)
    agree_review(review_id=review.pk, by=reviewers[1], now=NOW)
    figures = from_json(current(survey).figures)
    assert current(survey).index == Decimal("75.00")
    assert (figures.counts.confirmed, figures.set_aside.share) == (10, 0)
    assert figures.counts.left_out == 10


def test_one_person_is_never_both_reviewers(survey, reviewers):
    review = propose(survey, reviewers[0])
    with pytest.raises(Denied):
        agree_review(review_id=review.pk, by=reviewers[0], now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuarantineReview.objects.filter(pk=review.pk).update(agreed_by=reviewers[0], agreed_at=NOW)


def test_nobody_reviews_the_own_agency(survey, reviewers):
    inside = make_user(Role.QUALITY_REVIEWER, employee=make_employee(survey.unit))
    runs_it = make_user(Role.QUALITY_REVIEWER)
    make_grant(runs_it, Role.SURVEY_OFFICER, agency=survey.unit)
    for user in (inside, runs_it, make_user(), make_user(Role.BKPSDM_ADMIN)):
        with pytest.raises(Denied):
            propose(survey, user)
    review = propose(survey, reviewers[0])
    with pytest.raises(Denied):
        agree_review(review_id=review.pk, by=inside, now=NOW)


def test_a_proposal_is_taken_back_and_another_may_follow(survey, reviewers):
    review = propose(survey, reviewers[0])
    with pytest.raises(Refused):
        propose(survey, reviewers[1])
    withdraw_review(review_id=review.pk, by=reviewers[1], now=NOW)
    assert current(survey).number == 1
    with pytest.raises(WrongState):
        agree_review(review_id=review.pk, by=reviewers[1], now=NOW)
    propose(survey, reviewers[1])


def test_what_was_agreed_stays(survey, reviewers):
    review = propose(survey, reviewers[0])
    agree_review(review_id=review.pk, by=reviewers[1], now=NOW)
    with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
        QuarantineReview.objects.filter(pk=review.pk).update(reason="lain")


def test_a_group_that_changed_is_not_decided(survey, reviewers):
    review = propose(survey, reviewers[0])
    make_response(survey, day=DAY, flags=BURST, standing=Standing.QUARANTINED)
    with pytest.raises(ChangedMeanwhile):
        agree_review(review_id=review.pk, by=reviewers[1], now=NOW)
    assert current(survey).number == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"reason": " "}, Incomplete), ({"flags": 1}, WrongState), ({"day": NOW.date()}, WrongState)],
)
def test_a_review_needs_a_reason_and_a_group(survey, reviewers, fields, error):
    with pytest.raises(error):
        propose(survey, reviewers[0], **fields)


def test_a_running_survey_is_not_reviewed(reviewers):
    survey = make_survey()
    make_response(survey, day=DAY, flags=BURST, standing=Standing.QUARANTINED)
    with pytest.raises(WrongState):
        propose(survey, reviewers[0])
