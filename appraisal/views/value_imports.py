"""Potential and attendance from other offices' files: read, shown, then written together.

Between the two steps the rows travel in the page, sealed, so that no file waits on the server.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, Final, cast

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appraisal.actions import follow_up as actions
from appraisal.enums import Potential
from appraisal.forms.follow_up import AttendanceFileForm, ValueFileForm
from appraisal.imports.tables import NoTable
from appraisal.selectors.value_imports import Preview, preview_attendance, preview_potential
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import Role
from personnel.imports.reasons import FileRefused
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.common.pages import render_page

SHOWN: Final = 100
"""Rows of a preview that stand on the page; all of them are written."""
OPEN_FOR: Final = 3600
"""Seconds for which a preview may be confirmed."""

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its words, how it is read, how a row is shown and written."""

    salt: str
    title: str
    lead: str
    missing: str
    back: str
    headings: tuple[str, ...]
    form: type[ValueFileForm]
    read: Callable[[BinaryIO], Preview]
    shown: Callable[[list[str]], tuple[str, ...]]
    write: Callable[[list[Row], str], int]


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def potential_import(request: SignedInRequest) -> HttpResponse:
    """Take in levels of potential."""
    now = timezone.now()

    def write(rows: list[Row], _month: str) -> int:
        return actions.import_potential(
            rows=[
                (pk, potential, date.fromisoformat(day), source)
                for pk, (potential, day, source) in rows
            ],
            by=request.user,
            now=now,
        )

    kind = Kind(
        salt="potential",
        title=_("Impor penilaian potensi."),
        lead=_(
            "Kolom NIP, Potensi (tinggi, menengah, rendah), Tanggal, dan Sumber. Potensi diukur "
            "di luar aplikasi ini dan tidak mengubah rating."
        ),
        missing=_(
            "Judul kolom NIP, Potensi, Tanggal, dan Sumber tidak ditemukan. Tambahkan judulnya, "
            "lalu unggah lagi."
        ),
        back=reverse("appraisal:talent-list"),
        headings=(_("Potensi"), _("Tanggal"), _("Sumber")),
        form=ValueFileForm,
        read=lambda source: preview_potential(source, timezone.localtime(now).date()),
        shown=lambda values: (
            str(Potential(values[0]).label),
            f"{date.fromisoformat(values[1]):%d-%m-%Y}",
            values[2],
        ),
        write=write,
    )
    return _import(request, kind)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def attendance_import(request: SignedInRequest) -> HttpResponse:
    """Take in the attendance of a month."""
    now = timezone.now()

    def write(rows: list[Row], month: str) -> int:
        first = date.fromisoformat(f"{month}-01")
        return actions.import_attendance(
            rows=[(pk, first, Decimal(factor), source) for pk, (factor, source) in rows],
            by=request.user,
            now=now,
        )

    kind = Kind(
        salt="attendance",
        title=_("Impor faktor kehadiran."),
        lead=_(
            "Kolom NIP dan Kehadiran, ditulis 0,97 atau 97 %; kolom Sumber boleh kosong. Tanpa "
            "impor kehadiran dihitung 1 dan ditandai."
        ),
        missing=_(
            "Judul kolom NIP dan Kehadiran tidak ditemukan. Tambahkan judulnya, lalu unggah lagi."
        ),
        back=reverse("appraisal:allowance-list"),
        headings=(_("Faktor kehadiran"), _("Sumber")),
        form=AttendanceFileForm,
        read=preview_attendance,
        shown=lambda values: (format_decimal(Decimal(values[0])), values[1]),
        write=write,
    )
    return _import(request, kind)


def _import(request: SignedInRequest, kind: Kind) -> HttpResponse:
    if request.method == "POST" and "sealed" in request.POST:
        return _apply(request, kind)
    form = kind.form(request.POST or None, request.FILES or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = kind.read(cast("BinaryIO", form.cleaned_data["file"].file))
        except FileRefused as error:
            form.add_error("file", str(error))
        except NoTable:
            form.add_error("file", kind.missing)
    context: dict[str, Any] = {"kind": kind, "form": form, "preview": preview}
    if preview is not None:
        month = form.cleaned_data.get("month", "")
        context |= {
            "sealed": signing.dumps(
                [month, [(row.employee_id, row.values) for row in preview.taken]],
                salt=kind.salt,
                compress=True,
            ),
            "lines": [(row.number, row.name, kind.shown(row.values)) for row in preview.taken][
                :SHOWN
            ],
            "refused": preview.refused[:SHOWN],
            "month": month,
        }
    status = 422 if form.errors else 200
    return render_page(request, "appraisal/value_import.html", context, status=status)


def _apply(request: SignedInRequest, kind: Kind) -> HttpResponse:
    try:
        month, rows = signing.loads(request.POST["sealed"], salt=kind.salt, max_age=OPEN_FOR)
    except signing.BadSignature:
        messages.error(
            request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi.")
        )
        return redirect(request.path)
    count = kind.write([(pk, values) for pk, values in rows], month)
    messages.success(request, _("%(n)s baris sudah ditulis.") % {"n": count})
    return redirect(kind.back)
