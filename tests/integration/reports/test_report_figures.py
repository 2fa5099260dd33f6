"""Figures of a report's chapters on paper beside SQL that knows nothing of the report.

Results, improvement, angka kredit and allowance; other modules hold the other chapters.
"""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from appraisal.actions import follow_up, improvement
from appraisal.actions.credit import convert_evaluation
from appraisal.enums import EvaluationState, PlanState, Rating, SuperiorLink
from appraisal.models import ImprovementPlan, Plan, WorkResult
from appraisal.regulation import ALLOWANCE_BASE
from personnel.enums import PeriodKind
from personnel.models import Post, RegulationSetting
from reports.selectors.reports import report_content
from tests.factories import credit
from tests.factories.appraisal import JANUARY, SERVED, evaluation_at, make_office, plan_at
from tests.factories.crowds import make_crowd
from tests.factories.figures import asked, chapter, said
from tests.factories.follow_up import FINAL_AT, final_crowd, finalise
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_post,
    make_unit,
    make_user,
    make_year,
)

pytestmark = pytest.mark.django_db

AFTER = datetime(2027, 7, 22, 2, 0, tzinfo=UTC)
STATES = {"running": "Berjalan", "not_improved": "Belum membaik", "improved": "Membaik"}
LEVELS = {"ahli_pertama": "Ahli Pertama", "ahli_muda": "Ahli Muda"}
RATINGS = {"above": "Di atas ekspektasi", "meets": "Sesuai ekspektasi"}


@pytest.fixture
def office(db):
    return make_office()


def test_results_with_target_achievement_supporters_and_rating(office):
    plan = plan_at(PlanState.FIXED, office, office.supervisor)
    evaluation_at(EvaluationState.FINAL, office, plan)
    first, second, _third = plan.results.order_by("position")
    for result, is_fixed in ((first, True), (first, True), (second, True), (second, False)):
        colleague = make_user(employee=make_employee(office.division))
        supporting = plan_at(PlanState.DRAFT, office, colleague)
        WorkResult.objects.create(
            plan=supporting,
            position=1,
            text="Tersusunnya berkas permohonan",
            link=SuperiorLink.LINKED,
            superior_result=result,
            superior_text=result.text,
        )
        if is_fixed:
            signed = {"employee_signed_at": JANUARY, "supervisor_signed_at": JANUARY}
            for state in (PlanState.SUBMITTED, PlanState.APPROVED, PlanState.FIXED):
                Plan.objects.filter(pk=supporting.pk).update(state=state, **signed)

    text = chapter(report_content(office.division, office.period(), SERVED), "hasil")

    rows = asked(
        "SELECT r.text, i.text, i.target, h.text, r.id, g.rating,"
        " (SELECT count(DISTINCT q.employee_id) FROM appraisal_workresult s"
        "  JOIN appraisal_plan q ON q.id = s.plan_id WHERE s.superior_result_id = r.id"
        "  AND q.state = 'fixed')"
        " FROM appraisal_workresult r JOIN appraisal_indicator i ON i.result_id = r.id"
        " JOIN appraisal_plan p ON p.id = r.plan_id"
        " JOIN appraisal_evaluation e ON e.plan_id = p.id AND e.period_id = %s"
        " JOIN appraisal_achievement h ON h.evaluation_id = e.id AND h.indicator_id = i.id"
        " JOIN appraisal_resultrating g ON g.evaluation_id = e.id AND g.result_id = r.id"
        " WHERE p.id = %s ORDER BY r.position",
        office.period().pk,
        plan.pk,
    )
    assert [row[-1] for row in rows] == [2, 1, 0]
    for result, indicator, target, reached, _pk, rating, supporters in rows:
        assert said(result, RATINGS[rating], supporters, indicator, target, reached) in text
    by_rating = Counter(row[5] for row in rows)
    alone = sum(not row[-1] for row in rows)
    rated = (by_rating["above"], by_rating["meets"], by_rating["below"], 0)
    assert said("Jumlah", *rated, len(rows), alone) in text
    assert f"{alone} hasil kerja pimpinan belum didukung hasil kerja siapa pun." in text


def test_improvement_plans_by_state(office):
    final_crowd(office, 3, Rating.BELOW)
    improvement.open_improvement_plans(now=FINAL_AT)
    plan = ImprovementPlan.objects.first()
    plan = improvement.save_goals(
        plan_id=plan.pk,
        goals="Laporan tepat waktu.",
        by=office.supervisor,
        now=FINAL_AT,
        seen_version=plan.row_version,
    )
    improvement.conclude_improvement(
        plan_id=plan.pk,
        improved=False,
        conclusion="Belum tepat waktu.",
        by=office.supervisor,
        now=AFTER,
        seen_version=plan.row_version,
    )
    period = make_year(2027).periods.get(kind=PeriodKind.ANNUAL)

    content = report_content(office.agency, period, AFTER)
    text = chapter(content, "perbaikan")

    rows = asked(
        "SELECT state, count(*) FROM appraisal_improvementplan"
        " WHERE starts <= '2027-12-31' AND ends >= '2027-01-01' GROUP BY state"
    )
    assert dict(rows) == {"running": 2, "not_improved": 1}
    for state, count in rows:
        assert said(STATES[state], count) in text
    assert said("Jumlah", sum(count for _state, count in rows)) in text
    ((late,),) = asked(
        "SELECT count(*) FROM appraisal_improvementplan WHERE state = 'running' AND ends < %s",
        AFTER.date(),
    )
    waits = f"{late} rencana perbaikan lewat waktu dan belum disimpulkan."
    assert text.count(waits) == 2, "on the first page and in the chapter"


def test_credit_points_by_level(office):
    evaluations = credit.final_crowd(office, 3)
    for one in evaluations:
        convert_evaluation(evaluation_id=one.pk, by=office.admin, now=SERVED)

    text = chapter(report_content(office.agency, office.period(), SERVED), "angka-kredit")

    rows = asked(
        "SELECT level, count(DISTINCT employee_id), sum(points) FROM appraisal_creditconversion"
        " WHERE state = 'in_force' AND year = 2026 GROUP BY level"
    )
    assert [row[:2] for row in rows] == [("ahli_pertama", 3)]
    for level, people, points in rows:
        assert said(LEVELS[level], people, points) in text
    assert said("Jumlah", 3, sum((row[2] for row in rows), Decimal(0))) in text


def test_allowance_by_unit_with_those_who_have_no_amount_yet(office):
    RegulationSetting.objects.create(
        key=ALLOWANCE_BASE,
        value={str(number): "0" for number in range(1, 18)} | {"7": "3000000"},
        legal_basis="Peraturan Wali Kota Contoh",
        valid_from=date(2026, 1, 1),
        decided_by=office.admin,
        decided_at=SERVED,
    )
    plans = make_crowd(office, 4)
    for plan, results in zip(plans, (Rating.MEETS, Rating.BELOW, Rating.BELOW), strict=False):
        finalise(plan, office.period(PeriodKind.QUARTER, 3), results)
    Post.objects.filter(assignments__plans__in=plans).update(post_class=7)
    follow_up.import_attendance(
        rows=[(plans[1].employee_id, date(2026, 12, 1), Decimal("0.9"), "Presensi")],
        by=office.admin,
        now=SERVED,
    )

    text = chapter(report_content(office.agency, office.period(), SERVED), "tpp")

    rows = asked(
        "SELECT u.name, count(*), count(e.id), sum(round(3000000 * (0.6 *"
        "  CASE e.predicate WHEN 'good' THEN 1 WHEN 'needs_improvement' THEN 0.75 END"
        "  + 0.4 * coalesce(f.factor, 1))))"
        " FROM personnel_assignment a JOIN personnel_post o ON o.id = a.post_id"
        " JOIN personnel_unit u ON u.id = o.unit_id"
        " LEFT JOIN appraisal_plan p ON p.assignment_id = a.id"
        " LEFT JOIN appraisal_evaluation e ON e.plan_id = p.id AND o.post_class = 7"
        " LEFT JOIN appraisal_attendancefactor f"
        "  ON f.employee_id = a.employee_id AND f.month = '2026-12-01'"
        " WHERE u.agency_id = %s GROUP BY u.name",
        office.agency.pk,
    )
    assert {row[2] for row in rows} == {0, 3}
    for unit, people, complete, amount in rows:
        assert said(unit, people, complete, None if amount is None else int(amount)) in text
    total = sum(int(row[3]) for row in rows if row[3] is not None)
    assert total == 3_000_000 + 2_430_000 + 2_550_000
    assert said("Jumlah", sum(row[1] for row in rows), 3, total) in text
    missing = sum(row[1] - row[2] for row in rows)
    assert f"{missing} dari {sum(row[1] for row in rows)} pegawai belum memiliki jumlah" in text


def test_results_of_a_leader_who_left_on_the_last_day_stay_rated(office):
    plan = plan_at(PlanState.FIXED, office, office.supervisor)
    evaluation_at(EvaluationState.FINAL, office, plan)
    leader = office.supervisor.employee
    leader.assignments.update(effective_until=date(2026, 12, 30))
    make_assignment(leader, make_post(make_unit()), effective_from=date(2026, 12, 31))

    text = chapter(report_content(office.division, office.period(), SERVED), "hasil")

    assert said("Jumlah", 0, 3, 0, 0, 3, 3) in text


def test_results_of_a_plan_that_begins_later_are_not_of_this_quarter(office):
    plan = plan_at(PlanState.FIXED, office, office.supervisor)
    Plan.objects.filter(pk=plan.pk).update(starts=date(2026, 7, 1))

    def told(quarter):
        period = office.period(PeriodKind.QUARTER, quarter)
        return chapter(report_content(office.division, period, SERVED), "hasil")

    assert "Pimpinan belum memiliki hasil kerja" in told(1)
    assert said("Jumlah", 0, 0, 0, 3, 3, 3) in told(3)
