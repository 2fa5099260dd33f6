"""Pages of the open settings."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from personnel.actions.regulation import decide_setting
from personnel.enums import Role
from personnel.models import RegulationSetting
from personnel.rules.regulation import SETTINGS, SettingKind
from personnel.selectors.settings import setting_rows
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

DAYS = "keberatan.days"
TABLE = "org.predikat_tabel"
LIST = reverse("personnel:setting-list")


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def browser(client, admin):
    return sign_in(client, admin)


def page_of(key):
    return reverse("personnel:setting-detail", args=[key])


def form_of(key):
    return reverse("personnel:setting-decide", args=[key])


def decide(by, key=DAYS, value=21, ahead=0, basis="Perwali 1/2027"):
    day = timezone.localdate() + timedelta(days=ahead)
    return decide_setting(
        key=key, value=value, legal_basis=basis, valid_from=day, by=by, now=timezone.now()
    )


def typed(**more):
    return {
        "valid_from": f"{timezone.localdate():%d-%m-%Y}",
        "legal_basis": "Perwali 1/2027",
    } | more


def test_list_shows_value_basis_certainty_and_next_value(browser, admin):
    decide(admin, value=21)
    decide(admin, value=30, ahead=30)

    html = browser.get(LIST).content.decode()

    for words in ("21 hari", "Perwali 1/2027", "Diputus BKPSDM", "30 hari", "Usulan aplikasi"):
        assert words in html
    assert html.count("setting-table") == len({str(s.group) for s in SETTINGS.values()})


def test_list_is_searched_and_narrowed_to_what_is_unsure(browser):
    found = browser.get(LIST, {"q": "nilai BANTU"}).content.decode()
    assert "Tampilkan nilai bantu" in found
    assert "Masa keberatan" not in found

    unsure = browser.get(LIST, {"only": "unsure"}).content.decode()
    assert "Unit kecil" in unsure
    assert ">Masa keberatan<" not in unsure
    assert "Tidak ada yang cocok" in browser.get(LIST, {"q": "zzz"}).content.decode()


def test_list_takes_the_same_queries_for_many_decisions(browser, admin, django_assert_num_queries):
    decide(admin)
    browser.get(LIST)
    with django_assert_num_queries(1):
        setting_rows(timezone.localdate())
    for ahead in range(1, 25):
        decide(admin, value=ahead, ahead=ahead)
    with django_assert_num_queries(1):
        setting_rows(timezone.localdate())


def test_employee_reads_but_gets_no_button_and_no_form(client):
    browser = sign_in(client, make_user(Role.EMPLOYEE), second_factor=False)

    page = browser.get(page_of(DAYS)).content.decode()

    assert "Hanya admin BKPSDM" in page
    assert "disabled" in page
    assert browser.get(LIST).status_code == 200
    assert browser.get(form_of(DAYS)).status_code == 403
    assert browser.post(form_of(DAYS), typed(value="21")).status_code == 403
    assert not RegulationSetting.objects.exists()


def test_unknown_setting_is_not_found(browser):
    assert browser.get(page_of("tidak.ada")).status_code == 404
    assert browser.get(form_of("tidak.ada")).status_code == 404


def test_decided_value_stands_on_its_page_with_history(browser):
    answer = browser.post(form_of(DAYS), typed(value="21", note="Hasil rapat"), follow=True)

    html = answer.content.decode()
    assert "Masa keberatan: 21 hari." in html
    assert "Hasil rapat" in html
    assert "menambahkan" in html
    assert RegulationSetting.objects.get().value == 21


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_form_of_every_setting_takes_its_present_value(browser, setting):
    form = browser.get(form_of(setting.key)).context["form"]
    values = {name: form[name].value() for name in form.fields if name.startswith("value")}

    answer = browser.post(form_of(setting.key), typed(**values))

    assert answer.status_code == 302, answer.context["form"].errors
    assert RegulationSetting.objects.get().value == setting.default


@pytest.mark.parametrize(
    ("key", "values", "field", "sentence"),
    [
        (DAYS, {"value": ""}, "value", "Tulis bilangan bulat"),
        (DAYS, {"value": "14,5"}, "value", "Tulis bilangan bulat"),
        (DAYS, {"value": "dua"}, "value", "Tulis bilangan bulat"),
        (DAYS, {"value": "0"}, "value", "paling kecil 1"),
        (DAYS, {"value": "-3"}, "value", "paling kecil 1"),
        (DAYS, {"value": "91"}, "value", "paling besar 90"),
        (DAYS, {"value": "9" * 400}, "value", "paling besar 90"),
        ("keberatan.day_type", {"value": "minggu"}, "value", "minggu"),
        ("keberatan.day_type", {"value": ""}, "value", "Pilih salah satu"),
        ("nilai_bantu.enabled", {}, "value", "Pilih ya atau tidak"),
        ("nilai_bantu.perilaku", {"value-above": "120", "value-meets": "x", "value-below": "1"},
         "value-meets", "Tulis angka"),
        ("nilai_bantu.perilaku", {"value-above": "121", "value-meets": "1", "value-below": "1"},
         "value-above", "paling besar 120"),
        (TABLE, {"value-above_above": "good"}, "value-above_meets", "Pilih salah satu"),
    ],
)  # fmt: skip
def test_bad_value_is_told_at_its_field_and_kept(browser, key, values, field, sentence):
    answer = browser.post(form_of(key), typed(**values))

    assert answer.status_code == 422
    form = answer.context["form"]
    assert sentence in " ".join(form.errors[field])
    assert form["legal_basis"].value() == "Perwali 1/2027"
    assert not RegulationSetting.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"legal_basis": "  "}, "legal_basis", "Isi kolom ini"),
        ({"legal_basis": "x" * 301}, "legal_basis", "300"),
        ({"valid_from": ""}, "valid_from", "Isi kolom ini"),
        ({"valid_from": "31-02-2027"}, "valid_from", "tidak ada pada kalender"),
        ({"valid_from": "01-01-2020"}, "valid_from", "berlaku surut"),
        ({"valid_from": "01-01-2090"}, "valid_from", "paling lambat"),
    ],
)
def test_bad_day_or_basis_is_told_at_its_field(browser, change, field, sentence):
    answer = browser.post(form_of(DAYS), typed(value="21") | change)

    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])


def test_day_that_is_taken_is_told_at_the_day(browser, admin):
    decide(admin, value=21)

    answer = browser.post(
        form_of(DAYS), typed(value="22", seen=str(RegulationSetting.objects.get().pk))
    )

    assert answer.status_code == 422
    assert "Pilih hari sesudahnya" in " ".join(answer.context["form"].errors["valid_from"])


def test_late_writer_is_told_and_may_decide_again(browser):
    ahead = f"{timezone.localdate() + timedelta(days=9):%d-%m-%Y}"
    seen = browser.get(form_of(DAYS)).context["form"]["seen"].value()
    decide(make_user(Role.BKPSDM_ADMIN), value=21)

    answer = browser.post(form_of(DAYS), typed(value="30", valid_from=ahead, seen=seen))
    assert answer.status_code == 409
    assert "baru saja diubah" in answer.content.decode()

    again = answer.context["form"]
    assert again["value"].value() == "30"
    data = typed(value="30", valid_from=ahead, seen=again["seen"].value())
    assert browser.post(form_of(DAYS), data).status_code == 302


def test_coming_value_is_taken_back_after_a_question(browser, admin):
    coming = decide(admin, value=30, ahead=10)
    url = reverse("personnel:setting-withdraw", args=[coming.pk])
    assert url in browser.get(page_of(DAYS)).content.decode()
    assert "30 hari" in browser.get(url).content.decode()

    assert browser.post(url, follow=True).status_code == 200
    assert not RegulationSetting.objects.exists()
    assert browser.post(url).status_code == 404


def test_begun_value_offers_no_way_back(browser, admin):
    row = decide(admin)
    url = reverse("personnel:setting-withdraw", args=[row.pk])

    assert url not in browser.get(page_of(DAYS)).content.decode()
    assert "sudah mulai berlaku" in browser.get(url).content.decode()
    browser.post(url)
    assert RegulationSetting.objects.exists()


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_export_has_every_setting_in_words(browser, admin, file_type):
    decide(admin, value=21)

    answer = browser.get(reverse("personnel:setting-file", args=[file_type]))

    if file_type == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(SETTINGS)
        assert f"{DAYS};21 hari;Perwali 1/2027;Diputus BKPSDM;" in lines[1]
    else:
        rows = list(load_workbook(BytesIO(answer.content)).active.values)
        assert len(rows) == 1 + len(SETTINGS)
        table = next(row for row in rows if row[2] == TABLE)
        assert "Perjanjian di atas, ekspektasi di atas: Istimewa" in table[3]


def test_page_of_rules_shows_present_values_to_everybody(client, admin):
    decide(admin, value=21)

    html = client.get(reverse("rules")).content.decode()

    assert "21 hari kalender" in html
    assert "Unit kecil" in html
    assert LIST not in html


def test_every_kind_of_setting_is_declared_or_covered():
    assert {one.kind for one in SETTINGS.values()} >= {
        SettingKind.WHOLE, SettingKind.YES_NO, SettingKind.CHOICE, SettingKind.TABLE
    }  # fmt: skip
