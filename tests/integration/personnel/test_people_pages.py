"""Pages of people: found, read by those who may, written by BKPSDM, taken along as a file."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from personnel.actions.people import EmployeeFacts, add_employee, change_employee
from personnel.enums import AssignmentKind, EmployeeKind, LegalStatus, Role, UnitKind
from personnel.models import Employee
from personnel.rules.nip import group_nip
from personnel.selectors.people import matching
from sabang_kinerja.common.errors import WrongState
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_nip,
    make_override,
    make_post,
    make_unit,
    make_user,
)
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LIST = "/people/"


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def browser(client, admin):
    return sign_in(client, admin)


def names(answer):
    return {row.employee.name for row in answer.context["rows"]}


def typed(**changes):
    return {
        "kind": "PNS",
        "nip": group_nip(make_nip()),
        "title_before": "",
        "name": "Cut Meutia",
        "title_after": "S.Kep.",
        "birth_date": "",
        "sex": "",
        "rank": "III/a",
        "rank_since": "01-04-2022",
        "education": "S1",
        "legal_status": "active",
    } | changes


# The list


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("meutia", {"Cut Meutia"}),
        ("CUT nyak", {"Cut Nyak Dhien"}),
        ("cut", {"Cut Meutia", "Cut Nyak Dhien"}),
        ("zzz", set()),
    ],
)
def test_search_finds_people_by_any_words_of_the_name(text, found):
    make_employee(name="Cut Meutia")
    make_employee(name="Cut Nyak Dhien")

    assert {e.name for e in matching(Employee.objects.all(), text)} == found


def test_search_finds_a_number_however_it_is_grouped():
    employee = make_employee()
    make_employee()

    for text in (employee.nip, group_nip(employee.nip), employee.nip[:10]):
        assert employee in matching(Employee.objects.all(), text)
    assert matching(Employee.objects.all(), group_nip(employee.nip)).count() == 1


def test_list_is_narrowed_by_agency_kind_post_and_status(browser):
    agency = make_unit()
    nurse = make_post(agency, kind="functional", level="terampil")
    make_employee(post=nurse, name="Perawat PPPK", kind=EmployeeKind.PPPK)
    make_employee(agency, name="Staf PNS")
    make_employee(name="Orang Lain")
    make_employee(agency, name="Sudah Pensiun", legal_status=LegalStatus.LEFT)

    def found(**chosen):
        return names(browser.get(LIST, chosen))

    assert found(agency=agency.pk) == {"Perawat PPPK", "Staf PNS"}
    assert found(agency=agency.pk, kind="PPPK") == {"Perawat PPPK"}
    assert found(agency=agency.pk, post_kind="administration") == {"Staf PNS"}
    assert found(agency=agency.pk, status="left") == {"Sudah Pensiun"}
    assert "Tidak ada yang cocok" in browser.get(LIST, {"q": "zzz"}).content.decode()


def test_list_takes_as_many_queries_for_one_person_as_for_a_page(
    browser, django_assert_max_num_queries
):
    make_employee()
    with django_assert_max_num_queries(19) as few:
        browser.get(LIST)
    for _ in range(25):
        employee = make_employee()
        make_assignment(employee, make_post(), kind=AssignmentKind.ACTING)
    with django_assert_max_num_queries(len(few)):
        assert len(browser.get(LIST).context["rows"]) > 20


def test_list_shows_fifty_a_page_and_keeps_the_filter_in_the_links(browser):
    agency = make_unit()
    for _ in range(51):
        make_employee(agency)

    first = browser.get(LIST, {"agency": agency.pk})
    second = browser.get(LIST, {"agency": agency.pk, "page": 2})

    assert len(first.context["rows"]) == 50
    assert f"agency={agency.pk}&amp;page=2" in first.content.decode()
    assert len(second.context["rows"]) == 1


def test_list_fragment_is_the_part_of_the_page_that_changes(browser):
    make_employee(name="Cut Meutia")

    page = browser.get(LIST, {"q": "meutia"}).content.decode()
    part = browser.get(LIST, {"q": "meutia"}, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert part.strip() in page


def test_list_of_a_manager_holds_the_own_agency_only(client):
    agency = make_unit()
    make_employee(agency, name="Orang Kita")
    make_employee(name="Orang Lain")
    sign_in(client, make_user(Role.PERFORMANCE_MANAGER, agency=agency, with_employee=False))

    assert names(client.get(LIST)) == {"Orang Kita"}


def test_list_is_closed_to_staff(client):
    sign_in(client, make_user())

    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("file_type", ["xlsx", "csv"])
def test_file_holds_what_the_screen_shows(browser, file_type):
    agency = make_unit()
    head = make_employee(head_of=agency, name="Kepala Dinas")
    make_employee(agency, name="Staf Satu")
    make_employee(name="Orang Lain")

    url = reverse("personnel:employee-file", args=[file_type])
    answer = browser.get(url, {"agency": agency.pk})

    if file_type == "csv":
        text = answer.content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    else:
        book = load_workbook(io.BytesIO(answer.content))
        rows = [[cell or "" for cell in row] for row in book.active.values]
    table = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert {row["NAMA"] for row in table} == {"Kepala Dinas", "Staf Satu"}
    staff = next(row for row in table if row["NAMA"] == "Staf Satu")
    assert staff["NIP ATASAN"] == head.nip
    assert staff["PERANGKAT DAERAH"] == agency.name


def test_file_for_a_manager_leaves_private_columns_empty(client):
    agency = make_unit()
    employee = make_employee(agency, education="S1")
    sign_in(client, make_user(Role.PERFORMANCE_MANAGER, agency=agency, with_employee=False))

    text = client.get(reverse("personnel:employee-file", args=["csv"])).content.decode()

    assert employee.nip in text
    assert f"{employee.birth_date:%d-%m-%Y}" not in text


# One person


def test_page_tells_superiors_and_why(browser):
    agency = make_unit(name="Dinas Laut")
    unit = make_unit(agency, name="Bidang Dermaga")
    head, above = make_employee(head_of=unit), make_employee(head_of=agency)
    employee = make_employee(unit)

    page = browser.get(reverse("personnel:employee-detail", args=[employee.pk])).content.decode()

    assert head.full_name in page
    assert "Menurut pohon unit: pimpinan Bidang Dermaga." in page
    assert above.full_name in page
    assert "Menurut pohon unit: pimpinan Dinas Laut." in page


def test_page_tells_the_decree_behind_a_named_supervisor(browser):
    employee, named = make_employee(), make_employee()
    make_override(employee, named, decree_number="800/77/2026")

    page = browser.get(reverse("personnel:employee-detail", args=[employee.pk])).content.decode()

    assert "Menurut SK 800/77/2026, sejak 01-01-2020." in page


def test_page_draws_posts_through_time(browser):
    employee = make_employee(assigned=False)
    today = timezone.localdate()
    make_assignment(employee, make_post(title="Bendahara"), effective_until=today)
    make_assignment(employee, make_post(title="Analis"), effective_from=today + timedelta(days=1))

    answer = browser.get(reverse("personnel:employee-detail", args=[employee.pk]))

    bars = answer.context["career"].bars
    assert [bar.assignment.post.title for bar in bars] == ["Bendahara", "Analis"]
    assert [bar.is_present for bar in bars] == [True, False]


def test_page_of_the_state_official_has_no_superiors(browser):
    official = Employee.objects.create(name="Wali Kota", kind=EmployeeKind.STATE_OFFICIAL)

    page = browser.get(reverse("personnel:employee-detail", args=[official.pk])).content.decode()

    assert "Pejabat negara" in page
    assert "Atasan dalam penilaian" not in page


def test_page_takes_as_many_queries_for_a_short_career_as_for_a_long_one(
    browser, django_assert_max_num_queries
):
    unit = make_unit(make_unit())
    employee = make_employee(head_of=unit)
    url = reverse("personnel:employee-detail", args=[employee.pk])
    make_assignment(employee, make_post(), kind=AssignmentKind.ACTING)
    make_override(employee, make_employee())
    make_employee(unit)
    with django_assert_max_num_queries(37) as few:
        browser.get(url)
    for _ in range(20):
        make_assignment(employee, make_post(), kind=AssignmentKind.ACTING)
        make_employee(unit)
    with django_assert_max_num_queries(len(few)):
        browser.get(url)


def test_page_is_read_by_those_whom_it_concerns(client):
    agency = make_unit()
    unit = make_unit(agency)
    employee = make_employee(unit)
    supervisor = make_user(employee=make_employee(head_of=unit))
    named = make_user(employee=make_employee())
    make_override(employee, named.employee)
    url = reverse("personnel:employee-detail", args=[employee.pk])

    readers = [
        (make_user(employee=employee), 200),
        (supervisor, 200),
        (named, 200),
        (make_user(employee=make_employee(head_of=agency)), 200),
        (make_user(Role.PERFORMANCE_MANAGER, agency=agency, with_employee=False), 200),
        (make_user(Role.PERFORMANCE_MANAGER), 404),
        (make_user(Role.AUDITOR), 200),
        (make_user(Role.CITY_LEADERSHIP), 200),
        (make_user(), 404),
        (make_user(Role.SURVEY_OFFICER), 404),
    ]
    assert [sign_in(client, user).get(url).status_code for user, _status in readers] == [
        status for _user, status in readers
    ]


def test_page_makes_no_link_that_would_not_open(client):
    """A manager reads whom a person rates in another agency, but cannot open them."""
    agency = make_unit()
    supervisor = make_employee(head_of=agency)
    near, far = make_employee(agency), make_employee(name="Orang Jauh")
    make_override(far, supervisor)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=agency, with_employee=False)

    url = reverse("personnel:employee-detail", args=[supervisor.pk])
    page = sign_in(client, manager).get(url).content.decode()

    assert "Orang Jauh" in page
    assert reverse("personnel:employee-detail", args=[far.pk]) not in page
    assert reverse("personnel:employee-detail", args=[near.pk]) in page


def test_page_keeps_birth_date_from_those_who_do_not_need_it(client):
    agency = make_unit()
    employee = make_employee(agency, education="S2")
    url = reverse("personnel:employee-detail", args=[employee.pk])

    own = sign_in(client, make_user(employee=employee)).get(url).content.decode()
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=agency, with_employee=False)
    others = sign_in(client, manager).get(url).content.decode()

    assert "Tanggal lahir" in own
    assert "Tanggal lahir" not in others
    assert "Pendidikan" not in others


# Adding and changing


def test_person_is_added_through_the_page_and_the_post_comes_next(browser):
    data = typed()

    answer = browser.post(reverse("personnel:employee-create"), data)

    employee = Employee.objects.get(nip=data["nip"].replace(" ", ""))
    assert answer.url == reverse("personnel:assignment-unit", args=[employee.pk])
    assert employee.full_name == "Cut Meutia, S.Kep."
    assert employee.rank_since.isoformat() == "2022-04-01"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"nip": "19860926201505100"},
            "NIP terdiri atas 18 angka. Yang tertulis: 17 angka.",
        ),
        ({"nip": "198613262015051001"}, "Delapan angka pertama NIP bukan tanggal yang benar."),
        ({"nip": "198609261995051001"}, "Tahun pengangkatan pada NIP tidak sesuai"),
        ({"nip": "199001012022211001"}, "NIP tidak sesuai dengan jenis pegawai."),
        ({"nip": "198609262015053001"}, "Angka ke-15 NIP harus 1 atau 2."),
        ({"nip": "198609262015051000"}, "Nomor urut pada NIP tidak boleh 000."),
        ({"nip": "1986O926201505100I"}, "NIP harus 18 angka."),
        ({"name": ""}, "Isi kolom ini."),
        ({"name": "=HYPERLINK()"}, "Nama memuat tanda yang tidak lazim."),
        ({"rank": "IX"}, "Golongan tidak sesuai dengan jenis pegawai."),
        ({"birth_date": "30 Februari 1986"}, "Tanggal tidak ada pada kalender."),
    ],
)
def test_person_form_says_what_is_wrong_and_keeps_what_was_typed(browser, changes, sentence):
    data = typed(**changes)

    answer = browser.post(reverse("personnel:employee-create"), data)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="S.Kep."' in page
    assert Employee.objects.filter(name="Cut Meutia").count() == 0


def test_person_whose_number_disagrees_with_the_birth_date_is_saved_with_a_warning(browser):
    answer = browser.post(
        reverse("personnel:employee-create"),
        typed(birth_date="02-02-1999", sex="male"),
        follow=True,
    )

    page = answer.content.decode()
    assert "Tanggal lahir berbeda dari NIP." in page
    assert "Jenis kelamin berbeda dari NIP." in page
    assert Employee.objects.get(name="Cut Meutia").birth_date.isoformat() == "1999-02-02"


def test_person_added_twice_by_a_double_click_exists_once(admin):
    facts = EmployeeFacts(nip=make_nip(), name="Cut Meutia", kind=EmployeeKind.PNS)

    first = add_employee(facts=facts, by=admin, now=timezone.now())

    assert add_employee(facts=facts, by=admin, now=timezone.now()) == first


def test_person_with_the_number_of_another_is_refused_by_name(admin):
    known = make_employee()
    facts = EmployeeFacts(nip=known.nip, name="Orang Lain", kind=EmployeeKind.PNS)

    with pytest.raises(WrongState, match=known.name):
        add_employee(facts=facts, by=admin, now=timezone.now())
    with pytest.raises(WrongState, match=known.name):
        change_employee(employee_id=make_employee().pk, facts=facts, by=admin, now=timezone.now())


def test_person_is_changed_through_the_page_and_the_history_tells(browser, admin):
    employee = make_employee(name="Cut Meutia", rank="III/a")
    url = reverse("personnel:employee-update", args=[employee.pk])
    form = browser.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    browser.post(url, data | {"rank": "III/b"})

    page = browser.get(reverse("personnel:employee-detail", args=[employee.pk])).content.decode()
    assert "Penata Muda Tingkat I / III/b" in page
    assert f"<b>{admin.get_short_name()}</b>" in page
    assert "III/a" in page.split("Riwayat perubahan")[1]


def test_state_official_has_a_small_form_and_a_post_comes_next(browser):
    answer = browser.post(reverse("personnel:official-create"), {"name": "Wali Kota Contoh"})

    official = Employee.objects.get(kind=EmployeeKind.STATE_OFFICIAL)
    assert answer.url == reverse("personnel:assignment-unit", args=[official.pk])
    browser.post(
        reverse("personnel:official-update", args=[official.pk]),
        {"name": "Wali Kota Contoh", "title_before": "Drs."},
    )
    official.refresh_from_db()
    assert official.full_name == "Drs. Wali Kota Contoh"


# The search box


def test_search_box_leads_straight_to_a_whole_number(browser):
    employee = make_employee()

    answer = browser.get(reverse("personnel:search"), {"q": group_nip(employee.nip)})

    assert answer.url == reverse("personnel:employee-detail", args=[employee.pk])


def test_search_box_finds_people_and_units(browser):
    make_employee(name="Cut Laut")
    make_unit(name="Dinas Kelautan")

    page = browser.get(reverse("personnel:search"), {"q": "laut"}).content.decode()

    assert "Cut Laut" in page
    assert "Dinas Kelautan" in page


def test_search_box_finds_nothing_that_one_may_not_read(client):
    make_employee(name="Cut Laut")
    make_unit(name="Dinas Kelautan")
    sign_in(client, make_user(Role.PERFORMANCE_MANAGER))

    page = client.get(reverse("personnel:search"), {"q": "laut"}).content.decode()

    assert "Cut Laut" not in page
    assert "Dinas Kelautan" not in page


def test_search_box_takes_as_many_queries_for_one_hit_as_for_many(
    browser, django_assert_max_num_queries
):
    url = reverse("personnel:search")
    make_employee(name="Laut")
    make_unit(name="Laut")
    with django_assert_max_num_queries(19) as few:
        browser.get(url, {"q": "laut"})
    for _ in range(25):
        make_employee(name="Laut")
        make_unit(make_unit(), name="Laut", kind=UnitKind.UNIT)
    with django_assert_max_num_queries(len(few)):
        browser.get(url, {"q": "laut"})


def test_suggestions_are_numbers_with_names(browser):
    employee = make_employee(name="Cut Laut")

    answer = browser.get(reverse("personnel:employee-options"), {"supervisor": "laut"})

    assert f'value="{group_nip(employee.nip)}"' in answer.content.decode()
