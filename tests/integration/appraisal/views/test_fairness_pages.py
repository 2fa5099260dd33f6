"""Adverse impact as a page and a file: the city only, small counts hidden, nothing changed."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from appraisal.models import Evaluation
from personnel.enums import Role
from tests.factories.appraisal import YEAR_END, make_office
from tests.factories.fairness import results_of
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

URL = "/fairness/"
NO_MACHINE = "Tidak ada nilai yang diubah oleh mesin"


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", [Role.BKPSDM_ADMIN, Role.CITY_LEADERSHIP, Role.AUDITOR])
def test_watchers_read_the_difference_and_that_no_machine_corrects(client, office, role):
    results_of(office, women_above=10, men_above=30)
    sign_in(client, make_user(role))

    page = text(client.get(URL))

    assert "1 perbandingan tahun 2026 berbeda di antara pegawai yang sejenis." in page
    assert "10 dari 40 (25 %)" in page
    assert "30 dari 40 (75 %)" in page
    assert "Perlu ditinjau" in page
    assert NO_MACHINE in page


def test_equal_rates_say_that_nothing_was_found(client, office):
    results_of(office, women_above=20, men_above=20)
    sign_in(client, office.admin)

    page = text(client.get(URL))

    assert "Di antara pegawai yang sejenis tidak ditemukan perbedaan hasil tahun 2026." in page
    assert NO_MACHINE in page


def test_counts_below_five_stand_neither_on_the_page_nor_in_the_file(client, office):
    results_of(office, women_above=3, men_above=20)
    sign_in(client, office.admin)

    page = text(client.get(URL))
    book = load_workbook(BytesIO(client.get(f"{URL}export/xlsx/").content)).active

    assert "3 dari 40" not in page
    assert "20 dari 40" not in page
    assert "Angka tidak ditampilkan karena ada jumlah di bawah lima." in page
    (row,) = [
        line
        for line in book.iter_rows(values_only=True)
        if line[:2] == ("Jenis kelamin", "Predikat Sangat Baik")
    ]
    assert not any(row[3:5])
    assert not any(row[6:12])


def test_file_holds_the_figures_of_the_page(client, office):
    results_of(office, women_above=10, men_above=30)
    sign_in(client, office.admin)

    book = load_workbook(BytesIO(client.get(f"{URL}export/xlsx/").content)).active

    rows = list(book.iter_rows(values_only=True))
    assert rows[1][:9] == (
        *("Jenis kelamin", "Predikat Sangat Baik", "Perempuan", 10, 40),
        *("Laki-laki", 30, 40, "0,33"),
    )
    assert "Tidak ada yang diubah oleh mesin." in rows[-1][0]
    assert client.get(f"{URL}export/pdf/").status_code == 404


def test_year_without_results_says_so(client, office):
    sign_in(client, office.admin)

    assert "Belum ada hasil tahunan yang ditetapkan." in text(client.get(URL))


@pytest.mark.parametrize("who", ["employee", "supervisor", "head"])
def test_others_are_refused(client, office, who):
    sign_in(client, getattr(office, who))

    assert client.get(URL).status_code == 403
    assert client.get(f"{URL}export/csv/").status_code == 403


def test_queries_do_not_grow_with_people(client, office, django_assert_max_num_queries):
    results_of(office, women_above=10, men_above=30)
    sign_in(client, office.admin)
    client.get(URL)

    with django_assert_max_num_queries(15):
        client.get(URL)


def test_reading_changes_no_result(client, office):
    results_of(office, women_above=10, men_above=30)
    before = list(Evaluation.objects.order_by("pk").values())
    sign_in(client, office.admin)

    client.get(reverse("appraisal:fairness-list"))

    assert list(Evaluation.objects.order_by("pk").values()) == before
