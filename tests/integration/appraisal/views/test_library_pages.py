"""Pages of the library, the picker, copies and their permission."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.actions.plan_sources import allow_copies
from appraisal.enums import PlanState
from appraisal.models import LibraryResult, Plan
from tests.factories.appraisal import JANUARY, make_office, plan_at
from tests.factories.personnel import make_employee, make_user
from tests.factories.planning import make_entry
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, clock):
    clock(JANUARY)
    return make_office()


def url(name, *args):
    return reverse(f"appraisal:{name}", args=args)


def filled(**changes):
    return {
        "row_version": "0",
        "post_title": "Arsiparis",
        "post_kind": "functional",
        "agency_kinds": ["ANY"],
        "text": "Tertatanya arsip",
        "kind": "main",
        "perspective": "",
        "superior_text": "",
        "indicators-TOTAL_FORMS": "1",
        "indicators-INITIAL_FORMS": "0",
        "indicators-0-aspect": "quantity",
        "indicators-0-text": "Jumlah berkas",
        "indicators-0-target": "",
        "indicators-0-target_value": "12,5",
        "indicators-0-measure_unit": "berkas",
        "indicators-0-direction": "up",
    } | changes


def test_library_is_searched_and_narrowed(client, office):
    make_entry("Tertatanya arsip", post_title="Arsiparis", agency_kinds=["RSUD"])
    make_entry("Bersihnya kantor", post_title="Pramu Bakti")
    sign_in(client, office.admin)

    found = [
        [row.text for row in client.get(url("library-list"), query).context["page"]]
        for query in ({"q": "arsip"}, {"agency_kind": "RSUD"}, {"q": "laporan"}, {"kind": "main"})
    ]

    assert found == [
        ["Tertatanya arsip"],
        ["Tertatanya arsip"],
        ["Tertatanya arsip", "Bersihnya kantor"],
        ["Tertatanya arsip", "Bersihnya kantor"],
    ]


def test_library_list_needs_as_many_queries_for_many_entries(
    client, office, django_assert_num_queries
):
    sign_in(client, office.admin)
    make_entry("Hasil 0")
    client.get(url("library-list"))
    with django_assert_num_queries(16, exact=False) as few:
        client.get(url("library-list"))
    for number in range(1, 24):
        make_entry(f"Hasil {number}")

    with django_assert_num_queries(len(few.captured_queries)):
        page = client.get(url("library-list"))

    assert len(page.context["page"]) == 24


def test_library_is_exported_one_row_an_indicator(client, office):
    make_entry("Tertatanya arsip")
    sign_in(client, office.admin)

    as_xlsx = client.get(url("library-export", "xlsx"))
    sheet = load_workbook(BytesIO(as_xlsx.content)).active

    assert [sheet["E2"].value, sheet["I2"].value, sheet["J2"].value] == [
        "Tertatanya arsip",
        "Jumlah laporan",
        "4 laporan",
    ]
    assert client.get(url("library-export", "pdf")).status_code == 404


def test_entry_is_added_changed_retired_and_restored(client, office):
    sign_in(client, office.admin)

    client.post(url("library-create"), filled())
    entry = LibraryResult.objects.get()
    client.post(url("library-update", entry.pk), filled(text="Tertib arsip", row_version="1"))
    client.post(url("library-retire", entry.pk))
    entry.refresh_from_db()

    assert (entry.text, entry.is_active) == ("Tertib arsip", False)
    assert entry.indicators.get().target == "12.5 berkas"
    client.post(url("library-restore", entry.pk))
    entry.refresh_from_db()
    assert entry.is_active


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": ""}, "Tuliskan rencana hasil kerja."),
        ({"agency_kinds": []}, "Pilih paling sedikit satu rumpun."),
        ({"indicators-0-target_value": "banyak"}, "Tulis angka"),
        ({"post_kind": "raja"}, "raja"),
    ],
)
def test_entry_that_is_wrong_is_shown_again_with_what_was_typed(client, office, changes, message):
    sign_in(client, office.admin)

    page = client.post(url("library-create"), filled(**changes))

    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Arsiparis" in page.content.decode()
    assert not LibraryResult.objects.exists()


def test_entry_saved_after_somebody_else_is_refused_and_can_be_saved_again(client, office):
    entry = make_entry("Tertatanya arsip")
    sign_in(client, office.admin)
    change = filled(row_version="1", post_title=entry.post_title)
    client.post(url("library-update", entry.pk), change | {"text": "Satu"})

    late = client.post(url("library-update", entry.pk), change | {"text": "Dua"})

    assert late.status_code == 422
    assert "baru saja diubah" in late.content.decode()
    assert 'name="row_version" value="2"' in late.content.decode()


def test_one_more_indicator_keeps_what_was_typed(client, office):
    sign_in(client, office.admin)

    page = client.post(url("library-create"), filled(add_indicator="1")).content.decode()

    assert "Jumlah berkas" in page
    assert "indicators-1-text" in page


# The picker


def test_picker_offers_the_own_post_first_and_adds_what_is_chosen(client, office):
    plan = plan_at(PlanState.DRAFT, office)
    other = make_entry("Aktifnya layanan", post_title="Arsiparis", agency_kinds=["RSUD"])
    own = make_entry("Terolahnya data", post_title=plan.assignment.post.title)
    sign_in(client, office.employee)

    page = client.get(url("plan-library", plan.pk))
    answer = client.post(url("plan-library", plan.pk), {"entry": [own.pk, other.pk, "x"]})

    assert [choice.entry for choice in page.context["choices"]] == [own, other]
    assert "Untuk jabatan Anda" in page.content.decode()
    assert answer.url == url("plan-detail", plan.pk)
    assert plan.results.count() == 2
    again = client.get(url("plan-library", plan.pk), {"q": "data"})
    assert [choice.is_taken for choice in again.context["choices"]] == [True]


def test_picker_is_not_for_others_and_not_for_submitted_plans(client, office):
    plan = plan_at(PlanState.SUBMITTED, office)

    for user in (office.employee, office.supervisor):
        answer = sign_in(client, user).get(url("plan-library", plan.pk))
        assert answer.url == url("plan-detail", plan.pk)
    stranger = make_user(employee=make_employee())
    assert sign_in(client, stranger).get(url("plan-library", plan.pk)).status_code == 404


def test_picker_without_a_choice_says_what_to_do(client, office):
    plan = plan_at(PlanState.DRAFT, office)
    sign_in(client, office.employee)

    page = client.post(url("plan-library", plan.pk), follow=True)

    assert "Pilih paling sedikit satu hasil kerja." in page.content.decode()


# Copies


def test_colleague_reads_who_copied_the_plan(client, office):
    source = plan_at(PlanState.FIXED, office)
    mate = make_user(employee=make_employee(post=source.assignment.post))
    plan = plan_at(PlanState.DRAFT, office, mate)
    sign_in(client, office.employee)
    client.post(url("plan-permit"), {"allowed": "1"})

    sign_in(client, mate)
    offer = client.get(url("plan-copy", plan.pk))
    client.post(url("plan-copy", plan.pk), {"source": source.pk})

    assert list(offer.context["sources"].colleagues) == [source]
    assert plan.results.count() == 3
    page = sign_in(client, office.employee).get(url("plan-list")).content.decode()
    assert mate.employee.full_name in page
    assert "Akhiri izin" in page


@pytest.mark.parametrize("source", ["", "abc", "999999"])
def test_copy_of_something_else_is_refused_with_a_sentence(client, office, source):
    plan = plan_at(PlanState.DRAFT, office)
    sign_in(client, office.employee)

    page = client.post(url("plan-copy", plan.pk), {"source": source}, follow=True)

    assert "tidak dapat disalin lagi" in page.content.decode()


def test_copy_page_needs_as_many_queries_for_many_colleagues(
    client, office, django_assert_num_queries
):
    plan = plan_at(PlanState.DRAFT, office)
    sign_in(client, office.employee)

    def add_colleague():
        mate = make_user(employee=make_employee(post=plan.assignment.post))
        plan_at(PlanState.FIXED, office, mate)
        allow_copies(allowed=True, by=mate, now=JANUARY)

    add_colleague()
    client.get(url("plan-copy", plan.pk))
    with django_assert_num_queries(40, exact=False) as one:
        client.get(url("plan-copy", plan.pk))
    for _number in range(3):
        add_colleague()

    with django_assert_num_queries(len(one.captured_queries)):
        page = client.get(url("plan-copy", plan.pk))

    assert len(page.context["sources"].colleagues) == 4


def test_template_brings_the_whole_set_of_the_post(client, office):
    plan = plan_at(PlanState.DRAFT, office)
    title = plan.assignment.post.title
    for text in ("Terolahnya data", "Tersusunnya laporan"):
        make_entry(text, post_title=title)
    make_entry("Tertatanya arsip", post_title="Arsiparis")
    sign_in(client, office.employee)

    page = client.get(url("plan-copy", plan.pk)).content.decode()
    client.post(url("plan-copy", plan.pk), {"source": "library"})

    assert "Pakai templat" in page
    assert set(plan.results.values_list("text", flat=True)) == {
        "Terolahnya data",
        "Tersusunnya laporan",
    }


def test_plan_is_begun_with_last_years_or_says_that_there_is_none(client, office):
    assignment = office.employee.employee.assignments.get()
    sign_in(client, office.employee)

    answer = client.post(url("plan-create", assignment.pk), {"source": "last_year"}, follow=True)

    assert "Belum ada SKP tahun lalu" in answer.content.decode()
    assert Plan.objects.get(assignment=assignment).results.count() == 0
