"""Home: what waits, by when, and the one button that does it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from appraisal.selectors.home import home_page
from personnel.views.asking import asked
from sabang_kinerja.common.access import signed_in


@require_GET
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The reader's own page: things that wait, the year's ruler, next deadlines, progress."""
    who = asked(request)
    return render(request, "appraisal/home.html", {"home": home_page(who.user, who.now)})
