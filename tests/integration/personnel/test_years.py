"""The performance year: prepared, opened, closed, its days and holidays."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from personnel.actions.holidays import save_holiday, take_in_holidays
from personnel.actions.years import (
    change_deadlines,
    change_rhythm,
    close_year,
    create_year,
    open_year,
)
from personnel.enums import PeriodKind, Role, YearState
from personnel.models import Deadline, Employee, Holiday, PerformanceYear, Period, Unit
from personnel.rules.holidays import HolidayKind, HolidayRow
from personnel.selectors.calendar import holidays_between
from personnel.selectors.problems import find_problems
from personnel.selectors.years import due_rows
from sabang_kinerja.common.errors import Denied, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import make_employee, make_unit, make_user, make_year
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2029, 1, 1, 1, 0, tzinfo=UTC)
NAME = "Proklamasi Kemerdekaan"


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def browser(client, admin):
    return sign_in(client, admin)


@pytest.fixture
def prepared(admin):
    return create_year(year=2028, rhythm=PeriodKind.QUARTER, by=admin, now=timezone.now())


def known_problems() -> int:
    """Findings in the chart that the person who opens a year has seen."""
    day = timezone.localdate()
    return find_problems(Employee.objects.all(), Unit.objects.all(), day).total


def opened_by(admin, year):
    return open_year(year_id=year.pk, by=admin, now=timezone.now(), known_problems=known_problems())


# The year


def test_year_prepared_has_periods_and_deadlines_with_their_basis(prepared):
    assert prepared.state == YearState.PREPARING
    assert prepared.periods.count() == 5
    assert prepared.deadlines.count() == 19
    assert prepared.deadlines.get(key="skp.set_due").due == date(2028, 1, 31)
    assert not prepared.deadlines.filter(legal_basis="").exists()


def test_year_prepared_twice_is_refused(prepared, admin):
    with pytest.raises(WrongState, match="2028 sudah ada"):
        create_year(year=2028, rhythm=PeriodKind.MONTH, by=admin, now=timezone.now())


def test_year_rhythm_changes_until_it_opens(prepared, admin):
    change_rhythm(year_id=prepared.pk, rhythm=PeriodKind.MONTH, by=admin, now=timezone.now())
    assert prepared.periods.count() == 13

    opened_by(admin, prepared)
    with pytest.raises(WrongState, match="setelah tahun kinerja dibuka"):
        change_rhythm(year_id=prepared.pk, rhythm=PeriodKind.QUARTER, by=admin, now=timezone.now())


def test_year_opened_twice_by_a_double_click_tells_it_is_open(prepared, admin):
    opened = opened_by(admin, prepared)

    assert opened.opened_at is not None
    with pytest.raises(WrongState, match="sudah dibuka"):
        open_year(year_id=prepared.pk, by=admin, now=timezone.now())


def test_year_is_closed_after_its_last_day_only(prepared, admin):
    opened_by(admin, prepared)
    last_evening = datetime(2028, 12, 31, 16, 0, tzinfo=UTC)  # 23.00 WIB

    with pytest.raises(WrongState, match="1 Januari 2029"):
        close_year(year_id=prepared.pk, by=admin, now=last_evening)
    assert close_year(year_id=prepared.pk, by=admin, now=NEW_YEAR).state == YearState.CLOSED


def test_year_closed_keeps_its_deadlines(prepared, admin):
    PerformanceYear.objects.filter(pk=prepared.pk).update(state=YearState.CLOSED)
    deadline = prepared.deadlines.first()

    with pytest.raises(WrongState, match="sudah ditutup"):
        change_deadlines(
            year_id=prepared.pk,
            days={deadline.pk: (deadline.due, "lain")},
            by=admin,
            now=timezone.now(),
        )


def test_year_opens_with_findings_only_when_their_number_is_named(prepared, admin):
    make_employee(make_unit(make_unit()), name="Tanpa Atasan")
    number = known_problems()

    for told in (0, number - 1):
        with pytest.raises(WrongState, match=f"Ada {number} hal"):
            open_year(year_id=prepared.pk, by=admin, now=timezone.now(), known_problems=told)
    assert opened_by(admin, prepared).state == YearState.OPEN


def test_year_is_run_by_bkpsdm_only(prepared):
    with pytest.raises(Denied):
        open_year(year_id=prepared.pk, by=make_user(Role.PERFORMANCE_MANAGER), now=timezone.now())


def test_due_rows_name_step_and_period(prepared):
    rows = {row.deadline.key: row for row in due_rows(prepared, date(2028, 2, 1))}

    assert rows["skp.set_due"].label == "Penetapan SKP"
    assert rows["skp.set_due"].is_over
    assert rows["periodik.rating_due.2"].period == "Triwulan II 2028"
    assert rows["org.predikat_due"].label == "Predikat organisasi tahunan"


@pytest.mark.parametrize(("year", "accepted"), [(2020, True), (2019, False)])
def test_constraint_year_plausible(year, accepted):
    if accepted:
        assert PerformanceYear.objects.create(year=year).pk
        return
    with pytest.raises(IntegrityError, match="year_plausible"), transaction.atomic():
        PerformanceYear.objects.create(year=year)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("period_unique_in_year", {"sequence": 4}),
        ("period_no_overlap", {"starts": date(2026, 12, 31)}),
        ("period_dates_in_order", {"ends": date(2026, 12, 31)}),
    ],
)
def test_constraints_of_a_period(constraint, fields):
    year = make_year(2026)
    good = {
        "kind": PeriodKind.QUARTER,
        "sequence": 5,
        "starts": date(2027, 1, 1),
        "ends": date(2027, 3, 31),
    }

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Period.objects.create(year=year, **good | fields)
    assert Period.objects.create(year=year, **good).pk


def test_constraint_deadline_unique_in_year(prepared):
    first = prepared.deadlines.first()

    with pytest.raises(IntegrityError, match="deadline_unique_in_year"), transaction.atomic():
        Deadline.objects.create(year=prepared, key=first.key, due=first.due)
    other = PerformanceYear.objects.create(year=2030)
    assert Deadline.objects.create(year=other, key=first.key, due=first.due).pk


# Pages of the year


def test_year_page_shows_what_to_mend_before_it_opens(browser, prepared):
    make_employee(make_unit(make_unit()), name="Tanpa Atasan")

    page = browser.get(reverse("personnel:year-detail", args=[prepared.pk])).content.decode()
    before = browser.get(reverse("personnel:year-open", args=[prepared.pk])).content.decode()

    assert "pada bagan organisasi belum beres" in page
    assert "Tanpa pejabat penilai" in before
    assert "tetap dapat dibuka" in before


def test_year_is_prepared_opened_and_read_through_the_pages(browser):
    browser.post(reverse("personnel:year-create"), {"year": 2031, "rhythm": "half_year"})
    year = PerformanceYear.objects.get(year=2031)
    refused = browser.post(reverse("personnel:year-open", args=[year.pk]), follow=True)
    assert "pada bagan organisasi yang belum beres" in refused.content.decode()
    answer = browser.post(
        reverse("personnel:year-open", args=[year.pk]), {"known": known_problems()}, follow=True
    )

    page = answer.content.decode()
    assert "Tahun kinerja 2031 sudah dibuka." in page
    assert "Semester II 2031" in page
    assert "Berikutnya: Dialog kinerja dimulai, 1 Desember 2030" in page


@pytest.mark.parametrize(("year", "sentence"), [("2028", "sudah ada"), ("1999", "2020")])
def test_year_form_says_what_is_wrong(browser, prepared, year, sentence):
    answer = browser.post(reverse("personnel:year-create"), {"year": year, "rhythm": "quarter"})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def deadline_form(year, **changes):
    data = {}
    for deadline in year.deadlines.all():
        data[f"d{deadline.pk}-due"] = changes.get(deadline.key, f"{deadline.due:%d-%m-%Y}")
        data[f"d{deadline.pk}-legal_basis"] = deadline.legal_basis
    return data


def test_deadlines_are_changed_on_one_page(browser, prepared):
    url = reverse("personnel:year-deadlines", args=[prepared.pk])

    answer = browser.post(
        url, deadline_form(prepared, **{"skp.draft_due": "21 Januari 2028"}), follow=True
    )

    assert "1 batas waktu diubah." in answer.content.decode()
    assert prepared.deadlines.get(key="skp.draft_due").due == date(2028, 1, 21)


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("skp.draft_due", "14-01-2035", "Pilih tanggal antara 1 Juli 2027 dan 30 Juni 2029."),
        (
            "periodik.entry_due.1",
            "01-03-2028",
            "Pilih tanggal setelah periodenya berakhir, 31 Maret 2028.",
        ),
        ("tahunan.due", "besok", "Tanggal tidak ada pada kalender."),
    ],
)
def test_deadline_that_cannot_be_is_refused_at_its_field_and_nothing_is_saved(
    browser, prepared, key, typed, sentence
):
    changes = {"skp.set_due": "30-01-2028", key: typed}

    answer = browser.post(
        reverse("personnel:year-deadlines", args=[prepared.pk]),
        deadline_form(prepared, **changes),
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{typed}"' in page
    assert prepared.deadlines.get(key="skp.set_due").due == date(2028, 1, 31)


def test_year_is_read_by_everybody_and_changed_by_bkpsdm(client, prepared):
    sign_in(client, make_user())

    page = client.get(reverse("personnel:year-detail", args=[prepared.pk]))
    assert page.status_code == 200
    assert "Buka tahun kinerja" not in page.content.decode()
    names = ("personnel:year-open", "personnel:year-rhythm", "personnel:year-deadlines")
    for name in (*names, "appraisal:year-close", "appraisal:year-discard"):
        url = reverse(name, args=[prepared.pk])
        assert client.post(url).status_code == 403


# Holidays


def row(**changes):
    values = {"day": date(2026, 8, 17), "name": NAME, "kind": HolidayKind.NATIONAL}
    return HolidayRow(**values | changes)


def test_holidays_taken_in_twice_change_nothing(admin):
    rows = [row(), row(day=date(2026, 12, 24), name="Natal", kind=HolidayKind.COLLECTIVE)]

    first = take_in_holidays(rows=rows, by=admin, now=timezone.now())
    second = take_in_holidays(rows=rows, by=admin, now=timezone.now())

    assert (first, second) == ((2, 0), (0, 0))


def test_holiday_that_became_certain_is_changed_and_counts(admin):
    take_in_holidays(rows=[row(certain=False)], by=admin, now=timezone.now())
    span = (date(2026, 1, 1), date(2026, 12, 31))
    assert holidays_between(*span) == frozenset()

    assert take_in_holidays(rows=[row()], by=admin, now=timezone.now()) == (0, 1)
    assert holidays_between(*span) == {date(2026, 8, 17)}


def test_holiday_saved_over_another_one_is_refused(admin):
    save_holiday(row=row(), by=admin, now=timezone.now())
    other = save_holiday(row=row(name="Lain"), by=admin, now=timezone.now())

    with pytest.raises(Refused):
        save_holiday(row=row(), holiday_id=other.pk, by=admin, now=timezone.now())


def upload(text):
    return {"file": SimpleUploadedFile("libur.csv", text.encode(), content_type="text/csv")}


def test_holiday_file_names_bad_rows_and_takes_the_good_ones(browser):
    answer = browser.post(
        reverse("personnel:holiday-import"),
        upload(
            "tanggal;nama;jenis\n17-08-2026;Proklamasi;Libur nasional\n"
            "31-02-2026;Tidak ada;Libur nasional\n01-05-2026;Buruh;Libur sekolah\n"
        ),
    )

    page = answer.content.decode()
    assert "1 hari baru, 0 diperbarui, 2 baris ditolak." in page
    assert "Baris 3: tanggal tidak ada pada kalender." in page
    assert "Baris 4: jenis tidak dikenal" in page
    assert Holiday.objects.get().name == "Proklamasi"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a;b\n1;2\n", "Judul kolom tidak ditemukan."),
        ("", "Berkas tidak dapat dibaca."),
    ],
)
def test_holiday_file_of_another_shape_is_refused_in_words(browser, content, sentence):
    answer = browser.post(reverse("personnel:holiday-import"), upload(content))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_holiday_is_added_changed_and_deleted_through_the_pages(browser):
    typed = {"day": "17 Agustus 2026", "name": NAME, "kind": "national", "certain": "on"}

    browser.post(reverse("personnel:holiday-create"), typed)
    holiday = Holiday.objects.get()
    assert NAME in browser.get(reverse("personnel:holiday-list"), {"year": 2026}).content.decode()

    update = reverse("personnel:holiday-update", args=[holiday.pk])
    assert browser.post(update, typed | {"day": "32 Agustus 2026"}).status_code == 422
    browser.post(update, typed | {"day": "18 Agustus 2026"})
    holiday.refresh_from_db()
    assert holiday.day == date(2026, 8, 18)

    browser.post(reverse("personnel:holiday-delete", args=[holiday.pk]))
    assert not Holiday.objects.exists()


def test_holiday_list_takes_as_many_queries_for_one_day_as_for_many(
    browser, admin, django_assert_max_num_queries
):
    url = reverse("personnel:holiday-list")
    take_in_holidays(rows=[row()], by=admin, now=timezone.now())
    with django_assert_max_num_queries(17) as few:
        browser.get(url, {"year": 2026})
    days = [row(day=date(2026, 3, number), name=f"Hari {number}") for number in range(1, 25)]
    take_in_holidays(rows=days, by=admin, now=timezone.now())
    with django_assert_max_num_queries(len(few)):
        assert len(browser.get(url, {"year": 2026}).context["rows"]) == 25
