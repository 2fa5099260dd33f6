"""Take a row of a survey's follow-up plan into the plan of the official who answers for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.enums import Aspect
from appraisal.models import Indicator, Plan
from appraisal.selectors.plan_follow_up import follow_up_choices, origin_words
from personnel.models import User
from sabang_kinerja.common.errors import Denied


@transaction.atomic
def add_follow_up_indicator(
    *, plan_id: int, result_id: int, item_id: int, by: User, now: datetime
) -> Indicator:
    """Add the row as an indicator of one result; its text names where it comes from.

    Raises: ``Denied`` for a row for which the plan's owner does not answer, one that is finished
    or already stands in the plan; whatever forbids editing the plan. Source: feedback A.8.
    """
    plan = locked(Plan.objects.select_related("employee", "supervisor"), plan_id)
    permissions.can_edit_plan(by, plan, now).require()
    result = plan.results.get(pk=result_id)
    item = next((one for one in follow_up_choices(plan) if one.pk == item_id), None)
    if item is None:
        raise Denied(_("Tindak lanjut ini tidak dapat diambil ke SKP ini."))
    last = result.indicators.order_by("position").last()
    indicator = Indicator.objects.create(
        result=result,
        position=last.position + 1 if last else 1,
        aspect=Aspect.TIME,
        text=f"{item.activity} {origin_words(item)}",
        target=_("Selesai paling lambat %(day)s") % {"day": f"{item.due_on:%d-%m-%Y}"},
    )
    saved(plan)
    return indicator
