"""What people and programs send by mistake or on purpose: each its sentence, nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appraisal.actions import evaluations, objections
from appraisal.enums import CoreValue, EvaluationState, Rating
from appraisal.models import Achievement, Evaluation, Evidence, ResultRating
from sabang_kinerja.common.uploads import EVIDENCE_LIMIT
from tests.factories.appraisal import (
    SERVED,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    objection_of,
    plan_at,
    rate_all,
)
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

ELF = b"\x7fELF\x02\x01\x01" + bytes(64)
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(64)
PAGE = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


@pytest.fixture
def evaluation(office):
    return evaluation_at(EvaluationState.IN_PROGRESS, office)


def url(name, *args):
    return reverse(f"appraisal:{name}", args=args)


def typed(evaluation, text="Dua belas dokumen selesai", **more):
    data = {"row_version": evaluation.row_version, "self_assessment": "Berjalan baik."}
    for result in evaluation.plan.results.all():
        for indicator in result.indicators.all():
            data[f"text-{indicator.pk}"] = text
    return data | more


def attach(client, evaluation, name, content, **fields):
    result = evaluation.plan.results.first()
    prefix = f"bukti-{result.pk}"
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(
        url("evidence-create", evaluation.pk, result.pk),
        {f"{prefix}-file": file} | {f"{prefix}-{key}": value for key, value in fields.items()},
    )


# Somebody else's


@pytest.mark.parametrize(
    "name",
    [
        "evaluation-detail",
        "evaluation-save",
        "evaluation-submit",
        "evaluation-accept",
        "evaluation-reopen",
        "evaluation-rate",
        "evaluation-fix",
        "evaluation-serve",
        "objection-create",
    ],
)
def test_address_of_someone_elses_evaluation_is_not_found(client, evaluation, name):
    sign_in(client, make_user())
    address = url(name, evaluation.pk)

    answers = {client.get(address).status_code, client.post(address, {}).status_code}

    assert answers <= {404, 405}
    assert 404 in answers


def test_evidence_for_a_result_of_another_plan_is_not_found(client, office, evaluation):
    foreign = plan_at("fixed", office, office.supervisor).results.first()
    sign_in(client, office.employee)

    answer = client.post(url("evidence-create", evaluation.pk, foreign.pk), {})

    assert answer.status_code == 404


def test_indicator_of_another_plan_is_left_alone(client, office, evaluation):
    foreign = plan_at("fixed", office, office.supervisor).results.first().indicators.first()
    sign_in(client, office.employee)

    client.post(
        url("evaluation-save", evaluation.pk),
        typed(evaluation, **{f"text-{foreign.pk}": "Bukan milik saya"}),
    )

    assert not Achievement.objects.filter(indicator=foreign).exists()
    assert Achievement.objects.count() == 3


# Files


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("laporan.pdf", ELF),
        ("laporan.pdf", EXE),
        ("laporan.pdf", PAGE),
        ("foto.png", PAGE),
        ("foto.jpg", PDF),
        ("data.xlsx", EXE),
    ],
    ids=["elf.pdf", "exe.pdf", "html.pdf", "html.png", "pdf.jpg", "exe.xlsx"],
)
def test_file_that_is_something_else_is_refused_at_its_field(
    client, office, evaluation, name, content
):
    sign_in(client, office.employee)

    answer = attach(client, evaluation, name, content, title="Laporan akhir tahun")

    page = answer.content.decode()
    field = f'id="id_bukti-{evaluation.plan.results.first().pk}-file_error"'
    assert answer.status_code == 422
    assert f"Isi berkas tidak sesuai dengan namanya (.{name.split('.')[1]})." in page
    assert field in page
    assert 'value="Laporan akhir tahun"' in page
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("name", ["program.exe", "naskah.sh", "halaman.html", "gambar.svg", "x"])
def test_kind_of_file_that_is_not_taken_is_refused(client, office, evaluation, name):
    sign_in(client, office.employee)

    answer = attach(client, evaluation, name, PDF)

    assert answer.status_code == 422
    assert "Jenis berkas ini tidak diterima." in answer.content.decode()


def test_file_above_the_limit_is_refused_with_both_sizes(client, office, evaluation):
    sign_in(client, office.employee)

    answer = attach(client, evaluation, "besar.pdf", PDF + bytes(EVIDENCE_LIMIT))

    assert answer.status_code == 422
    assert "Berkas berukuran 11 MB, melebihi batas 10 MB." in answer.content.decode()
    assert not Evidence.objects.exists()


def test_empty_file_is_refused(client, office, evaluation):
    sign_in(client, office.employee)

    answer = attach(client, evaluation, "kosong.pdf", b"")

    assert answer.status_code == 422
    assert "Berkas ini kosong. Pilih berkas lain." in answer.content.decode()


def test_file_and_link_together_are_refused(client, office, evaluation):
    sign_in(client, office.employee)

    answer = attach(client, evaluation, "laporan.pdf", PDF, url="https://contoh.go.id/laporan")

    assert answer.status_code == 422
    assert "Pilih berkas atau isi tautan, salah satu." in answer.content.decode()


def test_refused_file_leaves_the_stored_achievements_on_the_page(client, office, evaluation):
    sign_in(client, office.employee)
    client.post(url("evaluation-save", evaluation.pk), typed(evaluation))

    answer = attach(client, evaluation, "laporan.pdf", ELF)

    assert "Dua belas dokumen selesai" in answer.content.decode()


# Twice, late, at once


def test_double_click_hands_in_once_and_says_so(client, office, evaluation):
    sign_in(client, office.employee)
    data = typed(evaluation)

    first = client.post(url("evaluation-submit", evaluation.pk), data, follow=True)
    second = client.post(url("evaluation-submit", evaluation.pk), data, follow=True)

    evaluation.refresh_from_db()
    assert "Evaluasi sudah diajukan kepada" in first.content.decode()
    assert "Evaluasi ini sudah diajukan." in second.content.decode()
    assert evaluation.transitions.filter(verb="submit").count() == 1


@pytest.mark.parametrize("step", ["evaluation-save", "evaluation-submit"])
def test_back_button_after_handing_in_keeps_the_text_and_says_why(client, office, evaluation, step):
    sign_in(client, office.employee)
    old = typed(evaluation)
    client.post(url("evaluation-submit", evaluation.pk), old)

    answer = client.post(
        url(step, evaluation.pk), old | typed(evaluation, "Tiga belas dokumen, setelah dihitung")
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tulisan Anda masih ada" in page
    assert "Tiga belas dokumen, setelah dihitung" in page
    assert "karena status saat ini: Sedang dinilai." in page
    assert set(Achievement.objects.values_list("text", flat=True)) == {"Dua belas dokumen selesai"}


def test_second_window_is_told_what_stands_there_now_and_may_save_again(client, office, evaluation):
    sign_in(client, office.employee)
    old = typed(evaluation, "Dari jendela kedua")
    client.post(url("evaluation-save", evaluation.pk), typed(evaluation, "Dari jendela pertama"))

    refused = client.post(url("evaluation-save", evaluation.pk), old)

    page = refused.content.decode()
    assert refused.status_code == 409
    assert f"diubah oleh {office.employee.employee.name} pada" in page
    assert "Tersimpan sekarang:" in page
    assert "Dari jendela pertama" in page
    assert "Dari jendela kedua" in page

    evaluation.refresh_from_db()
    again = client.post(
        url("evaluation-save", evaluation.pk), old | {"row_version": evaluation.row_version}
    )
    assert again.status_code == 302
    assert set(Achievement.objects.values_list("text", flat=True)) == {"Dari jendela kedua"}


def test_page_that_saves_itself_hears_of_a_conflict(client, office, evaluation):
    sign_in(client, office.employee)
    old = typed(evaluation, "Dari jendela kedua")
    evaluations.save_achievements(
        evaluation_id=evaluation.pk,
        entered={},
        self_assessment="x",
        by=office.employee,
        now=YEAR_END,
    )

    answer = client.post(url("evaluation-save", evaluation.pk), old, headers={"X-Autosave": "1"})

    assert answer.status_code == 409
    assert "Tulisan Anda masih ada" in answer.json()["message"]
    assert not Achievement.objects.exists()


def test_ratings_from_two_windows_are_never_mixed(client, office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    sign_in(client, office.supervisor)
    first = evaluation.plan.results.first()
    old = {
        "row_version": evaluation.row_version,
        f"rating-{first.pk}": "below",
        f"feedback-{first.pk}": "Dari jendela kedua",
    }
    rate_all(evaluation, office.supervisor, results=Rating.ABOVE)

    answer = client.post(url("evaluation-rate", evaluation.pk), old)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tulisan Anda masih ada" in page
    assert "Dari jendela kedua" in page
    assert "Tersimpan sekarang:" in page
    assert set(ResultRating.objects.values_list("rating", flat=True)) == {Rating.ABOVE}


def test_fixing_twice_fixes_once(client, office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    fix_organisation(office, evaluation.period)
    sign_in(client, office.supervisor)
    data = {"row_version": evaluation.row_version}
    data |= {f"rating-{row.pk}": "meets" for row in evaluation.plan.results.all()}
    data |= {f"rating-{value}": "meets" for value in CoreValue.values}

    client.post(url("evaluation-fix", evaluation.pk), data)
    second = client.post(url("evaluation-fix", evaluation.pk), data, follow=True)

    evaluation.refresh_from_db()
    assert "Hasil ini sudah ditetapkan." in second.content.decode()
    assert evaluation.transitions.filter(verb="fix").count() == 1


def test_decision_by_two_tabs_falls_once(client, office, clock):
    clock(SERVED)
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)
    objections.save_statement(
        objection_id=objection.pk, text="Sudah dibaca.", by=office.supervisor, now=SERVED
    )
    objection.refresh_from_db()
    sign_in(client, office.head)
    data = {
        "row_version": objection.row_version,
        "outcome": "upheld",
        "results_rating": "meets",
        "behaviour_rating": "meets",
        "decision": "Tetap.",
    }

    client.post(url("objection-decide", objection.pk), data)
    second = client.post(url("objection-decide", objection.pk), data | {"decision": "Berubah."})

    objection.refresh_from_db()
    assert second.status_code == 409
    assert "Berubah." in second.content.decode()
    assert objection.decision == "Tetap."


# Lost session


def test_form_of_a_lost_session_leads_to_sign_in_and_writes_nothing(client, office, evaluation):
    page = url("evaluation-detail", evaluation.pk)

    answer = client.post(
        url("evaluation-save", evaluation.pk),
        typed(evaluation),
        headers={"Referer": f"http://testserver{page}"},
    )

    assert answer.status_code == 302
    assert answer["Location"] == f"/akun/login/?next={page}"
    assert not Achievement.objects.exists()


def test_page_that_saves_itself_never_takes_a_sign_in_page_for_success(client, evaluation):
    answer = client.post(
        url("evaluation-save", evaluation.pk), typed(evaluation), headers={"X-Autosave": "1"}
    )

    assert answer.status_code in (302, 401)
    assert not Achievement.objects.exists()


# Nonsense


@pytest.mark.parametrize(
    "changes",
    [
        {"row_version": ""},
        {"row_version": "x"},
        {"self_assessment": "a" * 4001},
        {"self_assessment": "a\x00b"},
    ],
    ids=["no version", "no number", "too long", "null byte"],
)
def test_form_that_no_page_sends_is_refused_without_an_error(client, office, evaluation, changes):
    sign_in(client, office.employee)

    answer = client.post(url("evaluation-save", evaluation.pk), typed(evaluation) | changes)

    assert answer.status_code == 422
    assert not Achievement.objects.exists()


def test_rating_that_does_not_exist_is_refused(client, office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    sign_in(client, office.supervisor)

    answer = client.post(
        url("evaluation-rate", evaluation.pk),
        {"row_version": evaluation.row_version, "rating-service": "excellent"},
    )

    assert answer.status_code == 422
    assert not evaluation.behaviour_ratings.exists()


@pytest.mark.parametrize("query", ["selected=abc", "selected=-1", "selected=999999999999999999999"])
def test_team_page_survives_any_selection(client, office, query):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    sign_in(client, office.supervisor)

    answer = client.get(f"{url('team', evaluation.period_id)}?{query}")

    assert answer.status_code == 200
    assert answer.context["evaluation"] == evaluation


@pytest.mark.parametrize("query", ["page=x", "page=999", "period=x", "state=x", "agency=0"])
def test_list_survives_any_query(client, office, evaluation, query):
    sign_in(client, office.admin)

    assert client.get(f"{url('evaluation-list')}?{query}").status_code == 200


def test_preview_survives_any_rating(client, office, clock):
    clock(SERVED)
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    sign_in(client, office.head)

    answer = client.get(url("objection-detail", objection.pk), {"results_rating": "x"})

    assert answer.status_code == 200
    assert answer.context["preview"] == Evaluation.objects.get().predicate


def test_late_evidence_on_a_fixed_result_is_refused_in_words(client, office):
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    result = evaluation.plan.results.first()
    sign_in(client, office.employee)

    answer = client.post(
        url("evidence-create", evaluation.pk, result.pk),
        {f"bukti-{result.pk}-url": "https://contoh.go.id/laporan"},
        follow=True,
    )

    assert "Bukti tidak dapat diubah setelah evaluasi ditetapkan." in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("name", ["evaluation-save", "evaluation-submit"])
def test_address_of_a_refused_form_opened_again_leads_to_its_page(client, office, evaluation, name):
    sign_in(client, office.employee)

    answer = client.get(url(name, evaluation.pk))

    assert answer["Location"] == url("evaluation-detail", evaluation.pk)


@pytest.mark.parametrize("name", ["evaluation-rate", "evaluation-fix"])
def test_address_of_a_refused_rating_opened_again_leads_to_the_drawer(client, office, name):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    sign_in(client, office.supervisor)

    answer = client.get(url(name, evaluation.pk))

    page = f"{url('team', evaluation.period_id)}?selected={evaluation.pk}#laci"
    assert answer["Location"] == page
