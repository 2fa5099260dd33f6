"""Steps of an event: announced, invited to, closed, cancelled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from personnel.views.asking import asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages
from training import permissions
from training.actions import events as actions
from training.enums import EventState
from training.forms.catalogue import CancelForm
from training.models import SocialisationEvent
from training.views.events import RUNNERS


@require_POST
@roles(*RUNNERS)
def event_announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it be seen, or open its list again."""
    who = asked(request)
    get_object_or_404(SocialisationEvent, pk=pk)
    with domain_errors_as_messages(request):
        actions.announce(event_id=pk, by=who.user, now=who.now)
    return redirect("training:event-detail", pk)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def event_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite everybody for whom it is."""
    who = asked(request)
    event = get_object_or_404(SocialisationEvent, pk=pk)
    back = reverse("training:event-detail", args=[pk])
    if request.method == "POST":
        with domain_errors_as_messages(request):
            new = actions.invite(event_id=pk, by=who.user, now=who.now)
            messages.success(
                request,
                ngettext("%(n)s pegawai diundang.", "%(n)s pegawai diundang.", new) % {"n": new},
            )
        return redirect(back)
    names = [unit.name for unit in event.units.all()]
    return confirmed_step(
        request,
        title=_("Undang semua yang dituju?"),
        consequences=[
            _("Seluruh pegawai kota yang bertugas.")
            if not names
            else _("Pegawai pada: %(names)s.") % {"names": ", ".join(names)},
            _("Masing-masing mendapat pesan; yang sudah diundang tidak diundang lagi."),
        ],
        button=_("Undang"),
        verdict=permissions.can_list(who.user, event, who.now),
        back=back,
        step=lambda: None,
        done="",
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def event_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End it: absences and hours are written."""
    who = asked(request)
    event = get_object_or_404(SocialisationEvent, pk=pk)
    consequences = [_("Yang tidak tercatat hadir dan tidak izin menjadi tanpa keterangan.")]
    if event.counts_hours:
        consequences.append(_("Yang hadir mendapat JP bentuk KL11."))
    consequences.append(_("Daftarnya dapat dibuka kembali untuk memperbaiki kekeliruan."))
    return confirmed_step(
        request,
        title=_("Tutup %(title)s?") % {"title": event},
        consequences=list(consequences),
        button=_("Tutup"),
        verdict=permissions.can_step_event(who.user, event, EventState.CLOSED, who.now),
        back=reverse("training:event-detail", args=[pk]),
        step=lambda: actions.close_event(event_id=pk, by=who.user, now=who.now),
        done=_("Sosialisasi sudah ditutup."),
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def event_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel, with a reason."""
    who = asked(request)
    event = get_object_or_404(SocialisationEvent, pk=pk)
    form = CancelForm(request.POST or None)
    back = reverse("training:event-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_event(
                event_id=pk, reason=form.cleaned_data["reason"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error, "reason")
        else:
            messages.success(request, _("Sosialisasi dibatalkan; yang diundang diberi tahu."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Batalkan %(title)s?") % {"title": event},
        button=_("Batalkan sosialisasi"),
        back=back,
    )
