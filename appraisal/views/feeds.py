"""The calendar: its address for the person, its events for the calendar program."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from appraisal.selectors.feeds import events_of
from personnel.actions import feeds as actions
from personnel.models import CalendarFeed
from personnel.models.feeds import digest_of
from personnel.views.asking import asked
from sabang_kinerja.common.access import public, signed_in
from sabang_kinerja.common.icalendar import CALENDAR_TYPE, calendar_text
from sabang_kinerja.common.pages import render_page


@require_GET
@signed_in
def feed_detail(request: HttpRequest) -> HttpResponse:
    """The address to copy, and what stands in the calendar."""
    who = asked(request)
    feed = CalendarFeed.objects.filter(user=who.user).first()
    address = ""
    if feed is not None:
        address = settings.SITE_URL + reverse("appraisal:feed-file", args=[feed.token])
    context = {
        "feed": feed,
        "address": address,
        "events": events_of(who.user, who.now)[:12],
    }
    return render_page(request, "appraisal/feed_detail.html", context)


@require_POST
@signed_in
def feed_renew(request: HttpRequest) -> HttpResponse:
    """Make the address, or another one when the old one came into wrong hands."""
    who = asked(request)
    actions.renew_feed(by=who.user, now=who.now)
    messages.success(request, _("Alamat kalender siap. Alamat lama, bila ada, tidak berlaku lagi."))
    return redirect("appraisal:feed-detail")


@require_POST
@signed_in
def feed_delete(request: HttpRequest) -> HttpResponse:
    """Take the address away."""
    actions.stop_feed(by=asked(request).user)
    messages.success(request, _("Alamat kalender dihapus."))
    return redirect("appraisal:feed-detail")


@require_GET
@public
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The events, for whoever knows the secret of the address; nothing else opens it."""
    feed = (
        CalendarFeed.objects.filter(digest=digest_of(token), user__is_active=True)
        .select_related("user__employee")
        .first()
    )
    if feed is None:
        raise Http404
    now = timezone.now()
    text = calendar_text(_("Batas waktu kinerja"), events_of(feed.user, now), now)
    response = HttpResponse(text, content_type=CALENDAR_TYPE)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response
