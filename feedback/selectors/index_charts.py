"""An index as pages draw it: on the ruler of the four grades, and over the periods."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from feedback.enums import Grade
from feedback.rules.index import GRADES_FROM
from sabang_kinerja.common.charts.index_ruler import (
    IndexRuler,
    Trend,
    TrendValue,
    index_ruler,
    trend,
)

_WORST_FIRST: Final = tuple(reversed(list(GRADES_FROM.items())))


def ruler_of(value: Decimal, lower: Decimal | None, upper: Decimal | None) -> IndexRuler:
    """The ruler of one index with its interval."""
    return index_ruler(
        float(value),
        None if lower is None else float(lower),
        None if upper is None else float(upper),
        [(grade, str(Grade(grade).label), float(least)) for grade, least in _WORST_FIRST],
    )


def trend_of(values: Sequence[TrendValue]) -> Trend:
    """Values over time between the limits of the grades."""
    return trend(values, [(grade, float(least)) for grade, least in _WORST_FIRST[1:]])
