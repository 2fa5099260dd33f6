"""A warning and an appreciation on their way: made, told, read on a phone, signed, verified."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from appraisal.actions import improvement
from appraisal.enums import AwardKind, Rating
from appraisal.models import Award, ImprovementPlan
from personnel.enums import PeriodKind
from reports.models import FollowUpLetter, Signature
from tests.factories.appraisal import make_office
from tests.factories.crowds import make_crowd
from tests.factories.follow_up import FINAL_AT, final_crowd, finalise
from tests.factories.personnel import make_user, make_year
from tests.factories.sessions import give_totp
from tests.factories.signing import use_seal
from tests.functional.accessibility import violations
from tests.functional.people import People, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(people, settings, tmp_path):
    """An agency with one person below expectation and one above, and a city with a seal."""
    use_seal(settings, tmp_path)
    office = make_office()
    give_totp(office.admin)
    final_crowd(office, 1, Rating.BELOW)
    (plan,) = make_crowd(office, 1)
    best = finalise(plan, office.period(), Rating.ABOVE, Rating.ABOVE)
    earlier = make_year(office.year.year - 1)
    finalise(plan, earlier.periods.get(kind=PeriodKind.ANNUAL))
    Award.objects.create(
        employee=best.plan.employee,
        year=office.year,
        kind=AwardKind.CERTIFICATE,
        decree_number="188.45/21/2027",
        decree_date=date(2027, 1, 18),
        decided_by=office.admin,
        decided_at=FINAL_AT,
    )
    return office


def test_a_supervisor_warns_the_person_reads_it_and_it_is_signed(people: People, office):
    improvement.open_improvement_plans(now=FINAL_AT)
    plan = ImprovementPlan.objects.get()
    owner = make_user(employee=plan.employee)

    supervisor = people.arrive("supervisor", office.supervisor)
    people.go("supervisor", f"/improvements/{plan.pk}/")
    press(supervisor, "Buat surat peringatan")
    letter = FollowUpLetter.objects.get()
    expect(supervisor.get_by_text(f"Surat nomor {letter.number} sudah dibuat.")).to_be_visible()
    people.shot("supervisor", "rencana-dengan-surat")
    assert violations(supervisor) == []

    employee = people.arrive("employee", owner, width=390)
    people.go("employee", "/letters/follow-up/")
    expect(employee.get_by_role("rowheader", name=letter.number)).to_be_visible()
    people.shot("employee", "surat-peringatan-di-telepon")
    assert violations(employee) == []
    with employee.expect_download() as download:
        employee.get_by_role("link", name="Unduh").first.click()
    assert download.value.suggested_filename.endswith(".pdf")

    people.go("supervisor", f"/signatures/follow-up/{letter.pk}/")
    supervisor.get_by_role("link", name="Minta tanda tangan").click()
    press(supervisor, "Minta")
    people.go("supervisor", "/")
    expect(supervisor.get_by_role("heading", name="Tanda tangani 1 surat")).to_be_visible()
    people.go("supervisor", f"/signatures/follow-up/{letter.pk}/")
    supervisor.get_by_role("link", name="Segel berkas").click()
    press(supervisor, "Segel berkas")
    expect(supervisor.locator("h1")).to_have_text("Surat ini sudah ditandatangani lengkap.")
    assert Signature.objects.get().signer == office.supervisor.employee


def test_bkpsdm_makes_the_certificate_of_an_award(people: People, office):
    admin = people.arrive("admin", office.admin)
    people.go("admin", f"/follow-up/awards/?year={office.year.year}")
    admin.get_by_role("link", name="Piagam").first.click()
    expect(admin.locator("h1")).to_have_text("Surat ini belum dibuat.")
    press(admin, "Buat piagam")

    expect(admin.locator("h1")).to_have_text("Surat ini sudah bernomor dan dapat diunduh.")
    people.shot("admin", "piagam")
    assert violations(admin) == []
    letter = FollowUpLetter.objects.get()
    people.go("admin", reverse("verify-code", args=[letter.verification_code]))
    expect(admin.locator("h1")).to_have_text("Dokumen ini asli dan berlaku.")
