"""What citizens and colleagues say that may stand beside one evaluation, and what they wait for."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
from feedback.selectors.peer_reports import PeerVoice, peer_voice
from feedback.selectors.pulse import due_pulse
from feedback.selectors.reviews import due_forms


@dataclass(frozen=True, slots=True)
class CitizenVoice:
    """Figures of the person's unit, and comparisons of the own counter that passed every gate."""

    units: list[UnitFigure]
    officer: list[tuple[OfficerFigure, list[ComparisonLine]]]


def peers_beside(evaluation: Evaluation, reader: int | None) -> PeerVoice | None:
    """What colleagues said that may stand beside the ratings of the seven values: one query.

    Only for the superior of the round, only where the mean is reliable (statistics C5).
    """
    return peer_voice(evaluation.plan.employee_id, reader, evaluation.period.ends)


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


def peer_todos(employee_id: int) -> list[Todo]:
    """The pulse that the person has not answered, and forms about colleagues not yet sent."""
    last_day = due_pulse(employee_id)
    pulse = [
        Todo(
            _("Sampaikan pendapat tentang penilaian kinerja"),
            _("Sebelas pernyataan, sekitar dua menit; tanpa nama."),
            _("Jawab"),
            reverse("feedback:pulse-answer"),
            last_day,
        )
    ]
    return (pulse if last_day else []) + [
        Todo(
            _("Beri umpan balik tentang rekan"),
            ngettext(
                "%(round)s: %(n)s formulir menunggu.", "%(round)s: %(n)s formulir menunggu.", count
            )
            % {"round": name, "n": count},
            _("Isi formulir"),
            reverse("feedback:review-list"),
            day,
        )
        for name, count, day in due_forms(employee_id)
    ]


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
