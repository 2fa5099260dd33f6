"""A counter beside its likes, element by element: better, the same or worse, where it may be said.

Source: statistics A9, "to an individual", A10; see docs/legal.md#data-quality.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from feedback.rules.comparison import Standing, compare
from feedback.rules.elements import PERSONAL_ELEMENTS, SurveyElement
from feedback.rules.officer_gate import OfficerFacts, closed_by
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.shrinkage import TooFewUnits, UnitSample, sampling_variances, shrink
from feedback.rules.verdict import QualityVerdict

FEWEST: Final = 2
"""Answers without which a counter has no spread and is nobody's like."""

WORDS: Final[Mapping[Standing, str]] = {
    Standing.BETTER: "better",
    Standing.SAME: "same",
    Standing.BELOW: "worse",
}
"""As a figure keeps them."""


@dataclass(frozen=True, slots=True)
class ElementSample:
    """Counted answers of one counter to one element: mean and standard deviation in points."""

    n: int
    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class CounterSample:
    """A counter of one survey: the class of most of its services, its answers, their elements."""

    survey: int
    counter: int
    service_class: str
    answers: int
    elements: Mapping[SurveyElement, ElementSample]


def compared_elements(
    one: CounterSample,
    likes: Sequence[CounterSample],
    unit: QualityVerdict,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> dict[str, str]:
    """What may be said of a counter with a sole officer, by element; empty where nothing may.

    ``likes`` are all counters of the class, the own one included. Whether the officer has seen it
    and may contest it is asked when it is shown.
    """
    found = {}
    for element in SurveyElement:
        if element not in PERSONAL_ELEMENTS:
            continue
        comparable = [
            like
            for like in likes
            if element in like.elements and like.elements[element].n >= FEWEST
        ]
        facts = OfficerFacts(
            element=element,
            named=True,
            answers=one.elements[element].n if element in one.elements else 0,
            unit=unit,
            comparable=len(comparable),
            seen=True,
            contestable=True,
        )
        if not closed_by(facts, policy):
            standing = _standing(one, comparable, element, policy)
            if standing:
                found[element.value] = WORDS[standing]
    return found


def _standing(
    one: CounterSample,
    comparable: Sequence[CounterSample],
    element: SurveyElement,
    policy: SurveyPolicy,
) -> Standing | None:
    samples = [like.elements[element] for like in comparable]
    units = [UnitSample(sample.n, sample.spread, 1.0) for sample in samples]
    if not any(unit.spread for unit in units):
        return Standing.SAME if len({sample.mean for sample in samples}) == 1 else None
    try:
        shrunk = shrink(
            [sample.mean for sample in samples], sampling_variances(units, policy), policy
        )
    except TooFewUnits:
        return None
    return compare(shrunk, comparable.index(one)).standing
