"""Messages of an account: the list, opening one, putting them aside, the daily mail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.actions import notices as actions
from personnel.emails import account_of
from personnel.models import Notice
from personnel.views.asking import asked
from sabang_kinerja.common.access import public, signed_in
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 30


@require_GET
@signed_in
def notice_list(request: HttpRequest) -> HttpResponse:
    """Own messages, the newest first; ``?unread=1`` leaves out those that were read."""
    who = asked(request)
    own = Notice.objects.filter(recipient=who.user)
    unread = own.unread().count()
    only_unread = request.GET.get("unread") == "1"
    rows = own.unread() if only_unread else own
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "unread": unread,
        "only_unread": only_unread,
        "day": who.day,
        "has_address": bool(who.user.email),
    }
    return render_page(request, "personnel/notice_list.html", context)


@require_POST
@signed_in
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one own message as read and lead to the page that it is about."""
    who = asked(request)
    notice = get_object_or_404(Notice, recipient=who.user, pk=pk)
    actions.mark_read(by=who.user, now=who.now, notice_id=notice.pk)
    return redirect(notice.url)


@require_POST
@signed_in
def notice_read(request: HttpRequest) -> HttpResponse:
    """Put all own messages aside."""
    who = asked(request)
    actions.mark_read(by=who.user, now=who.now)
    messages.success(request, _("Semua pesan ditandai sudah dibaca."))
    return redirect("personnel:notice-list")


@require_POST
@signed_in
def mail_choose(request: HttpRequest) -> HttpResponse:
    """Subscribe to the daily mail, or leave it."""
    who = asked(request)
    wanted = request.POST.get("wanted") == "1"
    actions.choose_mail(user=who.user, wanted=wanted)
    if wanted:
        messages.success(request, _("Anda menerima surel harian lagi."))
    else:
        messages.success(
            request,
            _("Surel harian dihentikan. Pemberitahuan menurut ketentuan tetap dikirim."),
        )
    return redirect("personnel:notice-list")


@csrf_exempt
@require_http_methods(["GET", "POST"])
@public
def mail_unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """Leave the daily mail from a link in it, without signing in; the link carries a signature.

    A visit only asks, because mail programs open links by themselves.
    """
    account = account_of(signed)
    if account is not None and request.method == "POST":
        actions.choose_mail(user=account, wanted=False)
    context = {"known": account is not None, "done": request.method == "POST"}
    return render(
        request, "personnel/mail_unsubscribe.html", context, status=200 if account else 404
    )
