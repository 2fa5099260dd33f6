"""Naming the superior's result later, also after a plan was fixed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.enums import SuperiorLink
from appraisal.models import Plan, WorkResult
from appraisal.selectors.cascade import superior_results
from personnel.models import User
from sabang_kinerja.common.errors import Denied


@transaction.atomic
def link_result(
    *, plan_id: int, result_id: int, superior_result_id: int, by: User, now: datetime
) -> WorkResult:
    """Let a result support one of the superior's present results.

    The change stands in the history of the plan. Raises ``Denied`` for a result that is
    neither the superior's nor a team leader's. Source: regulation 2.4 (a link may follow).
    """
    plan = locked(Plan.objects.select_related("employee", "supervisor"), plan_id)
    permissions.can_link_results(by, plan, now).require()
    result = plan.results.get(pk=result_id)
    offered = {row.pk: row for row in superior_results(plan)}
    if superior_result_id not in offered:
        raise Denied(_("Hasil kerja itu tidak ada pada SKP pejabat penilai atau ketua tim kerja."))
    superior = offered[superior_result_id]
    result.link = SuperiorLink.LINKED
    result.superior_result, result.superior_text = superior, superior.text
    result.save(update_fields=["link", "superior_result", "superior_text"])
    saved(plan)
    return result
