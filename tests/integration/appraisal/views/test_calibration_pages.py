"""The calibration room, review requests, deviation reasons and parts of a year, as pages."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.actions import calibration as actions
from appraisal.actions import plans
from appraisal.enums import EvaluationState, PlanState, Rating
from appraisal.models import Calibration, DeviationReason, ReviewRequest, Segment
from personnel.enums import Role
from tests.factories.appraisal import (
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    plan_at,
    rate_all,
)
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.personnel import make_assignment, make_post, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


@pytest.fixture
def rated(office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    rate_all(evaluation, office.supervisor)
    fix_organisation(office, office.period())
    return evaluation


def room_url(office, name="room", *more) -> str:
    return reverse(
        f"appraisal:calibration-{name}", args=[office.period().pk, office.agency.pk, *more]
    )


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def begin(office) -> Calibration:
    return actions.open_calibration(
        agency=office.agency, period=office.period(), by=office.head, now=YEAR_END
    )


# Who sees it


@pytest.mark.parametrize("who", ["head", "admin"])
def test_room_opens_for_who_watches_the_agency(client, office, rated, who):
    sign_in(client, getattr(office, who))

    page = client.get(room_url(office))

    assert page.status_code == 200
    assert office.employee.employee.full_name in text(page)


@pytest.mark.parametrize("role", [Role.PERFORMANCE_MANAGER, Role.AUDITOR, Role.CITY_LEADERSHIP])
def test_room_is_read_by_managers_auditors_and_leadership(client, office, rated, role):
    agency = office.agency if role == Role.PERFORMANCE_MANAGER else None
    sign_in(client, make_user(role, agency=agency))

    page = text(client.get(room_url(office)))

    asks = reverse("appraisal:review-create", args=[rated.pk])
    assert (asks in page) is (role == Role.CITY_LEADERSHIP)


def test_room_of_another_agency_is_not_found(client, office, rated):
    sign_in(client, make_user(Role.AGENCY_HEAD))

    assert client.get(room_url(office)).status_code == 404
    assert client.get(room_url(office, "export", "csv")).status_code == 404
    assert client.post(room_url(office, "open")).status_code == 404


def test_employee_has_no_room(client, office, rated):
    sign_in(client, office.employee)

    assert client.get(room_url(office)).status_code == 404
    assert "Belum ada yang dapat dikalibrasi." in text(
        client.get(reverse("appraisal:calibration-current"))
    )


def test_current_leads_to_the_period_with_ratings_and_the_own_agency(client, office, rated):
    sign_in(client, office.head)

    answer = client.get(reverse("appraisal:calibration-current"), follow=True)

    assert answer.redirect_chain[-1][0] == room_url(office)


def test_list_of_agencies_says_how_many_are_finished(client, office, rated):
    make_unit()
    sign_in(client, office.admin)

    page = text(client.get(reverse("appraisal:calibration-list", args=[office.period().pk])))

    assert "Kalibrasi 0 dari 1 perangkat daerah sudah selesai." in page
    assert room_url(office) in page


# What it says


def test_title_names_the_deviation_and_the_bound(client, office):
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    give_evaluations(make_crowd(office, 11, results=1), office.period(), rated=True)
    fix_organisation(office, office.period())
    sign_in(client, office.head)

    page = text(client.get(room_url(office)))

    assert "<h1>Predikat Baik melampaui pola sebanyak 4 orang.</h1>" in page
    assert "11 dari 11 orang; paling banyak 7. Lebih empat orang." in page
    assert "0 dari 11 orang. Kurang satu orang." in page
    assert 'class="dist-curve"' in page


def test_small_agency_is_not_held_against_the_pattern(client, office, rated):
    sign_in(client, office.head)

    page = text(client.get(room_url(office)))

    assert "Jumlah pegawai terlalu sedikit untuk dibandingkan dengan pola." in page


def test_near_boundary_names_the_distance(client, office, rated):
    results = list(rated.plan.results.all())
    rated.result_ratings.filter(result=results[0]).update(rating=Rating.ABOVE)
    rate_all(rated, office.supervisor, values=Rating.ABOVE)
    rated.result_ratings.filter(result=results[0]).update(rating=Rating.ABOVE)
    sign_in(client, office.head)

    page = text(client.get(room_url(office)))

    assert "Satu dari tiga hasil di atas ekspektasi; satu lagi mengubah predikatnya" in page


def test_own_result_stays_hidden_from_the_head_until_it_is_served(client, office):
    plan = plan_at(PlanState.FIXED, office, office.head)
    evaluation = evaluation_at(EvaluationState.IN_RATING, office, plan)
    rate_all(evaluation, office.mayor)
    sign_in(client, office.head)

    page = client.get(room_url(office))

    assert "Hasil Anda sendiri dapat dibaca setelah disampaikan." in text(page)
    assert "belum disampaikan" in client.get(room_url(office, "export", "csv")).content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        *(("", 12), ("?q=0003", 1), ("?q=tidak-ada", 0), ("?predicate=good", 11)),
        *(("?predicate=aneh", 12), ("?supervisor=abc", 12), ("?review=1", 0)),
        *(("?near=x", 12), ("?page=zzz", 12)),
    ],
)
def test_filters_narrow_the_list_and_bad_values_leave_it_whole(client, office, query, count):
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    give_evaluations(make_crowd(office, 11, results=1), office.period(), rated=True)
    sign_in(client, office.head)

    page = client.get(room_url(office) + query)

    assert page.context["page"].paginator.count == count


def test_room_asks_the_same_number_of_queries_for_3_and_30_people(
    client, office, django_assert_max_num_queries
):
    give_evaluations(make_crowd(office, 3, results=2), office.period(), rated=True)
    begin(office)
    sign_in(client, office.head)
    client.get(room_url(office))
    with django_assert_max_num_queries(40) as small:
        client.get(room_url(office))

    give_evaluations(make_crowd(office, 27, results=2), office.period(), rated=True)
    with django_assert_max_num_queries(40) as large:
        page = client.get(room_url(office))

    assert page.context["page"].paginator.count == 30
    assert len(small) == len(large)


def test_export_holds_what_the_filter_leaves(client, office, rated):
    sign_in(client, office.head)

    book = load_workbook(BytesIO(client.get(room_url(office, "export", "xlsx")).content))
    rows = list(book.active.values)
    nobody = client.get(room_url(office, "export", "csv") + "?q=tidak-ada").content.decode()

    assert rows[1][1] == office.employee.employee.full_name
    assert rows[1][8] == "Baik"
    assert office.employee.employee.name not in nobody
    assert client.get(room_url(office, "export", "pdf")).status_code == 404


# Steps


def test_head_begins_answers_and_signs_through_the_pages(client, office, rated):
    sign_in(client, office.head)
    client.post(room_url(office, "open"))
    calibration = Calibration.objects.get()
    asked = client.post(
        reverse("appraisal:review-create", args=[rated.pk]), {"reason": "Bukti kurang."}
    )
    assert asked["Location"] == room_url(office)
    held = client.post(room_url(office, "finish"), {"row_version": calibration.row_version})
    assert held.status_code == 409
    assert "1 permintaan peninjauan belum ditanggapi." in text(held)

    sign_in(client, office.supervisor)
    drawer = text(
        client.get(f"{reverse('appraisal:team', args=[rated.period_id])}?selected={rated.pk}")
    )
    assert "meminta rating ini ditinjau." in drawer
    request = ReviewRequest.objects.get()
    answer = reverse("appraisal:review-answer", args=[request.pk])
    assert client.post(answer, {"answer": "", "row_version": 1}).status_code == 422
    client.post(answer, {"answer": "Sudah cukup.", "row_version": 1})

    sign_in(client, office.head)
    client.post(
        room_url(office, "finish"), {"row_version": calibration.row_version, "summary": "Dibahas."}
    )
    page = text(client.get(room_url(office)))
    assert "Kalibrasi selesai." in page
    assert "Sudah cukup." in page
    assert "(rating tetap)" in page


def test_typed_reason_of_a_review_is_kept_when_it_is_refused(client, office, rated):
    sign_in(client, office.head)

    answer = client.post(
        reverse("appraisal:review-create", args=[rated.pk]), {"reason": "x" * 2001}
    )

    assert answer.status_code == 422
    assert "x" * 2001 in answer.content.decode()


def test_supervisor_asking_for_a_review_is_led_away_with_the_reason(client, office, rated):
    sign_in(client, office.supervisor)

    answer = client.post(reverse("appraisal:review-create", args=[rated.pk]), {"reason": "x"})

    assert answer.status_code == 302
    assert not ReviewRequest.objects.exists()


def test_reason_for_deviation_is_written_read_and_not_overwritten_unseen(client, office, rated):
    sign_in(client, office.head)
    url = reverse("appraisal:deviation-save", args=[office.period().pk, office.agency.pk])

    assert client.post(url, {"text": "", "row_version": 0}).status_code == 422
    client.post(url, {"text": "Dua unit mengejar tunggakan.", "row_version": 0})
    late = client.post(url, {"text": "Lain.", "row_version": 0})

    assert late.status_code == 409
    assert "Lain." in text(late)
    assert DeviationReason.objects.get().text == "Dua unit mengejar tunggakan."
    assert "Dua unit mengejar tunggakan." in text(client.get(room_url(office)))


def test_reopening_is_for_bkpsdm_and_asks_for_a_reason(client, office, rated):
    calibration = begin(office)
    actions.finish_calibration(
        calibration_id=calibration.pk, summary="", by=office.head, now=YEAR_END
    )
    sign_in(client, office.head)
    assert client.get(room_url(office, "reopen")).status_code == 302
    sign_in(client, office.admin)

    assert client.post(room_url(office, "reopen"), {"note": ""}).status_code == 422
    client.post(room_url(office, "reopen"), {"note": "Bukti baru."})

    calibration.refresh_from_db()
    assert calibration.state == "open"


# Parts of a year


@pytest.fixture
def segment(office) -> Segment:
    plan = plan_at(PlanState.FIXED, office)
    post = plan.assignment
    post.effective_until = date(2026, 5, 14)
    post.save()
    make_assignment(
        office.employee.employee, make_post(office.division), effective_from=date(2026, 5, 15)
    )
    plans.close_plan(
        plan_id=plan.pk, ends=date(2026, 5, 14), reason="Mutasi", by=office.admin, now=YEAR_END
    )
    return Segment.objects.get()


def test_supervisor_closes_a_part_of_the_year(client, office, segment):
    sign_in(client, office.supervisor)
    url = reverse("appraisal:segment-detail", args=[segment.pk])
    page = text(client.get(url))
    assert "Januari–Mei" in page
    assert "Bobot pada usulan tahunan: 5 bulan." in page

    bad = client.post(url, {"row_version": 1, "leave_months": 13, "note": "Catatan saya"})
    assert bad.status_code == 422
    assert "Catatan saya" in text(bad)
    assert "Pilih rating hasil kerja." in text(bad)
    client.post(
        url,
        {
            "row_version": 1,
            "results_rating": "above",
            "behaviour_rating": "meets",
            "leave_months": 0,
            "note": "Lanjutkan laporan.",
        },
    )

    segment.refresh_from_db()
    assert segment.is_closed
    assert "sudah ditutup" in text(client.get(url))


@pytest.mark.parametrize(("who", "status"), [("employee", 404), ("head", 200), ("admin", 200)])
def test_part_of_the_year_is_not_shown_to_its_owner(client, office, segment, who, status):
    sign_in(client, getattr(office, who))

    answer = client.get(reverse("appraisal:segment-detail", args=[segment.pk]))

    assert answer.status_code == status
    if status == 200:
        assert "ditutup oleh pejabat penilai saat itu" in text(answer)
