"""The follow-up plan of a survey as its page shows it, and rows that are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet

from feedback.enums import FollowUpState
from feedback.models import CitizenSurvey, FollowUpItem, SurveyResult
from feedback.rules.follow_up import proposed_elements
from feedback.selectors.figures import ElementRow, read_figures

REMIND_BEFORE: Final = timedelta(days=14)
"""How long before its due day a row is a task of the person who answers for it."""

_NUMERALS: Final = ("I", "II", "III", "IV")

OPEN_STATES: Final = (FollowUpState.PLANNED, FollowUpState.RUNNING)


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A row as a table shows it."""

    item: FollowUpItem

    @property
    def quarters(self) -> str:
        """ "TW I, III"; empty without a tick."""
        numerals = [name for number, name in enumerate(_NUMERALS, start=1)
                    if str(number) in self.item.quarters]  # fmt: skip
        return f"TW {', '.join(numerals)}" if numerals else ""

    @property
    def mark(self) -> str:
        """Kind of mark for its status."""
        return {"done": "done", "running": "wait"}.get(self.item.state, "draft")


def follow_up_rows(survey: CitizenSurvey) -> list[FollowUpRow]:
    """Rows of the plan by due day: one query."""
    items = FollowUpItem.objects.filter(survey=survey).select_related("responsible")
    return [FollowUpRow(item) for item in items.order_by("due_on", "pk")]


def open_proposals(survey: CitizenSurvey, rows: Iterable[FollowUpRow]) -> list[ElementRow]:
    """Weak elements that no row takes up yet, the weakest first."""
    result = SurveyResult.objects.current().of_units().with_figures().filter(survey=survey).first()
    if result is None:
        return []
    elements = {one.code: one for one in read_figures(result).elements}
    taken = {row.item.element for row in rows}
    wanted = proposed_elements((one.code, one.mean, one.grade) for one in elements.values())
    return [elements[code] for code in wanted if code not in taken]


def previous_survey(survey: CitizenSurvey) -> CitizenSurvey | None:
    """The unit's survey before, whose plan is reported again with what became of it."""
    return (
        CitizenSurvey.objects.filter(
            unit=survey.unit_id, period__ends__lt=survey.period.ends, follow_up__isnull=False
        )
        .select_related("period")
        .order_by("-period__ends", "-pk")
        .first()
    )


def due_follow_up(employee_id: int, today: date) -> QuerySet[FollowUpItem]:
    """Open rows for which a person answers and whose day is near or past, the nearest first."""
    return (
        FollowUpItem.objects.filter(
            responsible=employee_id, state__in=OPEN_STATES, due_on__lte=today + REMIND_BEFORE
        )
        .select_related("survey__unit", "survey__period")
        .order_by("due_on", "pk")
    )
