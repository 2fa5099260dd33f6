"""A report of a 360 round as it is frozen: plain JSON, decimals as texts, places as texts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from feedback.rules.round_report import Figure, Report


class Text(NamedTuple):
    """What somebody wrote, under a number by which a threat can be reported."""

    kind: str
    text: str
    number: str


def content_of(report: Report, texts: Mapping[str, Sequence[Text]]) -> dict[str, Any]:
    """What is kept of a report. ``texts`` maps whose they are, empty for colleagues."""
    return {
        "shape": report.shape.value,
        "use": report.use.value,
        "reliability": None if report.reliability is None else round(report.reliability, 4),
        "overall": _figure(report.overall) if report.overall else None,
        "values": _figures(report.values),
        "groups": {group.value: _figures(found) for group, found in report.groups.items()},
        "superior": _decimals(report.superior),
        "oneself": _decimals(report.oneself),
        "gaps": _decimals(report.gaps),
        "trend": _decimals(report.trend),
        "texts": {whose: [one._asdict() for one in found] for whose, found in texts.items()},
    }


def _figures(figures: Mapping[int, Figure]) -> dict[str, Any]:
    return {str(place): _figure(one) for place, one in figures.items()}


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "mean": None if one.mean is None else str(one.mean),
        "third": one.third.value if one.third else None,
        "level": one.level.value if one.level else None,
        "band": one.band,
        "distribution": list(one.distribution) if one.distribution else None,
    }


def _decimals(values: Mapping[int, Decimal]) -> dict[str, str]:
    return {str(place): str(value) for place, value in values.items()}
