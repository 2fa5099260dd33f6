"""Compiling while others write, twice at once, and with a session that dies in the middle."""

import time
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction

from appraisal.enums import PlanState
from appraisal.models import Evaluation
from personnel.models import Assignment
from reports.actions.figures import compile_figures
from reports.actions.figures_sql import CLEAR, COUNT
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
            self.begin()
        except OperationalError as error:
            self.error = error
        finally:
            self.worked.set()
            connection.close()

    def begin(self):
        with transaction.atomic():
            self.result = self.work()
            self.wait()

    def wait(self):
        self.pid = connection.connection.info.backend_pid
        self.worked.set()
        self.may_end.wait(20)

    def end(self):
        self.may_end.set()
        self.join(20)
        assert not self.is_alive()


class Compiling(Session):
    """A compiling in a transaction of its own that waits before ``statement``."""

    def __init__(self, statement=CLEAR):
        self.statement = statement
        super().__init__(lambda: compile_figures(now=SERVED))

    def begin(self):
        with connection.execute_wrapper(self.look):
            self.result = self.work()

    def look(self, execute, sql, *rest):
        if sql == self.statement:
            self.wait()
        return execute(sql, *rest)


def waiting_for_the_lock():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE relation = %s::regclass AND NOT granted",
            [FiguresMoment._meta.db_table],
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
    first = Compiling()
    first.worked.wait(20)
    second = Compiling()
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
    dying = Compiling()
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
    compiling = Compiling()
    compiling.worked.wait(20)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '2s'")

    finalise(make_crowd(office, 1)[0], office.period())
    row = Assignment.objects.filter(post__unit=office.division).first()
    row.effective_until = SERVED.date()
    row.save()

    compiling.end()
    assert not UnitFigures.objects.filter(people__gt=7).exists()


def test_a_result_that_comes_between_two_statements_is_counted_by_none_of_them(office):
    compile_figures(now=SERVED)
    earlier = Evaluation.objects.filter(plan__employee__assignments__post__unit=office.division)[0]
    FiguresMoment.objects.all().delete()
    compiling = Compiling(COUNT)
    compiling.worked.wait(20)

    plan = earlier.plan
    plan.pk, plan.version, plan.state = None, plan.version + 1, PlanState.CLOSED
    plan.save()
    later = Evaluation.objects.get(pk=earlier.pk)
    later.pk, later.plan = None, plan
    later.save()
    compiling.end()

    assert compiling.result > 0
    counted = UnitFigures.objects.get(unit=office.division, period=office.period())
    assert counted.evaluated == 3
    compile_figures(now=SERVED)
    assert agrees(office)
