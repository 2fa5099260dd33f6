"""Awards, measures, imports, the order, the boxes, the recap and the reports."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from appraisal.actions import follow_up
from appraisal.enums import Rating
from appraisal.models import (
    AttendanceFactor,
    Award,
    DisciplinaryMeasure,
    OrganisationPredicate,
    PotentialAssessment,
)
from appraisal.regulation import ALLOWANCE_BASE, ALLOWANCE_PERIOD
from appraisal.selectors.allowances import allowance_recap
from appraisal.selectors.awards import award_rows
from appraisal.selectors.follow_up_reports import REPORTS, Scope
from appraisal.selectors.measures import measure_warning
from appraisal.selectors.ranking import ranking
from appraisal.selectors.talent import talent_grid
from personnel.enums import PeriodKind
from personnel.models import RegulationSetting, Unit
from personnel.rules.nip import group_nip
from personnel.rules.regulation import DEFAULTS, Regulation
from sabang_kinerja.common.errors import Denied, Incomplete
from sabang_kinerja.common.refusals import Refused
from tests.factories.appraisal import make_office
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.follow_up import final_crowd, finalise
from tests.factories.personnel import make_year

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 10, 2, 0, tzinfo=UTC)
TODAY = date(2027, 2, 10)
AGENCIES = Unit.objects.agencies()


@pytest.fixture
def office(db):
    return make_office()


def test_ranking_names_the_tie_break_that_parted_two_people(office):
    best, second = make_crowd(office, 2)
    finalise(second, office.period(), Rating.MEETS, Rating.MEETS)
    finalise(best, office.period(), Rating.MEETS, Rating.ABOVE)

    first, last = ranking(office.year, AGENCIES)

    assert first.evaluation.plan == best
    assert (first.decided_by, last.decided_by) == ("", "rating perilaku kerja")


def test_ranking_keeps_one_level_and_one_agency_and_only_final_results(office):
    final_crowd(office, 2)
    give_evaluations(make_crowd(office, 1), office.period())

    assert len(ranking(office.year, AGENCIES, "pelaksana")) == 2
    assert ranking(office.year, AGENCIES, "administrator") == []
    assert ranking(office.year, AGENCIES.exclude(pk=office.agency.pk)) == []


@pytest.mark.parametrize("make", [ranking, lambda y, a: talent_grid(y, a, DEFAULTS)])
def test_lists_ask_as_often_for_one_as_for_many(office, make, django_assert_num_queries):
    final_crowd(office, 1)
    with django_assert_num_queries(3 if make is ranking else 2):
        make(office.year, AGENCIES)
    final_crowd(office, 20)
    with django_assert_num_queries(3 if make is ranking else 2):
        make(office.year, AGENCIES)


def very_good_twice(office):
    """Somebody very good in the office's year and good in the year before."""
    earlier = make_year(office.year.year - 1)
    (plan,) = make_crowd(office, 1)
    finalise(plan, office.period(), Rating.ABOVE, Rating.ABOVE)
    finalise(plan, earlier.periods.get(kind=PeriodKind.ANNUAL))
    return plan.employee


FACTS = follow_up.AwardFacts("certificate", "800/1/2027", TODAY)


def test_award_is_recorded_once_for_whoever_qualifies(office):
    employee = very_good_twice(office)
    final_crowd(office, 1, Rating.ABOVE, Rating.ABOVE)

    (row,) = award_rows(office.year, AGENCIES, DEFAULTS)
    follow_up.record_award(
        employee=employee, year=office.year, facts=FACTS, by=office.admin, now=NOW
    )

    assert (row.evaluation.plan.employee, row.good_years) == (employee, 2)
    assert Award.objects.get().versions == {
        "penghargaan.predikat": "default",
        "penghargaan.tahun": "default",
    }
    with pytest.raises(Refused, match="sudah tercatat"):
        follow_up.record_award(
            employee=employee, year=office.year, facts=FACTS, by=office.admin, now=NOW
        )


def test_award_is_refused_to_others_and_by_others(office):
    (evaluation,) = final_crowd(office, 1)

    with pytest.raises(Incomplete, match="belum memenuhi"):
        follow_up.record_award(
            employee=evaluation.plan.employee,
            year=office.year,
            facts=FACTS,
            by=office.admin,
            now=NOW,
        )
    with pytest.raises(Denied):
        follow_up.record_award(
            employee=evaluation.plan.employee,
            year=office.year,
            facts=FACTS,
            by=office.head,
            now=NOW,
        )


def test_potential_is_imported_and_the_same_day_again_replaces(office):
    (evaluation,) = final_crowd(office, 1)
    pk = evaluation.plan.employee_id
    for potential in ("low", "high"):
        follow_up.import_potential(
            rows=[(pk, potential, date(2026, 11, 1), "UPT")], by=office.admin, now=NOW
        )

    grid = talent_grid(office.year, AGENCIES, DEFAULTS)

    assert PotentialAssessment.objects.get().potential == "high"
    assert [row.evaluation for row in grid.boxes[8].people] == [evaluation]
    assert (grid.placed, grid.without_potential) == (1, 0)


def measure(employee, level="medium", **changes):
    return DisciplinaryMeasure.objects.create(
        **{
            "employee": employee,
            "level": level,
            "decree_number": "800/9/2026",
            "effective_from": date(2026, 10, 1),
            "effective_until": date(2027, 6, 30),
        }
        | changes
    )


@pytest.mark.parametrize(
    ("level", "until", "warns"),
    [
        ("medium", date(2027, 6, 30), True),
        ("heavy", date(2026, 12, 31), True),
        ("light", date(2027, 6, 30), False),
        ("medium", date(2025, 12, 31), False),
    ],
)
def test_measure_in_force_warns_the_supervisor_and_changes_nothing(office, level, until, warns):
    (evaluation,) = give_evaluations(make_crowd(office, 1), office.period(), rated=True)
    measure(evaluation.plan.employee, level, effective_from=date(2025, 1, 1), effective_until=until)

    assert bool(measure_warning(evaluation)) is warns
    evaluation.refresh_from_db()
    assert evaluation.behaviour_rating == Rating.MEETS


def test_measure_warning_can_be_switched_off(office):
    (evaluation,) = give_evaluations(make_crowd(office, 1), office.period())
    measure(evaluation.plan.employee)
    RegulationSetting.objects.create(
        key="perilaku.misconduct_lock",
        value=False,
        legal_basis="SK 1",
        valid_from=date(2026, 1, 1),
        decided_by=office.admin,
        decided_at=NOW,
    )

    assert measure_warning(evaluation) == ""


def test_measure_is_written_by_bkpsdm_only_and_once_a_decree(office):
    facts = follow_up.MeasureFacts("light", "800/2", date(2026, 1, 1), date(2026, 6, 30))
    employee = office.employee.employee
    follow_up.save_measure(employee=employee, facts=facts, by=office.admin, now=NOW)

    with pytest.raises(Denied):
        follow_up.save_measure(employee=employee, facts=facts, by=office.supervisor, now=NOW)
    with pytest.raises(Refused, match="sudah tercatat"):
        follow_up.save_measure(employee=employee, facts=facts, by=office.admin, now=NOW)


def recap_of(office, month=date(2027, 1, 1), **settings):
    """The recap with a base of 3.000.000 for class 7, taking the period before the month."""
    amounts = {str(number): "0" for number in range(1, 18)} | {"7": "3000000"}
    decided = {ALLOWANCE_BASE: (1, amounts)} | {key: (2, value) for key, value in settings.items()}
    return allowance_recap(month, office.agency, Regulation(decided))


def allowance_person(office, results=Rating.BELOW):
    """Somebody of class 7 with a final fourth quarter."""
    (plan,) = make_crowd(office, 1)
    plan.assignment.post.post_class = 7
    plan.assignment.post.save()
    finalise(plan, office.period(PeriodKind.QUARTER, 4), results)
    return plan.employee


def row_of(recap, employee):
    return next(row for row in recap.rows if row.assignment.employee == employee)


def test_allowance_takes_the_predicate_of_the_last_period_and_marks_missing_attendance(office):
    employee = allowance_person(office)

    row = row_of(recap_of(office), employee)

    # 3.000.000 × (60 % × 0,75 + 40 % × 1)
    assert row.result.amount == Decimal(2_550_000)
    assert row.notes == ["kehadiran belum diimpor, dihitung 1"]


def test_allowance_takes_attendance_and_cuts_while_a_medium_measure_holds(office):
    employee = allowance_person(office)
    measure(employee)
    follow_up.import_attendance(
        rows=[(employee.pk, date(2027, 1, 1), Decimal("0.9"), "Presensi")],
        by=office.admin,
        now=NOW,
    )

    row = row_of(recap_of(office), employee)

    assert (row.result.before_cut, row.result.cut) == (Decimal(2_430_000), Decimal(607_500))


def test_allowance_without_predicate_or_base_has_no_amount_and_says_why(office):
    employee = allowance_person(office)

    same = row_of(recap_of(office, **{ALLOWANCE_PERIOD: "same"}), employee)
    others = [row for row in recap_of(office).rows if row.assignment.employee != employee]

    assert same.result is None
    assert "predikat periodik belum ada" in same.notes
    assert all("TPP dasar kelas jabatan ini belum ditetapkan" in row.notes for row in others)


@pytest.mark.parametrize("key", REPORTS)
def test_report_asks_as_often_for_one_as_for_many(office, key, django_assert_max_num_queries):
    final_crowd(office, 1)
    scope = Scope(office.year, AGENCIES, TODAY)
    REPORTS[key][1](scope)
    final_crowd(office, 20)

    with django_assert_max_num_queries(9):
        report = REPORTS[key][1](scope)

    assert all(len(row) == len(report.columns) for row in report.rows)


def test_reports_list_results_and_who_lacks_a_plan_or_a_result(office):
    (done,) = final_crowd(office, 1)
    give_evaluations(make_crowd(office, 1), office.period())
    scope = Scope(office.year, AGENCIES, TODAY)

    def numbers(key):
        return {row[1] for row in REPORTS[key][1](scope).rows}

    own, other = (group_nip(one.nip) for one in (done.plan.employee, office.employee.employee))
    assert numbers("results") == {own}
    assert other in numbers("without-plan")
    assert own not in numbers("without-plan") | numbers("without-evaluation")
    assert len(numbers("without-evaluation")) == len(numbers("without-plan")) + 1


def test_distribution_names_only_the_limits_that_are_left(office):
    final_crowd(office, 12)
    OrganisationPredicate.objects.create(
        unit=office.agency,
        period=office.period(),
        state="fixed",
        predicate="good",
        fixed_by=office.mayor.employee,
        fixed_at=NOW,
    )

    (row,) = REPORTS["distribution"][1](Scope(office.year, AGENCIES, TODAY)).rows

    assert row[2:5] == ("12", "0", "12")
    assert row[-1] == ("menyimpang dari: Baik paling banyak 70 %; ada Butuh Perbaikan atau Kurang")


def test_results_carry_the_points_of_the_professionalism_index(office):
    final_crowd(office, 1, Rating.ABOVE, Rating.ABOVE)

    (row,) = REPORTS["results"][1](Scope(office.year, AGENCIES, TODAY)).rows

    assert row[-1] == "30"


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (AttendanceFactor, {"month": date(2027, 1, 2), "factor": 1}),
        (AttendanceFactor, {"month": date(2027, 1, 1), "factor": Decimal("1.1")}),
        (PotentialAssessment, {"potential": "high", "assessed_on": TODAY, "source": ""}),
        (PotentialAssessment, {"potential": "great", "assessed_on": TODAY, "source": "UPT"}),
    ],
)
def test_database_refuses_what_cannot_be(office, model, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(
            employee=office.employee.employee, imported_by=office.admin, imported_at=NOW, **values
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"effective_until": date(2026, 1, 1)},
        {"decree_number": ""},
        {"level": "none"},
    ],
)
def test_database_refuses_a_measure_that_is_not_whole(office, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        measure(office.employee.employee, **changes)
