"""The fair yardstick for the calculator: rates of groups beside each other."""

from typing import Final

from django.utils.translation import gettext as _

from appraisal.rules.adverse_impact import (
    Selection,
    below_four_fifths,
    impact_ratio,
    rate_difference_p,
    reference_group,
)
from sabang_kinerja.calculator.errors import bad_value
from sabang_kinerja.calculator.values import Request

MOST_PEOPLE: Final = 10_000_000


def adverse_impact(request: Request) -> dict[str, object]:
    """``{"groups": {name: {"selected", "total"}}}`` → ``{"reference", "ratios", "flagged", "p"}``.

    ``reference`` is the highest rate among groups with ten people and two per cent of all, null
    when no group is that large; then nothing is compared. A ratio is null for a group of nobody,
    or beside a rate of zero. ``p`` leaves out the reference and groups of nobody.
    """
    named = request.inner("groups")
    groups = {name: _selection(named.inner(name), name) for name in named.data}
    found = reference_group(groups)
    if found is None:
        return {"reference": None, "ratios": dict.fromkeys(groups), "flagged": [], "p": {}}
    reference = groups[found]
    others = {name: one for name, one in groups.items() if name != found and one.total}
    return {
        "reference": found,
        "ratios": {name: impact_ratio(one, reference) for name, one in groups.items()},
        "flagged": [name for name, one in groups.items() if below_four_fifths(one, reference)],
        "p": {name: rate_difference_p(one, reference) for name, one in others.items()},
    }


def _selection(request: Request, name: str) -> Selection:
    one = Selection(request.whole("selected", MOST_PEOPLE), request.whole("total", MOST_PEOPLE))
    if one.selected > one.total:
        raise bad_value(_("Nilai %(key)s tidak boleh melebihi total."), f"groups.{name}.selected")
    return one
