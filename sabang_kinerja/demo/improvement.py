"""Improvement plans after the low results of past years."""

import random
from datetime import date, datetime, time, timedelta
from json import dumps
from typing import Any, Final

from appraisal.enums import CheckProgress, EvaluationState, ImprovementState
from appraisal.models import Evaluation, ImprovementCheck, ImprovementPlan
from appraisal.regulation import IMPROVEMENT_SPAN
from appraisal.rules.improvement import LOW_PREDICATES, check_days
from personnel.enums import LegalStatus, PeriodKind
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.content import follow_up_texts
from sabang_kinerja.demo.sampling import pick, sometimes, stream
from sabang_kinerja.demo.tables import Tables

LATE_START: Final = 0.12
"""Share of plans that opened late, so that some run at any time of the year."""
CONCLUDED: Final = 0.85
LONGEST_WAIT: Final = 60
"""Days after its end by which every plan has a conclusion."""
IMPROVED: Final = 0.8
_PROGRESS: Final = {CheckProgress.BETTER: 0.6, CheckProgress.SAME: 0.3, CheckProgress.WORSE: 0.1}
_COLUMNS: Final = (
    *("pk", "final_at", "supervisor", "reviewing_superior", "plan__employee"),
    "plan__assignment__post__unit",
)


def write_improvement_plans(recorder: int, seed: int, now: datetime, tables: Tables) -> None:
    """Write plans with their check-ins as they stand ``now``; ``recorder`` is BKPSDM's account."""
    rows = (
        Evaluation.objects.filter(
            period__kind=PeriodKind.ANNUAL,
            state=EvaluationState.FINAL,
            predicate__in=LOW_PREDICATES,
            final_at__isnull=False,
        )
        .exclude(plan__employee__legal_status=LegalStatus.LEFT)
        .order_by("pk")
        .values_list(*_COLUMNS)
    )
    for row in rows:
        _write(row, recorder, stream(seed, "improvement", row[0]), now, tables)


def _write(
    row: tuple[Any, ...], recorder: int, chance: random.Random, now: datetime, tables: Tables
) -> None:
    evaluation_id, final_at, supervisor, reviewer, employee, unit = row
    today, starts = now.date(), final_at.astimezone(WIB).date()
    if sometimes(chance, LATE_START):
        starts = max(starts, today - timedelta(days=chance.randint(20, 150)))
    days = check_days(starts)
    goals = starts + timedelta(days=7) <= today
    texts = follow_up_texts()
    values: dict[str, Any] = {"state": ImprovementState.RUNNING}
    over = (today - days[-1]).days
    if over > LONGEST_WAIT or (over >= 0 and sometimes(chance, CONCLUDED)):
        values = _conclusion(chance, days[-1], now, recorder)
    plan_id = tables[ImprovementPlan].add(
        evaluation_id=evaluation_id,
        employee_id=employee,
        unit_id=unit,
        supervisor_id=supervisor,
        reviewing_superior_id=reviewer,
        starts=starts,
        ends=days[-1],
        goals=chance.choice(texts["goals"]) if goals else "",
        employee_comment=chance.choice(texts["comments"])
        if goals and sometimes(chance, 0.5)
        else "",
        versions=dumps({IMPROVEMENT_SPAN: "default"}),
        **values,
    )
    for number, due in enumerate(days, start=1):
        held = due - timedelta(days=chance.randint(0, 4))
        tables[ImprovementCheck].add(
            plan_id=plan_id,
            number=number,
            due=due,
            **(_held(chance, held) if goals and starts < held <= today else {}),
        )


def _held(chance: random.Random, day: date) -> dict[str, Any]:
    texts = follow_up_texts()
    progress = pick(chance, _PROGRESS)
    return {
        "held_on": day,
        "progress": progress,
        "note": chance.choice(texts["notes"][progress]),
        "employee_note": chance.choice(texts["answers"]) if sometimes(chance, 0.3) else "",
    }


def _conclusion(chance: random.Random, ends: date, now: datetime, recorder: int) -> dict[str, Any]:
    texts = follow_up_texts()
    at = min(now, datetime.combine(ends + timedelta(days=chance.randint(0, 6)), time(10), WIB))
    if sometimes(chance, IMPROVED):
        return {
            "state": ImprovementState.IMPROVED,
            "conclusion": texts["improved"],
            "concluded_at": at,
        }
    values = {
        "state": ImprovementState.NOT_IMPROVED,
        "conclusion": texts["not_improved"],
        "concluded_at": at,
    }
    if sometimes(chance, 0.7):
        values |= {
            "next_step": chance.choice(texts["next_steps"]),
            "next_step_at": at,
            "next_step_by_id": recorder,
        }
    return values
