"""The 360 rounds for the calculator: which sets of raters may be released together."""

from typing import Final

from django.utils.translation import gettext as _

from feedback.rules.release_check import check_release
from sabang_kinerja.calculator.errors import bad_value
from sabang_kinerja.calculator.values import Request

MOST_RATERS: Final = 1_000_000


def release_check(request: Request) -> dict[str, object]:
    """``{"sets": {name: [raters]}, "k": 5, "viewer": rater?}`` → ``{"published", "withheld"}``.

    ``withheld`` gives each name left out its reason, ``too_few`` or ``difference``. A rater named
    twice in a set counts once.
    """
    named = request.inner("sets")
    k = request.whole("k", MOST_RATERS)
    if k == 0:
        raise bad_value(_("Nilai %(key)s harus berupa bilangan yang lebih besar dari nol."), "k")
    sets = {name: frozenset(named.labels(name)) for name in named.data}
    viewer = request.label("viewer") if request.has("viewer") else None
    found = check_release(sets, k, viewer)
    return {"published": list(found.published), "withheld": dict(found.withheld)}
