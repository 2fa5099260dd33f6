"""Pages of holidays: the list of a year, one day, a list taken from a file."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions
from personnel.actions import holidays as actions
from personnel.enums import HolidayKind, Role
from personnel.forms.years import HolidayFileForm, HolidayForm
from personnel.imports.reading import read_sheets
from personnel.imports.reasons import FileRefused
from personnel.imports.sheets import Sheet
from personnel.models import Holiday
from personnel.rules.dates import long_date
from personnel.rules.holidays import HolidayList, HolidayProblem, NoHolidayTable, read_holidays
from personnel.selectors.years import holiday_years, holidays_of
from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step, form_page
from sabang_kinerja.common.access import roles, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

ROW_PROBLEMS = {
    HolidayProblem.DATE: gettext_lazy("tanggal tidak ada pada kalender"),
    HolidayProblem.NAME: gettext_lazy("nama kosong"),
    HolidayProblem.KIND: gettext_lazy(
        "jenis tidak dikenal; tulis Libur nasional, Cuti bersama, atau Libur daerah"
    ),
}
NO_TABLE = gettext_lazy(
    "Judul kolom tidak ditemukan. Beri judul Tanggal dan Nama pada baris pertama, lalu unggah lagi."
)


@require_GET
@signed_in
def holiday_list(request: HttpRequest) -> HttpResponse:
    """Holidays of one calendar year."""
    who = asked(request)
    asked_for = request.GET.get("year", "")
    year = int(asked_for) if asked_for.isdecimal() and len(asked_for) == 4 else who.day.year
    rows = holidays_of(year)
    context = {
        "year": year,
        "years": holiday_years(who.day.year),
        "rows": rows,
        "uncertain": sum(not row.certain for row in rows),
        "can_manage": permissions.can_manage_years(who.user, who.now),
    }
    return render_page(request, "personnel/holiday_list.html", context)


def _list_of(year: int) -> str:
    return f"{reverse('personnel:holiday-list')}?year={year}"


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def holiday_create(request: HttpRequest) -> HttpResponse:
    """Add one day."""
    who = asked(request)
    form = HolidayForm(request.POST or None, initial={"kind": HolidayKind.NATIONAL})
    if request.method == "POST" and form.is_valid():
        try:
            holiday = actions.save_holiday(row=form.row(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Hari libur sudah ditambahkan."))
            return redirect(_list_of(holiday.day.year))
    return form_page(
        request,
        form,
        title=_("Hari libur baru"),
        button=_("Tambahkan"),
        back=reverse("personnel:holiday-list"),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def holiday_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one day."""
    who = asked(request)
    holiday = get_object_or_404(Holiday, pk=pk)
    form = HolidayForm(request.POST or None, holiday=holiday)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_holiday(
                row=form.row(), holiday_id=holiday.pk, by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(_list_of(saved.day.year))
    return form_page(
        request, form, title=holiday.name, button=_("Simpan"), back=_list_of(holiday.day.year)
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def holiday_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one day off the list."""
    who = asked(request)
    holiday = get_object_or_404(Holiday, pk=pk)
    return confirmed_step(
        request,
        title=_("Hapus %(name)s, %(date)s?")
        % {"name": holiday.name, "date": long_date(holiday.day)},
        consequences=[_("Hari ini kembali dihitung sebagai hari kerja, kecuali akhir pekan.")],
        button=_("Hapus"),
        verdict=permissions.can_manage_years(who.user, who.now),
        back=_list_of(holiday.day.year),
        step=lambda: actions.remove_holiday(holiday_id=holiday.pk, by=who.user, now=who.now),
        done=_("Hari libur sudah dihapus dari daftar."),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def holiday_import(request: HttpRequest) -> HttpResponse:
    """Take in a list from a file; bad rows are named, good ones written together."""
    who = asked(request)
    form = HolidayFileForm(request.POST or None, request.FILES or None)
    refused: list[tuple[int, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = _read(form.cleaned_data["file"])
        except (FileRefused, NoHolidayTable) as error:
            form.add_error("file", str(error) or str(NO_TABLE))
        else:
            new, changed = actions.take_in_holidays(rows=found.rows, by=who.user, now=who.now)
            messages.success(
                request,
                _("%(n)s hari baru, %(m)s diperbarui, %(k)s baris ditolak.")
                % {"n": new, "m": changed, "k": len(found.problems)},
            )
            if not found.problems:
                years = {row.day.year for row in found.rows}
                shown = who.day.year if who.day.year in years or not years else max(years)
                return redirect(_list_of(shown))
            refused = [(row, str(ROW_PROBLEMS[problem])) for row, problem in found.problems]
            form = HolidayFileForm()
    context = {"form": form, "refused": refused, "back": reverse("personnel:holiday-list")}
    status = UNPROCESSABLE if form.errors else 200
    return render_page(request, "personnel/holiday_import.html", context, status=status)


def _read(file: "UploadedFile[bytes]") -> HolidayList:
    sheets = read_sheets(cast("BinaryIO", file.file))
    for sheet in sheets:
        try:
            return read_holidays(_rows(sheet))
        except NoHolidayTable:
            continue
    raise NoHolidayTable


def _rows(sheet: Sheet) -> list[list[object]]:
    width = max((max(cells, default=0) for cells in sheet.rows.values()), default=0) + 1
    return [
        [sheet.rows.get(row, {}).get(column) for column in range(width)]
        for row in range(1, sheet.last_row + 1)
    ]
