"""How much single days, or the answers that were set aside, move the index.

Source: statistics B4; see docs/legal.md#data-quality.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from feedback.rules.index import NoAnswers, Tally, exact_index, pooled


def day_influence(days: Mapping[date, Tally]) -> dict[date, Fraction]:
    """Points by which the index would differ without each day, of either sign, by day.

    Days without usable answers are left out; empty when there is but one day with any.
    """
    with_answers = {day: counted for day, counted in sorted(days.items()) if counted.n}
    if len(with_answers) < 2:
        return {}
    everything = pooled(with_answers.values())
    whole = exact_index(everything.means())
    return {
        day: exact_index(_without(everything, counted).means()) - whole
        for day, counted in with_answers.items()
    }


def largest_influence(days: Mapping[date, Tally]) -> tuple[date, Fraction] | None:
    """The day whose absence would move the index most, the earliest of equals; None for one day."""
    found = day_influence(days)
    if not found:
        return None
    day = max(found, key=lambda one: abs(found[one]))
    return day, found[day]


def clean_difference(everything: Tally, clean: Tally) -> Fraction:
    """Points by which the index with all answers differs from that without those set aside.

    Raises: ``NoAnswers`` when nothing is left.
    """
    if not clean.n:
        raise NoAnswers
    return abs(exact_index(everything.means()) - exact_index(clean.means()))


def largest_day_share(answers: Mapping[date, int]) -> float:
    """Share of all answers that came on the busiest day, 0 to 1; 1 without answers."""
    total = sum(answers.values())
    return max(answers.values()) / total if total else 1.0


def _without(everything: Tally, part: Tally) -> Tally:
    return Tally(
        tuple(whole - one for whole, one in zip(everything.sums, part.sums, strict=True)),
        tuple(whole - one for whole, one in zip(everything.counts, part.counts, strict=True)),
        everything.n - part.n,
    )
