"""Development plans and measured competences for tests, walked by the real actions."""

from datetime import UTC, date, datetime
from typing import Any

from personnel.models import Employee, User
from tests.factories.appraisal import Office
from training.actions import development, development_steps, development_writing, standards
from training.actions.development_writing import ActionInput, IndicatorInput
from training.actions.standards import FamilyInput, StandardInput
from training.enums import ActionKind, DevelopmentState
from training.models import Competence, CompetenceMeasurement, DevelopmentPlan
from training.rules.development import Need

OPENED = datetime(2027, 1, 21, 2, 0, tzinfo=UTC)
SOON = datetime(2027, 1, 25, 2, 0, tzinfo=UTC)


def open_plan(
    employee: Employee, need: Need = Need.IMPROVE, *, now: datetime = OPENED
) -> DevelopmentPlan:
    """The plan of 2027 after a result of 2026."""
    return development.open_from_predicate(employee=employee, need=need, source_year=2026, now=now)


def write_plan(plan: DevelopmentPlan, by: User, *, kind: ActionKind = ActionKind.COACHING) -> None:
    """A goal with one action, and an indicator."""
    goal = development_writing.save_goal(
        plan_id=plan.pk, goal_id=None, text="Menyusun laporan tepat waktu", competence=None, by=by
    )
    development_writing.save_action(
        plan_id=plan.pk,
        goal_id=goal.pk,
        action_id=None,
        entered=ActionInput(
            kind=kind,
            text="Bertemu setiap dua minggu",
            starts_on=date(2027, 2, 1),
            ends_on=date(2027, 5, 31),
        ),
        by=by,
    )
    development_writing.save_indicator(
        plan_id=plan.pk,
        indicator_id=None,
        entered=IndicatorInput(
            result="Tersusunnya laporan bulanan", text="Laporan yang tepat waktu"
        ),
        by=by,
    )


def plan_in(
    state: DevelopmentState, office: Office, need: Need = Need.IMPROVE, *, now: datetime = SOON
) -> DevelopmentPlan:
    """The plan of the office's employee in ``state``, walked there by the actions."""
    owner, superior = office.employee, office.supervisor
    assert owner.employee is not None
    plan = open_plan(owner.employee, need)
    if state in (DevelopmentState.DRAFT, DevelopmentState.OFFERED):
        return plan
    write_plan(plan, owner)
    development_steps.submit_development(plan_id=plan.pk, by=owner, now=now)
    if state in (DevelopmentState.AGREED, DevelopmentState.CLOSED):
        development_steps.agree_development(plan_id=plan.pk, by=superior, now=now)
    if state == DevelopmentState.CLOSED:
        development_steps.close_development(
            plan_id=plan.pk, conclusion="Laporan kini tepat waktu.", by=superior, now=now
        )
    plan.refresh_from_db()
    return plan


def make_family(officer: User, now: datetime, *, levels: dict[str, int], **fields: Any) -> Any:
    """A family for the posts of level "pelaksana" that demands ``levels`` by competence."""
    given: dict[str, Any] = {"code": "pelaksana", "name": "Pelaksana", "level": "pelaksana"}
    family = standards.save_family(
        family_id=None, entered=FamilyInput(**given | fields), by=officer, now=now
    )
    for name, level in levels.items():
        standards.set_standard(
            family_id=family.pk,
            entered=StandardInput(name, level),
            valid_from=date(2020, 1, 1),
            by=officer,
            now=now,
        )
    return family


def make_measurement(
    employee: Employee, name: str, level: int, by: User, *, on: date = date(2026, 6, 1)
) -> CompetenceMeasurement:
    """A level as a test measured it."""
    return CompetenceMeasurement.objects.create(
        employee=employee,
        competence=Competence.objects.get_or_create(name=name)[0],
        level=level,
        measured_on=on,
        source="assessment",
        measured_by=by,
        entered_at=OPENED,
    )
