"""Pages of the matrix, links, versions, missing plans and moves."""

from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.actions import matrix, plans
from appraisal.enums import PlanState, SuperiorLink
from appraisal.models import MatrixCell, Plan
from personnel.enums import Role
from personnel.models import Assignment, Deadline
from tests.factories.appraisal import FEBRUARY, JANUARY, fill_plan, make_office, plan_at
from tests.factories.personnel import make_assignment, make_employee, make_post, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, clock):
    clock(FEBRUARY)
    office = make_office()
    Deadline.objects.create(year=office.year, key="skp.draft_due", due=date(2026, 1, 14))
    return office


@pytest.fixture
def leader(office):
    plan = plan_at(PlanState.DRAFT, office, office.supervisor)
    fill_plan(plan, office.supervisor)
    return plan


@pytest.fixture
def manager(office):
    return make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)


def url(name, *args):
    return reverse(f"appraisal:{name}", args=args)


# Matrix


def cell_url(leader, office):
    return url("matrix-cell", leader.pk, leader.results.first().pk, office.employee.employee_id)


def cell_data(text="Terolahnya data", **more):
    return {"text": text, "position": "1", "row_version": "0"} | more


def test_matrix_is_filled_cell_by_cell_and_read_back(client, office, leader):
    sign_in(client, office.supervisor)

    client.post(cell_url(leader, office), cell_data())
    page = client.get(url("matrix-own"), follow=True)

    assert "Terolahnya data" in page.content.decode()
    assert "2 hasil pimpinan belum didukung siapa pun." in page.content.decode()
    assert Plan.objects.get(employee=office.employee.employee).results.count() == 1


def test_matrix_saves_itself_and_tells_a_second_window(client, office, leader):
    sign_in(client, office.supervisor)
    headers = {"X-Autosave": "1"}

    first = client.post(cell_url(leader, office), cell_data(), headers=headers)
    late = client.post(cell_url(leader, office), cell_data("Dari lain"), headers=headers)
    empty = client.post(cell_url(leader, office), cell_data(" "), headers=headers)

    assert (first.status_code, first.json()["row_version"]) == (200, 1)
    assert (late.status_code, empty.status_code) == (409, 422)
    assert "baru saja diubah" in late.json()["message"]
    assert "hapus isian" in empty.json()["errors"]["text"][0]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"text": ""}, 422),
        ({"position": "banyak"}, 422),
        ({"row_version": ""}, 422),
        ({"row_version": "7"}, 409),
        ({"text": "x" * 2001}, 422),
    ],
)
def test_matrix_keeps_what_was_typed_when_it_is_refused(client, office, leader, data, status):
    sign_in(client, office.supervisor)

    page = client.post(cell_url(leader, office), cell_data() | data)

    assert page.status_code == status
    assert data.get("text", "Terolahnya data") in page.content.decode()
    assert not MatrixCell.objects.exists()


def test_matrix_cell_is_removed_after_a_question(client, office, leader):
    sign_in(client, office.supervisor)
    client.post(cell_url(leader, office), cell_data())
    cell = MatrixCell.objects.get()
    remove = url("matrix-remove", leader.pk, cell.pk)

    asked = client.get(remove).content.decode()
    unanswered = client.post(remove, {"row_version": "1"})
    client.post(remove, {"row_version": "1", "then": "with_result"})

    assert "Hapus juga dari SKP pegawai" in asked
    assert unanswered.status_code == 422
    assert not MatrixCell.objects.exists()
    assert Plan.objects.get(employee=office.employee.employee).results.count() == 0


def test_matrix_result_is_marked_as_own_work(client, office, leader):
    result = leader.results.first()
    sign_in(client, office.supervisor)

    client.post(url("matrix-alone", leader.pk, result.pk), {"alone": "1"})

    result.refresh_from_db()
    assert result.done_alone


def test_matrix_is_read_by_the_superior_and_filled_by_the_leader_only(client, office, leader):
    sign_in(client, office.head)

    page = client.get(url("matrix-detail", leader.pk)).content.decode()
    refused = client.post(cell_url(leader, office), cell_data())

    assert "<textarea" not in page
    assert refused.status_code == 409
    sign_in(client, office.employee)
    assert client.get(url("matrix-detail", leader.pk)).status_code == 404


def test_matrix_is_exported_as_it_is_laid_out(client, office, leader, tmp_path):
    sign_in(client, office.supervisor)
    client.post(cell_url(leader, office), cell_data())

    file = tmp_path / "matrix.xlsx"
    file.write_bytes(client.get(url("matrix-export", leader.pk, "xlsx")).content)
    sheet = load_workbook(file).active

    assert sheet["C1"].value == leader.results.first().text
    assert [sheet["A2"].value, sheet["A3"].value, sheet["C3"].value] == [
        leader.employee.full_name,
        office.employee.employee.full_name,
        "Terolahnya data",
    ]


def test_matrix_needs_as_many_queries_for_many_people(
    client, office, leader, django_assert_num_queries
):
    sign_in(client, office.supervisor)
    client.post(cell_url(leader, office), cell_data())
    client.get(url("matrix-detail", leader.pk))
    with django_assert_num_queries(40, exact=False) as one:
        client.get(url("matrix-detail", leader.pk))
    post = make_post(office.division)
    people = [make_employee(post=post) for _number in range(20)]
    for person in people[:4]:
        matrix.save_cell(
            result_id=leader.results.first().pk,
            employee_id=person.pk,
            position=1,
            text="Terlayaninya pemohon",
            by=office.supervisor,
            now=FEBRUARY,
        )

    with django_assert_num_queries(len(one.captured_queries)):
        page = client.get(url("matrix-detail", leader.pk))

    assert len(page.context["matrix"].lines) == 21


def test_matrix_waits_for_results_of_the_leader(client, office):
    sign_in(client, office.supervisor)
    nothing = client.get(url("matrix-own"), follow=True).content.decode()
    plan_at(PlanState.DRAFT, office, office.supervisor)
    empty = client.get(url("matrix-own"), follow=True).content.decode()

    assert "Susun SKP Anda dahulu" in nothing
    assert "SKP ini belum memiliki hasil kerja." in empty


# Links


def test_supervisor_links_a_waiting_result_by_one_click(client, office, leader):
    plan = plan_at(PlanState.FIXED, office)
    result, superior = plan.results.first(), leader.results.first()
    sign_in(client, office.supervisor)

    page = client.get(url("link-list")).content.decode()
    answer = client.post(
        url("link-save", plan.pk, result.pk),
        {"superior": superior.pk, "next": url("link-list")},
    )

    assert "3 hasil menunggu tautan." in page
    assert answer.url == url("link-list")
    result.refresh_from_db()
    assert (result.link, result.superior_result) == (SuperiorLink.LINKED, superior)


@pytest.mark.parametrize("superior", ["", "abc", "999999"])
def test_link_to_something_else_is_refused_with_a_sentence(client, office, leader, superior):
    plan = plan_at(PlanState.DRAFT, office)
    fill_plan(plan, office.employee)
    sign_in(client, office.employee)

    page = client.post(
        url("link-save", plan.pk, plan.results.first().pk),
        {"superior": superior, "next": "https://contoh.invalid/"},
        follow=True,
    )

    assert page.redirect_chain[0][0] == url("plan-detail", plan.pk)
    assert "tidak ada pada SKP pejabat penilai" in page.content.decode()
    assert "Hubungkan dengan hasil pimpinan" in page.content.decode()


# Versions


def test_versions_are_compared_word_by_word(client, office):
    old = plan_at(PlanState.FIXED, office)
    new = plans.open_revision(
        plan_id=old.pk, reason="Perubahan anggaran", by=office.supervisor, now=JANUARY
    )
    result = new.results.first()
    result.text = result.text.replace("jenis 1", "jenis pertama")
    result.save()
    new.results.last().delete()
    sign_in(client, office.supervisor)

    page = client.get(url("plan-compare", new.pk)).content.decode()

    assert "0 hasil ditambah, 1 diubah, 1 dihapus." in page
    assert "<del>1</del><ins>pertama</ins>" in page
    assert client.get(url("plan-compare", old.pk)).status_code == 404


# The performance team


def test_team_sees_who_has_no_plan_and_drafts_it(client, office, manager):
    assignment = office.employee.employee.assignments.get()
    sign_in(client, manager)

    page = client.get(url("plan-missing"))
    names = [row.assignment.employee for row in page.context["rows"]]
    client.post(url("plan-draft", assignment.pk), {"source": "library"})

    assert office.employee.employee in names
    plan = Plan.objects.get(assignment=assignment)
    sign_in(client, office.employee)
    assert (
        "disusun oleh tim pengelola kinerja"
        in client.get(url("plan-detail", plan.pk)).content.decode()
    )


def test_team_reads_why_it_waits_before_the_day(client, office, manager, clock):
    clock(JANUARY)
    sign_in(client, manager)

    page = client.get(url("plan-missing")).content.decode()
    refused = client.post(
        url("plan-draft", office.employee.employee.assignments.get().pk), follow=True
    )

    assert "sampai 14 Januari 2026" in page
    assert "sampai 14 Januari 2026" in refused.content.decode()
    assert not Plan.objects.exists()


def test_team_pages_are_closed_to_others_and_end_at_the_agency(client, office, manager):
    for name in ("plan-missing", "plan-moves"):
        assert sign_in(client, office.employee).get(url(name)).status_code == 403
    elsewhere = make_employee().assignments.get()
    sign_in(client, manager)
    assert client.post(url("plan-draft", elsewhere.pk)).status_code == 404
    as_csv = client.get(url("plan-without", "csv")).content.decode()
    assert office.employee.employee.name in as_csv
    assert elsewhere.employee.name not in as_csv


def test_missing_list_needs_as_many_queries_for_many_people(
    client, office, manager, django_assert_num_queries
):
    sign_in(client, manager)
    client.get(url("plan-missing"))
    with django_assert_num_queries(40, exact=False) as few:
        client.get(url("plan-missing"))
    post = make_post(office.division)
    for _number in range(20):
        make_employee(post=post)

    with django_assert_num_queries(len(few.captured_queries)):
        page = client.get(url("plan-missing"))

    assert len(page.context["rows"]) >= 20


def test_old_plan_is_closed_by_one_click_after_a_move(client, office, manager):
    plan = plan_at(PlanState.FIXED, office)
    Assignment.objects.filter(pk=plan.assignment_id).update(effective_until=date(2026, 1, 19))
    make_assignment(plan.employee, make_post(office.agency), effective_from=date(2026, 1, 20))
    sign_in(client, manager)

    page = client.get(url("plan-moves")).content.decode()
    client.post(url("plan-moved", plan.pk))

    assert "Satu SKP jabatan lama perlu ditutup." in page
    plan.refresh_from_db()
    assert (plan.state, plan.ends) == (PlanState.CLOSED, date(2026, 1, 19))
    home = sign_in(client, office.employee).get(reverse("home")).content.decode()
    assert "Susun SKP jabatan baru" in home
    assert client.get(url("plan-detail", plan.pk)).status_code == 200
