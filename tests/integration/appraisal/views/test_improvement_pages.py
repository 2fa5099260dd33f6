"""The improvement plan on the pages: reminders, both sides, bad input, the late writer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appraisal.actions import improvement
from appraisal.enums import ImprovementState, Rating
from appraisal.models import ImprovementPlan
from personnel.models import Substitution
from tests.factories.appraisal import make_office
from tests.factories.follow_up import FINAL_AT, final_crowd
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LATER = FINAL_AT + timedelta(days=20)
AFTER = FINAL_AT + timedelta(days=190)


@pytest.fixture
def office(db, clock):
    clock(LATER)
    return make_office()


@pytest.fixture
def plan(office) -> ImprovementPlan:
    (evaluation,) = final_crowd(office, 1, Rating.BELOW)
    improvement.open_improvement_plans(now=FINAL_AT)
    return ImprovementPlan.objects.get(evaluation=evaluation)


def page_of(plan):
    return reverse("appraisal:improvement-detail", args=[plan.pk])


def with_goals(plan, office):
    return improvement.save_goals(
        plan_id=plan.pk,
        goals="Laporan tepat waktu.",
        by=office.supervisor,
        now=FINAL_AT,
        seen_version=plan.row_version,
    )


def text_of(response):
    return response.content.decode()


def test_substitute_of_an_absent_supervisor_guides_the_plan(client, office, plan):
    deputy = make_user()
    Substitution.objects.create(
        absent=office.supervisor.employee,
        substitute=deputy.employee,
        effective_from=LATER.date(),
        effective_until=LATER.date() + timedelta(days=5),
        reason="Cuti tahunan",
        named_by=office.supervisor,
        named_at=LATER,
    )
    sign_in(client, deputy)

    page = client.get(page_of(plan))

    assert page.status_code == 200
    assert page.context["can_guide"]
    assert page.context["is_supervisor"]


def test_home_reminds_the_supervisor_of_goals_and_then_of_the_check_in(client, office, plan):
    sign_in(client, office.supervisor)
    assert "Susun tujuan perbaikan" in text_of(client.get(reverse("home")))

    with_goals(plan, office)

    assert "Adakan pertemuan perbaikan" in text_of(client.get(reverse("home")))


def test_home_reminds_the_employee_and_bkpsdm_when_it_is_their_turn(client, office, plan, clock):
    plan = with_goals(plan, office)
    sign_in(client, make_user(employee=plan.employee))
    assert "Baca rencana perbaikan Anda" in text_of(client.get(reverse("home")))

    clock(AFTER)
    improvement.conclude_improvement(
        plan_id=plan.pk,
        improved=False,
        conclusion="Belum.",
        by=office.supervisor,
        now=AFTER,
        seen_version=plan.row_version,
    )
    sign_in(client, office.admin)

    assert "Catat langkah berikutnya bagi 1 pegawai" in text_of(client.get(reverse("home")))


def test_supervisor_writes_goals_and_the_employee_comments(client, office, plan):
    sign_in(client, office.supervisor)
    client.post(
        reverse("appraisal:improvement-goals", args=[plan.pk]),
        {"tujuan-row_version": plan.row_version, "tujuan-goals": "Berkas lengkap."},
    )
    plan.refresh_from_db()
    owner = make_user(employee=plan.employee)
    sign_in(client, owner)
    client.post(
        reverse("appraisal:improvement-comment", args=[plan.pk]),
        {"tanggapan-row_version": plan.row_version, "tanggapan-comment": "Saya setuju."},
    )

    sign_in(client, office.head)
    page = text_of(client.get(page_of(plan)))

    assert "Berkas lengkap." in page
    assert "Saya setuju." in page
    assert "Simpan tujuan" not in page


def check_data(plan, **changes):
    check = plan.checks.get(number=1)
    return {
        "pertemuan-1-row_version": check.row_version,
        "pertemuan-1-held_on": "05-02-2027",
        "pertemuan-1-progress": "better",
        "pertemuan-1-note": "Dua target tercapai.",
    } | {f"pertemuan-1-{key}": value for key, value in changes.items()}


def test_check_in_is_recorded_on_the_page_and_answered(client, office, plan):
    with_goals(plan, office)
    sign_in(client, office.supervisor)
    url = reverse("appraisal:improvement-check", args=[plan.pk, 1])

    response = client.post(url, check_data(plan), follow=True)

    assert "Dua target tercapai." in text_of(response)
    sign_in(client, make_user(employee=plan.employee))
    assert "Baca catatan pertemuan perbaikan Anda" in text_of(client.get(reverse("home")))
    response = client.post(
        reverse("appraisal:improvement-answer", args=[plan.pk, 1]),
        {"catatan-1-row_version": 2, "catatan-1-text": "Terima kasih."},
        follow=True,
    )
    assert "Terima kasih." in text_of(response)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "31-02-2027"}, "Tanggal tidak ada pada kalender"),
        ({"held_on": "01-01-2027"}, "di antara awal rencana"),
        ({"progress": "great"}, "great"),
        ({"held_on": ""}, "Isi kolom ini"),
    ],
)
def test_bad_check_in_keeps_what_was_typed_and_says_why(client, office, plan, changes, sentence):
    with_goals(plan, office)
    sign_in(client, office.supervisor)

    response = client.post(
        reverse("appraisal:improvement-check", args=[plan.pk, 1]), check_data(plan, **changes)
    )

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Dua target tercapai." in text_of(response)
    assert not plan.checks.filter(held_on__isnull=False).exists()


def test_late_writer_keeps_the_text_and_can_save_again(client, office, plan):
    sign_in(client, office.supervisor)
    url = reverse("appraisal:improvement-goals", args=[plan.pk])
    old = plan.row_version
    with_goals(plan, office)

    late = client.post(url, {"tujuan-row_version": old, "tujuan-goals": "Tulisan saya."})

    assert late.status_code == 409
    assert "Tulisan saya." in text_of(late)
    version = ImprovementPlan.objects.get(pk=plan.pk).row_version
    assert f'name="tujuan-row_version" value="{version}"' in text_of(late)


def test_conclusion_and_next_step_are_read_by_the_employee(client, office, plan, clock):
    plan = with_goals(plan, office)
    clock(AFTER)
    sign_in(client, office.supervisor)
    client.post(
        reverse("appraisal:improvement-conclude", args=[plan.pk]),
        {
            "kesimpulan-row_version": plan.row_version,
            "kesimpulan-outcome": "not_improved",
            "kesimpulan-conclusion": "Target belum tercapai.",
        },
    )
    plan.refresh_from_db()
    sign_in(client, office.admin)
    client.post(
        reverse("appraisal:improvement-step", args=[plan.pk]),
        {"langkah-row_version": plan.row_version, "langkah-step": "Uji kompetensi bulan depan."},
    )

    sign_in(client, make_user(employee=plan.employee))
    page = text_of(client.get(page_of(plan)))

    assert "Target belum tercapai." in page
    assert "Uji kompetensi bulan depan." in page
    assert "Simpan tanggapan" not in page


def test_too_early_a_conclusion_is_refused_at_the_form(client, office, plan):
    plan = with_goals(plan, office)
    sign_in(client, office.supervisor)

    response = client.post(
        reverse("appraisal:improvement-conclude", args=[plan.pk]),
        {
            "kesimpulan-row_version": plan.row_version,
            "kesimpulan-outcome": "not_improved",
            "kesimpulan-conclusion": "Belum.",
        },
    )

    assert response.status_code == 422
    assert "dapat disimpulkan mulai 21-07-2027" in text_of(response)


def test_list_of_evaluations_leads_to_the_plan(client, office, plan):
    sign_in(client, make_user(employee=plan.employee))

    shown = text_of(client.get(reverse("appraisal:evaluation-list")))

    assert reverse("appraisal:improvement-list") in shown


def test_strangers_find_nothing_and_readers_cannot_write(client, office, plan):
    sign_in(client, office.employee)
    assert client.get(page_of(plan)).status_code == 404
    assert "Tidak ada rencana" in text_of(client.get(reverse("appraisal:improvement-list")))

    sign_in(client, office.head)
    client.post(
        reverse("appraisal:improvement-goals", args=[plan.pk]),
        {"tujuan-row_version": plan.row_version, "tujuan-goals": "Bukan saya."},
    )
    missing = reverse("appraisal:improvement-check", args=[plan.pk, 99])
    assert client.post(missing).status_code == 404

    plan.refresh_from_db()
    assert (plan.goals, plan.state) == ("", ImprovementState.RUNNING)


def test_list_asks_as_often_for_one_as_for_many(client, office, plan):
    sign_in(client, office.admin)
    url = reverse("appraisal:improvement-list")
    client.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    one = count()
    final_crowd(office, 20, Rating.BELOW)
    improvement.open_improvement_plans(now=LATER)

    assert count() == one
