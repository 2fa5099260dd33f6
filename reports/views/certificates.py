"""Certificates and attendance sheets as files."""

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from personnel.enums import Role
from personnel.models import Employee
from personnel.rules.dates import long_date
from personnel.selectors.people import listed, with_posts
from personnel.views.asking import asked
from reports import permissions
from reports.actions.certificates import make_certificate
from reports.documents.attendance_sheet import SheetHead, SheetLine, render_sheet
from reports.documents.handbook import HandbookPart, render_handbook
from reports.models import Signature, TrainingCertificate
from reports.views.files import PDF_TYPE, attachment, download
from reports.views.papers import paper_page
from sabang_kinerja.common.access import object_rule, roles, signed_in
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages
from training.actions.guides import fingerprint_of
from training.enums import AttendanceState, GuideKind
from training.models import SocialisationEvent
from training.permissions import visible_records
from training.selectors.socialisation import latest_versions

OWNER = gettext_lazy("Pemilik sertifikat dan petugas pelatihan")


@require_GET
@object_rule(OWNER)
def certificate_of_record(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate of a record: number and file, or the button that makes it."""
    who = asked(request)
    record = get_object_or_404(
        visible_records(who.user, who.now).select_related("employee", "event__test"), pk=pk
    )
    made = TrainingCertificate.objects.filter(record=record).select_related("record").first()
    return paper_page(
        request,
        made,
        record.employee,
        ActionButton(
            _("Buat sertifikat"),
            reverse("reports:certificate-create", args=[record.pk]),
            permissions.can_have_certificate(who.user, record, who.now),
        ),
        title=_("Sertifikat pelatihan"),
        back=reverse("training:record-detail", args=[record.pk]),
    )


@require_POST
@object_rule(OWNER)
def certificate_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the certificate of a record."""
    who = asked(request)
    get_object_or_404(visible_records(who.user, who.now), pk=pk)
    with domain_errors_as_messages(request):
        made = make_certificate(record_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Sertifikat nomor %(number)s sudah dibuat.") % {"number": made})
    return redirect("training:record-detail", pk)


@require_GET
@object_rule(OWNER)
def certificate_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a certificate that was made."""
    who = asked(request)
    made = get_object_or_404(
        TrainingCertificate.objects.select_related("employee", "record__employee"), pk=pk
    )
    signs = Signature.objects.filter(training_certificate=made, signer=who.user.employee_id or 0)
    if not signs and not permissions.can_have_certificate(who.user, made.record, who.now):
        raise Http404
    return download(made.file, made.file_name, PDF_TYPE)


@require_GET
@signed_in
def handbook(request: HttpRequest) -> HttpResponse:
    """The guide of the appraisal and those of the screens as one book to print."""
    versions = list(
        latest_versions()
        .exclude(guide__kind=GuideKind.MATERIAL)
        .order_by("guide__kind", "guide__title")
    )
    if not versions:
        raise Http404
    parts = [
        HandbookPart(one.guide.title, one.number, [(c["title"], c["text"]) for c in one.chapters])
        for one in versions
    ]
    key = "handbook:" + fingerprint_of([{"sha256": one.sha256} for one in versions])
    pdf = cache.get(key)
    if pdf is None:
        pdf = render_handbook(parts, as_of=max(one.published_at for one in versions))
        cache.set(key, pdf, 24 * 3600)
    return attachment(pdf, _("Buku panduan penilaian kinerja.pdf"), PDF_TYPE)


@require_GET
@roles(Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
def attendance_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of an event to sign on paper; who was seen by the code is marked."""
    who = asked(request)
    event = get_object_or_404(SocialisationEvent, pk=pk)
    seen = {
        row.employee_id: timezone.localtime(row.present_at).strftime("%H.%M")
        for row in event.attendance.filter(state=AttendanceState.PRESENT)
        if row.present_at
    }
    people = Employee.objects.filter(attendance__event=event).order_by("name", "pk")
    lines = []
    for row in listed(with_posts(people, who.day)):
        post = row.own.post if row.own else None
        lines.append(
            SheetLine(
                row.employee.full_name,
                row.employee.nip or "",
                post.title if post else "",
                post.unit.name if post else "",
                f"kode, {seen[row.employee.pk]}" if row.employee.pk in seen else "",
            )
        )
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    head = SheetHead(
        str(event),
        f"{long_date(start.date())}, {start:%H.%M}–{end:%H.%M}",
        event.place or event.link,
        event.facilitator,
    )
    name = _("Daftar hadir %(day)s.pdf") % {"day": start.date().isoformat()}
    return attachment(render_sheet(head, lines, now=who.now), name, PDF_TYPE)
