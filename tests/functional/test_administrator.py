"""An administrator and the head of agency above: two plans, one order, two different predicates.

The head's plan has perspectives and is agreed with the mayor; the administrator's hangs on it and
is agreed with the head. Nobody gets a predicate before the organisation has its own; the head's
results then are rated by it, the administrator's by the head (SE MenPANRB 3/2023; regulation
4.2, 4.4, worked example E6).
"""

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from appraisal.enums import Perspective, SuperiorLink
from appraisal.models import Evaluation, OrganisationPredicate, Plan
from personnel.models import User
from tests.factories.appraisal import Office, make_office
from tests.factories.sessions import give_totp
from tests.functional.people import People, press
from tests.functional.steps import (
    agree_on,
    begin_plan,
    drawer,
    fix_and_serve,
    hand_in,
    open_period,
    rate,
    report,
    submit_plan,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OF_THE_AGENCY = "Meningkatnya kepatuhan standar pelayanan perizinan"
OF_THE_DIVISION = "Terselesaikannya permohonan izin usaha sesuai standar waktu"
REACHED = {
    "Persentase layanan yang patuh standar": ("Tujuh dari sebelas layanan patuh.", "63,6"),
    "Persentase permohonan tepat waktu": ("1.142 dari 1.190 permohonan tepat waktu.", "96"),
}


@pytest.fixture
def office(people: People) -> Office:
    """An agency with a head and a head of division, both without a plan, everybody signed in."""
    office = make_office(timezone.localdate().year - 1)
    give_totp(office.admin)
    people.arrive("administrator", office.supervisor, width=390)
    people.arrive("head", office.head)
    people.arrive("mayor", office.mayor)
    people.arrive("bkpsdm", office.admin)
    return office


def test_head_is_rated_by_the_organisation_and_administrator_by_the_head(
    people: People, office: Office
):
    top = plan_of_the_head(people, office)
    below = plan_of_the_administrator(people, office)

    period = office.period()
    open_period(people, period)
    of_head = Evaluation.objects.get(plan=top, period=period)
    of_administrator = Evaluation.objects.get(plan=below, period=period)
    for name, evaluation in (("head", of_head), ("administrator", of_administrator)):
        report(people, name, evaluation, REACHED)
        hand_in(people, name, evaluation)

    rate(people, "head", of_administrator, results="above", values="above")
    nobody_before_the_organisation(people, of_administrator)
    judge_the_organisation(people, office)
    judge_the_head(people, of_head)
    fix_and_serve(people, "head", of_administrator)
    assert of_administrator.predicate == "very_good"
    read_both(people, of_head, of_administrator)


def write_plan(people: People, name: str, user: User, office: Office, **fields: str) -> Plan:
    """One result with one indicator, handed in; a field is chosen where the page offers choices."""
    plan = begin_plan(people, name, user, office.year)
    page = people.go(name, reverse("appraisal:result-create", args=[plan.pk]))
    for field, value in fields.items():
        place = page.locator(f"[name={field.replace('__', '-0-')}]")
        if field in ("perspective", "superior"):
            place.select_option(value)
        else:
            place.fill(value)
    press(page, "Selesai mengubah")
    submit_plan(people, name, plan)
    return plan


def plan_of_the_head(people: People, office: Office) -> Plan:
    plan = write_plan(
        *(people, "head", office.head, office),
        text=OF_THE_AGENCY,
        perspective=Perspective.SERVICE_RECIPIENT,
        indicators__text="Persentase layanan yang patuh standar",
        indicators__target_value="90",
        indicators__measure_unit="%",
    )
    agree_on(people, plan, owner="head", supervisor="mayor")
    page = people.go("head", reverse("appraisal:plan-detail", args=[plan.pk]))
    expect(page.locator("main")).to_contain_text("Perspektif: Penerima layanan")
    form = people.address + reverse("reports:plan-form", args=[plan.pk, "a4"])
    words = pypdfium2.PdfDocument(page.request.get(form).body())[0].get_textpage().get_text_range()
    assert "BAGI PEJABAT PIMPINAN TINGGI" in " ".join(words.split())
    return plan


def plan_of_the_administrator(people: People, office: Office) -> Plan:
    above = Plan.objects.get(employee=office.head.employee).results.get()
    plan = write_plan(
        *(people, "administrator", office.supervisor, office),
        superior=str(above.pk),
        text=OF_THE_DIVISION,
        indicators__text="Persentase permohonan tepat waktu",
        indicators__target_value="95",
        indicators__measure_unit="%",
    )
    agree_on(people, plan, owner="administrator", supervisor="head")
    result = plan.results.get()
    assert (result.link, result.superior_result) == (SuperiorLink.LINKED, above)
    people.go("administrator", reverse("appraisal:plan-detail", args=[plan.pk]))
    people.shot("administrator", "plan-administrator-390")
    return plan


def nobody_before_the_organisation(people: People, evaluation: Evaluation) -> None:
    """The head can only say that the rating is done; it waits for the organisation's predicate."""
    press(drawer(people, "head", evaluation), "Nyatakan selesai")
    page = drawer(people, "head", evaluation)
    expect(page.locator("#tetapkan-satu button")).to_be_disabled()
    expect(page.locator("#tetapkan-satu")).to_contain_text("setelah predikat organisasi")
    people.shot("head", "awaits-the-organisation")
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.predicate) == ("awaiting_organisation", "")


def judge_the_organisation(people: People, office: Office) -> None:
    """Below the agreement, as expected otherwise: the table says needs improvement."""
    page = people.go("mayor", reverse("appraisal:organisation-list", args=[office.period().pk]))
    page.get_by_role("link", name="Tetapkan").first.click()
    page.locator("input[name=agreement][value=below]").check()
    page.locator("input[name=expectation][value=meets]").check()
    page.fill("textarea[name=basis]", "Tujuh dari sebelas indikator perjanjian kinerja tercapai.")
    people.shot("mayor", "organisation")
    press(page, "Tetapkan")
    assert OrganisationPredicate.objects.get().predicate == "needs_improvement"


def judge_the_head(people: People, evaluation: Evaluation) -> None:
    """The mayor rates behaviour only; the unit's predicate has given the rest."""
    rate(people, "mayor", evaluation, results={}, values="above")
    page = people.pages["mayor"]
    expect(page.locator("#kata-results")).to_contain_text(
        "Butuh Perbaikan berarti di bawah ekspektasi. Rating ini tidak dipilih."
    )
    expect(page.locator("#usulan-results input").first).to_be_disabled()
    people.shot("mayor", "ratings-of-the-head")
    fix_and_serve(people, "mayor", evaluation)
    assert (evaluation.results_rating, evaluation.predicate) == ("below", "needs_improvement")


def read_both(people: People, of_head: Evaluation, of_administrator: Evaluation) -> None:
    page = people.go("head", reverse("appraisal:evaluation-detail", args=[of_head.pk]))
    expect(page.locator("h1")).to_contain_text("Predikat Anda Butuh Perbaikan")
    expect(page.locator(".w-steps")).to_contain_text("mengikuti predikat organisasi unitnya")
    people.shot("head", "result-head")
    here = reverse("appraisal:evaluation-detail", args=[of_administrator.pk])
    page = people.go("administrator", here)
    expect(page.locator("h1")).to_contain_text("Predikat Anda Sangat Baik")
    people.shot("administrator", "result-administrator-390")
    press(page, "Terima dan tanda tangani")
    of_administrator.refresh_from_db()
    assert of_administrator.state == "accepted"
