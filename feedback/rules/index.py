"""The satisfaction index (IKM) of a unit, exactly as the regulation computes it.

Sums stay whole numbers and ratios exact fractions; rounding, half up to two decimals, happens once
and last, and the grade is read from the rounded value. Answers are counted alike here: the index
with weights is an estimate and has an interval. Source: PermenPANRB 14/2017 (feedback A.4, A.5,
statistics A1); see docs/legal.md#citizen-survey.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from feedback.rules.elements import ELEMENTS, SurveyElement
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy

LOWEST_ANSWER: Final = 1
HIGHEST_ANSWER: Final = 4
FREE_COST: Final = 4
"""Answer to the element cost that a free service has without asking."""

_POINTS: Final = 25
_FULL: Final = 9


class ServiceGrade(StrEnum):
    """Mutu pelayanan, best first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


GRADES_FROM: Final[Mapping[ServiceGrade, Decimal]] = {
    ServiceGrade.A: Decimal("88.31"),
    ServiceGrade.B: Decimal("76.61"),
    ServiceGrade.C: Decimal("65.00"),
    ServiceGrade.D: Decimal("25.00"),
}
"""Lowest value of each grade on the index of two decimals (Nilai Interval Konversi)."""

GRADE_LABELS: Final[Mapping[ServiceGrade, str]] = {
    ServiceGrade.A: "Sangat Baik",
    ServiceGrade.B: "Baik",
    ServiceGrade.C: "Kurang Baik",
    ServiceGrade.D: "Tidak Baik",
}
"""Kinerja unit pelayanan, the regulation's own words."""


class WeightMode(StrEnum):
    """How 1/x is written: exactly, rounded to three decimals, or cut to two (worksheets)."""

    EXACT = "exact"
    ROUNDED_3 = "rounded3"
    ROUNDED_2 = "rounded2"


class NoAnswers(ValueError):
    """Not one usable answer, so there is no index; it is never 0."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Responses of one unit as sums, one place an element; tallies of units can be added.

    ``n`` responses are usable; ``unusable`` have too few answers, ``refused`` one outside 1 to 4.
    """

    sums: tuple[int, ...]
    counts: tuple[int, ...]
    n: int = 0
    unusable: int = 0
    refused: int = 0

    def means(self) -> tuple[Fraction | None, ...]:
        """Mean of each element over those who answered it (NRR), exact; None for nobody."""
        return tuple(
            Fraction(total, count) if count else None
            for total, count in zip(self.sums, self.counts, strict=True)
        )


@dataclass(frozen=True, slots=True)
class GradeRange:
    """The grade of a value, and the others that its interval reaches, best first."""

    grade: ServiceGrade
    could_be: tuple[ServiceGrade, ...]

    @property
    def certain(self) -> bool:
        """Whether the whole interval lies in one grade."""
        return not self.could_be


def items_needed(items: int, policy: SurveyPolicy = DEFAULT_POLICY) -> int:
    """Answers that make a response of so many elements usable: seven of nine, in proportion."""
    return -(-items * policy.fewest_items // _FULL)


def with_free_cost(
    response: Sequence[int | None], elements: Sequence[SurveyElement] = ELEMENTS
) -> tuple[int | None, ...]:
    """A response of a free service: the element cost counts 4, whatever was written."""
    return tuple(
        FREE_COST if element is SurveyElement.COST else answer
        for element, answer in zip(elements, response, strict=True)
    )


def tally(
    responses: Iterable[Sequence[int | None]],
    items: int = len(ELEMENTS),
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> Tally:
    """Count responses of ``items`` elements each; None is an element without an answer.

    Raises: ``ValueError`` for a response of another length.
    """
    sums, counts = [0] * items, [0] * items
    usable = unusable = refused = 0
    for response in responses:
        if len(response) != items:
            raise ValueError(len(response))
        given = [(place, answer) for place, answer in enumerate(response) if answer is not None]
        if any(not LOWEST_ANSWER <= answer <= HIGHEST_ANSWER for _, answer in given):
            refused += 1
        elif len(given) < items_needed(items, policy):
            unusable += 1
        else:
            usable += 1
            for place, answer in given:
                sums[place] += answer
                counts[place] += 1
    return Tally(tuple(sums), tuple(counts), usable, unusable, refused)


def pooled(tallies: Iterable[Tally]) -> Tally:
    """All respondents of several units together: the usual way to join them.

    Raises: ``NoAnswers`` without a tally, ``ValueError`` for other numbers of elements.
    """
    found = list(tallies)
    if not found:
        raise NoAnswers
    return Tally(
        tuple(sum(column) for column in zip(*(one.sums for one in found), strict=True)),
        tuple(sum(column) for column in zip(*(one.counts for one in found), strict=True)),
        sum(one.n for one in found),
        sum(one.unusable for one in found),
        sum(one.refused for one in found),
    )


def element_weight(items: int, mode: WeightMode = WeightMode.EXACT) -> Fraction:
    """Weight of one of so many elements: 1/9 → 0.111 rounded, 0.11 cut."""
    exact = Fraction(1, items)
    match mode:
        case WeightMode.EXACT:
            return exact
        case WeightMode.ROUNDED_3:
            return Fraction(rounded(exact, 3))
        case WeightMode.ROUNDED_2:
            return Fraction(math.floor(exact * 100), 100)


def exact_index(means: Iterable[Fraction | None], mode: WeightMode = WeightMode.EXACT) -> Fraction:
    """The index of element means, 1 to 4 each, unrounded.

    An element that nobody answered counts as dropped: the others share its weight.
    Raises: ``NoAnswers``.
    """
    present = [mean for mean in means if mean is not None]
    if not present:
        raise NoAnswers
    return _POINTS * sum(present, Fraction(0)) * element_weight(len(present), mode)


def satisfaction_index(counted: Tally, mode: WeightMode = WeightMode.EXACT) -> Decimal:
    """The index of a unit, two decimals. Raises: ``NoAnswers``."""
    return rounded(exact_index(counted.means(), mode))


def mean_of_units(tallies: Iterable[Tally], mode: WeightMode = WeightMode.EXACT) -> Decimal:
    """Simple mean of the units' indices, two decimals; to be labelled, since units count alike.

    Units without an answer are left out. Raises: ``NoAnswers``.
    """
    values = [exact_index(one.means(), mode) for one in tallies if one.n]
    if not values:
        raise NoAnswers
    return rounded(sum(values, Fraction(0)) / len(values))


def element_mean(mean: Fraction) -> Decimal:
    """Mean of an element as it is shown (NRR): three decimals."""
    return rounded(mean, 3)


def element_grade(mean: Fraction) -> ServiceGrade:
    """Grade of one element, read from its mean times 25 like that of a unit."""
    return service_grade(rounded(_POINTS * mean))


def service_grade(value: Decimal | Fraction) -> ServiceGrade:
    """Grade of an index, read from its two decimals."""
    shown = rounded(value)
    return next((grade for grade, least in GRADES_FROM.items() if shown >= least), ServiceGrade.D)


def grade_range(
    value: Decimal | Fraction, low: Decimal | Fraction, high: Decimal | Fraction
) -> GradeRange:
    """The grade of an index with its interval: certain only if both limits have the same."""
    grades = list(ServiceGrade)
    best, worst = (grades.index(service_grade(limit)) for limit in (high, low))
    grade = service_grade(value)
    return GradeRange(
        grade, tuple(other for other in grades[best : worst + 1] if other is not grade)
    )


def rounded(value: Decimal | Fraction, decimals: int = 2) -> Decimal:
    """Round a value of zero or more half up, without a binary detour."""
    scale = 10**decimals
    return Decimal(math.floor(Fraction(value) * scale + Fraction(1, 2))).scaleb(-decimals)
