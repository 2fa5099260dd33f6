"""Known counts of the population beside the respondents: which categories can be weighted to.

A category with too few people is merged, a margin with too few respondents for its categories is
left out, and both are told. Source: statistics A1, A3; see docs/legal.md#data-quality.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy


class Frame(StrEnum):
    """Kerangka populasi: the recipients of a service, or all residents. Never mixed."""

    SERVICE_REGISTER = "service_register"
    RESIDENTS = "residents"


class Dimension(StrEnum):
    """What a margin counts by, the most important first."""

    SERVICE = "service"
    SUB_DISTRICT = "sub_district"
    SEX = "sex"
    AGE_GROUP = "age_group"
    EDUCATION = "education"


AGE_GROUPS: Final = ("17-24", "25-34", "35-44", "45-54", "55+")
EDUCATION_GROUPS: Final = ("<=SMP", "SMA", "D1-D4/S1+")

ORDERED: Final[Mapping[Dimension, tuple[str, ...]]] = {
    Dimension.AGE_GROUP: AGE_GROUPS,
    Dimension.EDUCATION: EDUCATION_GROUPS,
}
"""Dimensions whose categories have neighbours, in their order."""

_FIRST_AGES: Final = (17, 25, 35, 45, 55)
_MOST_AGE: Final = 110


class MixedFrames(ValueError):
    """Margins of recipients and of residents came together, or of another frame than asked."""


class BadMargin(ValueError):
    """A margin is given twice, holds nobody, or has a count that is none; ``args[0]`` names it."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Counts of the population by one dimension; ``counts`` has no missing category."""

    dimension: Dimension
    frame: Frame
    counts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Category:
    """One or several categories of the register taken together, beside their respondents."""

    members: tuple[str, ...]
    respondents: int
    population: float

    @property
    def merged(self) -> bool:
        """Whether it stands for several categories."""
        return len(self.members) > 1


class Dropped(StrEnum):
    """Why a margin is not weighted to."""

    FEW_PER_CATEGORY = "few_per_category"
    ONE_CATEGORY = "one_category"


@dataclass(frozen=True, slots=True)
class PreparedMargin:
    """A margin whose categories hold enough people.

    ``missing`` respondents gave no answer, or one from which the register knows nobody
    (``unknown`` names these with their respondents). They keep their share of the weight: the
    known categories are weighted to the population among the rest. ``factor`` tells by how much
    the counts were scaled.
    """

    dimension: Dimension
    categories: tuple[Category, ...]
    missing: int
    unknown: Mapping[str, int]
    factor: float

    @property
    def merges(self) -> tuple[tuple[str, ...], ...]:
        """Which categories of the register were put together."""
        return tuple(category.members for category in self.categories if category.merged)

    def place(self, code: str | None) -> int:
        """Place of an answer among ``target_shares``; the missing stand last."""
        for place, category in enumerate(self.categories):
            if code in category.members:
                return place
        return len(self.categories)

    def target_shares(self) -> tuple[float, ...]:
        """Share of the weight for each category and, if there are any, for the missing; sum 1."""
        known = sum(category.respondents for category in self.categories)
        population = math.fsum(category.population for category in self.categories)
        share = known / (known + self.missing)
        found = [share * category.population / population for category in self.categories]
        return (*found, 1 - share) if self.missing else tuple(found)


@dataclass(frozen=True, slots=True)
class PreparedMargins:
    """What a survey is weighted to, most important first, and what is left out and why."""

    kept: tuple[PreparedMargin, ...]
    dropped: Mapping[Dimension, Dropped]


def age_group(age: int | None) -> str | None:
    """Category of an age in years; None below 17, above 110 and for no answer."""
    if age is None or not _FIRST_AGES[0] <= age <= _MOST_AGE:
        return None
    return AGE_GROUPS[sum(age >= first for first in _FIRST_AGES) - 1]


def age_in_months(counted_on: date, last_day: date) -> int:
    """Age of a margin on the last day of a survey; a month that has begun counts."""
    months = 12 * (last_day.year - counted_on.year) + last_day.month - counted_on.month
    return max(0, months + (last_day.day > counted_on.day))


def check_frames(margins: Iterable[Margin], frame: Frame) -> None:
    """Refuse margins of another population than the one surveyed.

    Raises: ``MixedFrames``.
    """
    others = {margin.frame for margin in margins} - {frame}
    if others:
        raise MixedFrames(*sorted(others))


def prepare_margins(
    margins: Sequence[Margin],
    answers: Mapping[Dimension, Mapping[str | None, int]],
    *,
    frame: Frame,
    total: float | None = None,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> PreparedMargins:
    """Hold margins beside the respondents: scale, merge, leave out.

    ``answers`` counts usable answers by dimension and category, None for no answer. Margins are
    scaled to ``total`` recipients, without it to the most important margin. A margin with fewer
    than ten respondents for each of its categories is left out, the least important first.
    Raises: ``MixedFrames``, ``BadMargin``.
    """
    check_frames(margins, frame)
    by_priority = sorted(margins, key=lambda margin: list(Dimension).index(margin.dimension))
    _check_counts(by_priority)
    if total is None and by_priority:
        total = math.fsum(by_priority[0].counts.values())
    kept: list[PreparedMargin] = []
    dropped: dict[Dimension, Dropped] = {}
    for margin in reversed(by_priority):
        factor = (total or 0) / math.fsum(margin.counts.values())
        prepared = _prepare(margin, answers.get(margin.dimension, {}), factor, policy)
        known = sum(category.respondents for category in prepared.categories)
        if len(prepared.categories) == 1:
            dropped[margin.dimension] = Dropped.ONE_CATEGORY
        elif known < policy.people_per_category * len(prepared.categories):
            dropped[margin.dimension] = Dropped.FEW_PER_CATEGORY
        else:
            kept.insert(0, prepared)
    return PreparedMargins(tuple(kept), dropped)


def collapse(
    categories: Sequence[Category], *, ordered: bool, policy: SurveyPolicy = DEFAULT_POLICY
) -> tuple[Category, ...]:
    """Merge categories until each has enough respondents and population, or one is left.

    Ordered ones join their smaller neighbour; of others the weak ones are put together, and the
    smallest of the rest joins them while they are still too few.
    """
    population = math.fsum(category.population for category in categories)

    def weak(category: Category) -> bool:
        return (
            category.respondents < policy.category_people
            or category.population < policy.category_share * population
        )

    return _neighbours(categories, weak) if ordered else _together(categories, weak)


def _check_counts(margins: Sequence[Margin]) -> None:
    seen: set[Dimension] = set()
    for margin in margins:
        counts = margin.counts.values()
        if margin.dimension in seen:
            raise BadMargin(margin.dimension)
        if not all(math.isfinite(count) and count >= 0 for count in counts) or not any(counts):
            raise BadMargin(margin.dimension)
        seen.add(margin.dimension)


def _prepare(
    margin: Margin, answers: Mapping[str | None, int], factor: float, policy: SurveyPolicy
) -> PreparedMargin:
    order = ORDERED.get(margin.dimension)
    codes = sorted(
        (code for code, count in margin.counts.items() if count),
        key=lambda code: (order.index(code) if order and code in order else len(order or ()), code),
    )
    categories = collapse(
        [Category((code,), answers.get(code, 0), margin.counts[code] * factor) for code in codes],
        ordered=order is not None,
        policy=policy,
    )
    unknown = {
        code: count
        for code, count in answers.items()
        if code is not None and code not in codes and count
    }
    missing = answers.get(None, 0) + sum(unknown.values())
    return PreparedMargin(
        margin.dimension, categories, missing, dict(sorted(unknown.items())), factor
    )


_Weak = Callable[[Category], bool]


def _size(category: Category) -> tuple[float, int, tuple[str, ...]]:
    return category.population, category.respondents, category.members


def _join(*parts: Category) -> Category:
    return Category(
        tuple(member for part in parts for member in part.members),
        sum(part.respondents for part in parts),
        math.fsum(part.population for part in parts),
    )


def _neighbours(categories: Sequence[Category], weak: _Weak) -> tuple[Category, ...]:
    found = list(categories)
    while len(found) > 1 and any(map(weak, found)):
        place = found.index(min(filter(weak, found), key=_size))
        beside = min(
            (near for near in (place - 1, place + 1) if 0 <= near < len(found)),
            key=lambda near: (found[near].population, near),
        )
        first = min(place, beside)
        found[first : first + 2] = [_join(found[first], found[first + 1])]
    return tuple(found)


def _together(categories: Sequence[Category], weak: _Weak) -> tuple[Category, ...]:
    found = [category for category in categories if not weak(category)]
    parts = [category for category in categories if weak(category)]
    while parts and found and weak(_join(*parts)):
        smallest = min(found, key=_size)
        found.remove(smallest)
        parts.append(smallest)
    return (*found, _join(*parts)) if parts else tuple(found)
