"""Pages on which records are verified, and on which the hours of many are read."""

from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.enums import Role
from personnel.models import Unit
from personnel.models.employees import EmployeeQuerySet
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages
from training import permissions
from training.actions import records as actions
from training.documents import (
    LEARNER_HEADINGS,
    LEARNER_WIDTHS,
    RECORD_HEADINGS,
    RECORD_WIDTHS,
    learner_lines,
    record_rows,
)
from training.enums import RecordState
from training.filters import LearnerFilter, RecordFilter
from training.forms.records import RejectForm, VerifyForm
from training.models import TrainingRecord
from training.selectors.learners import with_hours
from training.views.pages import render_training, year_asked

PAGE_SIZE = 50
RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
READERS = (
    *RUNNERS,
    Role.AUDITOR,
    Role.CITY_LEADERSHIP,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
    Role.SUPERVISOR,
)


def _records(request: HttpRequest) -> RecordFilter:
    records = TrainingRecord.objects.select_related("employee").order_by("entered_at", "pk")
    data = request.GET.copy()
    data.setdefault("state", RecordState.SUBMITTED)
    return RecordFilter(data, records, request=request)


@require_GET
@roles(*RUNNERS)
def verification_list(request: HttpRequest) -> HttpResponse:
    """Records of the city, at first those that wait, the oldest first."""
    found = _records(request)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
        "waiting": TrainingRecord.objects.filter(state=RecordState.SUBMITTED).count(),
    }
    return render_training(
        request,
        "training/verification_list.html",
        context,
        here="verification",
        fragment="training/_verification_rows.html",
    )


@require_GET
@roles(*RUNNERS)
def record_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as narrowed on screen, all pages of it."""
    rows = record_rows(_records(request).qs.iterator(chunk_size=500))
    return spreadsheet(
        kind, "riwayat-pelatihan", _("Riwayat pelatihan"), RECORD_HEADINGS, rows, RECORD_WIDTHS
    )


def _waiting(pk: int) -> TrainingRecord:
    return get_object_or_404(TrainingRecord.objects.select_related("employee"), pk=pk)


def _after(record: TrainingRecord) -> HttpResponse:
    """On to the next that waits, so that a queue is gone through without going back."""
    following = (
        TrainingRecord.objects.filter(state=RecordState.SUBMITTED)
        .exclude(pk=record.pk)
        .order_by("entered_at", "pk")
        .first()
    )
    if following is None:
        return redirect("training:verification-list")
    return redirect("training:record-detail", following.pk)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def record_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve hours."""
    who = asked(request)
    record = _waiting(pk)
    form = VerifyForm(request.POST or None, initial={"hours": record.hours_claimed})
    if request.method == "POST" and form.is_valid():
        try:
            actions.verify_record(
                record_id=pk, hours=form.cleaned_data["hours"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return _after(record)
    return form_page(
        request,
        form,
        title=_("Verifikasi %(title)s") % {"title": record.title},
        lead=record.employee.full_name,
        button=_("Verifikasi"),
        back=reverse("training:record-detail", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def record_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a record down with its reason."""
    who = asked(request)
    record = _waiting(pk)
    form = RejectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reject_record(
                record_id=pk, reason=form.cleaned_data["reason"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return _after(record)
    return form_page(
        request,
        form,
        title=_("Tolak %(title)s") % {"title": record.title},
        lead=record.employee.full_name,
        button=_("Tolak"),
        back=reverse("training:record-detail", args=[pk]),
    )


@require_POST
@roles(*RUNNERS)
def record_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a judgement back."""
    who = asked(request)
    _waiting(pk)
    with domain_errors_as_messages(request):
        actions.reopen_record(record_id=pk, by=who.user, now=who.now)
    return redirect("training:record-detail", pk)


def _people(request: HttpRequest, who: Asked) -> LearnerFilter:
    return LearnerFilter(
        request.GET,
        permissions.visible_learners(who.user, who.now).order_by("name", "pk"),
        agencies=Unit.objects.agencies().active().order_by("name"),
        day=who.day,
        request=request,
    )


@require_GET
@roles(*READERS)
def learner_list(request: HttpRequest) -> HttpResponse:
    """Hours of a year, person by person, against 20 (PNS) and 24 (PPPK)."""
    who = asked(request)
    year = year_asked(request, who)
    found = _people(request, who)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": with_hours(cast("EmployeeQuerySet", page.object_list), year, who.day),
        "year": year,
        "years": range(who.day.year, who.day.year - 5, -1),
    }
    return render_training(
        request,
        "training/learner_list.html",
        context,
        here="hours",
        fragment="training/_learner_rows.html",
    )


@require_GET
@roles(*READERS)
def learner_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as narrowed on screen, all pages of it."""
    who = asked(request)
    year = year_asked(request, who)
    rows = learner_lines(with_hours(_people(request, who).qs, year, who.day))
    return spreadsheet(kind, f"jp-{year}", _("JP pegawai"), LEARNER_HEADINGS, rows, LEARNER_WIDTHS)
