"""Pages of records: one's own year, entering, the certificate, one record."""

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel.models import Employee
from personnel.selectors.history import Source, read_history
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.preview_words import picture_response, problem_words
from sabang_kinerja.common.previews import can_preview, preview_of
from training import permissions
from training.actions import records as actions
from training.enums import EnrolmentState, RecordOrigin, RecordState
from training.forms.records import RecordForm
from training.models import Enrolment, TrainingRecord
from training.rules.counters import Standing
from training.selectors.hours import hours_of_person
from training.selectors.learners import headline, hours_text, record_lines, standing_mark
from training.views.pages import render_training, year_asked

READER = gettext_lazy("Pegawai, atasan dan perangkat daerahnya, petugas pelatihan, pembaca kota")
OWNER = gettext_lazy("Pegawai sendiri dan petugas pelatihan")


@require_GET
@signed_in
def record_list(request: HttpRequest) -> HttpResponse:
    """One's own year: hours against the duty, records, places in sessions."""
    who = asked(request)
    employee = who.user.employee
    if employee is None or not employee.nip:
        return redirect("training:catalogue")
    return _year_page(request, who, employee)


@require_GET
@object_rule(READER)
def person_records(request: HttpRequest, pk: int) -> HttpResponse:
    """The year of somebody else."""
    who = asked(request)
    if who.user.employee_id == pk:
        return redirect("training:record-list")
    if not permissions.can_read_hours(who.user, who.now):
        raise Http404
    return _year_page(
        request, who, get_object_or_404(permissions.visible_learners(who.user, who.now), pk=pk)
    )


def _year_page(request: HttpRequest, who: Asked, employee: Employee) -> HttpResponse:
    year = year_asked(request, who)
    hours = hours_of_person(employee, year)
    records = list(TrainingRecord.objects.filter(employee=employee).of_year(year))
    own = who.user.employee_id == employee.pk
    context = {
        "employee": employee,
        "own": own,
        "year": year,
        "years": range(who.day.year, who.day.year - 5, -1),
        "hours": hours,
        "share": hours.share / 100,
        "mark": standing_mark(hours),
        "head": headline(hours, year),
        "records": record_lines(records, hours),
        "enrolments": _running(employee) if own else [],
        "can_enter": permissions.can_enter_record(who.user, employee, who.now),
    }
    return render_training(request, "training/record_list.html", context, here="own")


def _running(employee: Employee) -> list[Enrolment]:
    return list(
        Enrolment.objects.filter(
            employee=employee,
            state__in=(
                EnrolmentState.REQUESTED, EnrolmentState.WAITING, EnrolmentState.ENROLLED,
                EnrolmentState.DECLINED,
            ),
        )
        .select_related("session__training")
        .order_by("session__starts_on")
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@signed_in
def record_create(request: HttpRequest) -> HttpResponse:
    """Hand in a certificate, for oneself or as an officer for somebody."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def record_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a record that is not verified."""
    return _edit(request, _record(asked(request), pk))


def _record(who: Asked, pk: int) -> TrainingRecord:
    records = permissions.visible_records(who.user, who.now)
    return get_object_or_404(
        records.select_related("employee", "competence", "training", "verified_by", "session"),
        pk=pk,
    )


def _edit(request: HttpRequest, record: TrainingRecord | None) -> HttpResponse:
    who = asked(request)
    runs = bool(permissions.can_run_training(who.user, who.now))
    back = reverse("training:record-list")
    if record is not None:
        back = reverse("training:record-detail", args=[record.pk])
        verdict = permissions.can_change_record(who.user, record, who.now)
        if not verdict:
            messages.error(request, str(verdict.reason))
            return redirect(back)
    year = record.year if record else year_asked(request, who)
    form = RecordForm(
        request.POST or None,
        request.FILES or None,
        year=year,
        for_others=runs,
        record=record,
        initial={} if record else {"scope": "national"},
    )
    if request.method == "POST" and form.is_valid():
        employee = record.employee if record else form.cleaned_data.get("employee")
        employee = employee or who.user.employee
        if employee is None:
            form.add_error("employee", _("Pilih pegawai."))
        else:
            try:
                saved = actions.enter_record(
                    employee=employee,
                    entered=form.entered(),
                    file=form.cleaned_data["file"] or None,
                    record_id=record.pk if record else None,
                    by=who.user,
                    now=who.now,
                )
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, _said(saved))
                return redirect("training:record-detail", saved.pk)
    return form_page(
        request,
        form,
        title=_("Ubah riwayat pelatihan") if record else _("Ajukan pelatihan yang selesai"),
        lead=_(
            "JP dihitung menurut tabel dan mulai berlaku setelah diverifikasi. Satu sertifikat "
            "dihitung satu kali, untuk tahun selesainya."
        ),
        button=_("Ajukan"),
        back=back,
        template="training/record_form.html",
    )


def _said(record: TrainingRecord) -> str:
    hours = hours_of_person(record.employee, record.year)
    claimed = hours_text(record.hours_claimed)
    if hours.standing == Standing.ABOVE or (
        record.employee.is_contract and hours.total + record.hours_claimed > hours.limit
    ):
        return _(
            "Diajukan %(claimed)s JP. Bagi PPPK paling banyak %(limit)s JP setahun dihitung; "
            "selebihnya tetap tercatat dan tampil sebagai tidak dihitung."
        ) % {"claimed": claimed, "limit": hours_text(hours.limit)}
    return _("Diajukan %(claimed)s JP. Petugas pelatihan memverifikasinya.") % {"claimed": claimed}


@require_GET
@object_rule(READER)
def record_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One record: what, when, hours three times, the certificate, who judged and why."""
    who = asked(request)
    record = _record(who, pk)
    pages, problem = 0, ""
    if record.file and can_preview(record.content_type):
        try:
            preview = preview_of(
                record.file, sha256=record.sha256, content_type=record.content_type
            )
            pages, problem = min(preview.pages, 5), problem_words(preview.problem)
        except FileNotFoundError:
            problem = _("Berkas ini tidak ditemukan lagi pada penyimpanan.")
    hours = hours_of_person(record.employee, record.year)
    runs = bool(permissions.can_run_training(who.user, who.now))
    context = {
        "record": record,
        "pages": range(1, pages + 1) if not problem else [],
        "problem": problem,
        "uncounted": hours.uncounted.get(record.pk),
        "can_change": permissions.can_change_record(who.user, record, who.now),
        "can_judge": permissions.can_judge_record(who.user, record, who.now),
        "can_reopen": permissions.can_reopen_record(who.user, record, who.now),
        "may_have_certificate": record.origin in (RecordOrigin.SESSION, RecordOrigin.EVENT)
        and record.state == RecordState.VERIFIED
        and (who.user.employee_id == record.employee_id or runs),
        "history": read_history([Source(TrainingRecord, {"id": record.pk})]),
    }
    return render_training(request, "training/record_detail.html", context, here="own")


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def record_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a record back."""
    who = asked(request)
    record = _record(who, pk)
    return confirmed_step(
        request,
        title=_("Hapus %(title)s?") % {"title": record.title},
        consequences=[_("Sertifikatnya ikut terhapus. JP-nya tidak diverifikasi.")],
        button=_("Hapus"),
        verdict=permissions.can_change_record(who.user, record, who.now),
        back=reverse("training:record-detail", args=[pk]),
        step=lambda: actions.remove_record(record_id=pk, by=who.user, now=who.now),
        done=_("Riwayat sudah dihapus."),
        then=reverse("training:record-list"),
    )


@require_GET
@object_rule(READER)
def record_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The certificate as an attachment of its checked type."""
    record = _record(asked(request), pk)
    if not record.file:
        raise Http404
    try:
        content = record.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    try:
        name = get_valid_filename(PurePath(record.file_name).name)
    except SuspiciousFileOperation:
        name = f"sertifikat-{record.pk}"
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=record.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@object_rule(READER)
def record_page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """The picture of one page of the certificate."""
    record = _record(asked(request), pk)
    if not record.file:
        raise Http404
    try:
        preview = preview_of(
            record.file, sha256=record.sha256, content_type=record.content_type, page=page
        )
    except FileNotFoundError:
        raise Http404 from None
    return picture_response(preview)
