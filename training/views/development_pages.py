"""What every page about development carries: its places, and the plan that is asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from personnel.enums import Role
from personnel.selectors.roles import roles_of
from personnel.views.asking import Asked, asked
from sabang_kinerja.common.pages import render_page
from training import permissions
from training.models import DevelopmentPlan
from training.selectors.development import for_page


def render_development(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    here: str,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page with the places of development; ``here`` is the one that it belongs to."""
    who = asked(request)
    context |= {
        "here": here,
        "leads": Role.SUPERVISOR in roles_of(who.user, who.day),
        "runs": bool(permissions.can_run_training(who.user, who.now)),
        "reads_needs": permissions.needs_agencies(who.user, who.now).exists(),
    }
    return render_page(request, template, context, fragment, status)


def visible_plan(who: Asked, pk: int) -> DevelopmentPlan:
    """A plan that the account may read, with everything that its page shows."""
    plans = permissions.visible_development(who.user, who.now)
    return get_object_or_404(for_page(plans), pk=pk)
