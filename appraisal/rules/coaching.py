"""The form after a coaching session: nine statements in three groups (bimbingan kinerja).

Source: regulation 3.13 (forms B.1.8 and B.1.9 of the annex to PermenPANRB 8/2021). See
docs/legal.md#feedback-and-guidance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

LOWEST: Final = 1
HIGHEST: Final = 5


class About(StrEnum):
    """Whom a group of statements is about."""

    EMPLOYEE = "employee"
    LEADER = "leader"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the nine; its words stand in ``appraisal.forms.coaching``."""

    code: str
    about: About


STATEMENTS: Final = (
    Statement("heard", About.EMPLOYEE),
    Statement("appreciated", About.EMPLOYEE),
    Statement("free_to_speak", About.EMPLOYEE),
    Statement("based_on_facts", About.LEADER),
    Statement("positive", About.LEADER),
    Statement("asks_more", About.LEADER),
    Statement("found_solutions", About.BOTH),
    Statement("knows_next_step", About.BOTH),
    Statement("understands_purpose", About.BOTH),
)


def group_means(answers: Mapping[str, int]) -> dict[About, Decimal]:
    """Mean of each group's answers with one decimal, 1.0 to 5.0.

    Raises: ``ValueError`` unless all nine statements are answered from 1 to 5.
    """
    if set(answers) != {one.code for one in STATEMENTS}:
        raise ValueError(sorted(answers))
    if not all(LOWEST <= score <= HIGHEST for score in answers.values()):
        raise ValueError(sorted(answers.values()))
    means = {}
    for about in About:
        scores = [answers[one.code] for one in STATEMENTS if one.about is about]
        means[about] = (Decimal(sum(scores)) / len(scores)).quantize(
            Decimal("0.1"), rounding=ROUND_HALF_UP
        )
    return means
