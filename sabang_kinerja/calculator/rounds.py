"""The 360 rounds for the calculator: which sets of raters may be released together."""

from typing import Final

from django.utils.translation import gettext as _

from feedback.rules.release_check import check_release
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode
from sabang_kinerja.calculator.values import Request

MOST_RATERS: Final = 1_000_000


def release_check(request: Request) -> dict[str, object]:
    """``{"sets": {name: [raters]}, "k": 5, "viewer": rater?}`` → ``{"published", "withheld"}``.

    ``withheld`` gives each name left out its reason, ``too_few`` or ``difference``. A rater named
    twice in a set counts once.
    """
    named = _sets(request)
    k = request.whole("k", MOST_RATERS)
    if k == 0:
        raise _bad(_("Nilai %(key)s harus berupa bilangan yang lebih besar dari nol."), "k")
    sets = {name: frozenset(named.labels(name)) for name in named.data}
    found = check_release(sets, k, _viewer(request))
    return {"published": list(found.published), "withheld": dict(found.withheld)}


def _sets(request: Request) -> Request:
    if not request.has("sets"):
        raise CalculatorError(
            ErrorCode.MISSING_KEY, _("Kunci %(key)s belum diisi.") % {"key": "sets"}
        )
    value = request.data["sets"]
    if not isinstance(value, dict):
        raise _bad(_("Nilai %(key)s harus berupa objek."), "sets")
    return Request(value, "sets.")


def _viewer(request: Request) -> str | None:
    if not request.has("viewer"):
        return None
    viewer = request.data["viewer"]
    if not isinstance(viewer, str | int) or isinstance(viewer, bool):
        raise _bad(_("Nilai %(key)s harus berupa teks."), "viewer")
    return str(viewer)


def _bad(sentence: str, key: str) -> CalculatorError:
    return CalculatorError(ErrorCode.BAD_VALUE, sentence % {"key": key})
