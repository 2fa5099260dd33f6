"""The report of one person: the superior reads first, both speak, the person reads and answers."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from feedback import permissions
from feedback.actions import peer_reports as actions
from feedback.forms.rounds import DialogueHeldForm, ResponseForm
from feedback.models import PeerReport, Reviewee
from feedback.selectors.peer_reports import earlier_review, report_page
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

_BOTH = gettext_lazy("Pejabat penilai; pegawai yang bersangkutan setelah dialog")


def _visible(who: Asked) -> QuerySet[Reviewee]:
    return permissions.visible_reviews(who.user, who.now).select_related(
        "round", "employee", "unit", "superior"
    )


def _review(who: Asked, pk: int) -> Reviewee:
    return get_object_or_404(_visible(who), pk=pk)


@require_http_methods(["GET"])
@object_rule(_BOTH)
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a report; the first reading of each is noted."""
    who = asked(request)
    review = _review(who, pk)
    verdict = permissions.can_read_report(who.user, review, who.now)
    if not verdict:
        context = {"review": review, "verdict": verdict}
        return render_page(request, "feedback/report_closed.html", context)
    review = actions.note_reading(review_id=pk, by=who.user, now=who.now)
    report = get_object_or_404(
        PeerReport.objects.select_related(
            "reviewee__round", "reviewee__employee", "reviewee__unit", "reviewee__superior"
        ),
        reviewee=pk,
    )
    context = {
        "review": report.reviewee,
        "page": report_page(report),
        "ticks": ("0%", "33.3%", "66.7%", "100%"),
        "is_own": who.user.employee_id == review.employee_id,
        "earlier": earlier_review(_visible(who), review),
        "can_record": permissions.can_record_dialogue(who.user, review, who.now),
        "can_respond": permissions.can_respond(who.user, review, who.now),
    }
    return render_page(request, "feedback/report_detail.html", context)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pejabat penilai"))
def dialogue_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the dialogue about a report on record."""
    who = asked(request)
    review = _review(who, pk)
    back = reverse("feedback:report-detail", args=[pk])
    verdict = permissions.can_record_dialogue(who.user, review, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = DialogueHeldForm(request.POST or None, initial={"held_on": who.day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_dialogue(review_id=pk, **form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "held_on")
        else:
            messages.success(request, _("Dialog tercatat. Laporan kini terbuka bagi pegawai."))
            return redirect(back)
    title = _("Catat dialog dengan %(name)s") % {"name": review.employee.name}
    return form_page(request, form, title=title, button=_("Simpan"), back=back)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pegawai yang bersangkutan"))
def report_respond(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an answer to one's own report."""
    who = asked(request)
    review = _review(who, pk)
    back = reverse("feedback:report-detail", args=[pk])
    verdict = permissions.can_respond(who.user, review, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = ResponseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.respond(review_id=pk, text=form.cleaned_data["text"], by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "text")
        else:
            messages.success(request, _("Tanggapan tersimpan bersama laporan."))
            return redirect(back)
    return form_page(
        request, form, title=_("Tanggapi laporan 360 Anda"), button=_("Simpan"), back=back
    )
