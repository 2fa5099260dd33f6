"""How far raters agree and how severe each is, for the calculator."""

import math
from enum import StrEnum

from django.utils.translation import gettext as _

from feedback.rules import severity as additive
from feedback.rules.reliability import NoVariance, Reliability, alpha, one_way, two_way
from sabang_kinerja.calculator.errors import CalculatorError, bad_value
from sabang_kinerja.calculator.values import Request


class Model(StrEnum):
    """Whether each ratee has raters of its own, or all have the same."""

    ONE_WAY = "oneway"
    TWO_WAY = "twoway"


def reliability(request: Request) -> dict[str, object]:
    """Intraclass correlations of a table of ratings, or alpha of a table of items.

    ``{"ratings": [[number or null]], "model": "oneway"|"twoway"}``, rows are ratees →
    ``{"single", "average", "f", "ci_single", "ci_average"}``; two-way means absolute agreement
    and complete data. ``{"items": [[number]]}``, rows are respondents → ``{"alpha", "ci"}``.
    A figure without a finite value is null. Refused (``bad_value``) where all ratings are the
    same, or too few.
    """
    if request.has("items") and not request.has("ratings"):
        rows = _complete(request, "items")
        try:
            value, interval = alpha(rows)
        except NoVariance as error:
            raise _no_variance("items") from error
        return {"alpha": _finite(value), "ci": [_finite(one) for one in interval]}
    model = request.choice("model", Model)
    try:
        if model is Model.TWO_WAY:
            return _correlations(two_way(_complete(request, "ratings")))
        rows = [[one for one in row if one is not None] for row in request.table("ratings")]
        if sum(1 for row in rows if row) < 2 or all(len(row) < 2 for row in rows):
            raise _too_few("ratings")
        return _correlations(one_way(rows))
    except NoVariance as error:
        raise _no_variance("ratings") from error


def severity(request: Request) -> dict[str, object]:
    """``{"ratings": [{"ratee", "rater", "score"}, …]}`` → variances, effects, adjusted scores.

    ``{"mean", "variances": {"ratee", "rater", "residual"}, "raters": {name: effect}, "ratees":
    {name: effect}, "adjusted": {name: score or null} or null, "components"}``. Refused
    (``bad_value``) where the three variances cannot be told apart.
    """
    ratings: dict[tuple[str, str], float] = {}
    for place, one in enumerate(request.objects("ratings")):
        pair = one.label("ratee"), one.label("rater")
        if pair in ratings:
            raise bad_value(
                _("Nilai %(key)s mengulang pasangan yang sudah ada."), f"ratings[{place}]"
            )
        ratings[pair] = one.real("score")
    try:
        found = additive.severity([(*pair, score) for pair, score in ratings.items()])
    except additive.NotSeparable as error:
        raise _too_few("ratings") from error
    return {
        "mean": found.mean,
        "variances": {
            "ratee": found.variances.ratee,
            "rater": found.variances.rater,
            "residual": found.variances.residual,
        },
        "raters": dict(found.raters),
        "ratees": dict(found.ratees),
        "adjusted": None if found.adjusted is None else dict(found.adjusted),
        "components": found.components,
    }


def _correlations(found: Reliability) -> dict[str, object]:
    return {
        "single": _finite(found.single),
        "average": _finite(found.average),
        "f": _finite(found.f),
        "ci_single": [_finite(one) for one in found.single_interval],
        "ci_average": [_finite(one) for one in found.average_interval],
    }


def _complete(request: Request, key: str) -> list[list[float]]:
    """A table with as many numbers in each row, two of either at least."""
    rows = request.table(key)
    full: list[list[float]] = []
    for place, row in enumerate(rows):
        numbers = [one for one in row if one is not None]
        if len(numbers) < len(row):
            raise bad_value(_("Nilai %(key)s harus lengkap, tanpa null."), f"{key}[{place}]")
        if len(row) != len(rows[0]):
            raise bad_value(_("Nilai %(key)s harus sepanjang baris pertama."), f"{key}[{place}]")
        full.append(numbers)
    if len(full) < 2 or len(full[0]) < 2:
        raise _too_few(key)
    return full


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _no_variance(key: str) -> CalculatorError:
    return bad_value(
        _("Nilai %(key)s semuanya sama, sehingga keandalan tidak dapat dihitung."), key
    )


def _too_few(key: str) -> CalculatorError:
    return bad_value(
        _("Nilai %(key)s terlalu sedikit untuk membedakan orang, penilai, dan sisanya."), key
    )
