"""Answering, mixing, reminding and closing of one wave at the same time, on two connections.

One step runs; after each of its statements in turn the other begins and goes as far as it can.
PostgreSQL may then let one wait, but never end it as deadlocked, and nothing is lost or kept.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import count
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, connections

from feedback.actions import pulse as actions
from feedback.enums import PulseMoment, WaveState
from feedback.models import HeldPulse, PulseAnswer, PulseInvitation, PulseWave
from personnel.enums import Role
from personnel.models import Notice
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.personnel import make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 9, 11, 2, 0, tzinfo=UTC)
"""Three days before the last day: the day of the reminder."""
ITEMS = (4, 4, 3, 4, 5, 2, 4, 2, 3, 4, 4)
ANSWERED = 5

Step = Callable[[], object]


class Office:
    """Ten people of one agency; in every wave the first five have answered."""

    def __init__(self) -> None:
        self.admin = make_user(Role.BKPSDM_ADMIN)
        agency = make_unit()
        self.people = [make_user(employee=make_employee(agency)) for _one in range(10)]
        self.years = count(2026)

    def asked(self) -> "Asked":
        wave = actions.plan_wave(
            year=next(self.years), moment=PulseMoment.BEFORE, opens_on=date(2026, 9, 1),
            closes_on=date(2026, 9, 14), by=self.admin, now=NOW,
        )  # fmt: skip
        actions.open_wave(wave_id=wave.pk, by=self.admin, now=NOW)
        asked = Asked(self, wave)
        for place in range(ANSWERED):
            asked.answer(place)
        return asked


class Asked:
    """The steps on one wave."""

    def __init__(self, office: Office, wave: PulseWave) -> None:
        self.office, self.wave = office, wave
        self.invitations = {
            one.employee_id: one.pk for one in PulseInvitation.objects.filter(wave=wave)
        }

    def answer(self, place: int = ANSWERED) -> None:
        user = self.office.people[place]
        actions.answer_pulse(
            invitation_id=self.invitations[user.employee_id], items=ITEMS, text="", by=user, now=NOW
        )

    def answer_again(self) -> None:
        """Refused, but only after the marks have been looked at that a mixing writes anew."""
        with pytest.raises((WrongState, Denied)):
            self.answer(0)

    def mix(self) -> None:
        actions.mix_pulse(wave=self.wave)

    def close(self) -> None:
        actions.close_wave(wave_id=self.wave.pk, by=self.office.admin, now=NOW)

    def remind(self) -> None:
        actions.remind_staff(now=NOW)

    @property
    def taken(self) -> int:
        """Answers that wait or have left."""
        held = HeldPulse.objects.filter(wave=self.wave).count()
        return held + PulseAnswer.objects.filter(wave=self.wave).count()

    @property
    def reminded(self) -> int:
        return Notice.objects.filter(key=f"pulse:{self.wave.pk}:remind").count()


class BeginsAfter:
    """Begins a step on another connection after so many statements of this one."""

    def __init__(self, statements: int, step: Step, pool: ThreadPoolExecutor) -> None:
        self.left, self.step, self.pool = statements, step, pool
        self.other: Future[object] | None = None

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        found = execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            self.other = self.pool.submit(self._on_its_own_connection)
            self._until_it_waits_or_is_done()
        return found

    def _on_its_own_connection(self) -> object:
        try:
            return self.step()
        finally:
            connections.close_all()

    def _until_it_waits_or_is_done(self) -> None:
        last = monotonic() + 20
        while not self.other.done():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
                    " AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
                )
                if cursor.fetchone()[0]:
                    return
            assert monotonic() < last, "the other step neither waits nor ends"
            sleep(0.01)


def after_every_statement(first: str, second: str) -> list[Asked]:
    """A wave for each statement of ``first`` after which ``second`` was begun beside it."""
    office, waves = Office(), []
    with ThreadPoolExecutor(1) as pool:
        for statements in count(1):
            asked = office.asked()
            beginning = BeginsAfter(statements, getattr(asked, second), pool)
            with connection.execute_wrapper(beginning):
                getattr(asked, first)()
            if beginning.other is None:
                return waves
            beginning.other.result(timeout=20)
            waves.append(asked)
            # A reminder goes to all open waves.
            PulseWave.objects.filter(pk=asked.wave.pk).update(closes_on=date(2026, 9, 30))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("answer", "mix"),
        ("mix", "answer"),
        ("answer", "remind"),
        ("remind", "answer"),
        ("mix", "remind"),
        ("remind", "mix"),
    ],
)
def test_no_step_is_ended_by_another_and_every_answer_is_kept(first: str, second: str) -> None:
    waves = after_every_statement(first, second)
    assert len(waves) > 3
    answered = ANSWERED + ("answer" in (first, second))
    assert {asked.taken for asked in waves} == {answered}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("answer_again", "mix"),
        ("mix", "answer_again"),
        ("answer_again", "close"),
        ("close", "answer_again"),
    ],
)
def test_who_answers_twice_neither_ends_nor_is_ended_by_what_writes_the_marks(
    first: str, second: str
) -> None:
    waves = after_every_statement(first, second)
    assert len(waves) > 1
    assert {asked.taken for asked in waves} == {ANSWERED}


def test_an_answer_given_while_a_wave_closes_counts() -> None:
    waves = after_every_statement("answer", "close")
    assert len(waves) > 3
    assert {asked.taken for asked in waves} == {ANSWERED + 1}
    for asked in waves:
        asked.wave.refresh_from_db()
        assert asked.wave.state == WaveState.CLOSED
        assert asked.wave.result["n"] == ANSWERED + 1
        assert not HeldPulse.objects.filter(wave=asked.wave).exists()


@pytest.mark.parametrize(("first", "second"), [("remind", "close"), ("close", "remind")])
def test_no_reminder_outlives_a_wave_that_closes_meanwhile(first: str, second: str) -> None:
    waves = after_every_statement(first, second)
    assert len(waves) > 3
    assert [asked.reminded for asked in waves] == [0] * len(waves)
