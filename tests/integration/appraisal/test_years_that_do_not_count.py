"""Rehearsal and shadow years: marked, without papers; a rehearsal is thrown away whole."""

from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from appraisal import tasks
from appraisal.actions.evidence import add_evidence
from appraisal.actions.years import close_year, discard_rehearsal, resume_discarding
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Evaluation, Plan, PlanTransition
from appraisal.selectors.plans import current_year
from personnel.enums import YearMode, YearState
from personnel.models import PerformanceYear
from reports.actions.letters import request_letter
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import JANUARY, SERVED, evaluation_at, make_office, plan_at
from tests.factories.personnel import make_year
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
AFTERWARDS = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make_office()


def rehearse(office, mode=YearMode.REHEARSAL):
    PerformanceYear.objects.filter(pk=office.year.pk).update(mode=mode)
    office.year.refresh_from_db()
    return office.year


def thrown_away(year, by, now):
    """Ask for it, and be the worker."""
    discard_rehearsal(year_id=year.pk, by=by, now=now)
    tasks.discard_year(year.pk, by.pk)


def test_rehearsal_stands_beside_the_year_of_the_same_number():
    real = make_year(2026)
    rehearsal = make_year(2026, mode=YearMode.REHEARSAL)

    assert current_year() == real
    for mode in (YearMode.REHEARSAL, YearMode.SHADOW, YearMode.REAL):
        with pytest.raises(IntegrityError), transaction.atomic():
            PerformanceYear.objects.create(year=2026, mode=mode)
    real.state = YearState.CLOSED
    real.save()
    assert current_year() == rehearsal


def test_rehearsal_is_thrown_away_with_everything_that_hangs_on_it(office):
    rehearse(office)
    evaluation_at(EvaluationState.ACCEPTED, office)

    thrown_away(office.year, office.admin, SERVED)

    assert not Plan.objects.exists()
    assert not Evaluation.objects.exists()
    assert not PerformanceYear.objects.exists()


def test_other_years_are_never_thrown_away(office):
    for mode in (YearMode.REAL, YearMode.SHADOW):
        rehearse(office, mode)
        with pytest.raises(WrongState):
            discard_rehearsal(year_id=office.year.pk, by=office.admin, now=JANUARY)
    rehearse(office)
    with pytest.raises(Denied):
        discard_rehearsal(year_id=office.year.pk, by=office.employee, now=JANUARY)


def test_guards_hold_for_the_rehearsal_outside_of_throwing_it_away(office):
    rehearse(office)
    plan = plan_at(PlanState.FIXED, office)

    with pytest.raises(DatabaseError), transaction.atomic():
        PlanTransition.objects.filter(plan=plan).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        plan.results.all().delete()


def test_real_year_beside_it_keeps_its_rows(office):
    kept = plan_at(PlanState.FIXED, office)
    rehearsal = make_year(2026, mode=YearMode.REHEARSAL)
    office.year = rehearsal
    plan_at(PlanState.SUBMITTED, office)

    thrown_away(rehearsal, office.admin, JANUARY)

    assert list(Plan.objects.all()) == [kept]
    assert kept.results.count() == 3


@pytest.mark.parametrize("mode", [YearMode.REHEARSAL, YearMode.SHADOW])
def test_no_papers_come_from_a_year_without_effects(office, mode):
    rehearse(office, mode)
    evaluation = evaluation_at(EvaluationState.ACCEPTED, office)

    with pytest.raises(WrongState, match="hasilnya tidak berlaku"):
        request_letter(evaluation=evaluation, by=office.admin, now=SERVED)


@pytest.mark.parametrize(
    ("mode", "word"), [(YearMode.REHEARSAL, "LATIHAN"), (YearMode.SHADOW, "BAYANGAN")]
)
def test_every_page_says_so(client, clock, office, mode, word):
    clock(JANUARY)
    rehearse(office, mode)
    browser = sign_in(client, office.employee)

    assert f"<b>{word}</b>" in browser.get("/").content.decode()
    rows = browser.get(reverse("appraisal:evaluation-export", args=["csv"])).content.decode()
    assert "(latihan)" not in rows


def test_closing_shows_what_is_open_and_asks_why(client, clock, office):
    clock(AFTERWARDS)
    evaluation_at(EvaluationState.SERVED, office)
    browser = sign_in(client, office.admin)
    address = reverse("appraisal:year-close", args=[office.year.pk])

    assert "Satu hal pada tahun 2026 belum selesai." in browser.get(address).content.decode()
    refused = browser.post(address, {"note": " "})
    assert refused.status_code == 422
    with pytest.raises(Incomplete):
        close_year(year_id=office.year.pk, reason="", by=office.admin, now=AFTERWARDS)

    browser.post(address, {"note": "Menunggu putusan pengadilan"})
    office.year.refresh_from_db()
    assert office.year.state == YearState.CLOSED
    assert office.year.close_reason == "Menunggu putusan pengadilan"
    assert Evaluation.objects.get().state == EvaluationState.SERVED


def test_rehearsal_is_thrown_away_from_its_page(client, clock, office):
    clock(JANUARY)
    rehearse(office)
    plan_at(PlanState.DRAFT, office)
    browser = sign_in(client, office.admin)

    page = browser.get(reverse("personnel:year-detail", args=[office.year.pk])).content.decode()
    address = reverse("appraisal:year-discard", args=[office.year.pk])
    assert address in page
    assert "1 SKP latihan" in browser.get(address).content.decode()
    asked = browser.post(address)
    assert asked.url == f"{address}?of=1"
    page = browser.get(asked.url).content.decode()
    assert "Latihan 2026 sedang dibuang." in page
    assert "0 dari 1" in page
    assert (
        "Lihat kemajuan"
        in browser.get(reverse("personnel:year-detail", args=[office.year.pk])).content.decode()
    )

    tasks.discard_year(office.year.pk, office.admin.pk)

    assert not PerformanceYear.objects.exists()
    fragment = browser.get(asked.url, headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == reverse("personnel:year-list")
    followed = browser.get(asked.url, follow=True).content.decode()
    assert "Latihan sudah dibuang." in followed
    assert browser.get(address).status_code == 404


def test_rehearsal_goes_part_by_part_with_links_between_the_parts(office, monkeypatch):
    monkeypatch.setattr(tasks, "PLANS_AT_ONCE", 1)
    rehearse(office)
    above = plan_at(PlanState.SUBMITTED, office, office.supervisor)
    below = plan_at(PlanState.FIXED, office)
    below.results.update(superior_result=above.results.first())
    discard_rehearsal(year_id=office.year.pk, by=office.admin, now=JANUARY)

    assert tasks._discard_part(office.year.pk)
    assert list(Plan.objects.all()) == [below]
    assert not below.results.exclude(superior_result=None).exists()
    assert resume_discarding() == 1
    tasks.discard_year(office.year.pk, office.admin.pk)

    assert not PerformanceYear.objects.exists()
    for model in (PerformanceYear, Plan):
        removed = model.pgh_event_model.objects.filter(pgh_label="delete")
        assert {row.pgh_context.metadata["user"] for row in removed.order_by("-pgh_id")[:1]} == {
            office.admin.pk
        }


def test_year_that_nobody_throws_away_is_not_touched_by_the_worker(office):
    plan = plan_at(PlanState.FIXED, office)
    for mode in YearMode.values:
        rehearse(office, mode)
        tasks.discard_year(office.year.pk, office.admin.pk)

    assert Plan.objects.get() == plan
    assert resume_discarding() == 0


def test_evidence_files_go_with_the_rehearsal_once_it_is_certain(
    office, django_capture_on_commit_callbacks
):
    rehearse(office)
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    evidence = add_evidence(
        evaluation_id=evaluation.pk,
        result_id=evaluation.plan.results.first().pk,
        title="Laporan",
        file=SimpleUploadedFile("laporan.pdf", PDF, content_type="application/pdf"),
        by=office.employee,
        now=SERVED,
    )
    name = evidence.file.name
    with django_capture_on_commit_callbacks(execute=True):
        thrown_away(office.year, office.admin, SERVED)

    assert not default_storage.exists(name)
