"""Forms of the law as files: who may take them along, and what they are made from."""

from decimal import Decimal

import pytest
from django.urls import reverse

from appraisal.actions import plans, ratings
from appraisal.actions.continuous_feedback import FeedbackInput, give_feedback
from appraisal.enums import Approach, CoreValue, EvaluationState, FeedbackTone, PlanState, Rating
from appraisal.models import Achievement, Indicator, Plan
from appraisal.selectors.evaluations import reached_words
from personnel.enums import EmployeeKind
from personnel.rules.nip import group_nip
from reports.documents.standing import VALID, DocumentState
from reports.selectors.evaluation_forms import evaluation_form_content
from reports.selectors.forms import plan_form_content, plan_standing
from tests.factories.appraisal import (
    APRIL,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    plan_at,
)
from tests.factories.documents import (
    pdf_attachment,
    pdf_fonts,
    pdf_pages,
    pdf_sizes,
    words_outside,
)
from tests.factories.personnel import make_employee, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


def plan_url(plan, paper="a4"):
    return reverse("reports:plan-form", args=[plan.pk, paper])


def text_of(answer):
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    return " ".join(pdf_pages(answer.content))


# The plan


def test_fixed_plan_is_the_same_file_for_every_reader_at_any_time(client):
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    first = sign_in(client, office.employee).get(plan_url(plan))
    later = sign_in(client, office.supervisor).get(plan_url(plan))

    assert first.content == later.content
    text = text_of(first)
    assert "RANCANGAN" not in text
    assert "Sabang, 10 Januari 2026 Pejabat Penilai Kinerja," in text
    assert office.employee.employee.full_name in text
    assert "Terselesaikannya permohonan layanan jenis 3 KUANTITAS" in text
    assert "1 Isi Dukungan sumber daya" in text
    name = first["Content-Disposition"]
    assert "attachment" in name
    assert "skp-2026-v1-" in name


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.RETURNED, PlanState.APPROVED])
def test_plan_before_it_is_fixed_is_a_draft(client, state):
    office = make_office()
    plan = plan_at(state, office)

    text = text_of(sign_in(client, office.employee).get(plan_url(plan)))

    assert "RANCANGAN" in text
    assert "Sabang, …………………" in text


def test_plan_form_comes_on_the_folio_of_offices(client):
    office = make_office()
    plan = plan_at(PlanState.DRAFT, office)

    answer = sign_in(client, office.employee).get(plan_url(plan, "f4"))

    assert set(pdf_sizes(answer.content)) == {(215, 330)}


def test_plan_form_is_not_found_by_strangers_or_on_other_paper(client):
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)

    assert sign_in(client, make_user()).get(plan_url(plan)).status_code == 404
    assert sign_in(client, office.employee).get(plan_url(plan, "a3")).status_code == 404


@pytest.mark.parametrize("who", ["employee", "supervisor", "head", "admin"])
def test_whoever_sees_a_plan_finds_its_form_on_the_page(client, who):
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    browser = sign_in(client, getattr(office, who))

    page = browser.get(reverse("appraisal:plan-detail", args=[plan.pk])).content.decode()

    assert plan_url(plan) in page
    assert "Unduh SKP" in page
    assert plan_url(plan, "f4") in page


def test_plan_form_asks_a_constant_number_of_queries(client, django_assert_max_num_queries):
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    browser = sign_in(client, office.employee)
    browser.get(plan_url(plan))

    with django_assert_max_num_queries(20):
        browser.get(plan_url(plan))


def test_plan_content_is_read_from_the_plan():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)

    content = plan_form_content(plan, APRIL)

    assert content.head.approach == Approach.QUANTITATIVE
    assert not content.head.uses_head_form
    assert content.head.employee.nip == office.employee.employee.nip
    assert content.head.supervisor.name == office.supervisor.employee.full_name
    assert content.head.supervisor.post
    assert content.as_of == plan.supervisor_signed_at
    assert [line.indicators[0].target for line in content.results] == ["12 dokumen"] * 3
    assert len(content.values) == 7
    assert plan_standing(plan, APRIL) == VALID


def test_plan_of_a_head_uses_the_form_of_heads_under_the_mayor(client):
    office = make_office()
    plan = plan_at(PlanState.FIXED, office, office.head)
    assert plan.uses_head_form

    text = text_of(sign_in(client, office.head).get(plan_url(plan)))

    assert "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI" in text
    assert "5 INSTANSI" in text
    assert "PENERIMA LAYANAN" in text
    assert "1 NAMA Zulkarnain Contoh 2 NIP" in text
    assert "2 NIP – 3" in text


def test_plan_of_a_contract_employee_is_labelled_so(client):
    office = make_office()
    person = office.employee.employee
    person.kind, person.rank = EmployeeKind.PPPK, "IX"
    person.save()
    plan = plan_at(PlanState.DRAFT, office)

    text = text_of(sign_in(client, office.employee).get(plan_url(plan)))

    assert "2 NI PPPK" in text
    assert "3 PANGKAT/GOL. RUANG IX" in text


def test_replaced_plan_is_marked_with_its_successor():
    office = make_office()
    old = plan_at(PlanState.FIXED, office)
    new = plans.open_revision(
        plan_id=old.pk, reason="Perubahan anggaran", by=office.supervisor, now=APRIL
    )
    plans.submit_plan(plan_id=new.pk, by=office.employee, now=APRIL)
    plans.approve_plan(plan_id=new.pk, by=office.supervisor, now=APRIL)
    plans.sign_plan(plan_id=new.pk, by=office.employee, now=APRIL)
    plans.sign_plan(plan_id=new.pk, by=office.supervisor, now=APRIL)
    old = Plan.objects.get(pk=old.pk)

    standing = plan_standing(old, APRIL)

    assert standing.state is DocumentState.SUPERSEDED
    assert standing.successor == "SKP versi 2"
    assert standing.since == APRIL.date()


# The evaluation


def evaluation_url(evaluation, paper="a4"):
    return reverse("reports:evaluation-form", args=[evaluation.pk, paper])


def test_evaluation_form_shows_what_was_reached_rated_and_said(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    first = evaluation.plan.results.first()
    ratings.save_ratings(
        evaluation_id=evaluation.pk,
        entered=ratings.RatingInput(
            results={row.pk: Rating.MEETS for row in evaluation.plan.results.all()},
            result_feedback={first.pk: "Tepat waktu sepanjang tahun."},
            values={value.value: Rating.ABOVE for value in CoreValue},
            value_feedback={"loyal": "Menjaga nama baik dinas."},
        ),
        by=office.supervisor,
        now=YEAR_END,
    )
    give_feedback(
        employee=office.employee.employee,
        entered=FeedbackInput(
            tone=FeedbackTone.APPRECIATION, text="Antrean tertata.", result_id=first.pk
        ),
        by=make_user(employee=make_employee(office.division)),
        now=APRIL,
    )
    fix_organisation(office, office.period())
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)

    text = text_of(sign_in(client, office.supervisor).get(evaluation_url(evaluation)))

    assert "RANCANGAN" not in text
    assert "12 dokumen selesai Rekan kerja: Antrean tertata. Pimpinan: Tepat waktu" in text
    assert "Pimpinan: Menjaga nama baik dinas." in text
    assert "Sabang, 4 Januari 2027 Pejabat Penilai Kinerja," in text


def test_evaluation_form_keeps_ratings_from_the_employee_until_they_are_served(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    browser = sign_in(client, office.employee)

    hidden = evaluation_form_content(evaluation, YEAR_END, shows_ratings=False)
    page = browser.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    text = text_of(browser.get(evaluation_url(evaluation)))

    assert "RANCANGAN" in text
    assert "12 dokumen selesai" in text
    assert hidden.predicate is hidden.results_rating is hidden.organisation_predicate is None
    assert not any(line.feedback for line in (*hidden.results, *hidden.values))
    assert "Realisasi tanpa rating, bertanda rancangan" in page.content.decode()


def test_final_evaluation_form_is_the_same_file_for_every_reader(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)

    own = sign_in(client, office.employee).get(evaluation_url(evaluation, "f4"))
    other = sign_in(client, office.admin).get(evaluation_url(evaluation, "f4"))

    assert own.content == other.content
    assert set(pdf_sizes(own.content)) == {(330, 215)}
    assert "diterima pegawai 5 Januari 2027" in text_of(own)
    assert "evaluasi-tahun" in own["Content-Disposition"]


def test_evaluation_form_is_offered_beside_the_result(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)
    address = reverse("appraisal:evaluation-detail", args=[evaluation.pk])

    page = sign_in(client, office.employee).get(address).content.decode()

    assert evaluation_url(evaluation) in page
    assert "Unduh formulir evaluasi" in page


def test_evaluation_form_is_not_found_by_strangers_or_on_other_paper(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)

    assert sign_in(client, make_user()).get(evaluation_url(evaluation)).status_code == 404
    assert sign_in(client, office.admin).get(evaluation_url(evaluation, "x")).status_code == 404


def test_achievement_is_words_then_number_with_its_unit():
    indicator = Indicator(measure_unit="dokumen")

    def words(**reached):
        return reached_words(indicator, Achievement(indicator=indicator, **reached))

    assert words(text="Selesai.", value=Decimal("1240.50")) == "Selesai.\n1.240,5 dokumen"
    assert words(text=" ", value=Decimal(0)) == "0 dokumen"
    assert words(text="Selesai.") == "Selesai."
    assert reached_words(indicator, None) == ""


# Why this result


def explanation_url(evaluation, paper="a4"):
    return reverse("reports:evaluation-explanation", args=[evaluation.pk, paper])


def test_written_explanation_says_what_the_page_says(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)
    browser = sign_in(client, office.employee)

    page = browser.get(reverse("appraisal:evaluation-detail", args=[evaluation.pk]))
    answer = browser.get(explanation_url(evaluation))
    text = text_of(answer)

    assert words_outside(answer.content) == []
    assert pdf_fonts(answer.content) == {"Source Sans 3", "Source Serif 4"}
    assert b'"predicate":"Baik"' in pdf_attachment(answer.content)
    explanation = page.context["explanation"]
    assert explanation_url(evaluation) in page.content.decode()
    for words in (
        f"Predikat Baik, karena {explanation.because}.",
        explanation.results.sentence,
        explanation.behaviour.sentence,
        explanation.quadrant_sentence,
        explanation.given_by,
        explanation.organisation.pattern,
        explanation.change.sentence,
        explanation.recomputed.sentence,
        *explanation.not_counted,
        *(change.sentence for change in explanation.changes),
        *(row.text for row in explanation.basis),
        *(row.guide.name for row in explanation.values),
        *explanation.objection,
        *(f"{row.rule} {row.version}" for row in explanation.versions),
        f"NIP {group_nip(office.employee.employee.nip)}",
        "Pertahankan.",
        "Semua target tercapai.",
        "12 dokumen selesai",
        "tanpa bukti",
    ):
        assert words in text, words


def test_explanation_stays_closed_until_the_result_may_be_read(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    page = reverse("appraisal:evaluation-detail", args=[evaluation.pk])

    answer = sign_in(client, office.employee).get(explanation_url(evaluation), follow=True)

    assert answer.redirect_chain == [(page, 302)]
    assert "Hasil dapat dibaca setelah disampaikan" in answer.content.decode()
    supervisor = sign_in(client, office.supervisor).get(explanation_url(evaluation, "f4"))
    assert set(pdf_sizes(supervisor.content)) == {(215, 330)}
    assert sign_in(client, make_user()).get(explanation_url(evaluation)).status_code == 404


def test_explanation_before_there_is_a_result_leads_back_with_the_reason(client):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)

    answer = sign_in(client, office.supervisor).get(explanation_url(evaluation), follow=True)

    assert "Penjelasan tersedia setelah hasil ditetapkan." in answer.content.decode()


def test_explanation_on_paper_is_indonesian_for_a_reader_of_english(client, settings):
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)
    browser = sign_in(client, office.employee)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    text = text_of(browser.get(explanation_url(evaluation)))

    assert "Yang tidak ikut menentukan" in text
    assert "Survei warga tentang loket." in text
    assert "sesuai ekspektasi" in text
    assert "Ratings given" not in text
