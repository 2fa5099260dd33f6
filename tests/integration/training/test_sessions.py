"""Sessions: places, the waiting list, the superior's word, who was there."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from personnel.models import Notice
from sabang_kinerja.common.errors import Denied, Incomplete, WindowClosed, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.training import NOW, make_officer, make_session
from training.actions import enrolments, sessions
from training.enums import EnrolmentState, SessionState
from training.models import Enrolment, TrainingRecord
from training.selectors.hours import hours_of_person

pytestmark = pytest.mark.django_db

AFTER = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)


def person(unit=None):
    return make_user(employee=make_employee(unit or make_unit()))


def enrol(session, *people):
    return [enrolments.enrol(session_id=session.pk, by=one, now=NOW) for one in people]


def states(session):
    rows = session.enrolments.order_by("asked_at", "pk")
    return list(rows.values_list("state", flat=True))


@pytest.fixture
def officer():
    return make_officer()


def test_who_comes_after_the_last_place_waits_and_moves_up_when_one_is_free(officer):
    session = make_session(officer, capacity=2)
    first, _second, third = enrol(session, person(), person(), person())
    assert third.state == EnrolmentState.WAITING

    user = first.employee.user
    enrolments.withdraw(enrolment_id=first.pk, by=user, now=NOW)

    third.refresh_from_db()
    assert third.state == EnrolmentState.ENROLLED
    assert Notice.objects.filter(
        recipient__employee=third.employee, sentence__startswith="Ada tempat bagi Anda"
    ).exists()


def test_more_places_call_in_who_waits_longest(officer):
    session = make_session(officer, capacity=1)
    enrol(session, person(), person(), person())
    fields = {
        name: getattr(session, name)
        for name in ("training", "starts_on", "ends_on", "enrol_until", "place", "organiser")
    }

    sessions.save_session(
        session_id=session.pk, by=officer, now=NOW,
        entered=sessions.SessionInput(**fields, capacity=2, needs_approval=False),
    )  # fmt: skip

    assert states(session) == ["enrolled", "enrolled", "waiting"]
    with pytest.raises(Incomplete, match="Sudah 2 peserta"):
        sessions.save_session(
            session_id=session.pk, by=officer, now=NOW,
            entered=sessions.SessionInput(**fields, capacity=1, needs_approval=False),
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_tabs_never_fill_one_place_twice(officer):
    session = make_session(officer, capacity=1)
    people = [person() for _one in range(4)]
    start = threading.Barrier(len(people))

    def ask(user):
        try:
            start.wait(10)
            enrolments.enrol(session_id=session.pk, by=user, now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(one,)) for one in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)

    assert sorted(states(session)) == ["enrolled", "waiting", "waiting", "waiting"]


def test_the_database_counts_places_whoever_writes(officer):
    session = make_session(officer, capacity=1)
    enrol(session, person(), person())

    with pytest.raises(DatabaseError, match="all places are taken"), transaction.atomic():
        Enrolment.objects.filter(session=session).update(state=EnrolmentState.ENROLLED)


def test_the_superior_is_asked_first_and_says_yes(officer):
    unit = make_unit()
    head = make_user(employee=make_employee(head_of=unit))
    member = person(unit)
    session = make_session(officer, needs_approval=True)
    [asked] = enrol(session, member)
    assert asked.state == EnrolmentState.REQUESTED
    assert Notice.objects.filter(recipient=head).exists()

    with pytest.raises(Denied):
        enrolments.decide_enrolment(enrolment_id=asked.pk, approved=True, by=officer, now=NOW)
    done = enrolments.decide_enrolment(enrolment_id=asked.pk, approved=True, by=head, now=NOW)

    assert done.state == EnrolmentState.ENROLLED
    with pytest.raises(WrongState):
        enrolments.decide_enrolment(enrolment_id=asked.pk, approved=True, by=head, now=NOW)


def test_a_no_needs_its_reason_and_one_may_ask_again(officer):
    unit = make_unit()
    head = make_user(employee=make_employee(head_of=unit))
    member = person(unit)
    session = make_session(officer, needs_approval=True)
    [asked] = enrol(session, member)
    with pytest.raises(Refused, match="Tulis alasannya"):
        enrolments.decide_enrolment(enrolment_id=asked.pk, approved=False, by=head, now=NOW)
    enrolments.decide_enrolment(
        enrolment_id=asked.pk, approved=False, reason="Musim puncak", by=head, now=NOW
    )

    [again] = enrol(session, member)

    assert again.state == EnrolmentState.REQUESTED
    assert session.enrolments.count() == 1


def test_somebody_in_it_already_is_told_so(officer):
    session = make_session(officer)
    one = person()
    enrol(session, one)

    with pytest.raises(Incomplete, match="Terdaftar"):
        enrol(session, one)


def test_who_withdrew_may_come_back_behind_those_who_wait(officer):
    session = make_session(officer, capacity=1)
    one, other = person(), person()
    first, _waiting = enrol(session, one, other)
    enrolments.withdraw(enrolment_id=first.pk, by=one, now=NOW)

    [again] = enrol(session, one)

    assert again.state == EnrolmentState.WAITING


def test_nobody_steps_back_from_what_has_begun(officer):
    session = make_session(officer)
    one = person()
    [enrolment] = enrol(session, one)

    with pytest.raises(WindowClosed):
        enrolments.withdraw(
            enrolment_id=enrolment.pk, by=one, now=datetime(2026, 10, 6, 2, 0, tzinfo=UTC)
        )


def test_who_was_there_gets_the_hours_at_once_and_a_mistake_can_be_mended(officer):
    session = make_session(officer, capacity=5)
    one, other = person(), person()
    first, second = enrol(session, one, other)
    with pytest.raises(WindowClosed):
        sessions.hold_session(session_id=session.pk, present={first.pk}, by=officer, now=NOW)

    sessions.hold_session(session_id=session.pk, present={first.pk}, by=officer, now=AFTER)
    assert hours_of_person(one.employee, 2026).counted == 32
    assert hours_of_person(other.employee, 2026).counted == 0

    sessions.hold_session(session_id=session.pk, present={second.pk}, by=officer, now=AFTER)
    assert hours_of_person(one.employee, 2026).counted == 0
    assert hours_of_person(other.employee, 2026).counted == 32
    assert TrainingRecord.objects.count() == 1


def test_a_cancelled_session_tells_why(officer):
    session = make_session(officer)
    one = person()
    enrol(session, one)
    with pytest.raises(Refused, match="alasan pembatalan"):
        sessions.step_session(
            session_id=session.pk, state=SessionState.CANCELLED, by=officer, now=NOW
        )

    sessions.step_session(
        session_id=session.pk, state=SessionState.CANCELLED, reason="Kapal tidak berlayar",
        by=officer, now=NOW,
    )  # fmt: skip

    notice = Notice.objects.get(recipient=one, key__endswith="cancelled")
    assert notice.details["reason"] == "Kapal tidak berlayar"


def test_a_session_of_one_agency_is_not_for_another(officer):
    session = make_session(officer, agency=make_unit())

    with pytest.raises(Denied, match="perangkat daerah lain"):
        enrol(session, person())


def test_days_out_of_order_are_refused(officer):
    with pytest.raises(Refused, match="Hari selesai"):
        make_session(officer, ends_on=date(2026, 10, 4))
    with pytest.raises(Refused, match="Pendaftaran berakhir"):
        make_session(officer, enrol_until=date(2026, 10, 6))
