"""Freeze what the SKP form says: one plan with its results, values and annex."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from appraisal.enums import AnnexBlock, Approach, Aspect, Perspective, PlanState, ResultKind
from appraisal.models import Indicator, Plan, WorkResult
from appraisal.selectors.plans import result_blocks, value_rows
from personnel.models import Employee
from reports.documents.form_content import (
    FormHead,
    IndicatorLine,
    PlanFormContent,
    ResultLine,
    ValueLine,
)
from reports.documents.people import PersonLines
from reports.documents.standing import VALID, DocumentState, Standing
from reports.models import Letterhead
from reports.selectors.frozen import day_of, person_lines, posts_on
from reports.selectors.signing import Authorities, Signature, substitute_in
from sabang_kinerja.common.numbers import format_decimal

SIGNED = (PlanState.FIXED, PlanState.SUPERSEDED, PlanState.CLOSED)
"""States of a plan that both have signed; before them the form is a draft."""


def plan_form_content(plan: Plan, now: datetime) -> PlanFormContent:
    """The form of one plan, from what ``plans_for_page`` has read and two queries more.

    A signed plan is dated by its signatures, so that it prints the same file at any time.
    """
    signed = plan.state in SIGNED
    fixed_at = plan.supervisor_signed_at if signed else None
    fixings = [step for step in plan.transitions.all() if step.verb == "fix"]
    substitute = substitute_in(fixings[-1]) if signed and fixings else None
    blocks = result_blocks(plan)
    annexes = {annex.block: annex.text for annex in plan.annexes.all()}
    return PlanFormContent(
        head=form_head(
            plan, plan.supervisor, (plan.starts, plan.ends), fixed_at, now, substitute=substitute
        ),
        results=tuple(result_line(row) for row in (*blocks.main, *blocks.additional)),
        values=tuple(ValueLine(expectation=row.expectation.strip()) for row in value_rows(plan)),
        annexes=tuple(_lines(annexes.get(block, "")) for block in AnnexBlock),
        year=plan.year.year,
        version=plan.version,
        employee_signed_on=day_of(plan.employee_signed_at),
        as_of=fixed_at or now,
    )


def plan_standing(plan: Plan, now: datetime) -> Standing:
    """The mark that the form carries: a draft, replaced by a newer version, or none."""
    if plan.state not in SIGNED:
        return Standing(state=DocumentState.DRAFT, printed_at=now)
    if plan.state != PlanState.SUPERSEDED:
        return VALID
    after = plan.next_versions.order_by("version").first()
    replaced = [step.at for step in plan.transitions.all() if step.target == PlanState.SUPERSEDED]
    return Standing(
        state=DocumentState.SUPERSEDED,
        since=day_of(replaced[-1] if replaced else plan.updated_at),
        successor=f"SKP versi {after.version if after else plan.version + 1}",
    )


def form_head(
    plan: Plan,
    supervisor: Employee | None,
    span: tuple[date, date],
    signed_at: datetime | None,
    now: datetime,
    *,
    substitute: Employee | None,
) -> FormHead:
    """Names, posts and days at the head of a form (five queries).

    ``substitute`` signed for an absent ``supervisor``. A draft says by what the present supervisor
    would sign.
    """
    day = timezone.localtime(signed_at or now).date()
    unit = plan.assignment.post.unit
    agency = unit.agency
    signature = (
        Signature(
            authority=supervisor,
            unit=unit,
            day=day,
            employee_id=plan.employee_id,
            substitute=substitute,
        )
        if supervisor
        else None
    )
    head = Letterhead.objects.filter(agency=agency).first() if agency else None
    return FormHead(
        approach=Approach(plan.approach),
        uses_head_form=plan.uses_head_form,
        institution=settings.GOVERNMENT_NAME,
        starts=span[0],
        ends=span[1],
        employee=person_lines(plan.employee, plan.assignment),
        supervisor=_supervisor_lines(supervisor, day),
        place=head.place if head else settings.LETTER_PLACE,
        signed_on=day if signed_at else None,
        signing=Authorities([signature]).signing(signature),
    )


def _supervisor_lines(supervisor: Employee | None, day: date) -> PersonLines | None:
    if supervisor is None:
        return None
    return person_lines(supervisor, posts_on({supervisor.pk}, day).get(supervisor.pk))


def result_line(result: WorkResult) -> ResultLine:
    """One result with its indicators, without achievement and feedback."""
    return ResultLine(
        kind=ResultKind(result.kind),
        text=result.text.strip(),
        superior_text=result.superior_text.strip(),
        assigned_by=result.assigned_by.strip(),
        perspective=Perspective(result.perspective) if result.perspective else None,
        indicators=tuple(indicator_line(row) for row in result.indicators.all()),
    )


def indicator_line(indicator: Indicator, achievement: str = "") -> IndicatorLine:
    """One indicator; a target without words is its number and unit."""
    target = indicator.target.strip()
    if not target and indicator.target_value is not None:
        target = f"{format_decimal(indicator.target_value)} {indicator.measure_unit}".strip()
    return IndicatorLine(
        aspect=Aspect(indicator.aspect),
        text=indicator.text.strip(),
        target=target,
        achievement=achievement,
    )


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip(" \t-–•") for line in text.splitlines())
    return tuple(line for line in lines if line)
