"""Registers: typed as tables, copied, taken from a file."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.enums import Dimension, Frame
from feedback.models import Register
from feedback.rules.samples import minimum_sample
from personnel.enums import Role
from tests.factories.feedback import make_register, make_service
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

SAMPLE = (Path(__file__).parents[2] / "data" / "skm-register-sample.csv").read_bytes()
LIST = reverse("feedback:register-list")
IMPORT = reverse("feedback:register-import")
NAMES = (
    "Kartu Tanda Penduduk Elektronik",
    "Kartu Keluarga",
    "Akta Kelahiran",
    "Kartu Identitas Anak",
    "Surat Keterangan Pindah",
)


@pytest.fixture
def agency():
    return make_unit(name="Dinas Kependudukan dan Pencatatan Sipil")


@pytest.fixture
def services(agency):
    return [make_service(agency, name=name) for name in NAMES]


@pytest.fixture
def browser(client, agency):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=agency)
    return sign_in(client, user)


@pytest.fixture
def city(client):
    return sign_in(client, make_user(Role.SURVEY_OFFICER))


def upload(browser, content=SAMPLE, name="register.csv"):
    return browser.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def apply(browser, preview):
    return browser.post(IMPORT, {"sealed": preview.context["sealed"]}, follow=True)


def typed(**more):
    return {
        "starts": "01-07-2026",
        "ends": "30-09-2026",
        "source": "Buku register",
        "dated": "30-09-2026",
    } | more


def create(agency, **query):
    words = {"frame": "service_register", "unit": agency.pk, "service": ""} | query
    return f"{reverse('feedback:register-create')}?" + "&".join(
        f"{key}={value}" for key, value in words.items()
    )


def test_population_is_the_sum_of_the_first_table_and_other_totals_are_told(
    browser, agency, services
):
    form = typed(**{"service-0": "400", "service-1": "840", "education-0": "287"})

    page = browser.post(create(agency), form, follow=True).content.decode()

    register = Register.objects.get()
    assert register.population == 1240
    assert "Pendidikan berjumlah 287, bukan 1.240" in page
    counts = dict(register.counts.filter(dimension="service").values_list("category", "count"))
    assert sum(counts.values()) == 1240
    assert set(counts) == {service.code for service in services}


def test_what_was_typed_stays_when_something_is_missing(browser, agency):
    answer = browser.post(create(agency), typed(source="", **{"sex-0": "17"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="17"' in page
    assert "Isi kolom ini" in page
    assert not Register.objects.exists()


def test_register_of_a_period_exists_once(browser, agency):
    form = typed(population="100")
    browser.post(create(agency), form)
    twice = browser.post(create(agency), form)
    assert "sudah ada" in twice.content.decode()
    assert Register.objects.count() == 1


def test_residents_are_registered_by_the_city_alone_and_without_services(browser, agency):
    page = browser.get(create(agency, frame="residents"))
    assert page.status_code == 422
    assert not Register.objects.exists()


def test_a_copy_begins_with_the_numbers_of_the_last_period(browser, agency):
    last = make_register(agency, {Dimension.SEX: {"L": 598, "P": 642}})
    address = reverse("feedback:register-repeat", args=[last.pk])

    page = browser.get(address).content.decode()
    browser.post(
        address,
        typed(
            starts="01-10-2026",
            ends="31-12-2026",
            dated="31-12-2026",
            **{"sex-0": "600", "sex-1": "640"},
        ),
    )

    assert 'value="598"' in page
    assert Register.objects.count() == 2
    assert sorted(last.counts.values_list("count", flat=True)) == [598, 642]


def test_sample_file_is_shown_before_it_is_written(city, agency, services):
    preview = upload(city)

    assert not Register.objects.exists()
    [register, residents] = preview.context["preview"].registers
    assert register.group.population == 1240
    assert minimum_sample(register.group.population) == 293
    assert ["Pendidikan berjumlah 1.228, bukan 1.240" in note for note in register.notes] == [True]
    assert residents.group.frame is Frame.RESIDENTS
    assert residents.group.population == 43527

    apply(city, preview)
    kept = Register.objects.get(frame=Frame.SERVICE_REGISTER)
    assert (kept.unit, kept.starts, kept.ends) == (agency, date(2026, 7, 1), date(2026, 9, 30))
    assert kept.counts.count() == 18
    assert Register.objects.get(frame=Frame.RESIDENTS).unit.name == "Pemerintah Kota Sabang"


def test_same_file_twice_changes_nothing(city, services):
    apply(city, upload(city))
    again = upload(city)
    assert "Tidak ada yang diubah" in again.content.decode()
    assert again.context["preview"].changing == []
    assert Register.objects.count() == 2


def test_officer_of_an_agency_takes_in_no_residents(browser, agency, services):
    preview = upload(browser).context["preview"]
    assert [one.unit for one in preview.registers] == [agency]
    assert [(row, "tingkat kota" in why) for row, why in preview.refused] == [(20, True)]


def test_file_of_another_unit_is_refused(browser, services):
    preview = upload(browser, SAMPLE.replace(b"Dinas Kependudukan", b"Dinas Kesehatan")).context[
        "preview"
    ]
    assert preview.registers == []
    assert "di luar perangkat daerah Anda" in preview.refused[0][1]


def test_unknown_services_are_named(browser, agency):
    preview = upload(browser).context["preview"]
    refused = {why.partition(" tidak ada")[0] for _row, why in preview.refused}
    assert {f"layanan {name}" for name in NAMES} <= refused


def test_frames_are_never_mixed(city, agency, services):
    mixed = SAMPLE.replace(
        b"residents,Kota Sabang,2023",
        b"residents,Dinas Kependudukan dan Pencatatan Sipil,Triwulan III 2026",
    )
    preview = upload(city, mixed).context["preview"]
    assert preview.registers == []
    assert all("tidak boleh dicampur" in why for _row, why in preview.refused)
    assert len(preview.refused) == 21


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b",402,", b",empat,", "bukan angka bulat"),
        (
            b"layanan,Kartu Keluarga,365",
            b"layanan,Kartu Tanda Penduduk Elektronik,365",
            "sudah ada",
        ),
        (b"kecamatan,Sukajaya,466", b"kecamatan,Sukamaju,466", "kategori tidak dikenal"),
        (b"jenis_kelamin,L", b"agama,Islam", "dimensi tidak dikenal"),
        (
            b"Triwulan III 2026,layanan,Kartu Keluarga",
            b"kapan-kapan,layanan,Kartu Keluarga",
            "periode tidak dikenal",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_number(city, services, old, new, why):
    assert old in SAMPLE
    preview = upload(city, SAMPLE.replace(old, new)).context["preview"]
    [(row, reason)] = preview.refused
    assert why in reason
    assert row == SAMPLE[: SAMPLE.index(old)].count(b"\n") + 1


@pytest.mark.parametrize("content", [b"", b"nama;alamat\na;b", b"\x00\x01\x02", b"%PDF-1.7"])
def test_a_file_without_the_table_is_refused_at_its_field(browser, content):
    answer = upload(browser, content)
    assert answer.status_code == 422
    assert not Register.objects.exists()


def test_a_changed_preview_is_not_written(city, services):
    preview = upload(city)
    answer = city.post(IMPORT, {"sealed": preview.context["sealed"] + "x"}, follow=True)
    assert "tidak berlaku" in answer.content.decode()
    assert not Register.objects.exists()


def test_list_takes_the_same_queries_for_hundreds_of_rows(
    browser, agency, django_assert_num_queries
):
    user = make_user()
    make_register(agency, {Dimension.SEX: {"L": 1}}, by=user)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    for number in range(120):
        make_register(
            agency,
            {Dimension.SEX: {"L": 1}},
            by=user,
            service=make_service(agency),
            population=number + 1,
        )
    with django_assert_num_queries(len(few)):
        browser.get(LIST)
