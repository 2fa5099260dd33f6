"""Pages on which BKPSDM gives out first-login codes and links."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from personnel.actions.login_codes import (
    IssuedCode,
    issue_code,
    issue_codes_for_agency,
    send_first_link,
)
from personnel.enums import Role
from personnel.forms.accounts import CodeSheetForm
from personnel.models import User
from personnel.views.asking import asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages


@never_cache
@require_POST
@roles(Role.BKPSDM_ADMIN)
def account_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out a code for one account and show it, this once, on a slip to print."""
    who = asked(request)
    account = get_object_or_404(User, pk=pk)
    try:
        issued = issue_code(account=account, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("personnel:account-detail", pk=pk)
    return _sheet(request, [issued], title=account.get_full_name())


@never_cache
@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def code_sheet(request: HttpRequest) -> HttpResponse:
    """Give out codes to everybody in an agency who never signed in, on sheets to cut."""
    who = asked(request)
    form = CodeSheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agency = form.cleaned_data["agency"]
        try:
            issued = issue_codes_for_agency(agency=agency, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            if issued:
                return _sheet(request, issued, title=agency.name)
            form.add_error("agency", _("Semua pegawai perangkat daerah ini sudah pernah masuk."))
    return form_page(
        request,
        form,
        title=_("Lembar kode masuk"),
        button=_("Buat lembar kode"),
        back=reverse("personnel:account-list"),
        lead=_(
            "Untuk semua pegawai satu perangkat daerah yang belum pernah masuk. Kode hanya "
            "tampil sekali; kode lama pegawai tersebut tidak berlaku lagi."
        ),
    )


def _sheet(request: HttpRequest, issued: list[IssuedCode], *, title: str) -> HttpResponse:
    address = settings.SITE_URL + reverse("personnel:first-login")
    return render(
        request,
        "personnel/code_sheet.html",
        {
            "issued": issued,
            "title": title,
            "address": address,
            "qr": segno.make(address, error="m").svg_data_uri(border=0),
        },
    )


@require_POST
@roles(Role.BKPSDM_ADMIN)
def account_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a link for a new password to the account's address."""
    who = asked(request)
    account = get_object_or_404(User, pk=pk)
    with domain_errors_as_messages(request):
        send_first_link(account=account, by=who.user, now=who.now)
        messages.success(request, _("Tautan sudah dikirim ke surel akun ini."))
    return redirect("personnel:account-detail", pk=pk)
