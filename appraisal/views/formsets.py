"""Indicators of a form: one more empty row, with everything that was typed."""

from typing import Any

from django.http import QueryDict

from appraisal.forms.plans import IndicatorFormSet

_COLUMNS = ("aspect", "text", "target", "target_value", "measure_unit", "direction")
_MOST = 12


def one_row_more(data: QueryDict) -> Any:
    """The typed rows and one empty one; never more than twelve are read."""
    try:
        rows = int(str(data.get("indicators-TOTAL_FORMS") or 0))
    except ValueError:
        rows = 0
    typed = [
        {name: data.get(f"indicators-{row}-{name}", "") for name in _COLUMNS}
        for row in range(min(max(rows, 0), _MOST))
    ]
    return IndicatorFormSet(initial=typed, prefix="indicators")
