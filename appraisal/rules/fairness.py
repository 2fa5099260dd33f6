"""Outcomes of a year between groups of people, for the whole city.

Each outcome is stated as its favourable side, so that a low rate is always the worse one. The
headline compares people of one kind of unit and level of post. Source: statistics D4; see
docs/statistics.md#fairness.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from appraisal.rules.adverse_impact import (
    ALPHA,
    Light,
    Selection,
    below_four_fifths,
    difference_interval,
    impact_ratio,
    light,
    rate_difference_p,
    reference_group,
)
from appraisal.rules.false_discovery import adjusted
from appraisal.rules.stratified import NotComparable, Stratified, stratified

SMALLEST_CELL: Final = 5
"""Counts below this are not shown."""


class Trait(StrEnum):
    """What the groups differ in."""

    SEX = "sex"
    AGE = "age"
    EMPLOYMENT = "employment"


class Outcome(StrEnum):
    """What reached some and not others, always the favourable side."""

    TOP = "top"
    GOOD = "good"
    CHANGED = "changed"
    NOT_LOWERED = "not_lowered"


Cells = Mapping[tuple[str, str], Selection]
"""Counts by group and stratum."""


@dataclass(frozen=True, slots=True)
class Question:
    """One outcome between the groups of one trait."""

    trait: Trait
    outcome: Outcome
    cells: Cells


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group beside the reference of its question.

    ``q`` and ``within_q`` are adjusted for all comparisons of the page. ``within`` is ``None``
    where no stratum holds both groups. ``is_hidden``: a count of the question is below five, so
    that no number of it may be shown.
    """

    trait: Trait
    outcome: Outcome
    group: str
    reference: str
    selection: Selection
    reference_selection: Selection
    q: float
    within: Stratified | None
    within_q: float | None
    is_hidden: bool

    @property
    def ratio(self) -> float | None:
        """Rate of the group over that of the reference."""
        return impact_ratio(self.selection, self.reference_selection)

    @property
    def is_below(self) -> bool:
        """Whether the rate is below four fifths."""
        return below_four_fifths(self.selection, self.reference_selection)

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the difference of the rates."""
        return difference_interval(self.selection, self.reference_selection)

    @property
    def light(self) -> Light:
        """What the comparison of everybody means."""
        return light(self.selection, self.reference_selection, self.q)

    @property
    def differs_within(self) -> bool:
        """The headline: a difference among people of one kind of unit and level."""
        return (
            self.within_q is not None and self.within_q < ALPHA and self.light is not Light.TOO_FEW
        )


def compare(questions: Iterable[Question]) -> list[Comparison]:
    """Every group beside the reference of its question, in the order given."""
    pairs = [
        (question, groups, name, reference)
        for question in questions
        for groups in [_groups(question.cells)]
        for reference in [reference_group(groups)]
        if reference is not None
        for name in sorted(groups)
        if name != reference and groups[name].total
    ]
    q_values = adjusted(
        [rate_difference_p(groups[name], groups[ref]) for _, groups, name, ref in pairs]
    )
    within = [_within(question.cells, name, ref) for question, _, name, ref in pairs]
    within_q = iter(adjusted([one.p for one in within if one]))
    return [
        Comparison(
            question.trait,
            question.outcome,
            name,
            reference,
            groups[name],
            groups[reference],
            q,
            inside,
            next(within_q) if inside else None,
            is_hidden(tuple(groups.values())),
        )
        for (question, groups, name, reference), q, inside in zip(
            pairs, q_values, within, strict=True
        )
    ]


def is_hidden(groups: Sequence[Selection]) -> bool:
    """Whether any count of a question is below five, zero included.

    Then none is shown: from the others and the total of the city it would follow.
    """
    return any(
        min(one.selected, one.total - one.selected) < SMALLEST_CELL for one in groups if one.total
    )


def _groups(cells: Cells) -> dict[str, Selection]:
    found: dict[str, Selection] = {}
    for (name, _stratum), one in cells.items():
        sum_ = found.get(name, Selection(0, 0))
        found[name] = Selection(sum_.selected + one.selected, sum_.total + one.total)
    return found


def _within(cells: Cells, name: str, reference: str) -> Stratified | None:
    nobody = Selection(0, 0)
    strata = sorted({stratum for _, stratum in cells})
    try:
        return stratified(
            [
                (cells.get((name, one), nobody), cells.get((reference, one), nobody))
                for one in strata
            ]
        )
    except NotComparable:
        return None
