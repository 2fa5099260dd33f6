"""What a report says, against the database asked in another way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from appraisal.enums import EvaluationState, ObjectionState, PlanState, Rating
from feedback.enums import DataQuality
from personnel.models import Unit
from reports.documents.report_content import Change
from reports.documents.report_document import render_report
from reports.selectors.report_scope import report_scope
from reports.selectors.reports import report_content
from tests.factories.appraisal import SERVED, evaluation_at, make_office, objection_of, plan_at
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.documents import pdf_text
from tests.factories.feedback import closed_survey, make_survey_period
from tests.factories.figures import Counted, asked
from tests.factories.follow_up import finalise
from tests.factories.personnel import make_employee, make_unit, make_year

pytestmark = pytest.mark.django_db

NAMES_OF_TABLES = {
    "organisasi", "sebaran", "kemajuan", "perbandingan", "hasil-unit", "hasil", "perilaku",
    "survei", "jam-pelatihan", "kesiapan", "pengembangan", "pengembangan-unit", "perbaikan",
    "keberatan", "angka-kredit", "tpp",
}  # fmt: skip
FAIRNESS = {
    "keadilan-kelompok", "keadilan-selisih", "keadilan-penilai", "keadilan-pola",
    "keadilan-keberatan",
}  # fmt: skip
LISTS = {"daftar-hasil", "daftar-tanpa-skp", "daftar-tanpa-evaluasi", "daftar-keberatan"}


def table(content, key):
    (found,) = [one for one in content.tables if one.key == key]
    return found


def mixed_office():
    """Nine people of one division with results of three kinds, and one without."""
    office = make_office()
    good = make_crowd(office, 6)
    weak = make_crowd(office, 2)
    for plan in good:
        finalise(plan, office.period())
    for plan in weak:
        finalise(plan, office.period(), Rating.BELOW, Rating.MEETS)
    return office


def test_every_chapter_is_there_and_only_an_agency_has_names():
    office = mixed_office()

    agency = report_content(office.agency, office.period(), SERVED)
    city = report_content(office.city, office.period(), SERVED)

    assert {one.key for one in agency.tables} == NAMES_OF_TABLES | LISTS
    assert {one.key for one in city.tables} == NAMES_OF_TABLES | FAIRNESS
    assert "Nurul Contoh" not in city.to_json()
    assert "Nurul Contoh" in agency.to_json()


def test_distribution_on_paper_is_what_the_database_counts():
    office = mixed_office()
    counted = dict(
        asked(
            "SELECT e.predicate, count(*) FROM appraisal_evaluation e"
            " JOIN appraisal_plan p ON p.id = e.plan_id"
            " JOIN personnel_assignment a ON a.id = p.assignment_id"
            " JOIN personnel_post o ON o.id = a.post_id JOIN personnel_unit u ON u.id = o.unit_id"
            " WHERE e.period_id = %s AND u.agency_id = %s AND e.predicate <> '' GROUP BY 1",
            office.period().pk,
            office.agency.pk,
        )
    )

    content = report_content(office.agency, office.period(), SERVED)
    text = pdf_text(render_report(content))

    shown = {row[0]: row[1] for row in table(content, "sebaran").rows}
    assert shown["Baik"] == counted["good"] == 6
    assert sum(shown.values()) == sum(counted.values()) == 8
    assert f"Baik {counted['good']} 75,0" in text
    assert f"Jumlah {sum(counted.values())} 100,0" in text


def test_progress_by_unit_is_what_the_database_counts():
    office = mixed_office()
    rows = asked(
        "SELECT u.name, count(DISTINCT a.employee_id), count(DISTINCT e.id)"
        " FROM personnel_assignment a JOIN personnel_post o ON o.id = a.post_id"
        " JOIN personnel_unit u ON u.id = o.unit_id"
        " LEFT JOIN appraisal_plan p ON p.assignment_id = a.id"
        " LEFT JOIN appraisal_evaluation e ON e.plan_id = p.id AND e.period_id = %s"
        " WHERE u.agency_id = %s GROUP BY u.name",
        office.period().pk,
        office.agency.pk,
    )

    content = report_content(office.agency, office.period(), SERVED)

    found = table(content, "kemajuan")
    assert {(row[0], row[1], row[3]) for row in found.rows} == set(rows)
    assert found.total[1] == sum(row[1] for row in rows)


def test_results_of_the_head_are_shown_with_indicator_and_supporters():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)
    plan_at(PlanState.FIXED, office, office.supervisor)

    rows = table(report_content(office.agency, office.period(), SERVED), "hasil").rows

    texts = {row[1] for row in rows}
    assert texts == {f"Terselesaikannya permohonan layanan jenis {n}" for n in (1, 2, 3)}
    assert {row[4] for row in rows} == {"Permohonan yang selesai"}
    assert {row[5] for row in rows} == {"12 dokumen"}
    assert not evaluation.plan.assignment.post.is_head


def test_results_of_agencies_are_counted_in_the_city_and_listed_in_its_annex():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office, office.head)
    evaluation_at(EvaluationState.FINAL, office, plan)

    content = report_content(office.city, office.period(), SERVED)

    assert table(content, "hasil-unit").rows == ((office.agency.name, 0, 3, 0, 0, 3, 3),)
    assert [one.key for one in content.sections if one.annex] == ["lampiran-hasil"]
    assert content.sections[-1].tables == (table(content, "hasil"),)


def test_behaviour_counts_every_rating_of_the_seven_values():
    office = make_office()
    evaluation_at(EvaluationState.FINAL, office)

    rows = table(report_content(office.agency, office.period(), SERVED), "perilaku").rows

    assert len(rows) == 7
    assert all(row[1:] == (0, 1, 0, Decimal("0.0")) for row in rows)


def test_objections_are_counted_and_listed_by_name():
    office = make_office()
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))

    content = report_content(office.agency, office.period(), SERVED)

    assert table(content, "keberatan").total == ("Jumlah", 1)
    (row,) = table(content, "daftar-keberatan").rows
    assert row[1] == office.employee.employee.full_name
    assert row[4] == objection.decide_by
    assert objection.state in (ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW)


def test_red_index_is_never_shown_and_units_that_overlap_share_a_group():
    office = make_office()
    period = make_survey_period(
        year=2026, starts=date(2026, 7, 1), ends=date(2026, 9, 30), sequence=3
    )
    fields = {"grade": "B", "verdict": DataQuality.GREEN}
    figures = (
        (
            "Loket A",
            {"index": Decimal("84.00"), "lower": Decimal("82.00"), "upper": Decimal("86.00")}
            | fields,
        ),
        (
            "Loket B",
            {"index": Decimal("83.00"), "lower": Decimal("81.00"), "upper": Decimal("85.00")}
            | fields,
        ),
        (
            "Loket C",
            {"index": Decimal("70.00"), "lower": Decimal("68.00"), "upper": Decimal("72.00")}
            | fields,
        ),
        (
            "Loket D",
            {
                "index": Decimal("99.11"),
                "lower": Decimal("98.00"),
                "upper": Decimal("99.90"),
                "grade": "A",
                "verdict": DataQuality.RED,
            },
        ),
    )
    for name, values in figures:
        closed_survey(make_unit(office.agency, name=name), period, **values)

    content = report_content(office.agency, office.period(), SERVED)

    rows = {row[0]: row for row in table(content, "survei").rows}
    assert rows["Loket A"][8] == rows["Loket B"][8] == "Kelompok 1"
    assert rows["Loket C"][8] == "Kelompok 2"
    assert rows["Loket D"][3:6] == (None, None, None)
    assert rows["Loket D"][8] == "–"
    assert "99.11" not in content.to_json()
    assert "99,11" not in pdf_text(render_report(content))


def second_agency(office, count, results):
    """Another agency of the city with so many people of one result."""
    agency = make_unit(name="Badan Contoh")
    division = make_unit(agency)
    other = replace(office, agency=agency, division=division)
    for plan in make_crowd(other, count):
        finalise(plan, office.period(), results, Rating.MEETS)


def test_agencies_that_cannot_be_told_apart_have_no_order():
    office = mixed_office()
    second_agency(office, 8, Rating.MEETS)

    content = report_content(office.city, office.period(), SERVED)

    found = table(content, "perbandingan")
    assert {row[-1] for row in found.rows} == {1}
    assert [row[0] for row in found.rows] == ["Badan Contoh", office.agency.name]
    assert "Unit-unit ini tidak dapat dibedakan" in pdf_text(render_report(content))


def test_agencies_that_stand_clear_are_in_groups_of_their_own():
    office = make_office()
    for plan in make_crowd(office, 30):
        finalise(plan, office.period())
    second_agency(office, 30, Rating.BELOW)

    content = report_content(office.city, office.period(), SERVED)

    rows = table(content, "perbandingan").rows
    assert [(row[0], row[-1]) for row in rows] == [
        (office.agency.name, 1),
        ("Badan Contoh", 2),
    ]
    assert f"Tertinggi: {office.agency.name} (30 dari 30)." in pdf_text(render_report(content))


def test_number_of_queries_does_not_grow_with_people(django_assert_num_queries):
    office = make_office()
    few = make_crowd(office, 3)
    for plan in few:
        finalise(plan, office.period())
    head = Unit.objects.get(pk=office.agency.pk)
    period = office.period()
    report_content(head, period, SERVED)
    with connection.execute_wrapper(counter := Counted()):
        report_content(head, period, SERVED)
    give_evaluations(make_crowd(office, 497), period, rated=True)

    with django_assert_num_queries(counter.n):
        content = report_content(head, period, SERVED)

    assert content.summary.employees == 503
    assert counter.n <= 40


def test_report_of_a_unit_counts_only_those_below_it():
    office = mixed_office()
    make_employee(make_unit(office.agency, name="Bidang Lain"))

    scope = report_scope(office.division, office.period(), SERVED)

    assert len(scope.unit_of) == 10
    assert scope.units == [office.division.pk]


def test_change_compares_the_same_people_with_the_year_before():
    earlier = make_office(2025)
    plans = make_crowd(earlier, 3)
    finalise(plans[0], earlier.period(), Rating.BELOW, Rating.MEETS)
    finalise(plans[1], earlier.period())
    finalise(plans[2], earlier.period())
    later = replace(earlier, year=make_year(2026))
    for plan, results in zip(plans, (Rating.MEETS, Rating.BELOW, Rating.MEETS), strict=True):
        plan.pk, plan.year = None, later.year
        plan.starts, plan.ends = date(2026, 1, 1), date(2026, 12, 31)
        plan.save(force_insert=True)
        finalise(plan, later.period(), results, Rating.MEETS)

    content = report_content(later.agency, later.period(), SERVED)

    assert content.change == Change(
        period_label="Tahun 2025", evaluated=3, good=2, risen=1, fallen=1
    )
    assert report_content(earlier.agency, earlier.period(), SERVED).change is None
