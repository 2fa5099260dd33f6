"""Pages of the procedure of two by which the writer of one text may be learnt."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import key_openings as actions
from feedback.forms.rounds import KeyDecisionForm, KeyForm
from feedback.models import KeyOpening, SheetText
from personnel.enums import Role
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 25


@require_GET
@roles(Role.AUDITOR, Role.CITY_LEADERSHIP, Role.BKPSDM_ADMIN)
def key_list(request: HttpRequest) -> HttpResponse:
    """Every request ever made, with reason and decision; never the name."""
    who = asked(request)
    openings = permissions.readable_openings(who.user, who.now).select_related(
        "asked_by__employee", "decided_by__employee", "text__reviewee__round__key"
    )
    page = Paginator(openings, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        (
            one,
            permissions.can_decide_key(who.user, one, who.now),
            permissions.can_read_key(who.user, one, who.now),
        )
        for one in page
    ]
    context = {
        "page": page,
        "rows": rows,
        "can_ask": permissions.can_ask_for_key(who.user, who.now),
    }
    return render_page(request, "feedback/key_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.AUDITOR)
def key_create(request: HttpRequest) -> HttpResponse:
    """Ask for the writer of one text."""
    who = asked(request)
    back = reverse("feedback:key-list")
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_key(
                text_id=str(form.cleaned_data["number"]),
                reason=form.cleaned_data["reason"],
                by=who.user,
                now=who.now,
            )
        except SheetText.DoesNotExist:
            form.add_error("number", _("Tidak ada catatan dengan nomor ini."))
        except DomainError as error:
            form.refuse(error, "reason")
        else:
            messages.success(request, _("Permintaan tercatat dan menunggu putusan pimpinan kota."))
            return redirect(back)
    return form_page(request, form, title=_("Minta pembukaan kunci"), button=_("Minta"), back=back)


def _opening(who: Asked, pk: int) -> KeyOpening:
    return get_object_or_404(
        permissions.readable_openings(who.user, who.now).select_related(
            "text__reviewee__round__key"
        ),
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
@roles(Role.CITY_LEADERSHIP)
def key_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree or refuse, with the ground."""
    who = asked(request)
    opening = _opening(who, pk)
    back = reverse("feedback:key-list")
    verdict = permissions.can_decide_key(who.user, opening, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = KeyDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_key(opening_id=pk, **form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Putusan tercatat."))
            return redirect(back)
    lead = _("Alasan auditor: %(reason)s") % {"reason": opening.reason}
    return form_page(
        request, form, title=_("Putuskan pembukaan kunci"), button=_("Simpan"), back=back, lead=lead
    )


@require_POST
@roles(Role.AUDITOR)
def key_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the name, once more on record."""
    who = asked(request)
    opening = _opening(who, pk)
    try:
        writer = actions.read_writer(opening_id=pk, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("feedback:key-list")
    context = {"opening": opening, "writer": writer}
    return render_page(request, "feedback/key_writer.html", context)
