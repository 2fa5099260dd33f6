"""A year in several segments: whose a month is, and what the segments suggest for the year.

A month belongs to the segment in force on its first day, so the segments of a full year always
sum to twelve. Source: regulation 4.8 and 5.2 no. 2; see docs/legal.md#segments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from appraisal.rules.ratings import Rating

MONTHS: Final = 12
SEGMENTS_PROPOSAL: Final = "segments-months-1"
"""Name of the version: majority weighted by months; ties go to the longer, then the later one."""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a segment; both belong to it."""

    starts: date
    ends: date


def months_owned(span: Span, year: int) -> tuple[int, ...]:
    """Months of ``year`` (1 to 12) whose first day lies in the span."""
    return tuple(
        month for month in range(1, MONTHS + 1) if span.starts <= date(year, month, 1) <= span.ends
    )


@dataclass(frozen=True, slots=True)
class RatedSegment:
    """One segment with its two overall ratings; ``months`` is its weight, 0 to 12.

    Months on long leave are taken off the weight before.
    """

    months: int
    results: Rating
    behaviour: Rating


def annual_suggestion(segments: Sequence[RatedSegment]) -> tuple[Rating, Rating]:
    """Ratings of results and behaviour that the segments, in order of time, suggest for the year.

    Each dimension for itself: the rating with most months; of equals the one that held in the
    longer segment, then in the later one. Raises: ``ValueError`` without segments.
    """
    if not segments:
        raise ValueError("no segments")
    months = [segment.months for segment in segments]
    return (
        _weighted(months, [segment.results for segment in segments]),
        _weighted(months, [segment.behaviour for segment in segments]),
    )


def _weighted(months: Sequence[int], ratings: Sequence[Rating]) -> Rating:
    weights: dict[Rating, int] = {}
    longest: dict[Rating, tuple[int, int]] = {}
    for place, (weight, rating) in enumerate(zip(months, ratings, strict=True)):
        weights[rating] = weights.get(rating, 0) + weight
        longest[rating] = max(longest.get(rating, (0, 0)), (weight, place))
    return max(weights, key=lambda rating: (weights[rating], *longest[rating]))
