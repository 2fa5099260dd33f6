"""Adverse impact for the calculator."""

from django.utils.translation import gettext as _

from appraisal.rules.adverse_impact import Count, compare
from sabang_kinerja.calculator.errors import bad_value
from sabang_kinerja.calculator.values import Request

MOST_PEOPLE = 10_000_000


def adverse_impact(request: Request) -> dict[str, object]:
    """``{"groups": {name: {"selected", "total"}}}`` → ``{"reference", "ratios", "flagged", "p"}``.

    Ratios and p are of the groups other than the reference. ``reference`` is null, and nothing is
    compared, where no group has ten people and two percent of all; a ratio is null where the
    reference's rate is zero.
    """
    named = request.inner("groups")
    groups = {}
    for name in named.data:
        one = named.inner(name)
        total = one.whole("total", MOST_PEOPLE)
        selected = one.whole("selected", MOST_PEOPLE)
        if selected > total:
            raise bad_value(
                _("Nilai %(key)s melebihi jumlah kelompoknya."), f"groups.{name}.selected"
            )
        groups[name] = Count(selected, total)
    found = compare(groups)
    return {
        "reference": found.reference,
        "ratios": dict(found.ratios),
        "flagged": list(found.flagged),
        "p": dict(found.p),
    }
