"""What a plan lacks before it may be submitted, and what its writer should look at again.

Source: guard of *submit* in regulation 2.4, number of results in 3.1; docs/legal.md#plan-submit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

FEWEST_MAIN_RESULTS: Final = 3
MOST_MAIN_RESULTS: Final = 10
"""Outside this range a plan draws a warning; the law names no numbers, a setting may."""


class ResultKind(StrEnum):
    """Main results come from the post, additional ones from outside it."""

    MAIN = "main"
    ADDITIONAL = "additional"


class SuperiorLink(StrEnum):
    """How a result hangs on the superior's results."""

    LINKED = "linked"
    TO_FOLLOW = "to_follow"
    NOT_CASCADED = "not_cascaded"


class AnnexBlock(StrEnum):
    """The three blocks of the lampiran, in printed order."""

    RESOURCES = "resources"
    ACCOUNTABILITY = "accountability"
    CONSEQUENCES = "consequences"


class ProblemCode(StrEnum):
    """What is missing (these hold a plan back), then what is doubtful (these do not)."""

    NO_MAIN_RESULT = "no_main_result"
    RESULT_TEXT_MISSING = "result_text_missing"
    INDICATOR_MISSING = "indicator_missing"
    INDICATOR_TEXT_MISSING = "indicator_text_missing"
    TARGET_MISSING = "target_missing"
    LINK_MISSING = "link_missing"
    LINK_REASON_MISSING = "link_reason_missing"
    ANNEX_MISSING = "annex_missing"

    LINK_TO_FOLLOW = "link_to_follow"
    FEW_MAIN_RESULTS = "few_main_results"
    MANY_MAIN_RESULTS = "many_main_results"
    SUPERIOR_PLAN_NOT_APPROVED = "superior_plan_not_approved"


WARNINGS: Final = frozenset(
    {
        ProblemCode.LINK_TO_FOLLOW,
        ProblemCode.FEW_MAIN_RESULTS,
        ProblemCode.MANY_MAIN_RESULTS,
        ProblemCode.SUPERIOR_PLAN_NOT_APPROVED,
    }
)


@dataclass(frozen=True, slots=True)
class IndicatorToCheck:
    """One indicator; ``target`` is its text, or number and unit as text, empty when unset."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class ResultToCheck:
    """One work result with its indicators in plan order.

    ``superior_result`` tells whether a result of the superior is named; ``link_reason`` why
    none is.
    """

    kind: ResultKind
    text: str
    indicators: tuple[IndicatorToCheck, ...]
    link: SuperiorLink | None = None
    superior_result: bool = False
    link_reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanToCheck:
    """A plan as its owner wrote it.

    ``cascades`` is False on the form of JPT and heads of independent units, whose results hang
    on nobody's; ``superior_plan_approved`` is False while the superior's plan is not approved,
    None where no superior owes a plan. ``annex`` holds the texts of each block. Main results
    outside ``fewest_main`` to ``most_main`` draw a warning.
    """

    results: tuple[ResultToCheck, ...]
    annex: dict[AnnexBlock, tuple[str, ...]] = field(default_factory=dict)
    cascades: bool = True
    superior_plan_approved: bool | None = None
    fewest_main: int = FEWEST_MAIN_RESULTS
    most_main: int = MOST_MAIN_RESULTS


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend or to look at, with its place.

    ``result`` and ``indicator`` count from 1: the result in plan order over both kinds, the
    indicator within its result.
    """

    code: ProblemCode
    result: int | None = None
    indicator: int | None = None
    block: AnnexBlock | None = None

    @property
    def is_warning(self) -> bool:
        """Whether the plan may be submitted all the same."""
        return self.code in WARNINGS


def plan_problems(plan: PlanToCheck) -> tuple[Problem, ...]:
    """Everything a plan lacks, top to bottom as on the page, then the warnings."""
    found = (*_count_problems(plan), *_result_problems(plan), *_annex_problems(plan))
    return tuple(sorted(found, key=lambda problem: problem.is_warning))


def may_be_submitted(plan: PlanToCheck) -> bool:
    """Whether nothing but warnings stands against the plan."""
    return all(problem.is_warning for problem in plan_problems(plan))


def _count_problems(plan: PlanToCheck) -> Iterator[Problem]:
    main = sum(result.kind is ResultKind.MAIN for result in plan.results)
    if main == 0:
        yield Problem(ProblemCode.NO_MAIN_RESULT)
    elif main < plan.fewest_main:
        yield Problem(ProblemCode.FEW_MAIN_RESULTS)
    elif main > plan.most_main:
        yield Problem(ProblemCode.MANY_MAIN_RESULTS)
    if plan.cascades and plan.superior_plan_approved is False:
        yield Problem(ProblemCode.SUPERIOR_PLAN_NOT_APPROVED)


def _result_problems(plan: PlanToCheck) -> Iterator[Problem]:
    for place, result in enumerate(plan.results, start=1):
        if not result.text.strip():
            yield Problem(ProblemCode.RESULT_TEXT_MISSING, result=place)
        if plan.cascades and (code := _link_problem(result)):
            yield Problem(code, result=place)
        if not result.indicators:
            yield Problem(ProblemCode.INDICATOR_MISSING, result=place)
        for number, indicator in enumerate(result.indicators, start=1):
            if not indicator.text.strip():
                yield Problem(ProblemCode.INDICATOR_TEXT_MISSING, place, number)
            if not indicator.target.strip():
                yield Problem(ProblemCode.TARGET_MISSING, place, number)


def _link_problem(result: ResultToCheck) -> ProblemCode | None:
    match result.link:
        case SuperiorLink.LINKED if result.superior_result:
            return None
        case SuperiorLink.NOT_CASCADED:
            has_reason = bool(result.link_reason.strip())
            return None if has_reason else ProblemCode.LINK_REASON_MISSING
        case SuperiorLink.TO_FOLLOW:
            return ProblemCode.LINK_TO_FOLLOW
        case _:
            return ProblemCode.LINK_MISSING


def _annex_problems(plan: PlanToCheck) -> Iterator[Problem]:
    for block in AnnexBlock:
        if not any(text.strip() for text in plan.annex.get(block, ())):
            yield Problem(ProblemCode.ANNEX_MISSING, block=block)
