"""Rows of surveys' follow-up plans that an official may take into the own plan."""

from django.utils.translation import gettext as _

from appraisal.models import Indicator, Plan
from feedback.models import FollowUpItem
from feedback.selectors.follow_up import OPEN_STATES


def origin_words(item: FollowUpItem) -> str:
    """How an indicator names the row that it comes from, with its number."""
    return _("(tindak lanjut survei %(unit)s, %(period)s, nomor %(number)s)") % {
        "unit": item.survey.unit.name,
        "period": item.survey.period.label,
        "number": item.pk,
    }


def follow_up_choices(plan: Plan) -> list[FollowUpItem]:
    """Open rows of the year for which the plan's owner answers, without those taken."""
    items = list(
        FollowUpItem.objects.filter(
            responsible=plan.employee_id, year=plan.year.year, state__in=OPEN_STATES
        )
        .select_related("survey__unit", "survey__period")
        .order_by("due_on", "pk")
    )
    if not items:
        return []
    texts = list(Indicator.objects.filter(result__plan=plan).values_list("text", flat=True))
    return [item for item in items if not any(origin_words(item) in text for text in texts)]
