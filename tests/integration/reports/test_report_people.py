"""Training, readiness and development in a report beside SQL that knows nothing of the report."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from appraisal.enums import PlanState
from appraisal.selectors.readiness import readiness_by_agency
from personnel.enums import EmployeeKind
from reports.selectors.reports import report_content
from tests.factories.appraisal import SERVED, make_office, plan_at
from tests.factories.development import open_plan, plan_in
from tests.factories.figures import Counted, asked, chapter, said
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.training import NOW, make_event, make_officer, make_record, make_test
from training.actions import attendance, guides, knowledge
from training.enums import AttendanceState, DevelopmentState, GuideKind, TestKind
from training.models import Attendance
from training.rules.development import Need
from training.rules.readiness import Step

pytestmark = pytest.mark.django_db

IN_MAY = datetime(2027, 5, 3, 2, 0, tzinfo=UTC)
STATES = {"draft": "Sedang disusun", "agreed": "Disepakati", "offered": "Ditawarkan"}


@pytest.fixture
def office(db):
    return make_office()


def colleague(unit, **fields):
    return make_user(employee=make_employee(unit, **fields))


def learn(user, officer, hours, **fields):
    """A record of somebody that was verified, or waits where there is no ``officer``."""
    make_record(user.employee, user, hours=Decimal(hours), verifier=officer, **fields)


def learning_office(office):
    """Two divisions: one with three kinds of people who learnt, one of which nothing is known."""
    officer = make_officer()
    learn(office.employee, officer, 20)
    learn(office.supervisor, officer, 12)
    learn(office.supervisor, None, 32)
    for hours in (23, 24):
        learn(colleague(office.division, kind=EmployeeKind.PPPK), officer, hours)
    make_employee(make_unit(office.agency, name="Bidang Sunyi"))


HOURS = (
    "WITH person AS ("
    "  SELECT e.id, u.name AS unit, lower(e.kind) LIKE 'pppk%%' AS contract,"
    "    coalesce(sum(t.hours_approved), 0) AS hours, count(t.id) AS records,"
    "    count(t.id) FILTER (WHERE t.state = 'submitted') AS waiting"
    "  FROM personnel_employee e JOIN personnel_assignment a ON a.employee_id = e.id"
    "  JOIN personnel_post o ON o.id = a.post_id JOIN personnel_unit u ON u.id = o.unit_id"
    "  LEFT JOIN training_trainingrecord t ON t.employee_id = e.id"
    "    AND t.ends_on BETWEEN '2026-01-01' AND '2026-12-31'"
    "  WHERE u.agency_id = %s GROUP BY e.id, u.name, e.kind)"
    " SELECT unit, count(*) FILTER (WHERE NOT contract),"
    "  count(*) FILTER (WHERE NOT contract AND hours >= 20),"
    "  count(*) FILTER (WHERE contract), count(*) FILTER (WHERE contract AND hours >= 24),"
    "  sum(hours), sum(waiting), count(*) FILTER (WHERE records = 0), sum(records)"
    " FROM person GROUP BY unit"
)


def test_hours_by_unit_with_the_share_that_met_the_law(office):
    learning_office(office)

    content = report_content(office.agency, office.period(), SERVED)
    text = chapter(content, "pelatihan")

    rows = {row[0]: row[1:] for row in asked(HOURS, office.agency.pk)}
    pns, met, pppk, full, hours, waiting, without, _records = rows[office.division.name]
    assert (pns, met, pppk, full, hours, waiting, without) == (2, 1, 2, 1, 79, 1, 0)
    line = (pns, met, 100 * met / pns, pppk, full, hours, int(waiting), without)
    assert said(office.division.name, *line) in text
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    assert f"{total[1]} dari {total[0]} PNS memenuhi paling sedikit 20 JP tahun 2026." in text
    assert f"{total[6]} dari {total[0] + total[2]} pegawai belum memiliki catatan" in text


def test_hours_of_a_unit_of_which_nothing_is_known_are_missing_and_not_zero(office):
    learning_office(office)

    text = chapter(report_content(office.agency, office.period(), SERVED), "pelatihan")

    (row,) = [row for row in asked(HOURS, office.agency.pk) if row[0] == "Bidang Sunyi"]
    assert row[8] == 0, "no record at all"
    assert said("Bidang Sunyi", 1, None, None, 0, None, None, 0, 1) in text


READY = (
    "SELECT u.name, count(*),"
    " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM training_attendance t"
    "   WHERE t.employee_id = e.id AND t.state = 'present')),"
    " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM training_acknowledgement t"
    "   WHERE t.employee_id = e.id)),"
    " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM training_testattempt t"
    "   WHERE t.employee_id = e.id AND t.kind = 'after' AND t.score >= 70)),"
    " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM appraisal_plan p"
    "   WHERE p.employee_id = e.id AND p.state <> 'draft'))"
    " FROM personnel_employee e JOIN personnel_assignment a ON a.employee_id = e.id"
    " JOIN personnel_post o ON o.id = a.post_id JOIN personnel_unit u ON u.id = o.unit_id"
    " WHERE u.agency_id = %s GROUP BY u.name"
)


def ready_office(office):
    """The employee did everything; the supervisor read; a third was at the event."""
    officer, third = make_officer(), colleague(office.division)
    event = make_event(officer)
    for user in (office.employee, third):
        Attendance.objects.create(
            event=event, employee=user.employee, state=AttendanceState.INVITED
        )
    for row in Attendance.objects.all():
        attendance.mark(
            attendance_id=row.pk,
            state=AttendanceState.PRESENT,
            by=officer,
            now=event.starts_at,
        )
    version = guides.load_guide(
        slug="panduan",
        title="Panduan",
        kind=GuideKind.MAIN,
        required=True,
        chapters=[{"title": "Mengapa", "text": "Karena adil."}],
        now=NOW,
    )
    for user in (office.employee, office.supervisor):
        guides.acknowledge(version_id=version.pk, by=user, now=NOW)
    attempt = knowledge.begin_test(
        test=make_test(), kind=TestKind.AFTER, by=office.employee, now=NOW
    )
    knowledge.finish_test(
        attempt_id=attempt.pk,
        answers={item.pk: item.correct for item in attempt.test.items.all()},
        by=office.employee,
        now=NOW,
    )
    plan_at(PlanState.FIXED, office)
    plan_at(PlanState.DRAFT, office, third)


def test_readiness_is_four_shares_a_unit(office):
    ready_office(office)

    text = chapter(report_content(office.agency, office.period(), SERVED), "pelatihan")

    rows = asked(READY, office.agency.pk)
    assert {row[0]: row[1:] for row in rows}[office.division.name] == (3, 2, 2, 1, 1)
    for unit, people, *done in rows:
        assert said(unit, people, *(100 * n / people for n in done), "belum") in text
    people, *done = (sum(column) for column in zip(*(row[1:] for row in rows), strict=True))
    assert said("Jumlah", people, *(100 * n / people for n in done), "belum") in text


def test_readiness_of_the_city_report_is_that_of_the_page(office):
    ready_office(office)
    make_employee(make_unit(name="Badan Contoh"))

    content = report_content(office.city, office.period(), SERVED)

    (shown,) = [one for one in content.tables if one.key == "kesiapan"]
    cells = {row[0]: row[1:] for row in shown.rows}
    for one in readiness_by_agency(
        [office.agency, make_unit(name="Badan Kosong")], office.year, date(2026, 12, 31)
    ):
        if one.readiness.people:
            shares = [round(Decimal(100 * one.shares[step]), 1) for step in Step]
            assert cells[one.agency.name] == (one.readiness.people, *shares, "belum")
        else:
            assert one.agency.name not in cells


def test_step_that_nobody_could_do_has_no_share(office):
    plan_at(PlanState.FIXED, office)

    text = chapter(report_content(office.agency, office.period(), SERVED), "pelatihan")

    assert not any(asked("SELECT count(*) FROM training_knowledgetest")[0])
    assert said(office.division.name, 2, None, None, None, 50.0, "belum") in text


def test_development_by_state_and_what_is_overdue(office):
    plan_in(DevelopmentState.AGREED, office)
    open_plan(colleague(office.division).employee)
    open_plan(colleague(office.division).employee, Need.STRETCH)

    content = report_content(office.agency, office.period(), IN_MAY)
    text = chapter(content, "pengembangan")

    rows = asked(
        "SELECT state, count(*) FILTER (WHERE year = 2026), count(*) FILTER (WHERE year = 2026"
        " AND need IN ('improve', 'guide')), count(*) FILTER (WHERE source_year = 2026)"
        " FROM training_developmentplan GROUP BY state"
    )
    assert {row[0] for row in rows} == {"agreed", "draft", "offered"}
    for state, *counts in rows:
        assert said(STATES[state], *counts) in text
    assert said("Jumlah", *(sum(row[n] for row in rows) for n in (1, 2, 3))) in text
    ((late,),) = asked(
        "SELECT count(*) FROM training_developmentplan WHERE state = 'draft' AND deadline < %s",
        IN_MAY.date(),
    )
    ((meetings, people),) = asked(
        "SELECT count(*), count(DISTINCT p.employee_id) FROM training_developmentcheck c"
        " JOIN training_developmentplan p ON p.id = c.plan_id"
        " WHERE p.state = 'agreed' AND c.held_on IS NULL AND c.due < %s",
        IN_MAY.date(),
    )
    assert (late, meetings, people) == (1, 1, 1)
    assert said(office.division.name, 1, late, meetings, people) in text
    waits = f"{meetings} pertemuan rencana pengembangan dari {people} pegawai lewat waktu"
    assert text.count(waits) == 2, "on the first page and in the chapter"


def test_development_that_is_in_time_waits_for_nobody(office):
    plan_in(DevelopmentState.AGREED, office)

    text = chapter(
        report_content(office.agency, office.period(), IN_MAY.replace(month=2)), "pengembangan"
    )

    assert said(office.division.name, 1, 0, 0, 0) in text
    assert "lewat waktu dan belum dicatat" not in text


def test_year_without_learning_and_plans_says_so(office):
    content = report_content(office.agency, office.period(), SERVED)

    assert "Tidak ada rencana pengembangan pada tahun ini." in chapter(content, "pengembangan")
    assert "jam pelatihannya tidak diketahui" in chapter(content, "pelatihan")


def test_queries_do_not_grow_with_records_and_plans(office, django_assert_num_queries):
    officer = make_officer()
    learn(office.employee, officer, 20)
    open_plan(office.employee.employee)
    report_content(office.agency, office.period(), IN_MAY)
    with connection.execute_wrapper(counter := Counted()):
        report_content(office.agency, office.period(), IN_MAY)
    for _one in range(12):
        user = colleague(make_unit(office.agency))
        learn(user, officer, 20)
        open_plan(user.employee)

    with django_assert_num_queries(counter.n):
        report_content(office.agency, office.period(), IN_MAY)
