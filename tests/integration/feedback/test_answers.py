"""A code is spent once, an answer waits for four others, and leaves with what the law may know."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache

from feedback.actions.answers import (
    CodeRefused,
    GivenAnswer,
    GivenContact,
    Refusal,
    answer_openly,
    answer_with_code,
    open_code,
)
from feedback.actions.contacts import purge_contacts
from feedback.actions.mixing import leave_at_closing, leave_in_groups
from feedback.actions.receipts import draw_codes
from feedback.actions.sealing import open_sealed, seal
from feedback.actions.signs import Circumstances
from feedback.enums import Channel, CommentState, Element, Standing, SurveyState
from feedback.models import Comment, Contact, HeldAnswer, ReceiptToken, Response
from feedback.rules.abuse import Sign
from feedback.rules.flags import flags_of
from feedback.rules.mixing import SMALLEST_GROUP
from feedback.selectors.asking import held_count, running_survey
from tests.factories.feedback import make_counter, make_response, make_service, make_survey
from tests.factories.personnel import make_unit, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
CALM = Circumstances(seconds=70, address="36.80.1.9", agent="Mozilla/5.0 Chrome Android")


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


@pytest.fixture
def survey():
    return make_survey()


@pytest.fixture
def service(survey):
    return make_service(survey.unit)


@pytest.fixture
def counter(survey):
    return make_counter(survey.unit, networks="10.1.0.0/16")


def codes(service, counter, number, now=NOW):
    return draw_codes(service=service, counter=counter, number=number, now=now).codes


def filled(value=3, **fields):
    ratings = dict.fromkeys(Element.values, value) | {Element.TIME: 4}
    return GivenAnswer(ratings=ratings, **fields)


def from_device(number, **fields):
    return Circumstances(
        **({"seconds": 70, "address": f"36.80.{number}.9", "agent": "Chrome Android"} | fields)
    )


def spend(code_list, *, answer=None, now=LATER, how=None):
    for number, code in enumerate(code_list):
        answer_with_code(
            code=code, answer=answer or filled(), how=how or from_device(number), now=now
        )


def test_an_answer_is_held_until_it_is_one_of_five(survey, service, counter):
    given = codes(service, counter, 5)
    spend(given[:4])
    assert leave_in_groups() == 0
    assert (held_count(survey), Response.objects.count()) == (4, 0)

    spend(given[4:])
    assert leave_in_groups() == SMALLEST_GROUP

    assert (held_count(survey), Response.objects.count()) == (0, 5)
    kept = set(Response.objects.values_list("survey", "service", "day", "standing", "channel"))
    assert kept == {(survey.pk, service.pk, date(2026, 9, 1), Standing.USABLE, Channel.RECEIPT)}


def test_a_code_is_good_once(service, counter):
    (code,) = codes(service, counter, 1)
    spend([code])

    with pytest.raises(CodeRefused) as refused:
        spend([code])

    assert refused.value.refusal is Refusal.USED
    assert HeldAnswer.objects.count() == 1


def test_what_is_wrong_with_a_code_is_told_apart(survey, service, counter):
    (code,) = codes(service, counter, 1)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    (lonely,) = codes(make_service(), make_counter(), 1)
    cases = {
        wrong: Refusal.MISTYPED,
        "tidak ada": Refusal.MISTYPED,
        lonely: Refusal.CLOSED,
    }
    for typed, refusal in cases.items():
        with pytest.raises(CodeRefused) as refused:
            open_code(typed, now=NOW)
        assert refused.value.refusal is refusal

    assert open_code(code.lower(), now=NOW + timedelta(days=14)).survey == survey
    with pytest.raises(CodeRefused) as refused:
        open_code(code, now=NOW + timedelta(days=15))
    assert refused.value.refusal is Refusal.EXPIRED
    ReceiptToken.objects.all().delete()
    with pytest.raises(CodeRefused) as refused:
        open_code(code, now=NOW)
    assert refused.value.refusal is Refusal.UNKNOWN


def test_a_survey_of_the_unit_above_asks_about_the_services_below(survey):
    below = make_service(make_unit(survey.unit))

    assert running_survey(below, date(2026, 9, 1)) == survey
    assert running_survey(below, date(2027, 9, 1)) is None
    nearer = make_survey(below.unit)
    assert running_survey(below, date(2026, 9, 1)) == nearer


def test_a_free_service_costs_four_without_being_asked(survey, service, counter):
    paid = make_service(survey.unit, has_fee=True)
    spend(codes(service, counter, 5), answer=filled(2))
    spend(codes(paid, counter, 5), answer=filled(2))
    leave_in_groups()

    place = Element.values.index(Element.COST)
    assert {r.ratings[place] for r in Response.objects.filter(service=service)} == {4}
    assert {r.ratings[place] for r in Response.objects.filter(service=paid)} == {2}


def test_a_group_tells_only_its_last_day(service, counter):
    given = codes(service, counter, 5)
    for days, code in enumerate(given):
        spend([code], now=LATER + timedelta(days=days))
    leave_in_groups()

    assert set(Response.objects.values_list("day", flat=True)) == {date(2026, 9, 5)}


def test_a_counter_is_told_only_where_thirty_codes_a_month_are_given_out(survey, service):
    quiet, busy = make_counter(survey.unit), make_counter(survey.unit)
    spend(codes(service, quiet, 29)[:5])
    spend(codes(service, busy, 30)[:5])
    leave_in_groups()

    assert Response.objects.filter(counter=busy).count() == 5
    assert Response.objects.filter(counter__isnull=True).count() == 5


def test_answers_of_two_services_do_not_hide_each_other(survey, service, counter):
    other = make_service(survey.unit)
    spend(codes(service, counter, 4))
    spend(codes(other, counter, 5))

    assert leave_in_groups() == 5
    assert set(Response.objects.values_list("service", flat=True)) == {other.pk}
    assert held_count(survey) == 4


def test_at_closing_all_leave_and_too_few_leave_without_their_service(survey, service, counter):
    other = make_service(survey.unit)
    spend(codes(service, counter, 3))
    spend(codes(other, counter, 2))

    assert leave_at_closing([survey]) == 5
    assert set(Response.objects.values_list("service", flat=True)) == {None}
    assert held_count(survey) == 0


def test_what_stays_is_sealed_anew_under_another_id(survey, service, counter):
    other = make_service(survey.unit)
    spend(codes(service, counter, 2))
    before = {row.pk: bytes(row.sealed) for row in HeldAnswer.objects.all()}
    spend(codes(other, counter, 5))
    leave_in_groups()

    after = {row.pk: bytes(row.sealed) for row in HeldAnswer.objects.all()}
    assert len(after) == 2
    assert not before.keys() & after.keys()
    assert not set(before.values()) & set(after.values())


def test_what_another_key_sealed_waits_and_holds_up_nobody(
    survey, service, counter, settings, caplog
):
    settings.SURVEY_KEY = "of another server"
    HeldAnswer.objects.create(survey=survey, sealed=seal({}))
    settings.SURVEY_KEY = ""
    spend(codes(service, counter, 5))

    assert leave_in_groups() == 5
    assert held_count(survey) == 1
    assert "sealed with another key" in caplog.text


def test_words_and_contacts_go_ways_of_their_own(survey, service, counter):
    contact = GivenContact("phone", "0812", "Mohon dihubungi")
    spend(codes(service, counter, 4))
    spend(
        codes(service, counter, 1),
        answer=filled(comment="Antreannya panjang", contact=contact, profile={"sex": "P"}),
        how=from_device(200),
    )
    leave_in_groups()

    (comment,) = Comment.objects.all()
    assert (comment.text, comment.state, comment.shown) == (
        "Antreannya panjang",
        CommentState.WAITING,
        "",
    )
    (kept,) = Contact.objects.all()
    assert (kept.value, kept.wish, bool(kept.consent)) == ("0812", "Mohon dihubungi", True)
    assert kept.purge_on == survey.closes_on + timedelta(days=30)
    assert Response.objects.filter(sex="P").count() == 1

    assert purge_contacts(now=datetime(2027, 1, 30, 2, tzinfo=UTC)) == 0
    assert purge_contacts(now=datetime(2027, 1, 31, 2, tzinfo=UTC)) == 1


def test_the_open_channel_is_kept_apart(survey, service, counter):
    for number in range(5):
        answer_openly(service=service, answer=filled(), how=from_device(number), now=LATER)
    spend(codes(service, counter, 4))
    leave_in_groups()

    assert set(Response.objects.values_list("channel", flat=True)) == {Channel.OPEN}
    assert held_count(survey) == 4
    with pytest.raises(CodeRefused):
        answer_openly(service=make_service(), answer=filled(), how=CALM, now=NOW)


def test_a_closed_survey_takes_nothing_and_keeps_nothing(survey, service, counter):
    spend(codes(service, counter, 1))
    (late,) = codes(service, counter, 1)
    type(survey).objects.filter(pk=survey.pk).update(state=SurveyState.CLOSED, **closing())

    with pytest.raises(CodeRefused) as refused:
        spend([late])
    assert refused.value.refusal is Refusal.CLOSED
    assert leave_in_groups() == 1


def closing():
    return {"closed_at": NOW, "closed_by": make_user()}


def flags_after(survey):
    leave_at_closing([survey])
    return [({f.sign for f in flags_of(r.flags)}, r.standing) for r in Response.objects.all()]


@pytest.mark.parametrize(
    ("seconds", "signs", "standing", "duration"),
    [
        (7.9, {Sign.SPEED}, Standing.REJECTED, "<60"),
        (8, {Sign.SPEED}, Standing.USABLE, "<60"),
        (16, set(), Standing.USABLE, "<60"),
        (60, set(), Standing.USABLE, "60-180"),
        (180, set(), Standing.USABLE, ">180"),
        (None, {Sign.SPEED}, Standing.USABLE, ""),
    ],
)
def test_who_is_too_fast_to_have_read_is_marked(
    survey, service, counter, seconds, signs, standing, duration
):
    """One and two seconds for each of the eight elements that a free service is asked for."""
    spend(codes(service, counter, 1), how=from_device(1, seconds=seconds))

    assert flags_after(survey) == [(signs, standing)]
    assert Response.objects.get().duration == duration


def test_many_answers_of_one_device_are_set_aside(survey, service, counter):
    spend(codes(service, counter, 10), how=CALM)

    found = flags_after(survey)

    assert sum(Sign.DEVICE_BURST in signs for signs, _ in found) == 7
    assert [standing for _, standing in found].count(Standing.QUARANTINED) == 1


def test_the_office_network_is_no_device_but_a_fresh_code_used_there_is_seen(
    survey, service, counter, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        given = codes(service, counter, 10)
    spend(given, how=from_device(1, address="10.1.2.3"))

    found = flags_after(survey)

    assert all(signs == {Sign.QUICK_REDEMPTION} for signs, _ in found)
    assert {standing for _, standing in found} == {Standing.USABLE}


def test_staff_who_answer_for_themselves_are_set_aside(
    survey, service, counter, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        given = codes(service, counter, 1)
    spend(given, how=from_device(1, address="10.1.2.3", signed_in=True))

    assert flags_after(survey) == [
        ({Sign.QUICK_REDEMPTION, Sign.STAFF_SESSION}, Standing.QUARANTINED)
    ]


def test_a_burst_within_an_hour_is_seen(survey, service, counter):
    spend(codes(service, counter, 30))
    spend(codes(service, counter, 30))

    found = flags_after(survey)

    # Told of the whole group, or it would tell who came last.
    assert [Sign.TIME_BURST in signs for signs, _ in found] == [True] * 60


def test_the_same_answer_throughout_counts_only_beside_another_sign(survey, service, counter):
    ratings = dict.fromkeys(Element.values, 3)
    first, second = codes(service, counter, 2)
    spend([first], answer=GivenAnswer(ratings))
    spend([second], answer=GivenAnswer(ratings), how=from_device(2, seconds=10))

    found = flags_after(survey)

    assert (set(), Standing.USABLE) in found
    assert ({Sign.SPEED, Sign.STRAIGHT_LINE}, Standing.QUARANTINED) in found


def test_a_day_of_twins_is_seen_only_against_other_days(survey, service, counter):
    for number in range(30):
        ratings = [1 + number // 4**place % 4 for place in range(9)]
        make_response(survey, service=service, day=date(2026, 8, 1), ratings=ratings)
    spend(codes(service, counter, 4))
    spend(codes(service, counter, 1), answer=filled(1), how=from_device(99))
    leave_in_groups()

    fresh = Response.objects.filter(day=date(2026, 9, 1))
    twins = [r for r in fresh if Sign.DUPLICATE in {f.sign for f in flags_of(r.flags)}]
    assert len(twins) == 4
    assert {r.standing for r in fresh} == {Standing.USABLE}


def test_nothing_that_is_held_can_be_read_without_the_key(survey, service, counter):
    spend(codes(service, counter, 1), answer=filled(comment="Sangat lambat"))

    (held,) = HeldAnswer.objects.all()
    assert b"lambat" not in bytes(held.sealed)
    assert open_sealed(bytes(held.sealed))["comment"] == "Sangat lambat"


def test_spending_takes_few_queries_however_many_were_spent(
    service, counter, django_assert_max_num_queries
):
    given = codes(service, counter, 40)
    spend(given[:39])
    with django_assert_max_num_queries(16):
        spend(given[39:])
