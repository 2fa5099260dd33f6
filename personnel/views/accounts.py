"""Pages of accounts for BKPSDM: list, one account, and the steps with it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel import permissions
from personnel.actions import accounts as actions
from personnel.enums import Role
from personnel.forms.account_filters import AccountFilter
from personnel.forms.accounts import AccountForm, EmailForm, ReasonForm
from personnel.models import User
from personnel.selectors.accounts import (
    account_for_page,
    accounts_for_list,
    factors_of,
    missing_accounts,
)
from personnel.selectors.roles import roles_of
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError, WrongState
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page

PAGE_SIZE = 25
READERS = (Role.BKPSDM_ADMIN, Role.AUDITOR)


@require_GET
@roles(*READERS)
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts by name, number, state and agency."""
    who = asked(request)
    found = AccountFilter(request.GET, accounts_for_list(who.now, who.day), request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "missing": missing_accounts(),
        "can_manage": permissions.can_manage_accounts(who.user, who.now),
    }
    return render_page(
        request,
        "personnel/account_list.html",
        context,
        fragment="personnel/_account_rows.html",
    )


@require_POST
@roles(Role.BKPSDM_ADMIN)
def account_open_missing(request: HttpRequest) -> HttpResponse:
    """Open accounts for everybody in service who has none."""
    who = asked(request)
    with domain_errors_as_messages(request):
        opened = actions.open_missing_accounts(by=who.user, now=who.now)
        messages.success(
            request,
            ngettext("%(n)s akun dibuat.", "%(n)s akun dibuat.", opened) % {"n": opened},
        )
    return redirect("personnel:account-list")


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def account_create(request: HttpRequest) -> HttpResponse:
    """Open an account behind which no employee stands."""
    who = asked(request)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.open_account(**form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "username" if isinstance(error, WrongState) else None)
        else:
            messages.success(request, _("Akun sudah dibuat. Berikan kode masuk kepada orangnya."))
            return redirect("personnel:account-detail", pk=account.pk)
    return form_page(
        request,
        form,
        title=_("Akun tanpa pegawai"),
        button=_("Buat akun"),
        back=reverse("personnel:account-list"),
    )


@require_GET
@roles(*READERS)
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: state, roles, steps, history."""
    who = asked(request)
    account = get_object_or_404(account_for_page(), pk=pk)
    held = roles_of(account, who.day)
    context = {
        "account": account,
        "held": [role.label for role in Role if role in held],
        "grants": [
            {"grant": grant, "ending": permissions.can_end_grant(who.user, grant, who.now)}
            for grant in account.role_grants.all()
        ],
        "live_code": account.login_codes.live().filter(expires_at__gt=who.now).first(),
        "events": account.account_events.select_related("by__employee"),
        "factors": factors_of(account),
        "buttons": _buttons(who, account),
        "can_manage": permissions.can_manage_accounts(who.user, who.now),
        "can_grant": permissions.can_grant_roles(who.user, who.now),
    }
    return render_page(request, "personnel/account_detail.html", context)


def _buttons(who: Asked, account: User) -> list[ActionButton]:
    """The steps that an admin may take with an account; locked ones say why."""

    def url(name: str) -> str:
        return reverse(f"personnel:account-{name}", args=[account.pk])

    if not permissions.can_manage_accounts(who.user, who.now):
        return []
    buttons = [
        ActionButton(
            _("Buat kode masuk"),
            url("code"),
            permissions.can_issue_code(who.user, account, who.now),
            confirm=_("Buat kode masuk baru? Kode lama, bila ada, tidak berlaku lagi."),
        ),
        ActionButton(
            _("Kirim tautan"),
            url("link"),
            permissions.can_send_link(who.user, account, who.now),
            variant="outline-primary",
        ),
        ActionButton(
            _("Atur ulang verifikasi"),
            url("factor"),
            permissions.can_reset_second_factor(who.user, account, who.now),
            method="get",
            variant="outline-primary",
        ),
    ]
    if account.is_active:
        verdict = permissions.can_disable_account(who.user, account, who.now)
        buttons.append(
            ActionButton(
                _("Nonaktifkan"), url("disable"), verdict, method="get", variant="outline-primary"
            )
        )
    else:
        verdict = permissions.can_enable_account(who.user, account, who.now)
        buttons.append(ActionButton(_("Aktifkan"), url("enable"), verdict))
    return buttons


def _page_of(account: User) -> str:
    return reverse("personnel:account-detail", args=[account.pk])


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def account_disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an account from signing in, with a reason."""
    who = asked(request)
    account = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with domain_errors_as_messages(request):
            actions.disable_account(account=account, **form.cleaned_data, by=who.user, now=who.now)
            messages.success(request, _("Akun dinonaktifkan. Sesi yang terbuka sudah diakhiri."))
        return redirect(_page_of(account))
    return form_page(
        request,
        form,
        title=_("Nonaktifkan akun"),
        lead=account.get_full_name(),
        button=_("Nonaktifkan"),
        back=_page_of(account),
    )


@require_POST
@roles(Role.BKPSDM_ADMIN)
def account_enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an account sign in again."""
    who = asked(request)
    account = get_object_or_404(User, pk=pk)
    with domain_errors_as_messages(request):
        actions.enable_account(account=account, by=who.user, now=who.now)
        messages.success(request, _("Akun aktif kembali."))
    return redirect(_page_of(account))


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def account_email(request: HttpRequest, pk: int) -> HttpResponse:
    """Set or clear the address of an account."""
    who = asked(request)
    account = get_object_or_404(User, pk=pk)
    form = EmailForm(request.POST or None, initial={"email": account.email})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_email(account=account, **form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(_page_of(account))
    return form_page(
        request,
        form,
        title=_("Surel akun"),
        lead=account.get_full_name(),
        button=_("Simpan"),
        back=_page_of(account),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def account_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove another person's second factor, with a reason."""
    who = asked(request)
    account = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with domain_errors_as_messages(request):
            actions.reset_second_factor(
                account=account, **form.cleaned_data, by=who.user, now=who.now
            )
            messages.success(
                request,
                _("Verifikasi dua langkah dihapus. Orangnya menyiapkan yang baru saat masuk."),
            )
        return redirect(_page_of(account))
    return form_page(
        request,
        form,
        title=_("Atur ulang verifikasi dua langkah"),
        lead=account.get_full_name(),
        button=_("Atur ulang"),
        back=_page_of(account),
    )
