"""Results of a test of competences from a file: read, shown, then written together.

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

from personnel.enums import Role
from personnel.forms.uploads import FileForm
from personnel.imports.reading import read_sheets
from personnel.imports.reasons import FileRefused
from personnel.imports.tables import NoTable, find_table
from personnel.models import Employee
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from training.actions.measurements import TestResult, import_measurements
from training.imports.measurements import (
    NEEDED,
    MeasurementRow,
    Refusals,
    RowProblem,
    read_measurements,
)
from training.models import Competence
from training.views.development_pages import render_development

OPEN_FOR: Final = 3600
"""Seconds for which a preview may be confirmed."""
SALT: Final = "competence-measurements"


@require_http_methods(["GET", "POST"])
@roles(Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
def measurement_import(request: HttpRequest) -> HttpResponse:
    """Take in the results of a test."""
    who = asked(request)
    if request.method == "POST" and "sealed" in request.POST:
        return _apply(request, who)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            sheets = read_sheets(cast("BinaryIO", form.cleaned_data["file"].file))
            table = find_table(sheets, NEEDED)
        except FileRefused as error:
            form.add_error("file", str(error))
        except NoTable:
            form.add_error(
                "file", _("Judul kolom NIP, Kompetensi, Tingkat, dan Tanggal tidak ditemukan.")
            )
        else:
            context |= _preview(*read_measurements(table, who.day))
    return render_development(
        request,
        "training/measurement_import.html",
        context,
        here="standards",
        status=UNPROCESSABLE if form.errors else 200,
    )


def _preview(rows: list[MeasurementRow], problems: Refusals) -> dict[str, Any]:
    sentences = {
        RowProblem.NIP: _("NIP bukan 18 angka"),
        RowProblem.COMPETENCE: _("kompetensi kosong"),
        RowProblem.LEVEL: _("tingkat bukan angka 0 sampai 5"),
        RowProblem.DATE: _("tanggal tidak ada pada kalender"),
        RowProblem.FUTURE: _("tanggal belum terjadi"),
        RowProblem.TWICE: _("orang, kompetensi, dan tanggal yang sama sudah ada pada berkas"),
    }
    refused = [
        (row, f"{sentences[problem]} ({value[:60]})" if value else sentences[problem])
        for row, problem, value in problems
    ]
    people = {one.nip: one for one in Employee.objects.filter(nip__in={row.nip for row in rows})}
    competences = {one.name.casefold(): one for one in Competence.objects.all()}
    taken = []
    for row in rows:
        person = people.get(row.nip)
        competence = competences.get(row.competence.casefold())
        if person is None:
            refused.append((row.row, _("tidak ada pegawai dengan NIP %(nip)s") % {"nip": row.nip}))
        elif competence is None:
            refused.append(
                (row.row, _("kompetensi tidak dikenal (%(name)s)") % {"name": row.competence})
            )
        else:
            taken.append((person, competence, row))
    return {
        "preview": True,
        "taken": taken,
        "refused": sorted(refused),
        "sealed": signing.dumps(
            [
                [person.pk, competence.pk, row.level, row.measured_on.isoformat(), row.origin]
                for person, competence, row in taken
            ],
            salt=SALT,
            compress=True,
        ),
    }


def _apply(request: HttpRequest, who: Asked) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["sealed"], salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        messages.error(
            request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi.")
        )
        return redirect(request.path)
    people = Employee.objects.in_bulk([row[0] for row in rows])
    competences = Competence.objects.in_bulk([row[1] for row in rows])
    try:
        done = import_measurements(
            results=[
                TestResult(
                    people[person], competences[competence], level, date.fromisoformat(day), origin
                )
                for person, competence, level, day, origin in rows
            ],
            by=who.user,
            now=who.now,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    messages.success(
        request,
        ngettext("%(n)s hasil ukur sudah ditulis.", "%(n)s hasil ukur sudah ditulis.", done)
        % {"n": done},
    )
    return redirect("training:family-list")
