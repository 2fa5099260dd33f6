"""Long jobs: start one, watch it, stop it, take its result."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.views.asking import Asked, asked
from reports import permissions
from reports.actions.jobs import RESULT_KEPT, cancel_job, retry_job
from reports.actions.letters import request_agency_letters
from reports.actions.reports import request_report
from reports.enums import ENDED, BundleForm, BundleOrder, JobKind
from reports.forms import StartForm
from reports.models import Job
from reports.permissions.signatures import can_ask_for_job
from reports.selectors.jobs import (
    failed_letters,
    is_outdated,
    job_progress,
    live_job,
    startable_agencies,
    startable_kinds,
)
from reports.views.files import PDF_TYPE, ZIP_TYPE, download
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page

PAGE_SIZE = 25


def _start_form(request: HttpRequest) -> StartForm | None:
    who = asked(request)
    kinds = startable_kinds(who.user, who.now)
    if not kinds:
        return None
    return StartForm(
        request.POST if request.method == "POST" else None,
        agencies=startable_agencies(who.user, who.now),
        kinds=kinds,
    )


def _list_page(request: HttpRequest, form: StartForm | None, status: int = 200) -> HttpResponse:
    who = asked(request)
    jobs = permissions.visible_jobs(who.user, who.now).select_related(
        "agency", "period__year", "requested_by__employee"
    )
    page = Paginator(jobs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "form": form,
        "live": any(job.state not in ENDED for job in page),
        "letterheads": permissions.visible_letterheads(who.user, who.now).exists(),
        "may_exchange": permissions.can_exchange(who.user, who.now),
    }
    return render_page(
        request, "reports/job_list.html", context, fragment="reports/_job_rows.html", status=status
    )


@require_GET
@object_rule(gettext_lazy("Proses yang diminta sendiri atau oleh perangkat daerah yang dikelola"))
def job_list(request: HttpRequest) -> HttpResponse:
    """Jobs of the reader, newest first, and the form that starts one."""
    return _list_page(request, _start_form(request))


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("BKPSDM, kepala, pengelola kinerja perangkat daerah, pimpinan kota"))
def job_start(request: HttpRequest) -> HttpResponse:
    """Start letters or the report of an agency; one that is under way already is shown.

    Whoever comes back to this address after a mistake finds the list with the form.
    """
    if request.method == "GET":
        return redirect(f"{reverse('reports:job-list')}?{request.GET.urlencode()}")
    form = _start_form(request)
    if form is None:
        messages.error(request, _("Proses dimulai oleh BKPSDM atau pengelola kinerja."))
        return redirect("reports:job-list")
    if not form.is_valid():
        return _list_page(request, form, status=422)
    data = form.cleaned_data
    kind, agency, period = JobKind(data["kind"]), data["agency"], data["period"]
    who, under_way = asked(request), live_job(kind, agency, period)
    try:
        job = (
            request_agency_letters(
                agency=agency,
                period=period,
                by=who.user,
                now=who.now,
                bundle=BundleForm(data["bundle"]),
                order=BundleOrder(data["bundle_order"]),
            )
            if kind == JobKind.LETTERS
            else request_report(unit=agency, period=period, by=who.user, now=who.now)
        )
    except DomainError as error:
        form.refuse(error)
        return _list_page(request, form, status=422)
    if job == under_way:
        messages.info(request, _("Proses yang sama masih berjalan. Inilah kemajuannya."))
    return redirect("reports:job-detail", uuid=job.uuid)


def _visible_job(who: Asked, uuid: str) -> Job:
    return get_object_or_404(
        permissions.visible_jobs(who.user, who.now).select_related(
            "agency", "period__year", "requested_by__employee"
        ),
        uuid=uuid,
    )


def _buttons(who: Asked, job: Job) -> list[ActionButton]:
    if job.state not in ENDED:
        return [
            ActionButton(
                _("Batalkan"),
                reverse("reports:job-cancel", args=[job.uuid]),
                permissions.can_cancel(who.user, job, who.now),
                variant="outline-primary",
                confirm=_(
                    "Batalkan proses ini? Surat yang sudah jadi tetap ada, dan proses dapat "
                    "dilanjutkan nanti."
                ),
            )
        ]
    retry = permissions.can_retry(who.user, job, who.now)
    url = reverse("reports:job-retry", args=[job.uuid])
    variant = "outline-primary" if job.result else "primary"
    return [ActionButton(_("Lanjutkan"), url, retry, variant=variant)] if retry else []


@require_GET
@object_rule(gettext_lazy("Pemohon proses, perangkat daerahnya, BKPSDM"))
def job_detail(request: HttpRequest, uuid: str) -> HttpResponse:
    """One job: how far, how long still, what failed and why; the bar renews itself."""
    who = asked(request)
    job = _visible_job(who, uuid)
    context = {
        "job": job,
        "progress": job_progress(job, who.now),
        "failures": list(failed_letters(job)) if job.failed else [],
        "single": job.letters.first() if job.kind == JobKind.LETTER else None,
        "buttons": _buttons(who, job),
        "running": job.state not in ENDED,
        "outdated": is_outdated(job),
        "kept_until": job.ended_at + RESULT_KEPT if job.ended_at and job.result else None,
        "forgotten": bool(job.result_name) and not job.result and job.state in ENDED,
        "may_ask_signatures": job.kind == JobKind.LETTERS
        and job.state in ENDED
        and job.done
        and can_ask_for_job(who.user, job, who.now),
    }
    return render_page(
        request, "reports/job_detail.html", context, fragment="reports/_job_progress.html"
    )


def _job_step(
    request: HttpRequest, uuid: str, action: Callable[..., Job], success: str
) -> HttpResponse:
    who = asked(request)
    job = _visible_job(who, uuid)
    with domain_errors_as_messages(request):
        action(job=job, by=who.user, now=who.now)
        messages.success(request, success)
    return redirect("reports:job-detail", uuid=uuid)


@require_POST
@object_rule(gettext_lazy("Pemohon proses dan admin BKPSDM"))
def job_cancel(request: HttpRequest, uuid: str) -> HttpResponse:
    """Stop a job after the letter in hand."""
    return _job_step(request, uuid, cancel_job, _("Proses dibatalkan. Yang sudah jadi tetap ada."))


@require_POST
@object_rule(gettext_lazy("Pemohon proses dan admin BKPSDM"))
def job_retry(request: HttpRequest, uuid: str) -> HttpResponse:
    """Go on with what was left undone."""
    return _job_step(request, uuid, retry_job, _("Proses dilanjutkan."))


@require_GET
@object_rule(gettext_lazy("Pemohon proses, perangkat daerahnya, BKPSDM"))
def job_result(request: HttpRequest, uuid: str) -> FileResponse:
    """The ZIP or PDF that a job made."""
    job = _visible_job(asked(request), uuid)
    if not job.result or is_outdated(job):
        raise Http404
    kind = PDF_TYPE if job.result_name.endswith(".pdf") else ZIP_TYPE
    return download(job.result, job.result_name, kind)
