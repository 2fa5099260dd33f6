"""Keys of the API for BKPSDM: list, make one, revoke one."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import Max, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from personnel.actions import api_clients as actions
from personnel.enums import ApiScope, Role
from personnel.forms.api_clients import ApiClientForm
from personnel.models import ApiClient
from personnel.permissions import can_manage_accounts
from personnel.views.accounts import PAGE_SIZE, READERS
from personnel.views.asking import asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError, WrongState
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.verdicts import denied

SHOWN_DAYS = 30
FIRST_YEAR = 365
"""Days that a new key lasts unless another day is typed."""


@require_GET
@roles(*READERS)
def client_list(request: HttpRequest) -> HttpResponse:
    """Keys with what they open, when they were last used and how often lately; live ones first."""
    who = asked(request)
    lately = Q(uses__day__gt=who.day - timedelta(days=SHOWN_DAYS))
    rows = ApiClient.objects.select_related("agency").annotate(
        last_day=Max("uses__day"), lately=Sum("uses__requests", filter=lately, default=0)
    )
    page = Paginator(rows.order_by("revoked_at", "name", "pk"), PAGE_SIZE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "words": dict(ApiScope.choices),
        "day": who.day,
        "days": SHOWN_DAYS,
        "can_manage": can_manage_accounts(who.user, who.now),
    }
    return render_page(request, "personnel/api_client_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def client_create(request: HttpRequest) -> HttpResponse:
    """Make a key and show it, this once."""
    who = asked(request)
    initial = {"expires_on": who.day + timedelta(days=FIRST_YEAR)}
    form = ApiClientForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_client(**form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            context = {"made": made, "words": dict(ApiScope.choices)}
            response = render_page(request, "personnel/api_client_key.html", context)
            add_never_cache_headers(response)
            return response
    return form_page(
        request,
        form,
        title=_("Kunci API baru"),
        lead=_("Kunci hanya ditampilkan sekali, sesudah dibuat."),
        button=_("Buat kunci"),
        back=reverse("personnel:client-list"),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def client_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a key, after a question."""
    who = asked(request)
    client = get_object_or_404(ApiClient, pk=pk)
    verdict = can_manage_accounts(who.user, who.now)
    if client.revoked_at is not None:
        verdict = denied(_("Kunci ini sudah dicabut."), WrongState)
    return confirmed_step(
        request,
        title=_("Cabut kunci %(name)s?") % {"name": client.name},
        consequences=[
            _("Program yang memakainya langsung ditolak."),
            _("Kunci yang dicabut tidak dapat dipulihkan; buat yang baru bila perlu."),
        ],
        button=_("Cabut"),
        verdict=verdict,
        back=reverse("personnel:client-list"),
        step=lambda: actions.revoke_client(client=client, by=who.user, now=who.now),
        done=_("Kunci sudah dicabut."),
    )
