"""Write the follow-up plan of a survey (RTL) and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from feedback import permissions
from feedback.enums import FollowUpState
from feedback.models import CitizenSurvey, FollowUpItem
from personnel.models import Employee, User
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpContent:
    """A row as typed; ``quarters`` are numbers of quarters of ``year``."""

    element: str
    activity: str
    year: int
    quarters: Sequence[int]
    due_on: date
    responsible: Employee
    state: FollowUpState = FollowUpState.PLANNED
    realisation: str = ""
    evidence_url: str = ""


@transaction.atomic
def save_follow_up(
    *, survey_id: int, item_id: int | None, content: FollowUpContent, by: User, now: datetime
) -> FollowUpItem:
    """Add a row, or change the one named.

    Raises: ``Denied``, ``WrongState`` (survey not closed), ``CitizenSurvey.DoesNotExist``,
    ``FollowUpItem.DoesNotExist``, ``Incomplete`` when done without a word about it.
    """
    survey = CitizenSurvey.objects.select_related("unit").get(pk=survey_id)
    if item_id is None:
        permissions.can_plan_follow_up(by, survey, now).require()
        item = FollowUpItem(survey=survey)
    else:
        item = FollowUpItem.objects.select_for_update(of=("self",)).get(pk=item_id, survey=survey)
        permissions.can_report_follow_up(by, item, now).require()
    item.element, item.activity, item.year = content.element, content.activity, content.year
    item.quarters = "".join(str(one) for one in sorted(set(content.quarters)))
    item.due_on, item.responsible = content.due_on, content.responsible
    item.state, item.realisation = content.state, content.realisation
    item.evidence_url, item.written_by = content.evidence_url, by
    with refusals_as_sentences(FollowUpItem):
        item.save()
    return item
