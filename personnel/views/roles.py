"""Pages of roles given by hand: list, give, end, withdraw."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel import permissions
from personnel.actions import roles as actions
from personnel.enums import DERIVED_ROLES, ROLE_DESCRIPTIONS, SECOND_FACTOR_ROLES, Role
from personnel.forms.account_filters import GrantFilter
from personnel.forms.accounts import EndGrantForm, GrantForm
from personnel.models import User
from personnel.selectors.accounts import grants_for_list, holders_by_role
from personnel.views.accounts import PAGE_SIZE, READERS
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page


@require_GET
@roles(*READERS)
def grant_list(request: HttpRequest) -> HttpResponse:
    """Roles given by hand; roles that follow from posts are explained, not listed."""
    who = asked(request)
    filled = request.GET.copy()
    filled.setdefault("when", "now")
    found = GrantFilter(filled, grants_for_list(), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": [
            {
                "grant": grant,
                "ending": permissions.can_end_grant(who.user, grant, who.now),
                "withdrawing": permissions.can_withdraw_grant(who.user, grant, who.now),
            }
            for grant in page
        ],
        "can_grant": permissions.can_grant_roles(who.user, who.now),
        "kinds": _kinds(who),
    }
    return render_page(
        request, "personnel/grant_list.html", context, fragment="personnel/_grant_rows.html"
    )


def _kinds(who: Asked) -> list[dict[str, Any]]:
    holders = holders_by_role(who.day)
    return [
        {
            "label": role.label,
            "description": ROLE_DESCRIPTIONS[role],
            "derived": role in DERIVED_ROLES,
            "second_factor": role in SECOND_FACTOR_ROLES,
            "holders": holders.get(role, 0),
        }
        for role in Role
    ]


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def grant_create(request: HttpRequest) -> HttpResponse:
    """Give a role to an account."""
    who = asked(request)
    account = _named(request.GET.get("account", ""))
    initial = {"account": account, "effective_from": who.day}
    form = GrantForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        try:
            grant = actions.give_role(**facts, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("Peran %(role)s diberikan kepada %(name)s.")
                % {"role": grant.get_role_display(), "name": grant.user.get_full_name()},
            )
            if grant.role in SECOND_FACTOR_ROLES:
                messages.info(
                    request,
                    _("Peran ini memerlukan verifikasi dua langkah; akun akan diminta menyiapkan."),
                )
            return redirect("personnel:account-detail", pk=grant.user_id)
    return form_page(
        request,
        form,
        title=_("Beri peran"),
        button=_("Beri peran"),
        back=_page_of(account) if account else reverse("personnel:grant-list"),
    )


def _named(text: str) -> User | None:
    """The account whose id stands in the address, when it does."""
    return User.objects.filter(pk=int(text)).first() if text.isdecimal() else None


def _page_of(account: User) -> str:
    return reverse("personnel:account-detail", args=[account.pk])


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def grant_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a role end after a day."""
    who = asked(request)
    grant = get_object_or_404(grants_for_list(), pk=pk)
    form = EndGrantForm(request.POST or None, initial={"last_day": who.day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(grant=grant, **form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("personnel:account-detail", pk=grant.user_id)
    return form_page(
        request,
        form,
        title=_("Akhiri peran %(role)s") % {"role": grant.get_role_display()},
        lead=grant.user.get_full_name(),
        button=_("Akhiri"),
        back=_page_of(grant.user),
    )


@require_POST
@roles(Role.BKPSDM_ADMIN)
def grant_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a role before its first day; a second click changes nothing."""
    who = asked(request)
    with domain_errors_as_messages(request):
        actions.withdraw_role(grant_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Pemberian peran dibatalkan."))
    return redirect("personnel:grant-list")
