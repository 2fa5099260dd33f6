"""One filled questionnaire as an operator or a file brings it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from feedback.enums import Standing, VisitTime
from feedback.rules.index import FREE_COST, items_needed
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy

COST: Final = "cost"
NOON: Final = 12


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
    def standing(self) -> Standing:
        """Whether enough elements were answered to count (statistics A1: seven of nine)."""
        return standing_of(self.ratings)


def standing_of(ratings: Sequence[int | None], policy: SurveyPolicy = DEFAULT_POLICY) -> Standing:
    """Usable, or not complete enough."""
    answered = sum(rating is not None for rating in ratings)
    usable = answered >= items_needed(len(ratings), policy)
    return Standing.USABLE if usable else Standing.UNUSABLE


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
    return (VisitTime.MORNING if hour < NOON else VisitTime.AFTERNOON).value
