"""A head of agency fills a cell of the matrix; the head of division finds it in the plan.

The cell saves itself at a desk; on a telephone the seeded result gets its indicator, the annexes
are filled, and the plan goes to the head.
"""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from appraisal.enums import AnnexBlock, PlanState
from appraisal.models import MatrixCell, Plan
from tests.factories.appraisal import fill_plan, make_office, plan_at
from tests.factories.personnel import PASSWORD
from tests.functional.people import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Terlaksananya pelayanan perekaman di tiga kecamatan"


def arrive(context: BrowserContext, address: str, user) -> Page:
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(address + reverse("account_login"))
    page.fill("input[name=login]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator("nav[aria-label='Menu utama']")).to_be_attached()
    return page


def test_matrix_cell_of_the_head_becomes_a_submitted_plan(desk, phone, live_server, eventually):
    cache.clear()
    office = make_office(timezone.localdate().year)
    leader = plan_at(PlanState.DRAFT, office, office.head)
    fill_plan(leader, office.head)

    head = arrive(desk, live_server.url, office.head)
    head.goto(live_server.url + reverse("appraisal:matrix-own"))
    name = office.supervisor.employee.name
    head.get_by_label(f"Tambah peran {name} pada hasil 1").fill(TEXT)
    eventually(lambda: MatrixCell.objects.filter(text=TEXT).exists())
    expect(head.get_by_text("Disimpan otomatis pukul")).to_be_visible()
    expect(head.locator("body")).to_have_js_property("scrollWidth", 1280)

    below = arrive(phone, live_server.url, office.supervisor)
    below.get_by_role("link", name="Lanjutkan").click()
    plan = Plan.objects.get(employee=office.supervisor.employee)
    expect(below.get_by_role("heading", name=TEXT)).to_be_visible()
    expect(below.get_by_text(leader.results.first().text).first).to_be_visible()
    below.get_by_role("link", name="Ubah hasil 1").click()
    below.fill("[name=indicators-0-text]", "Jumlah perekaman")
    below.fill("[name=indicators-0-target]", "900 perekaman")
    press(below, "Selesai mengubah")
    below.goto(live_server.url + reverse("appraisal:plan-annexes", args=[plan.pk]))
    for block in AnnexBlock:
        below.fill(f"textarea[name={block.value}]", f"{block.label} disepakati")
    press(below, "Simpan")
    press(below, "Ajukan")

    eventually(lambda: Plan.objects.filter(pk=plan.pk, state=PlanState.SUBMITTED).exists())
    assert MatrixCell.objects.get().result == plan.results.get()
