"""A list of completed trainings from a file: read, shown, then written together.

Between the two steps the rows travel in the page, sealed, so that no file waits on the server.
"""

from datetime import date
from decimal import Decimal
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
from training.actions.import_records import import_records
from training.actions.records import RecordInput
from training.enums import Scope, TrainingForm
from training.imports.records import NEEDED, RecordRow, Refusals, RowProblem, read_records
from training.models import TrainingRecord
from training.views.pages import render_training

OPEN_FOR: Final = 3600
"""Seconds for which a preview may be confirmed."""
SALT: Final = "training-records"
RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def record_import(request: HttpRequest) -> HttpResponse:
    """Take in a list of completed trainings."""
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
                "file", _("Judul kolom NIP, Bentuk, Nama kegiatan, dan Selesai tidak ditemukan.")
            )
        else:
            context |= _preview(*read_records(table, who.day))
    status = UNPROCESSABLE if form.errors else 200
    return render_training(
        request, "training/record_import.html", context, here="verification", status=status
    )


def _preview(rows: list[RecordRow], problems: Refusals) -> dict[str, Any]:
    sentences = {
        RowProblem.NIP: _("NIP bukan 18 angka"),
        RowProblem.FORM: _("bentuk tidak dikenal"),
        RowProblem.TITLE: _("nama kegiatan kosong"),
        RowProblem.DATE: _("tanggal tidak ada pada kalender"),
        RowProblem.ORDER: _("selesai sebelum mulai"),
        RowProblem.FUTURE: _("tanggal belum terjadi"),
        RowProblem.NUMBER: _("jumlah tidak dapat dibaca"),
        RowProblem.TWICE: _("sertifikat yang sama sudah ada pada berkas"),
    }
    refused = [
        (row, f"{sentences[problem]} ({value[:60]})" if value else sentences[problem])
        for row, problem, value in problems
    ]
    people = {one.nip: one for one in Employee.objects.filter(nip__in={row.nip for row in rows})}
    known = {
        (employee, number.upper())
        for employee, number in TrainingRecord.objects.filter(
            employee__in=people.values()
        ).values_list("employee", "certificate_number")
        if number
    }
    taken, same = [], 0
    for row in rows:
        person = people.get(row.nip)
        if person is None:
            refused.append((row.row, _("tidak ada pegawai dengan NIP %(nip)s") % {"nip": row.nip}))
        elif (person.pk, row.certificate_number.upper()) in known:
            same += 1
        else:
            taken.append((person, row))
    return {
        "preview": True,
        "taken": taken,
        "same": same,
        "refused": sorted(refused),
        "sealed": signing.dumps(
            [_sealed(person, row) for person, row in taken], salt=SALT, compress=True
        ),
    }


def _sealed(person: Employee, row: RecordRow) -> list[Any]:
    return [
        row.row, person.pk, row.form.value, row.scope.value, row.title, row.organiser,
        row.starts_on.isoformat(), row.ends_on.isoformat(), row.days,
        None if row.programme_hours is None else str(row.programme_hours),
        row.certificate_number,
    ]  # fmt: skip


def _opened(row: list[Any], people: dict[int, Employee]) -> tuple[int, Employee, RecordInput]:
    number, person, form, scope, title, organiser, start, end, days, hours, certificate = row
    entered = RecordInput(
        title=title,
        form=TrainingForm(form),
        scope=Scope(scope),
        organiser=organiser,
        starts_on=date.fromisoformat(start),
        ends_on=date.fromisoformat(end),
        days=days,
        programme_hours=None if hours is None else Decimal(hours),
        meetings=[date.fromisoformat(start)],
        certificate_number=certificate,
    )
    return number, people[person], entered


def _apply(request: HttpRequest, who: Asked) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["sealed"], salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        messages.error(
            request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi.")
        )
        return redirect(request.path)
    people = Employee.objects.in_bulk([row[1] for row in rows])
    try:
        done = import_records(
            rows=[_opened(row, people) for row in rows],
            verified="verified" in request.POST,
            by=who.user,
            now=who.now,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    messages.success(
        request,
        ngettext("%(n)s riwayat sudah ditulis.", "%(n)s riwayat sudah ditulis.", done.written)
        % {"n": done.written},
    )
    if not done.refused:
        return redirect("training:verification-list")
    context = {
        "form": FileForm(),
        "preview": True,
        "refused": done.refused,
        "written": done.written,
    }
    return render_training(request, "training/record_import.html", context, here="verification")
