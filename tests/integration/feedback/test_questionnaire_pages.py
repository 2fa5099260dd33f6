"""Versions of a questionnaire: copied, written, used, and the check of its Acehnese draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.actions.questionnaires import (
    copy_questionnaire,
    create_legacy,
    put_in_use,
    save_questions,
)
from feedback.enums import QuestionKind, QuestionnaireState, SurveyState, WeightMode
from feedback.forms.questionnaires import WordingForm
from feedback.models import Question, Questionnaire
from feedback.rules.elements import LEGACY_ELEMENTS
from feedback.rules.index import WeightMode as Weights
from feedback.rules.index import element_weight
from personnel.enums import Role
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.library import load_survey_questions
from tests.factories.feedback import make_questionnaire, make_survey
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def officer():
    return make_user(Role.SURVEY_OFFICER)


@pytest.fixture
def browser(client, officer):
    return sign_in(client, officer)


@pytest.fixture
def used():
    return make_questionnaire()


@pytest.fixture
def draft(used, officer):
    return copy_questionnaire(source=used, by=officer, now=NOW)


def address(name, questionnaire):
    return reverse(f"feedback:questionnaire-{name}", args=[questionnaire.pk])


def typed(questionnaire, **changed):
    form = WordingForm(questionnaire=questionnaire)
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    kept = {name: value for name, value in data.items() if value not in (None, False)}
    return kept | changed


def test_delivered_questionnaire_is_loaded_once_and_in_use():
    first = load_survey_questions()
    assert load_survey_questions() == first
    assert first.state == QuestionnaireState.IN_USE
    assert first.questions.count() == 9
    facilities, complaints = first.questions.order_by("position")[7:9]
    assert (facilities.code, complaints.code) == ("facilities", "complaints")
    assert facilities.options[0]["text"]["id"] == "Buruk"
    assert first.acehnese_checked_at is None


def test_a_new_version_is_a_copy_and_there_is_one_at_a_time(browser, used):
    for _n in range(2):
        browser.post(address("copy", used))
    draft = Questionnaire.objects.exclude(pk=used.pk).get()
    assert (draft.version, draft.state) == (2, QuestionnaireState.DRAFT)
    assert list(draft.questions.values_list("code", flat=True)) == list(
        used.questions.values_list("code", flat=True)
    )


def test_words_order_and_answers_of_a_draft_change_and_the_old_ones_stay(browser, used, draft):
    data = typed(
        draft,
        weight_mode="rounded3",
        **{
            "q0-text-id": "Apakah syaratnya sesuai?",
            "q7-position": "9",
            "q8-position": "8",
            "q3-drop": "on",
            "q1-o4-en": "Extremely easy",
        },
    )

    browser.post(address("update", draft), data)

    draft.refresh_from_db()
    codes = list(draft.questions.order_by("position").values_list("code", flat=True))
    assert codes[-2:] == ["complaints", "facilities"]
    assert "cost" not in codes
    assert draft.weight_mode == WeightMode.ROUNDED_3
    assert draft.questions.get(code="requirements").text["id"] == "Apakah syaratnya sesuai?"
    assert draft.questions.get(code="procedure").options[3]["text"]["en"] == "Extremely easy"
    assert used.questions.count() == 9


def test_further_questions_are_added_and_never_elements(browser, draft):
    data = typed(
        draft,
        **{
            "x0-text-id": "Dari mana Anda tahu?",
            "x0-text-en": "How did you know?",
            "x0-options-id": "Teman\nMedia sosial",
            "x0-options-en": "Friends\nSocial media",
            "x1-kind": "text",
            "x1-text-id": "Apa lagi?",
            "x1-text-en": "What else?",
        },
    )

    browser.post(address("update", draft), data)

    choice, text = draft.questions.exclude(kind=QuestionKind.ELEMENT)
    assert [option["text"]["en"] for option in choice.options] == ["Friends", "Social media"]
    assert (text.kind, text.options) == (QuestionKind.TEXT, [])
    browser.post(address("update", draft), typed(draft, **{"x0-text-id": ""}))
    assert draft.questions.exclude(kind=QuestionKind.ELEMENT).count() == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"q0-text-en": ""}, "Isi kolom ini"),
        ({"x0-text-id": "Baru?", "x0-text-en": "New?", "x0-options-id": "Satu"}, "dua pilihan"),
        (
            {
                "x0-text-id": "Baru?",
                "x0-text-en": "New?",
                "x0-options-id": "Ya\nTidak",
                "x0-options-en": "Yes",
            },
            "harus sama",
        ),
        ({f"q{n}-drop": "on" for n in range(9)}, "paling sedikit satu unsur"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_lost(browser, draft, changed, why):
    answer = browser.post(
        address("update", draft), typed(draft, **{"q5-text-id": "Naskah baru"}) | changed
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert why in page
    assert "Naskah baru" in page
    assert not Question.objects.filter(text__id="Naskah baru").exists()


def test_using_a_version_retires_the_old_one_and_running_surveys_keep_theirs(browser, used, draft):
    running = make_survey(make_unit(), questionnaire=used)
    planned = make_survey(
        make_unit(), questionnaire=used, state=SurveyState.PLANNED, opened_at=None
    )

    assert "1 survei yang sedang berjalan" in browser.get(address("apply", draft)).content.decode()
    browser.post(address("apply", draft))

    for one in (used, draft, running, planned):
        one.refresh_from_db()
    assert (used.state, draft.state) == (QuestionnaireState.RETIRED, QuestionnaireState.IN_USE)
    assert (running.questionnaire, planned.questionnaire) == (used, draft)


def test_a_version_in_use_is_not_written_or_deleted(browser, officer, used):
    with pytest.raises(WrongState):
        save_questions(
            questionnaire_id=used.pk,
            weight_mode=WeightMode.EXACT,
            questions=[],
            by=officer,
            now=NOW,
        )
    assert browser.get(address("update", used)).status_code == 302
    browser.post(address("delete", used))
    assert Questionnaire.objects.filter(pk=used.pk).exists()


def test_an_empty_version_is_not_used(officer, draft):
    draft.questions.all().delete()
    with pytest.raises(Incomplete):
        put_in_use(questionnaire_id=draft.pk, by=officer, now=NOW)


def test_older_form_has_fourteen_elements_of_a_fourteenth_each(browser, officer):
    browser.post(reverse("feedback:questionnaire-legacy"))
    browser.post(reverse("feedback:questionnaire-legacy"))

    legacy = Questionnaire.objects.get(is_legacy=True)
    codes = list(legacy.questions.order_by("position").values_list("code", flat=True))
    assert codes == [element.value for element in LEGACY_ELEMENTS]
    assert float(element_weight(len(codes), Weights.ROUNDED_3)) == 0.071
    assert "belum dibandingkan" in browser.get(address("detail", legacy)).content.decode()
    put_in_use(questionnaire_id=legacy.pk, by=officer, now=NOW)
    assert create_legacy(by=officer, now=NOW) == legacy


def test_acehnese_is_offered_only_after_bkpsdm_records_the_check(client, browser, used):
    page = browser.get(address("detail", used), {"language": "ace"}).content.decode()
    assert "Kiban requirements?" in page
    assert "rancangan" in page
    assert browser.post(address("check", used), {"checker": "Tgk. Contoh"}).status_code == 403

    admin = sign_in(client, make_user(Role.BKPSDM_ADMIN))
    assert admin.post(address("check", used), {"checker": ""}).status_code == 422
    admin.post(address("check", used), {"checker": "Tgk. Contoh"})
    used.refresh_from_db()
    assert used.acehnese_checker == "Tgk. Contoh"
    assert used.acehnese_checked_at is not None

    admin.post(address("withdraw", used))
    used.refresh_from_db()
    assert used.acehnese_checked_at is None


def test_an_incomplete_acehnese_draft_is_not_recorded_as_checked(client, officer):
    legacy = create_legacy(by=officer, now=NOW)
    admin = sign_in(client, make_user(Role.BKPSDM_ADMIN))
    answer = admin.post(address("check", legacy), {"checker": "Tgk. Contoh"})
    assert answer.status_code == 422
    assert "belum lengkap" in answer.content.decode()


def test_officer_of_an_agency_reads_but_changes_nothing(client, used, draft):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=make_unit())
    browser = sign_in(client, user)
    assert browser.get(address("detail", used)).status_code == 200
    assert browser.get(address("update", draft)).status_code == 302
    browser.post(address("apply", draft))
    browser.post(address("delete", draft))
    draft.refresh_from_db()
    assert draft.state == QuestionnaireState.DRAFT


def test_list_takes_the_same_queries_for_many_versions(browser, used, django_assert_num_queries):
    page = reverse("feedback:questionnaire-list")
    browser.get(page)
    with CaptureQueriesContext(connection) as few:
        browser.get(page)
    for version in range(2, 40):
        Questionnaire.objects.create(name=used.name, version=version)
    with django_assert_num_queries(len(few)):
        browser.get(page)
