"""Compiling while others write, twice at once, and with a session that dies in the middle."""

import time
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction

from personnel.models import Assignment
from reports.actions.figures import LOCK, compile_figures
from reports.models import FiguresMark, FiguresMoment, UnitFigures
from reports.selectors.summaries import compiled_summary, summary_content
from tests.factories.appraisal import SERVED, make_office
from tests.factories.crowds import make_crowd
from tests.factories.follow_up import finalise

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    made = make_office()
    for plan in make_crowd(made, 3):
        finalise(plan, made.period())
    return made


class Session(Thread):
    """Work on a connection of its own that waits before its transaction ends."""

    def __init__(self, work):
        super().__init__()
        self.work, self.result, self.error = work, None, None
        self.worked, self.may_end = Event(), Event()
        self.start()

    def run(self):
        try:
            with transaction.atomic():
                self.pid = connection.connection.info.backend_pid
                self.result = self.work()
                self.worked.set()
                self.may_end.wait(20)
        except OperationalError as error:
            self.error = error
        finally:
            self.worked.set()
            connection.close()

    def end(self):
        self.may_end.set()
        self.join(20)
        assert not self.is_alive()


def waiting_for_the_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"
            " AND NOT granted",
            [LOCK],
        )
        return cursor.fetchone()[0]


def until(condition):
    for _turn in range(200):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("waited in vain")


def agrees(office):
    period = office.period()
    compiled = compiled_summary(office.agency, period, SERVED)
    counted = summary_content(office.agency, period, SERVED)
    return (compiled.units, compiled.counts) == (counted.units, counted.counts)


def test_two_at_once_follow_each_other_and_the_second_finds_nothing_left(office):
    first = Session(lambda: compile_figures(now=SERVED))
    first.worked.wait(20)
    second = Session(lambda: compile_figures(now=SERVED))
    until(waiting_for_the_lock)

    first.end()
    second.end()

    assert first.result > 0
    assert second.result == 0
    assert agrees(office)


def test_a_session_that_dies_leaves_its_marks_to_the_next(office):
    compile_figures(now=SERVED)
    finalise(make_crowd(office, 1)[0], office.period())
    marks = FiguresMark.objects.count()
    dying = Session(lambda: compile_figures(now=SERVED))
    dying.worked.wait(20)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [dying.pid])
    dying.end()

    assert dying.error is not None
    assert FiguresMark.objects.count() == marks > 0
    assert not agrees(office)
    compile_figures(now=SERVED)
    assert agrees(office)


def test_what_is_written_meanwhile_waits_for_the_next_time(office):
    compile_figures(now=SERVED)
    writer = Session(lambda: finalise(make_crowd(office, 1)[0], office.period()))
    writer.worked.wait(20)

    compile_figures(now=SERVED)
    assert FiguresMoment.objects.filter(as_of=SERVED).exists()
    writer.end()

    assert not agrees(office)
    compile_figures(now=SERVED)
    assert agrees(office)


def test_writers_do_not_wait_for_a_compiling(office):
    compiling = Session(lambda: compile_figures(now=SERVED))
    compiling.worked.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")

    finalise(make_crowd(office, 1)[0], office.period())
    row = Assignment.objects.filter(post__unit=office.division).first()
    row.effective_until = SERVED.date()
    row.save()

    compiling.end()
    assert not UnitFigures.objects.filter(people__gt=7).exists()
