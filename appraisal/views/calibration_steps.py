"""The steps of a calibration: begin, say why a pattern is left, sign, re-open."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appraisal import permissions
from appraisal.actions import calibration as actions
from appraisal.forms.calibration import DeviationForm, FinishForm
from appraisal.forms.plans import NoteForm
from appraisal.models import Calibration
from appraisal.selectors.patterns import deviation_reason
from appraisal.views.calibration import room_context, visible_room
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Period, Unit
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError, Incomplete
from sabang_kinerja.common.pages import domain_errors_as_messages

_HEAD = gettext_lazy("Kepala perangkat daerah")
_HEAD_OR_ADMIN = gettext_lazy("Kepala perangkat daerah atau admin BKPSDM")
_HEAD_OF_UNIT = gettext_lazy("Pimpinan unit")


def _room_url(period_pk: int, agency_pk: int) -> str:
    return reverse("appraisal:calibration-room", args=[period_pk, agency_pk])


@require_POST
@object_rule(_HEAD_OR_ADMIN)
def calibration_open(request: SignedInRequest, period_pk: int, agency_pk: int) -> HttpResponse:
    """Begin the calibration of an agency."""
    now = timezone.now()
    agency, period = visible_room(request, period_pk, agency_pk, now)
    with domain_errors_as_messages(request):
        actions.open_calibration(agency=agency, period=period, by=request.user, now=now)
        messages.success(
            request,
            _("Kalibrasi dimulai. Setiap perubahan rating kini tercatat di sini."),
        )
    return redirect(_room_url(period_pk, agency_pk))


@require_http_methods(["GET", "POST"])
@object_rule(_HEAD)
def calibration_finish(request: SignedInRequest, period_pk: int, agency_pk: int) -> HttpResponse:
    """Sign; ratings that were handed in stay as they are from now on."""
    now = timezone.now()
    agency, period = visible_room(request, period_pk, agency_pk, now)
    calibration = get_object_or_404(Calibration, agency=agency, period=period)
    if request.method == "GET":
        return redirect(_room_url(period_pk, agency_pk))
    form = FinishForm(request.POST)
    if form.is_valid():
        try:
            actions.finish_calibration(
                calibration_id=calibration.pk,
                summary=form.cleaned_data["summary"],
                by=request.user,
                now=now,
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.add_error(None, " ".join([str(error), *getattr(error, "problems", [])]))
            calibration.refresh_from_db()
            form.carry_version(calibration.row_version)
        else:
            messages.success(request, _("Kalibrasi selesai dan sudah Anda tanda tangani."))
            return redirect(_room_url(period_pk, agency_pk))
    context = room_context(request, agency, period, finish_form=form)
    return render(request, "appraisal/calibration_room.html", context, status=409)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM"))
def calibration_reopen(request: SignedInRequest, period_pk: int, agency_pk: int) -> HttpResponse:
    """Take the lock away, with a reason."""
    now = timezone.now()
    agency, period = visible_room(request, period_pk, agency_pk, now)
    calibration = get_object_or_404(Calibration, agency=agency, period=period)
    url = _room_url(period_pk, agency_pk)
    verdict = permissions.can_reopen_calibration(request.user, calibration, now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(url)
    form = NoteForm(request.POST or None, label=_("Alasan membuka kembali"))
    if request.method == "POST" and form.is_valid():
        with domain_errors_as_messages(request):
            actions.reopen_calibration(
                calibration_id=calibration.pk,
                reason=form.cleaned_data["note"],
                by=request.user,
                now=now,
            )
            messages.success(request, _("Kalibrasi dibuka kembali."))
        return redirect(url)
    context = {
        "eyebrow": period,
        "form": form,
        "title": _("Buka kembali kalibrasi %(agency)s") % {"agency": agency},
        "lead": _("Rating dapat diubah lagi oleh pejabat penilai sampai ditandatangani kembali."),
        "verb": _("Buka kembali"),
        "back": url,
    }
    status = 422 if form.errors else 200
    return render(request, "appraisal/judging_step.html", context, status=status)


@require_http_methods(["GET", "POST"])
@object_rule(_HEAD_OF_UNIT)
def deviation_save(request: SignedInRequest, period_pk: int, unit_pk: int) -> HttpResponse:
    """Keep why a unit leaves its pattern: on a page of its own when something is wrong."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    now = timezone.now()
    led = roles_of(request.user, timezone.localtime(now).date()).headed_units
    seen = Q(pk__in=led) | Q(pk__in=permissions.calibrated_agencies(request.user, now))
    unit = get_object_or_404(Unit.objects.filter(seen).select_related("agency"), pk=unit_pk)
    row = deviation_reason(unit, period)
    calibration = permissions.calibration_of(unit.agency, period)
    verdict = permissions.can_write_deviation(request.user, unit, calibration, now)
    back = _back(request, unit, period)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = DeviationForm(request.POST or None, row=row)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.write_deviation(
                    unit=unit,
                    period=period,
                    text=form.cleaned_data["text"],
                    by=request.user,
                    now=now,
                    seen_version=form.cleaned_data["row_version"],
                )
            except DomainError as error:
                status = 422 if isinstance(error, Incomplete) else 409
                form.add_error(None, str(error))
                if row is not None:
                    row.refresh_from_db()
                    form.carry_version(row.row_version)
            else:
                messages.success(request, _("Alasan penyimpangan sudah disimpan."))
                return redirect(back)
    context = {
        "eyebrow": period,
        "form": form,
        "title": _("Alasan penyimpangan %(unit)s") % {"unit": unit},
        "lead": _("Pola adalah bahan pertimbangan pimpinan, bukan jatah."),
        "verb": _("Simpan"),
        "back": back,
    }
    return render(request, "appraisal/judging_step.html", context, status=status)


def _back(request: SignedInRequest, unit: Unit, period: Period) -> str:
    """The room for an agency, the team's page for a unit below."""
    now = timezone.now()
    if permissions.calibrated_agencies(request.user, now).filter(pk=unit.pk).exists():
        return _room_url(period.pk, unit.pk)
    return reverse("appraisal:team", args=[period.pk])
