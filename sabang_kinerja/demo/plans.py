"""Writes plans: their rows, their content, and who did what when."""

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from appraisal.enums import (
    AnnexBlock,
    Approach,
    Classification,
    CoreValue,
    PlanState,
    ResultKind,
    SuperiorLink,
)
from appraisal.models import (
    Indicator,
    Plan,
    PlanAnnex,
    PlanTransition,
    SpecialExpectation,
    WorkResult,
)
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.demo.content import phrases, wordings
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.plan_content import (
    PlannedIndicator,
    PlannedResult,
    agreed_target,
    choose_results,
    same_results,
    supported_result,
)
from sabang_kinerja.demo.plan_specs import PlanSpec
from sabang_kinerja.demo.plan_steps import PlanSteps, steps_of, transitions
from sabang_kinerja.demo.sampling import sometimes, stream
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.demo.teams import TeamOfResult

RETURN_NOTES: Final = {
    # places of notes in the file whose complaint the plan then really shows
    "target": 1,
    "link": 2,
    "resources": 8,
    "accountability": 9,
}
_SUPERIOR_LINK_MISSING: Final = 3


class PlanWriter:
    """Writes the plans of one year, superiors first, and remembers their results."""

    def __init__(
        self,
        tables: Tables,
        seed: int,
        now: datetime,
        admin: Person,
        teams: Mapping[int, TeamOfResult],
    ) -> None:
        self._teams = teams
        self._tables = tables
        self._seed = seed
        self._now = now
        self._admin = admin
        self._offered: dict[Person, list[PlanSpec]] = defaultdict(list)

    def write(self, spec: PlanSpec) -> None:
        """Write one plan with everything that belongs to it."""
        chance = stream(
            self._seed, "plan", spec.year.year, spec.person.nip, spec.starts, spec.version
        )
        steps = steps_of(spec, chance, self._now)
        spec.fixed_at = steps.fixed
        flaw = chance.choice(list(RETURN_NOTES)) if spec.state == PlanState.RETURNED else ""
        note = phrases()["plan_return_notes"][RETURN_NOTES[flaw]] if flaw else ""
        if spec.version > 1 and not flaw:
            note = chance.choice(wordings()["revision_reasons"])
        spec.id = self._tables[Plan].add(
            employee_id=spec.person.id,
            assignment_id=spec.span.id,
            year_id=spec.year.id,
            version=spec.version,
            previous_id=spec.previous.id if spec.previous else None,
            state=spec.state.value,
            approach=Approach.QUALITATIVE if sometimes(chance, 0.08) else Approach.QUANTITATIVE,
            uses_head_form=spec.span.post.uses_head_form,
            supervisor_id=spec.supervisor.id if spec.supervisor else None,
            reviewing_superior_id=spec.reviewer.id if spec.reviewer else None,
            starts=spec.starts,
            ends=spec.ends,
            note=note,
            seen_at=steps.returned or steps.approved,
            submitted_at=steps.resubmitted or steps.submitted,
            approved_at=steps.approved,
            employee_signed_at=steps.signed,
            supervisor_signed_at=steps.fixed,
            row_version=chance.randint(6, 14),
            created_at=steps.created,
            updated_at=steps.fixed or steps.approved or steps.submitted or steps.created,
        )
        earlier = chance.choice(phrases()["plan_return_notes"][:28])
        self._write_steps(spec, steps, note if flaw else earlier)
        self._write_results(spec, chance, flaw)
        self._write_expectations(spec, chance)
        self._write_annexes(spec, chance, flaw)

    def _write_steps(self, spec: PlanSpec, steps: PlanSteps, note: str) -> None:
        for row in transitions(spec, steps, note, self._admin, self._now):
            self._tables[PlanTransition].add(**row)
        if spec.previous is not None and steps.fixed is not None:
            self._tables[PlanTransition].add(
                plan_id=spec.previous.id,
                verb="supersede",
                source=PlanState.FIXED.value,
                target=PlanState.SUPERSEDED.value,
                by_id=spec.supervisor.user_id if spec.supervisor else None,
                at=steps.fixed,
            )

    # Content

    def _write_results(self, spec: PlanSpec, chance: random.Random, flaw: str) -> None:
        first = spec.previous is None
        results = (
            same_results(spec.previous.results)
            if spec.previous
            else choose_results(spec.span.post, chance)
        )
        if spec.state == PlanState.DRAFT and first:
            results = results[: chance.randint(2, max(2, len(results) - 1))]
        offered = self._results_above(spec)
        positions = {ResultKind.MAIN.value: 0, ResultKind.ADDITIONAL.value: 0}
        for place, result in enumerate(results, start=1):
            positions[result.kind] += 1
            linked = self._link(spec, result, offered, chance)
            if flaw == "link" and place == _SUPERIOR_LINK_MISSING:
                linked = {"link": SuperiorLink.TO_FOLLOW.value}
            extra = result.kind != ResultKind.MAIN
            team = self._teams.get(spec.person.id) if place == len(results) else None
            individual = not spec.is_head and sometimes(chance, 0.08)
            result.id = self._tables[WorkResult].add(
                plan_id=spec.id,
                position=positions[result.kind],
                kind=result.kind,
                text=result.text,
                classification=Classification.INDIVIDUAL
                if individual
                else Classification.ORGANISATION,
                assigned_by=(team.assigned_by if team else "")
                or (self._assigner(spec) if extra else ""),
                team_id=team.team_id if team else None,
                perspective=result.source.perspective if spec.span.post.uses_head_form else "",
                **linked,
            )
            missing = (flaw == "target" and place == 1) or (
                spec.state == PlanState.DRAFT and first and place == len(results)
            )
            self._write_indicators(result, chance, spec, without_target=missing)
        spec.results = results
        if spec.is_head:
            self._offered[spec.person].append(spec)

    def _results_above(self, spec: PlanSpec) -> list[PlannedResult]:
        """Results of the superior's plan that ran when this plan began."""
        plans = self._offered.get(spec.supervisor, []) if spec.supervisor else []
        day = max(spec.starts, date(spec.year.year, 1, 15))
        running = [plan for plan in plans if plan.starts <= day <= plan.ends]
        return (running or plans)[-1].results if plans else []

    def _assigner(self, spec: PlanSpec) -> str:
        """Who gives additional work: whoever leads, for heads of agencies the mayor."""
        return spec.supervisor.post.title if spec.supervisor else ""

    def _link(
        self,
        spec: PlanSpec,
        result: PlannedResult,
        offered: list[PlannedResult],
        chance: random.Random,
    ) -> dict[str, Any]:
        """How a result hangs on the superior's; heads' results hang on nobody's."""
        if spec.span.post.uses_head_form:
            return {}
        above = supported_result(result, offered)
        if above is not None:
            return {
                "link": SuperiorLink.LINKED.value,
                "superior_result_id": above.id,
                "superior_text": above.text,
            }
        if not spec.is_settled and sometimes(chance, 0.5):
            return {"link": SuperiorLink.TO_FOLLOW.value}
        is_office = spec.span.post.profession in ("clerk", "operator")
        return {
            "link": SuperiorLink.NOT_CASCADED.value,
            "not_cascaded_reason": chance.choice(
                wordings()["not_cascaded_reasons"]["office" if is_office else "other"]
            ),
        }

    def _write_indicators(
        self, result: PlannedResult, chance: random.Random, spec: PlanSpec, *, without_target: bool
    ) -> None:
        steady = spec.is_head and spec.span.post.uses_head_form
        for position, row in enumerate(result.source.indicators, start=1):
            value = agreed_target(row, chance, steady=steady)
            indicator_id = self._tables[Indicator].add(
                result_id=result.id,
                position=position,
                aspect=row.aspect,
                text=row.text,
                target="" if without_target else f"{format_decimal(value)} {row.unit}",
                target_value=None if without_target else value,
                measure_unit=row.unit,
                direction=row.direction,
            )
            result.indicators.append(
                PlannedIndicator(indicator_id, row.text, value, row.unit, row.direction)
            )

    def _write_expectations(self, spec: PlanSpec, chance: random.Random) -> None:
        seen = spec.is_settled or spec.state == PlanState.APPROVED
        texts = wordings()["special_expectations"]
        for value in CoreValue:
            written = seen and sometimes(chance, 0.4)
            self._tables[SpecialExpectation].add(
                plan_id=spec.id,
                core_value=value.value,
                text=chance.choice(texts[value.value]) if written else "",
            )

    def _write_annexes(self, spec: PlanSpec, chance: random.Random, flaw: str) -> None:
        texts = wordings()["annex"]
        superior = spec.supervisor.post.title if spec.supervisor else "pimpinan"
        lines = {
            AnnexBlock.RESOURCES: chance.sample(texts["resources"][spec.span.post.family], 2),
            AnnexBlock.ACCOUNTABILITY: [
                line.format(superior=superior) for line in chance.sample(texts["accountability"], 2)
            ],
            AnnexBlock.CONSEQUENCES: chance.sample(texts["consequences"], 2),
        }
        if flaw == "resources" or (spec.state == PlanState.DRAFT and sometimes(chance, 0.6)):
            lines[AnnexBlock.RESOURCES] = []
        if flaw == "accountability":
            lines[AnnexBlock.ACCOUNTABILITY] = ["Laporan"]
        for block, found in lines.items():
            self._tables[PlanAnnex].add(plan_id=spec.id, block=block.value, text="\n".join(found))
