"""One filled questionnaire as an operator or a file brings it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from feedback.rules.index import FREE_COST, items_needed
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy

COST: Final = "cost"
NOON: Final = 12
MORNING: Final = "08-12"
AFTERNOON: Final = "12-17"


class SheetStanding(StrEnum):
    """Whether a sheet has enough answers; kept as the standing of its response."""

    USABLE = "usable"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """Answers in the order of the questionnaire's elements (None: left out), and the profile.

    Codes are those of ``enums``, empty where nothing was said.
    """

    day: date
    service_id: int
    ratings: tuple[int | None, ...]
    sex: str = ""
    age_group: str = ""
    sub_district: str = ""
    education: str = ""
    occupation: str = ""
    visit_time: str = ""
    comment: str = ""

    @property
    def standing(self) -> SheetStanding:
        """Whether enough elements were answered to count (statistics A1: seven of nine)."""
        return standing_of(self.ratings)


def standing_of(
    ratings: Sequence[int | None], policy: SurveyPolicy = DEFAULT_POLICY
) -> SheetStanding:
    """Usable, or not complete enough."""
    answered = sum(rating is not None for rating in ratings)
    usable = answered >= items_needed(len(ratings), policy)
    return SheetStanding.USABLE if usable else SheetStanding.UNUSABLE


def with_cost(
    ratings: Sequence[int | None], codes: Sequence[str], *, has_fee: bool
) -> tuple[int | None, ...]:
    """Answers about a service: where it is free the element cost is 4, whatever was written."""
    return tuple(
        FREE_COST if code == COST and not has_fee else rating
        for code, rating in zip(codes, ratings, strict=True)
    )


def visit_time_of(hour: int) -> str:
    """Half of the day of an hour."""
    return MORNING if hour < NOON else AFTERNOON
