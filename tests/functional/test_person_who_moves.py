"""A person who moves on 15 May: two posts, two plans, two supervisors, one result for the year.

The old plan ends the day before, its part of the year is closed by the supervisor whom the
person leaves; the new post gets a plan of its own within fourteen days, while May lasts. The
year is suggested by the part with most months; a month belongs to whoever had its first day:
January to May, June to December (regulation 2.3, 4.8, 5.2 no. 2).
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from appraisal.enums import PlanState, Rating
from appraisal.models import Evaluation, Plan, Segment
from appraisal.rules.segments import SEGMENTS_PROPOSAL
from personnel.models import Assignment
from tests.factories.appraisal import YEAR_END, Office, make_office, plan_at
from tests.factories.personnel import make_employee, make_post, make_unit, make_user
from tests.factories.sessions import give_totp
from tests.functional.people import People, press
from tests.functional.steps import (
    agree_on,
    fix_and_serve,
    fix_organisation,
    hand_in,
    open_period,
    rate,
    report,
    submit_plan,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MAY = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
TEN_YEARS = 10 * 366 * 24 * 3600
NOTE = "Basis data kapal selesai sebelum serah terima."


Clock = Callable[[datetime], None]


@pytest.fixture
def office(people: People, clock: Clock, settings) -> Office:
    """In May: a fixed plan of the person who has moved, and everybody signed in until the end."""
    settings.SESSION_COOKIE_AGE = TEN_YEARS
    clock(MAY)
    office = make_office()
    plan_at(PlanState.FIXED, office)
    give_totp(office.admin)
    people.arrive("person", office.employee, width=390)
    people.arrive("first", office.supervisor)
    people.arrive("mayor", office.mayor)
    people.arrive("bkpsdm", office.admin)
    return office


def test_person_moves_in_may_and_both_parts_of_the_year_count(
    people: People, office: Office, clock: Clock
):
    agency = make_unit(name="Dinas Kelautan dan Perikanan")
    port = make_unit(agency, name="Bidang Pelabuhan Perikanan")
    post = make_post(port, title="Pengelola Data Kapal")
    people.arrive("second", make_user(employee=make_employee(head_of=port)))

    record_the_move(people, office, post)
    close_the_first_part(people, office)
    plan = plan_the_new_post(people, office)
    clock(YEAR_END)
    judge_the_year(people, office, plan)


def record_the_move(people: People, office: Office, post) -> None:
    person, year = office.employee.employee, office.year.year
    page = people.go("bkpsdm", reverse("personnel:assignment-unit", args=[person.pk]))
    page.select_option("select[name=unit]", str(post.unit_id))
    press(page, "Lanjut")
    page.get_by_label("Jabatan").select_option(str(post.pk))
    page.get_by_label("Mulai berlaku").fill(f"15-05-{year}")
    page.get_by_label("Nomor SK").fill(f"820/17/{year}")
    press(page, "Tetapkan")
    expect(page.get_by_role("alert")).to_contain_text(f"akan berakhir pada 14 Mei {year}")
    people.shot("bkpsdm", "move-asked")
    press(page, "Akhiri dan tetapkan")
    held = Assignment.objects.filter(employee=person).order_by("effective_from")
    assert [row.effective_until for row in held] == [date(year, 5, 14), None]

    page = people.go("bkpsdm", reverse("appraisal:plan-missing"))
    row = page.get_by_role("row").filter(has_text=person.name)
    expect(row).to_contain_text(f"29-05-{year}")
    page = people.go("bkpsdm", reverse("appraisal:plan-moves"))
    expect(page.get_by_role("row").filter(has_text=person.name)).to_contain_text(post.unit.name)
    people.shot("bkpsdm", "old-plans")
    press(page, re.compile(f"^Tutup per 14-05-{year}"))
    old = Plan.objects.get(employee=person)
    assert (old.state, old.ends) == (PlanState.CLOSED, date(year, 5, 14))


def close_the_first_part(people: People, office: Office) -> None:
    person = office.employee.employee
    page = people.go("first", "/")
    todo = page.locator(".todo li").filter(has_text=f"Tutup penilaian {person.name}")
    todo.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("menunggu ditutup")
    page.locator("input[name=results_rating][value=above]").check()
    page.locator("input[name=behaviour_rating][value=above]").check()
    page.fill("textarea[name=note]", NOTE)
    people.shot("first", "part-to-close")
    press(page, "Tutup bagian ini")
    expect(page.locator("h1")).to_contain_text("sudah ditutup")
    segment = Segment.objects.get()
    assert (segment.supervisor, segment.ends) == (
        office.supervisor.employee,
        date(office.year.year, 5, 14),
    )


def plan_the_new_post(people: People, office: Office) -> Plan:
    """The own earlier plan is taken over; the first page of the new plan names the new superior."""
    year = office.year.year
    page = people.go("person", "/")
    todo = page.locator(".todo li").filter(has_text="Susun SKP jabatan baru")
    expect(todo).to_contain_text("9 hari lagi")
    expect(todo).to_contain_text("29 Mei")
    people.shot("person", "home-390")
    todo.get_by_role("link").first.click()
    press(page, f"Susun SKP {year}")
    plan = Plan.objects.get(employee=office.employee.employee, state=PlanState.DRAFT)
    assert plan.starts == date(year, 5, 15)
    people.go("person", reverse("appraisal:plan-copy", args=[plan.pk]))
    people.shot("person", "copy-390")
    page.locator("main form button").filter(has_text="Salin").first.click()
    expect(page.locator("#messages")).to_contain_text("3 hasil kerja ditambahkan")
    submit_plan(people, "person", plan)
    agree_on(people, plan, owner="person", supervisor="second")
    assert plan.supervisor_signed_at.date() <= date(year, 5, 29)
    people.go("person", reverse("appraisal:plan-list"))
    people.shot("person", "plans-390")
    return plan


def judge_the_year(people: People, office: Office, plan: Plan) -> None:
    period = office.period()
    open_period(people, period)
    evaluation = Evaluation.objects.get(period=period)
    assert evaluation.plan == plan
    report(people, "person", evaluation, {"Permohonan yang selesai": ("Selesai semua.", "12")})
    hand_in(people, "person", evaluation)
    fix_organisation(people, "mayor", period, "Baik")
    rate(people, "second", evaluation)
    parts = people.pages["second"].get_by_role("row")
    expect(parts.filter(has_text="Januari–Mei")).to_contain_text(NOTE)
    expect(parts.filter(has_text="Juni–Desember")).to_contain_text("dinilai pada evaluasi ini")
    people.shot("second", "ratings-second")
    fix_and_serve(people, "second", evaluation)
    assert evaluation.results_algorithm == SEGMENTS_PROPOSAL
    assert (evaluation.results_proposed, evaluation.results_rating) == (Rating.MEETS, Rating.MEETS)
    assert evaluation.predicate == "good"

    page = people.go("person", reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    expect(page.locator("h1")).to_contain_text("Predikat Anda Baik")
    expect(page.locator(".w-steps")).to_contain_text("Tahun ini terdiri atas beberapa bagian")
    expect(page.get_by_role("row").filter(has_text="Januari–Mei")).to_contain_text("di atas")
    people.shot("person", "result-390")
