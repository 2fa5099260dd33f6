"""Plans on their pages: what is typed by mistake, twice, too late or by somebody else."""

import pytest
from django.urls import reverse

from appraisal.actions import plan_content, plans
from appraisal.enums import AnnexBlock, PlanState
from appraisal.models import Plan, PlanTransition, SpecialExpectation, WorkResult
from tests.factories.appraisal import FEBRUARY, JANUARY, fill_plan, make_office, plan_at
from tests.factories.crowds import make_crowd
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

RESULT = "Terselesaikannya permohonan layanan dalam tiga hari kerja"


@pytest.fixture
def office(db, clock):
    clock(JANUARY)
    return make_office()


@pytest.fixture
def draft(office):
    return plan_at(PlanState.DRAFT, office)


def url(name, *args):
    return reverse(f"appraisal:{name}", args=args)


def page_of(plan):
    return url("plan-detail", plan.pk)


def result_form(plan, *indicators, **more):
    """What the page of one result sends."""
    data = {
        "row_version": Plan.objects.get(pk=plan.pk).row_version,
        "superior": "to_follow",
        "text": RESULT,
        "kind": "main",
        "classification": "organisation",
        "indicators-TOTAL_FORMS": max(len(indicators), 1),
        "indicators-INITIAL_FORMS": 0,
    }
    for index in range(max(len(indicators), 1)):
        data |= {f"indicators-{index}-aspect": "quantity", f"indicators-{index}-direction": "up"}
        for name, value in (indicators[index] if indicators else {}).items():
            data[f"indicators-{index}-{name}"] = value
    return data | more


def messages_of(client, answer):
    return [str(message) for message in client.get(answer.url).context["messages"]]


# Somebody else's


@pytest.mark.parametrize(
    "name",
    [
        *("plan-detail", "plan-submit", "plan-withdraw", "plan-return", "plan-approve"),
        *("plan-sign", "plan-revise", "plan-close", "plan-approach", "plan-annexes"),
        *("plan-expectations", "result-create", "result-restore"),
    ],
)
def test_address_of_someone_elses_plan_is_not_found(client, draft, name):
    sign_in(client, make_user())

    answers = {
        client.get(url(name, draft.pk)).status_code,
        client.post(url(name, draft.pk), {}).status_code,
    }

    assert answers <= {404, 405}
    assert 404 in answers


def test_colleague_of_the_same_division_sees_nothing(client, office, draft):
    colleague = make_crowd(office, 1)[0]
    sign_in(client, make_user(employee=colleague.employee))

    assert client.get(page_of(draft)).status_code == 404


def test_result_of_another_plan_is_not_edited_through_ones_own(client, office, draft):
    foreign = plan_at(PlanState.DRAFT, office, office.supervisor)
    fill_plan(foreign, office.supervisor)
    sign_in(client, office.employee)

    answer = client.post(
        url("result-update", draft.pk, foreign.results.first().pk), result_form(draft)
    )

    assert answer.status_code == 404
    assert not WorkResult.objects.filter(text=RESULT).exists()


# Typed by mistake


def test_result_without_words_is_refused_at_its_field_and_the_rest_is_kept(client, office, draft):
    sign_in(client, office.employee)
    typed = result_form(
        draft, {"text": "Jumlah dokumen", "target": "12 dokumen"}, text="", assigned_by="Camat"
    )

    answer = client.post(url("result-create", draft.pk), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tuliskan rencana hasil kerja." in page
    assert 'value="12 dokumen"' in page
    assert 'value="Camat"' in page
    assert not draft.results.exists()


def test_target_without_an_indicator_is_refused_at_its_row(client, office, draft):
    sign_in(client, office.employee)
    typed = result_form(draft, {"text": "Jumlah dokumen", "target": "12"}, {"target": "95 %"})

    answer = client.post(url("result-create", draft.pk), typed)

    assert answer.status_code == 422
    rows = answer.context["formset"].errors
    assert (rows[0], rows[1]) == ({}, {"text": ["Tuliskan indikator untuk target ini."]})


def test_number_that_is_none_is_refused_and_stands_there_still(client, office, draft):
    sign_in(client, office.employee)
    typed = result_form(draft, {"text": "Jumlah dokumen", "target_value": "dua belas"})

    answer = client.post(url("result-create", draft.pk), typed)

    assert answer.status_code == 422
    assert 'value="dua belas"' in answer.content.decode()


def test_draft_may_lack_a_target_but_is_not_submitted_without(client, office, draft):
    sign_in(client, office.employee)
    client.post(url("result-create", draft.pk), result_form(draft, {"text": "Jumlah dokumen"}))

    answer = client.post(url("plan-submit", draft.pk))

    draft.refresh_from_db()
    said = messages_of(client, answer)[-1]
    assert draft.state == PlanState.DRAFT
    assert "SKP belum lengkap." in said
    assert "target" in said


def test_result_that_is_not_cascaded_says_why(client, office, draft):
    sign_in(client, office.employee)

    answer = client.post(
        url("result-create", draft.pk), result_form(draft, superior="not_cascaded")
    )

    assert answer.status_code == 422
    assert "Tuliskan alasan hasil ini tidak dijabarkan." in answer.content.decode()


def test_approach_that_does_not_exist_is_refused(client, office, draft):
    sign_in(client, office.employee)

    answer = client.post(url("plan-approach", draft.pk), {"approach": "magis"})

    assert messages_of(client, answer) == ["Pilih salah satu pendekatan."]


@pytest.mark.parametrize("note", ["", "   "])
def test_plan_is_not_returned_without_words(client, office, note):
    plan = plan_at(PlanState.SUBMITTED, office)
    sign_in(client, office.supervisor)

    answer = client.post(url("plan-return", plan.pk), {"note": note})

    plan.refresh_from_db()
    assert (answer.status_code, plan.state) == (422, PlanState.SUBMITTED)
    assert "Tuliskan alasannya agar dapat dipahami." in answer.content.decode()


@pytest.mark.parametrize("ends", ["2025-12-31", "2027-01-01", "31 Februari"])
def test_plan_ends_on_a_day_of_its_own(client, office, ends):
    plan = plan_at(PlanState.FIXED, office)
    sign_in(client, office.admin)

    answer = client.post(url("plan-close", plan.pk), {"ends": ends, "note": "Mutasi"})

    plan.refresh_from_db()
    assert (answer.status_code, plan.state) == (422, PlanState.FIXED)
    assert "Mutasi" in answer.content.decode()


# Twice, and too late


def test_double_click_on_submit_submits_once(client, office, draft):
    fill_plan(draft, office.employee)
    sign_in(client, office.employee)

    client.post(url("plan-submit", draft.pk))
    answer = client.post(url("plan-submit", draft.pk))

    assert "Langkah ini belum dapat dilakukan" in messages_of(client, answer)[-1]
    assert PlanTransition.objects.filter(plan=draft, verb="submit").count() == 1


def test_double_click_on_start_makes_one_plan(client, office):
    assignment = office.employee.employee.assignments.get()
    office.year.state = "open"
    office.year.save()
    sign_in(client, office.employee)

    for _click in range(2):
        client.post(url("plan-create", assignment.pk))

    assert Plan.objects.filter(assignment=assignment).count() == 1


def test_back_button_after_submitting_changes_nothing_and_says_so(client, office, draft):
    fill_plan(draft, office.employee)
    result = draft.results.first()
    sign_in(client, office.employee)
    old_page = result_form(draft, {"text": "Diubah", "target": "1"})
    client.post(url("plan-submit", draft.pk))

    answer = client.post(url("result-update", draft.pk, result.pk), old_page)

    assert answer.status_code == 302
    assert "status saat ini: Diajukan" in messages_of(client, answer)[-1]
    assert WorkResult.objects.get(pk=result.pk).text != RESULT


def test_second_window_is_told_keeps_its_words_and_may_save_then(client, office, draft):
    sign_in(client, office.employee)
    first = result_form(draft, {"text": "Jumlah", "target": "1"})
    second = result_form(draft, {"text": "Jumlah", "target": "2"}, text="Tulisan jendela kedua")
    client.post(url("result-create", draft.pk), first)

    refused = client.post(url("result-create", draft.pk), second)
    page = refused.content.decode()

    assert refused.status_code == 409
    assert "Data ini baru saja diubah oleh" in page
    assert "Tulisan jendela kedua" in page
    version = refused.context["form"]["row_version"].value()
    again = client.post(url("result-create", draft.pk), second | {"row_version": version})
    assert again.status_code == 302
    assert draft.results.count() == 2


@pytest.mark.parametrize("name", ["plan-annexes", "plan-expectations"])
def test_texts_changed_meanwhile_are_kept_and_saved_on_the_second_try(client, office, name):
    plan = plan_at(PlanState.SUBMITTED if name == "plan-expectations" else PlanState.DRAFT, office)
    who = office.supervisor if name == "plan-expectations" else office.employee
    field = "service" if name == "plan-expectations" else AnnexBlock.RESOURCES.value
    sign_in(client, who)
    old = {"row_version": plan.row_version, field: "Tulisan jendela kedua"}
    client.post(url(name, plan.pk), {"row_version": plan.row_version, field: "Yang pertama"})

    refused = client.post(url(name, plan.pk), old)

    assert refused.status_code == 409
    assert "Tulisan jendela kedua" in refused.content.decode()
    version = refused.context["form"]["row_version"].value()
    again = client.post(url(name, plan.pk), old | {"row_version": version})
    assert again.status_code == 302
    rows = (
        plan.expectations.filter(core_value=field)
        if "exp" in name
        else plan.annexes.exclude(text="")
    )
    assert [row.text for row in rows] == ["Tulisan jendela kedua"]


def test_supervisor_does_not_agree_to_a_plan_that_changed_after_it_was_read(client, office, draft):
    fill_plan(draft, office.employee)
    plans.submit_plan(plan_id=draft.pk, by=office.employee, now=JANUARY)
    sign_in(client, office.supervisor)
    seen = Plan.objects.get(pk=draft.pk).row_version
    plans.withdraw_plan(plan_id=draft.pk, by=office.employee, now=JANUARY)
    plan_content.delete_result(
        plan_id=draft.pk, result_id=draft.results.first().pk, by=office.employee, now=JANUARY
    )
    plans.submit_plan(plan_id=draft.pk, by=office.employee, now=JANUARY)

    answer = client.post(url("plan-approve", draft.pk), {"row_version": seen})

    draft.refresh_from_db()
    assert draft.state == PlanState.SUBMITTED
    assert "Data ini baru saja diubah oleh" in messages_of(client, answer)[-1]


def test_buttons_of_the_steps_carry_the_version_that_the_page_shows(client, office):
    plan = plan_at(PlanState.SUBMITTED, office)
    sign_in(client, office.supervisor)

    page = client.get(page_of(plan)).content.decode()

    plan.refresh_from_db()
    assert f'name="row_version" value="{plan.row_version}"' in page


def test_fixed_plan_is_edited_by_nobody(client, office):
    plan = plan_at(PlanState.FIXED, office)
    sign_in(client, office.employee)

    answer = client.get(url("result-create", plan.pk))

    assert answer.status_code == 302
    assert messages_of(client, answer)


def test_deleted_result_is_put_back_with_its_indicators(client, office, draft):
    fill_plan(draft, office.employee)
    gone = draft.results.first()
    sign_in(client, office.employee)

    client.post(url("result-delete", draft.pk, gone.pk))
    assert draft.results.count() == 2
    client.post(url("result-restore", draft.pk))

    back = draft.results.get(text=gone.text)
    assert [row.target for row in back.indicators.all()] == ["12 dokumen"]


# Autosave


def test_autosave_answers_what_is_wrong_as_data(client, office, draft):
    sign_in(client, office.employee)

    refused = client.post(
        url("result-create", draft.pk), result_form(draft, text=""), headers={"X-Autosave": "1"}
    )
    saved = client.post(
        url("plan-annexes", draft.pk),
        {"row_version": draft.row_version, "resources": "Laptop"},
        headers={"X-Autosave": "1"},
    )

    assert (refused.status_code, refused.json()["errors"]) == (
        422,
        {"text": ["Tuliskan rencana hasil kerja."]},
    )
    assert saved.json()["row_version"] == draft.row_version + 1


# Reading


def test_plan_page_takes_as_many_queries_for_three_results_as_for_twenty(
    client, office, draft, django_assert_max_num_queries
):
    fill_plan(draft, office.employee)
    sign_in(client, office.employee)
    client.get(page_of(draft))
    with django_assert_max_num_queries(33) as few:
        client.get(page_of(draft))
    for number in range(17):
        plan_content.save_result(
            plan_id=draft.pk,
            result_id=None,
            entered=plan_content.ResultInput(
                text=f"Tersusunnya laporan {number}",
                indicators=[plan_content.IndicatorInput(text="Jumlah", target="1 laporan")],
            ),
            by=office.employee,
            now=JANUARY,
        )

    with django_assert_max_num_queries(len(few.captured_queries)):
        answer = client.get(page_of(draft))

    assert answer.content.decode().count("Tersusunnya laporan") >= 17


def test_list_of_plans_takes_as_many_queries_for_one_as_for_a_page(
    client, office, django_assert_max_num_queries
):
    make_crowd(office, 1)
    sign_in(client, office.admin)
    client.get(url("plan-list"))
    with django_assert_max_num_queries(20) as few:
        client.get(url("plan-list"))
    make_crowd(office, 60)

    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get(url("plan-list")).content.decode()

    assert page.count("Nurul Contoh") == 25


def test_list_is_searched_by_name_and_says_when_nothing_fits(client, office):
    make_crowd(office, 3)
    sign_in(client, office.admin)

    found = client.get(url("plan-list"), {"q": "0002"}).content.decode()
    nothing = client.get(url("plan-list"), {"q": "tidak ada siapa pun"}).content.decode()

    assert ("Nurul Contoh 0002" in found, "Nurul Contoh 0001" in found) == (True, False)
    assert "Tidak ada yang cocok dengan pencarian ini." in nothing


def test_special_expectation_is_the_supervisors_to_write(client, office):
    plan = plan_at(PlanState.SUBMITTED, office)
    sign_in(client, office.employee)

    answer = client.post(
        url("plan-expectations", plan.pk),
        {"row_version": plan.row_version, "service": "Ditulis sendiri"},
    )

    assert answer.status_code == 302
    assert messages_of(client, answer)
    assert not SpecialExpectation.objects.filter(text="Ditulis sendiri").exists()


def test_late_plan_may_still_be_submitted(client, office, draft, clock):
    clock(FEBRUARY)
    fill_plan(draft, office.employee, FEBRUARY)
    sign_in(client, office.employee)

    client.post(url("plan-submit", draft.pk))

    draft.refresh_from_db()
    assert draft.state == PlanState.SUBMITTED
