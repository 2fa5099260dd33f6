"""The employee's pages: list, filling in, and why the result is so."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.actions import objections, periods, ratings
from appraisal.enums import EvaluationState, PlanState, Predicate, Rating
from appraisal.models import Achievement, Evaluation
from personnel.enums import PeriodKind
from personnel.models import User
from tests.factories.appraisal import (
    APRIL,
    SERVED,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    objection_of,
    plan_at,
    rate_all,
)
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def page_of(evaluation):
    return reverse("appraisal:evaluation-detail", args=[evaluation.pk])


def typed(evaluation, text="12 dokumen selesai", **more):
    """What the page of the achievements sends, every indicator alike."""
    data = {"row_version": evaluation.row_version, "self_assessment": "Berjalan baik."}
    for result in evaluation.plan.results.all():
        for indicator in result.indicators.all():
            data |= {
                f"text-{indicator.pk}": text,
                f"value-{indicator.pk}": "11,5",
                f"source-{indicator.pk}": "Register layanan",
            }
    return data | more


# List


def test_own_evaluations_come_first_with_the_next_step(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    page = client.get(reverse("appraisal:evaluation-list")).content.decode()

    assert "Satu evaluasi menunggu Anda." in page
    assert "Lengkapi realisasi, lalu ajukan kepada" in page


def test_own_predicate_stays_hidden_until_it_is_served(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation_at(EvaluationState.FIXED, office)
    sign_in(client, office.employee)

    listed = client.get(reverse("appraisal:evaluation-list")).content.decode()
    detail = client.get(page_of(Evaluation.objects.get())).content.decode()

    for page in (listed, detail):
        assert 'class="pred pred-' not in page
        assert "Sesuai ekspektasi" not in page


def test_list_asks_the_same_number_of_queries_for_3000_people(
    client, clock, django_assert_max_num_queries
):
    clock(YEAR_END)
    office = make_office()
    sign_in(client, office.admin)
    plans = make_crowd(office, 3000)
    give_evaluations(plans, office.period())
    url = reverse("appraisal:evaluation-list")
    client.get(url)

    with django_assert_max_num_queries(23) as full:
        page = client.get(url, {"q": "Nurul", "state": "in_rating"})

    assert "dari 3.000" in page.content.decode()
    Evaluation.objects.exclude(pk=Evaluation.objects.first().pk)._raw_delete(using="default")
    with django_assert_max_num_queries(23) as single:
        client.get(url, {"q": "Nurul", "state": "in_rating"})
    assert len(full) == len(single)


def test_filter_narrows_by_name_period_state_and_agency(client, clock):
    clock(YEAR_END)
    office = make_office()
    plan_at(PlanState.FIXED, office)
    quarter = office.period(PeriodKind.QUARTER, 1)
    periods.open_evaluations(period=quarter, by=office.admin, now=APRIL)
    periods.open_evaluations(period=office.period(), by=office.admin, now=YEAR_END)
    sign_in(client, office.admin)
    url = reverse("appraisal:evaluation-list")

    def count(**query):
        return client.get(url, query).context["page"].paginator.count

    assert count() == 2
    assert count(period=quarter.pk) == 1
    assert count(state="in_rating") == 0
    assert count(agency=office.agency.pk, q=office.employee.employee.name) == 2
    assert count(q="tidak ada orang ini") == 0


def test_filtered_list_is_renewed_as_a_fragment(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation_at(EvaluationState.IN_RATING, office)
    sign_in(client, office.admin)
    url = reverse("appraisal:evaluation-list")

    part = client.get(url, headers={"HX-Request": "true"})
    whole = client.get(url)

    assert "<html" not in part.content.decode()
    assert part.content.decode().strip() in whole.content.decode()
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_holds_what_the_reader_sees_and_hides_unserved_ratings(client, clock, kind):
    clock(YEAR_END)
    office = make_office()
    evaluation_at(EvaluationState.FIXED, office)
    url = reverse("appraisal:evaluation-export", args=[kind])

    def rows(user):
        sign_in(client, user)
        content = client.get(url).content
        if kind == "csv":
            text = content.decode("utf-8-sig")
            return list(csv.reader(StringIO(text), delimiter=";"))[1:]
        return [list(row) for row in load_workbook(BytesIO(content)).active.values][1:]

    assert len(rows(office.employee)[0]) == 13
    assert rows(office.employee)[0][9:12] == ["belum disampaikan"] * 3
    assert rows(office.supervisor)[0][9:12] == ["Sesuai ekspektasi", "Sesuai ekspektasi", "Baik"]
    assert rows(make_user()) == []


def test_export_writes_a_name_that_looks_like_a_formula_as_text(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation_at(EvaluationState.IN_RATING, office)
    person = office.employee.employee
    person.title_before = "=1+1"
    person.save()
    sign_in(client, office.supervisor)

    as_csv = client.get(reverse("appraisal:evaluation-export", args=["csv"])).content.decode()
    as_xlsx = client.get(reverse("appraisal:evaluation-export", args=["xlsx"])).content
    cell = load_workbook(BytesIO(as_xlsx)).active["B2"]

    assert "'=1+1" in as_csv
    assert cell.data_type == "s"


def test_export_of_another_kind_is_not_found(client):
    sign_in(client, make_user())

    url = reverse("appraisal:evaluation-export", args=["pdf"])

    assert client.get(url).status_code == 404


# Filling in


def test_owner_fills_in_words_number_and_source(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    answer = client.post(
        reverse("appraisal:evaluation-save", args=[evaluation.pk]), typed(evaluation)
    )

    assert answer.status_code == 302
    first = Achievement.objects.first()
    assert (first.text, str(first.value), first.data_source) == (
        "12 dokumen selesai",
        "11.50",
        "Register layanan",
    )
    page = client.get(page_of(evaluation)).content.decode()
    assert "Semua hasil sudah ada realisasinya." in page
    assert 'value="11,5"' in page


def test_page_saves_itself_and_says_when(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    answer = client.post(
        reverse("appraisal:evaluation-save", args=[evaluation.pk]),
        typed(evaluation),
        headers={"X-Autosave": "1"},
    )

    evaluation.refresh_from_db()
    assert answer.status_code == 200
    assert answer.json()["row_version"] == evaluation.row_version
    assert answer.json()["message"] == "Disimpan otomatis pukul 09.00 WIB."


def test_number_that_is_none_is_said_at_its_field(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    indicator = evaluation.plan.results.first().indicators.first()
    sign_in(client, office.employee)

    answer = client.post(
        reverse("appraisal:evaluation-save", args=[evaluation.pk]),
        typed(evaluation, **{f"value-{indicator.pk}": "dua belas"}),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tulis angka, misalnya 12 atau 95,5." in page
    assert "dua belas" in page
    assert not Achievement.objects.exists()


def test_handing_in_takes_what_was_typed_until_that_moment(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    client.post(reverse("appraisal:evaluation-submit", args=[evaluation.pk]), typed(evaluation))

    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.IN_RATING
    assert evaluation.achievements.count() == 3


def test_handing_in_without_an_achievement_names_the_result_and_keeps_the_text(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    indicator = evaluation.plan.results.last().indicators.first()
    data = typed(evaluation) | {f"text-{indicator.pk}": "", f"value-{indicator.pk}": ""}
    sign_in(client, office.employee)

    answer = client.post(reverse("appraisal:evaluation-submit", args=[evaluation.pk]), data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Isi realisasi untuk: {indicator.result.text}" in page
    assert "12 dokumen selesai" in page


def test_handing_in_is_locked_with_its_reason_before_the_period_ends(client, clock):
    office = make_office()
    plan_at(PlanState.FIXED, office)
    quarter = office.period(PeriodKind.QUARTER, 2)
    periods.open_evaluations(period=quarter, by=office.admin, now=APRIL)
    evaluation = Evaluation.objects.get()
    clock(APRIL)
    sign_in(client, office.employee)

    page = client.get(page_of(evaluation)).content.decode()
    answer = client.post(
        reverse("appraisal:evaluation-submit", args=[evaluation.pk]), typed(evaluation)
    )

    evaluation.refresh_from_db()
    assert "Periode ini belum berakhir. Dapat diajukan setelah 30-06-2026." in page
    assert "formaction" not in page.split("Sebelum diajukan")[1].split("</section>")[0]
    assert answer.status_code == 409
    assert evaluation.state == EvaluationState.IN_PROGRESS
    assert evaluation.achievements.count() == 3


def test_reader_who_is_not_the_owner_gets_no_fields(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.supervisor)

    page = client.get(page_of(evaluation)).content.decode()
    answer = client.post(
        reverse("appraisal:evaluation-save", args=[evaluation.pk]), typed(evaluation)
    )

    assert "isi-realisasi" not in page
    assert "Hanya pemilik SKP" in answer.content.decode()
    assert not Achievement.objects.exists()


# Result


def test_served_result_says_predicate_and_causes_in_its_title(client, clock):
    clock(SERVED)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office, results=Rating.ABOVE)
    sign_in(client, office.employee)

    page = client.get(page_of(evaluation)).content.decode()

    assert (
        "Predikat Anda Baik, karena hasil kerja di atas dan perilaku kerja sesuai ekspektasi."
        in page
    )
    assert "Terima hasil ini, atau ajukan keberatan paling lambat" in page
    assert "Selasa, 19 Januari 2027" in page
    assert "hasil Anda" in page
    assert "Bila empat nilai perilaku lagi dinilai di atas ekspektasi, predikatnya menjadi" in page
    assert "Rata-rata predikat periodik." in page
    assert "Pertahankan." in page


def test_result_asks_the_same_number_of_queries_for_more_results(
    client, clock, django_assert_max_num_queries
):
    clock(SERVED)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    sign_in(client, office.supervisor)
    client.get(page_of(evaluation))

    with django_assert_max_num_queries(42):
        client.get(page_of(evaluation))


def test_accepting_is_thanked_and_signed_once(client, clock):
    clock(SERVED)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    sign_in(client, office.employee)
    url = reverse("appraisal:evaluation-accept", args=[evaluation.pk])

    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()

    assert "Terima kasih. Hasil evaluasi sudah Anda terima dan tanda tangani." in first
    assert "Langkah ini belum dapat dilakukan karena status saat ini: Diterima." in second
    assert evaluation.transitions.filter(verb="accept").count() == 1


def test_supervisor_reads_the_same_explanation_with_the_name(client, clock):
    clock(SERVED)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    sign_in(client, office.supervisor)

    page = client.get(page_of(evaluation)).content.decode()

    assert f"Predikat {office.employee.employee.name}: Baik, karena" in page
    assert "Terima dan tanda tangani" not in page


def test_departure_from_the_proposal_is_told_with_its_reason(client, clock):
    clock(SERVED)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    rate_all(evaluation, office.supervisor)
    ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(
            results_rating=Rating.ABOVE, results_reason="Selesai dua bulan lebih awal."
        ),
        by=office.supervisor,
        now=YEAR_END,
    )
    fix_organisation(office, evaluation.period)
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=SERVED)
    sign_in(client, office.employee)

    page = client.get(page_of(evaluation)).content.decode()

    assert "Usulan sistem: sesuai ekspektasi. Pejabat penilai memilih di atas ekspektasi" in page
    assert "Selesai dua bulan lebih awal." in page


def test_history_of_ratings_is_kept_from_the_owner_until_it_is_served(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.AWAITING_ORGANISATION, office)

    sign_in(client, office.employee)
    own = client.get(page_of(evaluation)).context["history"]
    sign_in(client, office.supervisor)
    others = client.get(page_of(evaluation)).context["history"]

    assert not [entry for entry in own if "rating" in str(entry.name).lower()]
    assert [entry for entry in others if "rating" in str(entry.name).lower()]


def test_final_evaluation_is_opened_again_only_by_bkpsdm_on_an_order(client, clock):
    clock(datetime(2027, 1, 22, 2, 0, tzinfo=UTC))
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)
    url = reverse("appraisal:evaluation-reopen", args=[evaluation.pk])

    sign_in(client, office.head)
    client.post(url, {"note": "Perintah 12/2027"})
    evaluation.refresh_from_db()
    assert evaluation.state == EvaluationState.FINAL

    sign_in(client, office.admin)
    assert client.post(url, {"note": ""}).status_code == 422
    client.post(url, {"note": "Perintah Sekda 12/2027"})
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.revision) == (EvaluationState.IN_RATING, 2)


def test_changed_result_after_an_objection_is_explained_anew(client, clock):
    clock(SERVED)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.OBJECTED, office, results=Rating.BELOW)
    objection = objection_of(evaluation)
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)
    objections.save_statement(
        objection_id=objection.pk, text="Bukti menyusul.", by=office.supervisor, now=SERVED
    )
    objections.decide_objection(
        objection_id=objection.pk,
        outcome="changed",
        decision="Bukti membenarkan pegawai.",
        results_rating=Rating.MEETS,
        by=office.head,
        now=SERVED,
    )
    sign_in(client, office.employee)

    page = client.get(page_of(evaluation)).content.decode()

    assert "Predikat Anda Baik" in page
    assert "putusan" in page
    assert Evaluation.objects.get().predicate == Predicate.GOOD


def test_employee_without_evaluations_is_told_what_comes(client):
    sign_in(client, make_user())

    page = client.get(reverse("appraisal:evaluation-list")).content.decode()

    assert "Anda belum memiliki evaluasi." in page
    assert User.objects.count() == 1
