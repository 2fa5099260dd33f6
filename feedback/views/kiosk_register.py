"""Tablets at counters for survey officers: list, register, a new address, revoke."""

import segno
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from feedback.actions import kiosks as actions
from feedback.actions.kiosks import KioskKey
from feedback.forms.kiosks import KioskForm
from feedback.models import Kiosk
from feedback.permissions import can_run_surveys_of, surveyed_units
from feedback.selectors.kiosks import SHOWN_DAYS, kiosks_for_list
from personnel.enums import Role
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError, WrongState
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.verdicts import Verdict, denied

PAGE_SIZE = 50
OFFICERS = (Role.SURVEY_OFFICER, Role.BKPSDM_ADMIN)
_LIST = "feedback:kiosk-list"


@require_GET
@roles(*OFFICERS)
def kiosk_list(request: HttpRequest) -> HttpResponse:
    """Tablets, whether each is set up, and how many answers came from it lately."""
    who = asked(request)
    rows = kiosks_for_list(surveyed_units(who.user, who.now), who.day)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "days": SHOWN_DAYS,
    }
    return render_page(request, "feedback/kiosk_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def kiosk_create(request: HttpRequest) -> HttpResponse:
    """Register a tablet and show its address, this once."""
    who = asked(request)
    form = KioskForm(request.POST or None, units=surveyed_units(who.user, who.now))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.register_kiosk(**form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            return _address(request, made)
    return form_page(
        request,
        form,
        title=_("Daftarkan kios"),
        lead=_("Tablet di loket, tempat warga menjawab sendiri; juga saat jaringan terputus."),
        button=_("Daftarkan"),
        back=reverse(_LIST),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def kiosk_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new address, after a question, and show it this once."""
    who = asked(request)
    kiosk = _kiosk(who, pk)
    verdict = _standing(who, kiosk)
    if request.method == "POST" and verdict:
        return _address(request, actions.renew_key(kiosk=kiosk, by=who.user, now=who.now))
    return confirmed_step(
        request,
        title=_("Buat alamat baru untuk %(name)s?") % {"name": kiosk.name},
        consequences=[
            _("Tablet yang sekarang memakainya berhenti mengirim sampai alamat baru dibuka."),
            _("Jawaban yang masih menunggu di tablet itu tetap ada dan dikirim sesudahnya."),
        ],
        button=_("Buat alamat baru"),
        verdict=verdict,
        back=reverse(_LIST),
        step=verdict.require,
        done="",
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def kiosk_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a tablet, after a question."""
    who = asked(request)
    kiosk = _kiosk(who, pk)
    return confirmed_step(
        request,
        title=_("Cabut kios %(name)s?") % {"name": kiosk.name},
        consequences=[
            _("Tablet itu tidak lagi dapat mengirim jawaban; yang masih menunggu di sana hilang."),
            _("Jawaban yang sudah diterima tetap dihitung."),
        ],
        button=_("Cabut"),
        verdict=_standing(who, kiosk),
        back=reverse(_LIST),
        step=lambda: actions.revoke_kiosk(kiosk=kiosk, by=who.user, now=who.now),
        done=_("Kios sudah dicabut."),
    )


def _kiosk(who: Asked, pk: int) -> Kiosk:
    rows = Kiosk.objects.filter(counter__unit__in=surveyed_units(who.user, who.now))
    return get_object_or_404(rows.select_related("counter__unit"), pk=pk)


def _standing(who: Asked, kiosk: Kiosk) -> Verdict:
    if kiosk.revoked_at is not None:
        return denied(_("Kios ini sudah dicabut."), WrongState)
    return can_run_surveys_of(who.user, kiosk.counter.unit, who.now)


def _address(request: HttpRequest, made: KioskKey) -> HttpResponse:
    url = settings.SITE_URL + reverse("feedback:kiosk-setup", args=[made.key])
    context = {
        "kiosk": made.kiosk,
        "url": url,
        "qr": segno.make(url, error="m").svg_data_uri(border=2, scale=6, light="#fff"),
    }
    response = render_page(request, "feedback/kiosk_address.html", context)
    add_never_cache_headers(response)
    return response
