"""What every page of the room carries: its places, and the year that is asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from personnel.views.asking import Asked, asked
from sabang_kinerja.common.pages import render_page
from training import permissions

FIRST_YEAR = 2020


def render_training(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    here: str,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page with the places of the room; ``here`` is the one that it belongs to."""
    who = asked(request)
    context |= {
        "here": here,
        "runs": bool(permissions.can_run_training(who.user, who.now)),
        "reads_hours": bool(permissions.can_read_hours(who.user, who.now)),
        "plans": permissions.visible_plans(who.user, who.now).exists()
        or permissions.planned_agencies(who.user, who.now).exists(),
    }
    return render_page(request, template, context, fragment, status)


def year_asked(request: HttpRequest, who: Asked) -> int:
    """The year in the address, if it can be one; else this one."""
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else who.day.year
    return year if FIRST_YEAR <= year <= who.day.year + 1 else who.day.year
