"""Pages of angka kredit: one person's account, the list, converting, records by decree."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from appraisal.enums import CreditBaseKind
from appraisal.models import CreditBase, CreditConversion, CreditDetermination
from personnel.enums import EmployeeKind, Role
from tests.factories.credit import converted, final_crowd, final_of, make_credit_office
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(db, clock):
    clock(LATER)
    return make_credit_office()


def detail_url(office):
    return reverse("appraisal:credit-detail", args=[office.employee.employee_id])


def base_url(office):
    return reverse("appraisal:credit-base-create", args=[office.employee.employee_id])


def base_data(**changes):
    return {
        "kind": CreditBaseKind.FORMER,
        "level": "ahli_pertama",
        "points": "48",
        "effective_on": "31-12-2022",
        "decree_number": "821/7/2023",
        "decree_date": "31-01-2023",
        "note": "",
    } | changes


# One person


def test_own_page_says_how_much_and_what_is_missing(client, office):
    converted(office)
    sign_in(client, office.employee)

    page = client.get(detail_url(office)).content.decode()

    assert "Angka kredit Anda 12,500; kurang 37,500 untuk kenaikan pangkat." in page
    assert "100 % × 12,5 × 12/12" in page
    assert "Lulus uji kompetensi" in page
    assert 'class="ruler credit-ruler"' in page


def test_people_without_angka_kredit_are_told_so(client, office):
    person = office.employee.employee
    person.kind = EmployeeKind.PPPK
    person.save()
    sign_in(client, office.employee)

    page = client.get(detail_url(office)).content.decode()

    assert "Angka kredit tidak berlaku bagi Anda." in page
    assert "PPPK" in page


@pytest.mark.parametrize("who", ["supervisor", "head", "admin"])
def test_superiors_and_bkpsdm_read_an_account(client, office, who):
    converted(office)
    sign_in(client, getattr(office, who))

    assert client.get(detail_url(office)).status_code == 200


def test_strangers_find_nothing(client, office):
    converted(office)
    sign_in(client, make_user())

    assert client.get(detail_url(office)).status_code == 404


def test_account_needs_the_same_queries_for_one_year_and_more(
    client, office, django_assert_max_num_queries
):
    converted(office)
    sign_in(client, office.employee)

    with django_assert_max_num_queries(26):
        client.get(detail_url(office))


# The list


def test_list_puts_the_nearest_to_promotion_first(client, office):
    converted(office)
    final_crowd(office, 2)
    sign_in(client, office.admin)

    page = client.get(reverse("appraisal:credit-list"))

    rows = [(row.employee.name, str(row.cumulative)) for row in page.context["page"]]
    assert rows[0] == (office.employee.employee.name, "12.500")
    assert len(rows) == 3
    assert "0 dari 3 pejabat fungsional" in page.content.decode()


def test_list_is_searched_and_filtered(client, office):
    converted(office)
    final_crowd(office, 2)
    sign_in(client, office.admin)
    url = reverse("appraisal:credit-list")

    found = client.get(url, {"q": "Nurul", "reached": "none", "level": "ahli_pertama"})
    nobody = client.get(url, {"reached": "rank"}).content.decode()

    assert found.context["page"].paginator.count == 2
    assert "Tidak ada yang cocok" in nobody


def test_who_reads_only_of_oneself_goes_to_the_own_page(client, office):
    sign_in(client, office.employee)

    answer = client.get(reverse("appraisal:credit-list"))

    assert answer.status_code == 302
    assert answer["Location"] == detail_url(office)


def test_list_needs_the_same_queries_for_one_row_and_many(
    client, office, django_assert_max_num_queries
):
    final_crowd(office, 24)
    sign_in(client, office.admin)
    client.get(reverse("appraisal:credit-list"))

    with django_assert_max_num_queries(15):
        client.get(reverse("appraisal:credit-list"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_list_is_exported(client, office, kind):
    converted(office)
    sign_in(client, office.admin)

    answer = client.get(reverse("appraisal:credit-export", args=[kind]))

    assert answer.status_code == 200
    if kind == "csv":
        line = answer.content.decode("utf-8-sig").splitlines()[1]
        assert "12,500;" in line
        assert "-37,500" in line


# Converting


def convert_data(office):
    return {"agency": office.agency.pk, "period": office.period().pk}


def test_preview_shows_what_would_be_written_and_writes_nothing(client, office):
    final_crowd(office, 2)
    sign_in(client, office.admin)

    page = client.get(reverse("appraisal:credit-convert"), convert_data(office)).content.decode()

    assert "Hasil 2 pegawai siap dikonversi menjadi 25,000 angka kredit." in page
    assert not CreditConversion.objects.exists()


def test_converting_an_agency_says_how_many(client, office):
    final_crowd(office, 2)
    sign_in(client, office.admin)

    answer = client.post(reverse("appraisal:credit-convert"), convert_data(office), follow=True)

    assert "Hasil 2 pegawai sudah dikonversi." in answer.content.decode()
    assert CreditConversion.objects.count() == 2


@pytest.mark.parametrize("bad", [{}, {"agency": "x", "period": "y"}, {"agency": "0"}])
def test_bad_choice_is_named_beside_its_field(client, office, bad):
    sign_in(client, office.admin)

    answer = client.post(reverse("appraisal:credit-convert"), bad)

    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_manager_chooses_only_the_own_agency(client, office):
    elsewhere = make_user(Role.PERFORMANCE_MANAGER)
    sign_in(client, elsewhere)

    answer = client.post(reverse("appraisal:credit-convert"), convert_data(office))

    assert answer.status_code == 422


def test_one_result_is_converted_from_the_account(client, office):
    evaluation = final_of(office)
    sign_in(client, office.admin)
    assert "Konversi" in client.get(detail_url(office)).content.decode()

    client.post(reverse("appraisal:evaluation-convert", args=[evaluation.pk]))

    assert CreditConversion.objects.get().points == 12.5


def test_owner_cannot_convert_the_own_result(client, office):
    evaluation = final_of(office)
    sign_in(client, office.employee)

    page = client.post(
        reverse("appraisal:evaluation-convert", args=[evaluation.pk]), follow=True
    ).content.decode()

    assert "Angka kredit ditetapkan oleh BKPSDM atau pengelola kinerja" in page
    assert not CreditConversion.objects.exists()


# Records and determination


def test_record_is_saved_and_counts(client, office):
    converted(office)
    sign_in(client, office.admin)

    client.post(base_url(office), base_data(points="48,000"))
    page = client.get(detail_url(office)).content.decode()

    assert f"Angka kredit {office.employee.employee.name} 60,500; cukup untuk kenaikan" in page
    assert "kurang 39,500 untuk kenaikan jenjang" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": ""}, "points"),
        ({"points": "nol"}, "points"),
        ({"points": "0"}, "points"),
        ({"points": "10,4175"}, "points"),
        ({"effective_on": "31-02-2022"}, "effective_on"),
        ({"decree_number": ""}, "decree_number"),
        ({"level": "pelaksana"}, "level"),
        ({"kind": "lain"}, "kind"),
    ],
)
def test_bad_record_is_refused_at_its_field_and_kept(client, office, changes, field):
    sign_in(client, office.admin)

    answer = client.post(base_url(office), base_data(**changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not CreditBase.objects.exists()


def test_same_decree_twice_is_named_beside_its_field(client, office):
    sign_in(client, office.admin)
    client.post(base_url(office), base_data())

    answer = client.post(base_url(office), base_data())

    assert answer.status_code == 422
    assert "decree_number" in answer.context["form"].errors


def test_record_is_removed_after_a_question(client, office):
    sign_in(client, office.admin)
    client.post(base_url(office), base_data())
    url = reverse("appraisal:credit-base-delete", args=[CreditBase.objects.get().pk])

    assert "821/7/2023" in client.get(url).content.decode()
    client.post(url)

    assert not CreditBase.objects.exists()


def test_points_are_determined_once_until_something_new_comes_in(client, office):
    converted(office)
    sign_in(client, office.admin)
    url = reverse("appraisal:credit-determine", args=[office.employee.employee_id])

    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()

    assert "ditetapkan: 12,500." in first
    assert "Tidak ada angka kredit baru sejak penetapan terakhir." in second
    assert CreditDetermination.objects.count() == 1
