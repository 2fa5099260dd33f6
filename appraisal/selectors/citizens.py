"""What citizens say that may stand beside one evaluation, and follow-up that waits for a person."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from appraisal.models import Evaluation
from appraisal.selectors.todos import Todo
from feedback.models import OfficerFigure
from feedback.selectors.appraisal_context import (
    ComparisonLine,
    UnitFigure,
    comparison_lines,
    officer_figures,
    unit_figures,
)
from feedback.selectors.follow_up import due_follow_up


@dataclass(frozen=True, slots=True)
class CitizenVoice:
    """Figures of the person's unit, and comparisons of the own counter that passed every gate."""

    units: list[UnitFigure]
    officer: list[tuple[OfficerFigure, list[ComparisonLine]]]


def citizen_voice(evaluation: Evaluation) -> CitizenVoice:
    """What the supervisor may see beside an evaluation: two queries. No rule counts it."""
    period, plan = evaluation.period, evaluation.plan
    return CitizenVoice(
        unit_figures(plan.assignment.post.unit, period.starts, period.ends),
        [
            (one, comparison_lines(one))
            for one in officer_figures(plan.employee_id, period.starts, period.ends)
        ],
    )


def survey_todos(employee_id: int, today: date) -> list[Todo]:
    """Rows of follow-up plans for which the person answers, near or past their day."""
    return [
        Todo(
            _("Kabarkan tindak lanjut survei: %(element)s")
            % {"element": row.get_element_display()},
            row.activity,
            _("Kabarkan"),
            reverse("feedback:surveyplan-update", args=[row.pk]),
            row.due_on,
        )
        for row in due_follow_up(employee_id, today)
    ]
