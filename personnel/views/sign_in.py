"""Pages around signing in: the first password, the own account, the demand for a second factor."""

from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from personnel.actions.login_codes import redeem_code
from personnel.enums import ROLE_DESCRIPTIONS, SECOND_FACTOR_ROLES, Role
from personnel.forms.sign_in import FirstLoginForm
from personnel.models import User
from personnel.selectors.accounts import grants_on
from sabang_kinerja.common.access import public, roles_held, signed_in


@sensitive_post_parameters("code", "password1", "password2")
@never_cache
@require_http_methods(["GET", "POST"])
@public
def first_login(request: HttpRequest) -> HttpResponse:
    """Choose the first password with NIP and printed code, and be signed in."""
    if request.user.is_authenticated:
        return redirect("home")
    form = FirstLoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="first_login", key=form.cleaned_data["login"]):
            return cast("HttpResponse", ratelimit.respond_429(request))
        account = _redeemed(form)
        if account is not None:
            record_authentication(request, account, "code")
            if form.cleaned_data["email"]:
                _ask_to_confirm(request, account, form.cleaned_data["email"])
            return cast("HttpResponse", perform_login(request, account))
    return render(
        request,
        "personnel/first_login.html",
        {"form": form},
        status=422 if form.is_bound else 200,
    )


def _redeemed(form: FirstLoginForm) -> User | None:
    data = form.cleaned_data
    try:
        account = redeem_code(
            login=data["login"],
            code=data["code"],
            password=data["password1"],
            now=timezone.now(),
        )
    except ValidationError as error:
        form.add_error("password1", error)
        return None
    if account is None:
        form.add_error(
            None,
            _(
                "NIP dan kode tidak cocok, atau kode sudah tidak berlaku. Periksa lembar Anda, "
                "atau minta kode baru kepada BKPSDM."
            ),
        )
    return account


def _ask_to_confirm(request: HttpRequest, account: User, email: str) -> None:
    """The address counts after its owner opened the link sent there."""
    if not User.objects.filter(email__iexact=email).exists():
        EmailAddress.objects.add_new_email(request, account, email)


@require_GET
@signed_in
def account_own(request: HttpRequest) -> HttpResponse:
    """What the reader's account may do, and its safety: password, address, factors, devices."""
    user = request.user
    today = timezone.localdate()
    kinds = set(Authenticator.objects.filter(user=user.pk).values_list("type", flat=True))
    context: dict[str, Any] = {
        "roles": role_lines(request),
        "grants": grants_on(today).filter(user=user.pk).select_related("agency"),
        "has_totp": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        "needs_factor": bool(roles_held(request).roles & set(SECOND_FACTOR_ROLES)),
        "sessions": UserSession.objects.filter(user=user.pk).count(),
    }
    return render(request, "personnel/account_own.html", context)


def role_lines(request: HttpRequest) -> list[dict[str, Any]]:
    """The reader's roles of today in a fixed order, each with its description."""
    held = roles_held(request).roles
    return [
        {"label": role.label, "description": ROLE_DESCRIPTIONS[role]}
        for role in Role
        if role in held
    ]


@require_GET
@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Explain why a second factor is asked and lead to its set-up."""
    held = roles_held(request).roles
    demanding = [role.label for role in SECOND_FACTOR_ROLES if role in held]
    return render(request, "personnel/second_factor.html", {"demanding": demanding})
