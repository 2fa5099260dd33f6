"""The pulse: eleven items on how staff see the appraisal, and what may be shown of whom.

Seven items on procedural justice (after Colquitt 2001, J. Applied Psychology 86, 386-400), four
on readiness for change (after Holt et al. 2007, JABS 43, 232-255), in our own words and
translation: not validated until alpha says so. Answers run from 1 to 5, 4 and 5 are favourable.
Sources: feedback F; statistics C1, C2.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from feedback.rules.reliability import NoVariance, alpha

ITEMS: Final = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "R1", "R2", "R3", "R4")
JUSTICE: Final = range(7)
READINESS: Final = range(7, 11)
LEAST_SCALE: Final = {"PJ": 5, "RC": 3}
"""Answers that a score of a scale needs from one person."""
LEAST: Final = 5
LEAST_SHARES: Final = 8
"""People behind a mean; behind shares and a standard deviation."""
LEAST_ALPHA: Final = 30
LEAST_INVITED: Final = 10
"""People invited from an agency below which an answer does not name it."""
LOW_READINESS: Final = 3.0
MANY_UNFAVOURABLE: Final = 0.3


class Advice(StrEnum):
    """What helps where an item of readiness is weak (feedback F.2)."""

    PURPOSE = "R1"
    LEADERS = "R2"
    CLINIC = "R3"
    BENEFIT = "R4"


class Answer(NamedTuple):
    """One person's answers in the order of ``ITEMS``, 1 to 5 or nothing; ``group`` may be told."""

    group: int | None
    items: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean of ``n`` people; spread and shares of 4–5 and 1–2 from eight on."""

    n: int
    mean: float
    sd: float | None
    favourable: float | None
    unfavourable: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """Of the whole city and of groups, by scale and item; ``alphas`` where enough answered.

    ``same`` are groups of five or more in which everybody has the same score on a scale: this is
    said, the score is not.
    """

    n: int
    city: Mapping[str, Figure]
    groups: Mapping[int, Mapping[str, Figure]]
    alphas: Mapping[str, tuple[float, float, float]]
    watch: Mapping[int, tuple[str, ...]]
    same: tuple[int, ...]


def score(answer: Answer, name: str) -> float | None:
    """A person's value of an item, or mean of a scale where enough of it was answered."""
    if name in LEAST_SCALE:
        seen = [
            one
            for place in (JUSTICE if name == "PJ" else READINESS)
            if (one := answer.items[place]) is not None
        ]
        return sum(seen) / len(seen) if len(seen) >= LEAST_SCALE[name] else None
    return answer.items[ITEMS.index(name)]


def result(answers: Sequence[Answer]) -> Result:
    """Everything that a closed wave may show."""
    answers = settled(answers)
    same: set[int] = set()
    city: dict[str, Figure] = {}
    groups: dict[int, dict[str, Figure]] = {}
    for name in (*LEAST_SCALE, *ITEMS):
        values: dict[int | None, list[float]] = {}
        for answer in answers:
            value = score(answer, name)
            if value is not None:
                values.setdefault(answer.group, []).append(value)
        if name in LEAST_SCALE:
            same.update(_of_one_mind(values))
        everybody = [one for found in values.values() for one in found]
        if len(everybody) < LEAST or len(set(everybody)) == 1:
            continue
        city[name] = _figure(everybody)
        for group in shown_groups(values):
            groups.setdefault(group, {})[name] = _figure(values[group])
    return Result(len(answers), city, groups, _alphas(answers), _watch(groups), tuple(sorted(same)))


def settled(answers: Sequence[Answer]) -> list[Answer]:
    """Answers without the scale that fewer than five people answered in part.

    A scale's mean is told beside those of its items. Where one to four people are in some of them
    and not in others, the sums could be solved for what these few answered.
    """
    settled = list(answers)
    for places in (JUSTICE, READINESS):
        partial = {
            number
            for number, answer in enumerate(settled)
            if 0 < sum(answer.items[place] is not None for place in places) < len(places)
        }
        if len(partial) < LEAST:
            for number in partial:
                answer = settled[number]
                items = tuple(
                    None if place in places else one for place, one in enumerate(answer.items)
                )
                settled[number] = Answer(answer.group, items)
    return settled


def shown_groups(values: Mapping[int | None, Sequence[float]]) -> list[int]:
    """Groups whose mean may stand beside that of the city.

    Each has five people who do not all say the same; what is left of the city is nobody, or again
    five who do not all say the same, because subtraction tells its mean.
    """
    shown = sorted(
        (
            group
            for group, found in values.items()
            if group is not None and len(found) >= LEAST and len(set(found)) > 1
        ),
        key=lambda group: (-len(values[group]), group),
    )
    while shown:
        rest = [one for group, found in values.items() if group not in shown for one in found]
        if not rest or (len(rest) >= LEAST and len(set(rest)) > 1):
            break
        shown.pop()
    return sorted(shown)


def difference(now: Figure, before: Figure) -> tuple[float, float, float] | None:
    """Change of a mean between two waves with its 95 % interval; other people may have answered.

    Nothing where a spread is not told. Source: Welch 1947.
    """
    if now.sd is None or before.sd is None:
        return None
    a, b = now.sd**2 / now.n, before.sd**2 / before.n
    gap = now.mean - before.mean
    if not a + b:
        return gap, gap, gap
    from scipy.special import stdtrit  # slow to import, and few processes need it

    df = (a + b) ** 2 / (a**2 / (now.n - 1) + b**2 / (before.n - 1))
    half = float(stdtrit(df, 0.975)) * math.sqrt(a + b)
    return gap, gap - half, gap + half


def _of_one_mind(values: Mapping[int | None, Sequence[float]]) -> list[int]:
    return [
        group
        for group, found in values.items()
        if group is not None and len(found) >= LEAST and len(set(found)) == 1
    ]


def _figure(values: Sequence[float]) -> Figure:
    n, mean = len(values), math.fsum(values) / len(values)
    if n < LEAST_SHARES:
        return Figure(n, mean, None, None, None)
    sd = math.sqrt(math.fsum((one - mean) ** 2 for one in values) / (n - 1))
    return Figure(
        n,
        mean,
        sd,
        sum(one >= 4 for one in values) / n,
        sum(one <= 2 for one in values) / n,
    )


def _alphas(answers: Sequence[Answer]) -> dict[str, tuple[float, float, float]]:
    found = {}
    for name, places in (("PJ", JUSTICE), ("RC", READINESS)):
        whole = [
            [one for place in places if (one := answer.items[place]) is not None]
            for answer in answers
        ]
        rows = [row for row in whole if len(row) == len(places)]
        if len(rows) < LEAST_ALPHA:
            continue
        try:
            value, (low, high) = alpha(rows)
        except NoVariance:
            continue
        found[name] = value, low, high
    return found


def _watch(groups: Mapping[int, Mapping[str, Figure]]) -> dict[int, tuple[str, ...]]:
    """Groups that need help, each with the items that say which; no item: readiness as a whole."""
    found = {}
    for group, figures in groups.items():
        weak = tuple(
            name
            for name in ITEMS[READINESS.start :]
            if (one := figures.get(name)) is not None
            and one.unfavourable is not None
            and one.unfavourable >= MANY_UNFAVOURABLE
        )
        readiness = figures.get("RC")
        if weak or (readiness is not None and readiness.mean < LOW_READINESS):
            found[group] = weak
    return found
