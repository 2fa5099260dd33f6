"""A list of cases from a file: read, shown, then written together.

Between the two steps the rows travel in the page, sealed, so that no file waits on the server.
"""

from datetime import date
from typing import Any, BinaryIO, Final, cast

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from feedback import permissions
from feedback.actions import complaints as actions
from feedback.actions.complaints import ComplaintFacts
from feedback.enums import ComplaintKind
from feedback.imports.complaints import NEEDED, RowProblem, read_cases
from feedback.models import Complaint
from feedback.views.surveys import OFFICERS
from personnel.forms.uploads import FileForm
from personnel.imports.reading import read_sheets
from personnel.imports.reasons import FileRefused
from personnel.imports.tables import NoTable, find_table, same_words
from personnel.models import Unit
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

OPEN_FOR: Final = 3600
"""Seconds for which a preview may be confirmed."""
SALT: Final = "complaints"


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def complaint_import(request: HttpRequest) -> HttpResponse:
    """Take in a list of cases: read, shown, then written together."""
    who = asked(request)
    if request.method == "POST" and "sealed" in request.POST:
        return _apply(request, who)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            table = find_table(
                read_sheets(cast("BinaryIO", form.cleaned_data["file"].file)), NEEDED
            )
        except FileRefused as error:
            form.add_error("file", str(error))
        except NoTable:
            form.add_error(
                "file", _("Judul kolom Nomor, Tanggal, Unit, dan Ringkasan tidak ditemukan.")
            )
        else:
            context |= _preview(who, *read_cases(table, who.day))
    status = UNPROCESSABLE if form.errors else 200
    return render_page(request, "feedback/complaint_import.html", context, status=status)


def _preview(
    who: Asked, cases: list[Any], problems: list[tuple[int, RowProblem, str]]
) -> dict[str, Any]:
    sentences = {
        RowProblem.NUMBER: _("nomor kosong"),
        RowProblem.TWICE: _("nomor ini sudah ada pada berkas"),
        RowProblem.DATE: _("tanggal tidak ada pada kalender"),
        RowProblem.FUTURE: _("tanggal belum terjadi"),
        RowProblem.KIND: _("jenis tidak dikenal"),
        RowProblem.SUMMARY: _("ringkasan kosong"),
        RowProblem.PERSONAL: _("ringkasan memuat data pribadi; hapus lebih dulu"),
    }
    refused = [
        (row, f"{sentences[problem]} ({value[:60]})" if value else sentences[problem])
        for row, problem, value in problems
    ]
    units: dict[str, list[int]] = {}
    for pk, name in (
        permissions.surveyed_units(who.user, who.now).active().values_list("pk", "name")
    ):
        units.setdefault(same_words(name), []).append(pk)
    known = set(
        Complaint.objects.filter(tracking_id__in=[one.tracking_id for one in cases]).values_list(
            "tracking_id", flat=True
        )
    )
    taken = []
    for one in cases:
        found = units.get(same_words(one.unit), [])
        if len(found) != 1:
            reason = _("unit %(name)s tidak ada atau di luar perangkat daerah Anda")
            refused.append((one.row, reason % {"name": one.unit}))
        elif one.tracking_id not in known:
            taken.append((found[0], one))
    rows = [
        [unit, one.tracking_id, one.received_on.isoformat(), one.kind.value, one.summary]
        for unit, one in taken
    ]
    return {
        "preview": True,
        "taken": [one for _unit, one in taken],
        "same": len(known),
        "refused": sorted(refused),
        "sealed": signing.dumps(rows, salt=SALT, compress=True),
    }


def _apply(request: HttpRequest, who: Asked) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["sealed"], salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        messages.error(
            request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi.")
        )
        return redirect(request.path)
    units = Unit.objects.in_bulk([row[0] for row in rows])
    facts = [
        ComplaintFacts(
            number, date.fromisoformat(day), ComplaintKind(kind), units[unit], None, summary
        )
        for unit, number, day, kind, summary in rows
    ]
    try:
        new = actions.import_complaints(rows=facts, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    messages.success(
        request,
        ngettext("%(n)s pengaduan sudah ditulis.", "%(n)s pengaduan sudah ditulis.", new)
        % {"n": new},
    )
    return redirect("feedback:complaint-list")
