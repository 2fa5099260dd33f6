"""Comparable services of one period beside each other."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from feedback.models import SurveyPeriod
from feedback.selectors.comparison import classes_of, compared
from feedback.selectors.policy import policy_on
from personnel.enums import Role
from personnel.views.asking import asked
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import render_page

READERS: Final = (
    Role.SURVEY_OFFICER,
    Role.BKPSDM_ADMIN,
    Role.AUDITOR,
    Role.CITY_LEADERSHIP,
    Role.AGENCY_HEAD,
    Role.QUALITY_REVIEWER,
)


@require_GET
@roles(*READERS)
def comparison_list(request: HttpRequest) -> HttpResponse:
    """One class of services in one period; the latest period with figures and its
    largest class where none is chosen."""
    periods = list(
        SurveyPeriod.objects.filter(surveys__results__is_current=True)
        .distinct()
        .order_by("-starts", "kind", "pk")
    )
    period = next((one for one in periods if str(one.pk) == request.GET.get("period")), None)
    period = period or (periods[0] if periods else None)
    classes = classes_of(period) if period else []
    names = [name for name, _n in classes]
    chosen = request.GET.get("class", "")
    if chosen not in names:
        chosen = max(classes, key=lambda one: one[1])[0] if classes else ""
    policy = policy_on(asked(request).day).policy
    context = {
        "periods": periods,
        "period": period,
        "classes": classes,
        "chosen": chosen,
        "least": policy.fewest_units,
        "compared": compared(period, chosen, policy) if period and chosen else None,
    }
    return render_page(request, "feedback/comparison_list.html", context)
