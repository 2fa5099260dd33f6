"""Reads of objection pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from appraisal.enums import ObjectionState
from appraisal.models import Objection

OPEN = (ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW)


def objections_for_list(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    """Open ones first, by the day on which they are due; then the latest."""
    return (
        rows.select_related(
            "evaluation__plan__employee",
            "evaluation__plan__assignment__post__unit__agency",
            "evaluation__period__year",
            "evaluation__reviewing_superior",
        )
        .annotate(
            is_closed=Case(
                When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
            )
        )
        .order_by("is_closed", "decide_by", "-filed_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Event:
    """One step of an objection."""

    at: datetime
    label: str
    who: str
    text: str = ""


def timeline(objection: Objection) -> list[Event]:
    """What happened, in order, with names."""
    employee = objection.evaluation.plan.employee.name
    events = [Event(objection.filed_at, _("Keberatan diajukan"), employee)]
    if objection.state == ObjectionState.REJECTED_FORMALLY:
        at = objection.decided_at or objection.filed_at
        who = objection.decided_by.get_short_name() if objection.decided_by else _("Sistem")
        events.append(Event(at, _("Tidak memenuhi syarat"), who, objection.decision))
    elif objection.decided_at is not None and objection.decided_by is not None:
        events.append(
            Event(
                objection.decided_at,
                _("Diputus: %(outcome)s") % {"outcome": objection.get_outcome_display()},
                objection.decided_by.get_short_name(),
            )
        )
    return events
