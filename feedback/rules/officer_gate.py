"""When citizens' answers may reach a single officer at all.

A survey measures a service, not a person. Whether an officer then stands apart from comparable
counters is a matter of intervals. Source: statistics A9, "to an individual", A10; see
docs/legal.md#data-quality.
"""

from dataclasses import dataclass
from enum import StrEnum

from feedback.rules.elements import PERSONAL_ELEMENTS, SurveyElement
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.verdict import QualityVerdict


class GateCondition(StrEnum):
    """What has to hold before a figure is quoted about an officer."""

    PERSONAL_ELEMENT = "personal_element"
    OFFICER_NAMED = "officer_named"
    OFFICER_ANSWERS = "officer_answers"
    UNIT_GREEN = "unit_green"
    SHRUNK = "shrunk"
    SEEN_FIRST = "seen_first"
    MAY_CONTEST = "may_contest"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFacts:
    """What the gate asks about one element and one officer.

    ``named`` tells whether the receipts name the counter or officer; ``answers`` are usable ones
    for the officer; ``comparable`` counts the counters of the same class, the own one included,
    towards which the figure is shrunk. ``seen`` and ``contestable``: the employee has seen it
    before anybody else, and may still contest it.
    """

    element: SurveyElement
    named: bool
    answers: int
    unit: QualityVerdict
    comparable: int
    seen: bool
    contestable: bool


def closed_by(
    facts: OfficerFacts, policy: SurveyPolicy = DEFAULT_POLICY
) -> tuple[GateCondition, ...]:
    """Every condition that keeps the figure from the officer; none for good and for bad alike."""
    holds = {
        GateCondition.PERSONAL_ELEMENT: facts.element in PERSONAL_ELEMENTS,
        GateCondition.OFFICER_NAMED: facts.named,
        GateCondition.OFFICER_ANSWERS: facts.answers >= policy.officer_answers,
        GateCondition.UNIT_GREEN: facts.unit is QualityVerdict.GREEN,
        GateCondition.SHRUNK: facts.comparable >= policy.fewest_units,
        GateCondition.SEEN_FIRST: facts.seen,
        GateCondition.MAY_CONTEST: facts.contestable,
    }
    return tuple(condition for condition, met in holds.items() if not met)
