"""Figures that the scheduler compiles: the same as a report counts, and only what changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appraisal.actions import plan_content
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Evaluation
from personnel.enums import PeriodKind, YearMode
from personnel.models import Period, Unit
from reports.actions.figures import compile_figures, recount_period
from reports.jobs import compile_nightly
from reports.models import FiguresMark, FiguresMoment, UnitFigures
from reports.selectors.summaries import FRESH, compiled_summary, summary_content
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.appraisal import (
    JANUARY,
    SERVED,
    evaluation_at,
    fill_plan,
    make_office,
    plan_at,
)
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.follow_up import finalise
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_post,
    make_unit,
    make_year,
)
from tests.factories.restless import RestlessCity

pytestmark = pytest.mark.django_db

FIGURES = (
    "unit", "period", "people", "plans_fixed", "very_good", "good", "needs_improvement", "poor",
    "very_poor", "open_objections",
)  # fmt: skip


def kept():
    """Every line of figures in which there is anything."""
    return {row for row in UnitFigures.objects.values_list(*FIGURES) if any(row[2:])}


def differences(now):
    """Units and periods of which the night says something else than a report counts.

    A report tells each unit directly below its own, so units with others below them tell of all.
    """
    above = Unit.objects.filter(children__isnull=False).distinct()
    return [
        (unit.name, str(period))
        for period in Period.objects.filter(starts__lte=now.date())
        for unit in above
        if (compiled := compiled_summary(unit, period, now)) is None
        or replace(compiled, as_of=now) != summary_content(unit, period, now)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_figures_of_a_restless_city_are_what_its_reports_count(seed):
    city = RestlessCity(seed)
    now = datetime(2025, 11, 20, 2, 0, tzinfo=UTC)
    compile_figures(now=now)
    for _night in range(12):
        happened = [city.something_happens() for _n in range(city.chance.choice([1, 1, 3, 8]))]
        now = city.later(now)

        compile_figures(now=now)

        assert differences(now) == [], happened
    after_nights = kept()
    FiguresMoment.objects.all().delete()
    UnitFigures.objects.all().delete()
    compile_figures(now=now)
    assert after_nights == kept() != set()


def test_one_changed_result_is_counted_and_nothing_else():
    office = make_office()
    (first, *_others) = [finalise(plan, office.period()) for plan in make_crowd(office, 4)]
    finalise(plan_at(PlanState.FIXED, office, office.supervisor), office.period())
    compile_figures(now=SERVED)

    assert compile_figures(now=SERVED) == 0
    Evaluation.objects.filter(pk=first.pk).update(
        behaviour_rating="above", behaviour_proposed="above", results_rating="above",
        results_proposed="above", predicate="very_good",
    )  # fmt: skip
    assert compile_figures(now=SERVED) == 1
    row = UnitFigures.objects.get(unit=office.division, period=office.period())
    assert (row.very_good, row.good) == (1, 4)


def test_a_unit_has_figures_from_the_day_on_which_somebody_serves_there():
    office = make_office()
    empty = make_unit(office.agency)
    compile_figures(now=SERVED)
    assert not UnitFigures.objects.filter(unit=empty).exists()

    comes = make_assignment(make_employee(assigned=False), make_post(empty))
    compile_figures(now=SERVED)
    assert set(UnitFigures.objects.filter(unit=empty).values_list("people", flat=True)) == {1}

    comes.delete()
    compile_figures(now=SERVED)
    assert not UnitFigures.objects.filter(unit=empty, people__gt=0).exists()


def test_what_no_figure_counts_leaves_no_mark():
    office = make_office()
    plan = plan_at(PlanState.DRAFT, office)
    (draft,) = give_evaluations(make_crowd(office, 1), office.period())
    FiguresMark.objects.all().delete()

    fill_plan(plan, office.employee)
    plan_content.save_annexes(plan_id=plan.pk, texts={}, by=office.employee, now=JANUARY)
    draft.self_assessment = "Sedang ditulis."
    draft.save()

    assert not FiguresMark.objects.exists()


def test_each_step_to_a_result_shows_in_the_next_figures():
    office = make_office()
    compile_figures(now=SERVED)
    before = compiled_summary(office.agency, office.period(), SERVED)

    evaluation_at(EvaluationState.OBJECTED, office)
    compile_figures(now=SERVED)

    after = compiled_summary(office.agency, office.period(), SERVED)
    assert (before.plans_fixed, before.evaluated, before.open_objections) == (0, 0, 0)
    assert (after.plans_fixed, after.evaluated, after.open_objections) == (1, 1, 1)


def test_a_running_period_follows_the_day_without_any_change():
    office = make_office()
    assignment = office.employee.employee.assignments.get()
    assignment.effective_until = date(2026, 5, 9)
    assignment.save()
    quarter = office.period(PeriodKind.QUARTER, 2)
    last = datetime(2026, 5, 9, 2, 0, tzinfo=UTC)

    compile_figures(now=last)
    there = compiled_summary(office.division, quarter, last).employees
    number = compile_figures(now=last + timedelta(days=1))
    gone = compiled_summary(office.division, quarter, last + timedelta(days=1)).employees

    assert (there, gone) == (2, 1)
    assert number == 2, "the quarter and the year that run, in one unit"


def test_rehearsals_and_periods_to_come_have_no_figures():
    office = make_office()
    make_year(2027, mode=YearMode.REHEARSAL)
    april = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)

    compile_figures(now=april)

    counted = Period.objects.filter(figures_moment__isnull=False)
    assert {(one.kind, one.sequence) for one in counted} == {
        ("annual", 1), ("quarter", 1), ("quarter", 2)
    }  # fmt: skip
    assert set(counted.values_list("year", flat=True)) == {office.year.pk}


def test_a_year_that_counts_no_longer_loses_its_figures():
    office = make_office()
    compile_figures(now=SERVED)
    office.year.mode = YearMode.SHADOW
    office.year.save()

    compile_figures(now=SERVED)

    assert compiled_summary(office.agency, office.period(), SERVED) is None


def test_figures_of_a_scheduler_that_stands_still_are_not_shown():
    office = make_office()
    compile_figures(now=SERVED)

    assert compiled_summary(office.agency, office.period(), SERVED + FRESH)
    late = SERVED + FRESH + timedelta(minutes=1)
    assert compiled_summary(office.agency, office.period(), late) is None


def test_whoever_recounts_sees_the_change_and_the_night_still_counts_it_elsewhere():
    office = make_office()
    compile_figures(now=SERVED)
    plans = make_crowd(office, 3)
    later = SERVED + timedelta(hours=2)

    recount_period(unit=office.agency, period=office.period(), by=office.head, now=later)

    compiled = compiled_summary(office.agency, office.period(), later)
    assert (compiled.plans_fixed, compiled.as_of) == (len(plans), later)
    other = office.period(PeriodKind.QUARTER, 1)
    assert compiled_summary(office.agency, other, later).plans_fixed == 0
    compile_figures(now=later)
    assert compiled_summary(office.agency, other, later).plans_fixed == len(plans)


def test_recounting_is_refused_to_others_and_before_there_is_anything_to_count():
    office = make_office()
    period = office.period(PeriodKind.QUARTER, 2)
    with pytest.raises(Denied):
        recount_period(unit=make_unit(), period=period, by=office.head, now=SERVED)
    with pytest.raises(WrongState):
        recount_period(unit=office.agency, period=period, by=office.head, now=JANUARY)
    shadow = make_year(2025, mode=YearMode.SHADOW).periods.get(kind=PeriodKind.ANNUAL)
    with pytest.raises(WrongState):
        recount_period(unit=office.agency, period=shadow, by=office.admin, now=SERVED)
    assert not FiguresMoment.objects.exists()


def test_compiling_asks_the_same_questions_of_any_number_of_people():
    office = make_office()

    def asked():
        FiguresMoment.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            compile_figures(now=SERVED)
        return len(queries)

    few = asked()
    for plan in make_crowd(office, 30):
        finalise(plan, office.period())
    assert asked() == few


def test_the_scheduler_compiles_in_the_night():
    entry = settings.CELERY_BEAT_SCHEDULE["compile-figures"]
    make_office(timezone.localdate().year)

    assert entry["task"] == compile_nightly.name
    assert compile_nightly() > 0
    assert compile_nightly() == 0
