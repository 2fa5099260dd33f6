"""Estimators of the citizens' survey for the calculator."""

from typing import Final

import numpy as np
from django.utils.translation import gettext as _

from feedback.rules.estimation import PopulationTooSmall, Sample, estimate
from feedback.rules.raking import CellMargin, Codes, Floats
from feedback.rules.shrinkage import TooFewUnits, shrink
from feedback.rules.variance import LonelyUnit
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode, bad_value
from sabang_kinerja.calculator.values import LEAST, Request

TOO_FEW_UNITS: Final = "too_few_units"


def survey_estimate(request: Request) -> dict[str, object]:
    """Mean and total of a weighted sample, as R's ``svymean`` and ``svytotal`` give them.

    ``{"y": [numbers], "strata": […]?, "psu": […]?, "fpc": […]?, "base_weights": […]?, "margins":
    [{"of": [category of each row], "totals": {category: population}}]?, "trim": bool?}`` →
    ``{"mean", "se", "se_plain", "df", "ci", "total", "se_total", "weights", "deff_kish", "n_eff",
    "converged"}``. ``psu`` is named within its stratum; ``fpc`` is the number of units, or of
    clusters, in the population of the row's stratum, and corrects for at most nine tenths.
    Weights sum to the total of the first margin, or are the base weights; later margins are
    scaled to the first. ``ci`` takes the larger of ``se`` and ``se_plain`` below 400 rows.
    """
    values = request.numbers("y")
    if not values:
        raise bad_value(_("Nilai %(key)s harus berisi sedikitnya dua baris."), "y")
    rows = len(values)
    names, strata = _coded(request, "strata", rows)
    base = _row_numbers(request, "base_weights", rows)
    sample = Sample(
        values=np.array(values),
        strata=strata,
        clusters=_coded(request, "psu", rows)[1] if request.has("psu") else None,
        populations=_populations(request, rows, strata),
        base=np.ones(rows) if base is None else base,
        margins=_margins(request, rows),
    )
    trimmed = request.has("trim") and request.flag("trim")
    try:
        found = estimate(sample, trimmed=trimmed)
    except LonelyUnit as error:
        raise CalculatorError(
            ErrorCode.BAD_VALUE,
            _("Setiap strata memerlukan sedikitnya dua unit sampel. Strata dengan satu: %(name)s.")
            % {"name": names[error.args[0]]},
        ) from error
    except PopulationTooSmall as error:
        raise CalculatorError(
            ErrorCode.BAD_VALUE,
            _("Nilai %(key)s pada strata %(name)s lebih kecil daripada sampelnya.")
            % {"key": "fpc", "name": names[error.args[0]]},
        ) from error
    return {
        "mean": found.mean,
        "se": found.error,
        "se_plain": found.plain_error,
        "df": found.df,
        "ci": list(found.interval),
        "total": found.total,
        "se_total": found.total_error,
        "weights": found.weights.tolist(),
        "deff_kish": found.weighting.deff,
        "n_eff": found.weighting.n_eff,
        "converged": found.weighting.converged,
    }


def shrinkage(request: Request) -> dict[str, object]:
    """``{"estimates": […], "variances": […]}`` → ``{"tau2", "mean", "shrunk", "sd"}``.

    Errors: ``too_few_units`` below five units.
    """
    estimates = request.numbers("estimates")
    variances = request.numbers("variances", LEAST)
    _check_length("variances", len(variances), "estimates", len(estimates))
    try:
        found = shrink(estimates, variances)
    except TooFewUnits as error:
        raise CalculatorError(
            TOO_FEW_UNITS,
            _("Penyusutan memerlukan sedikitnya lima unit. Yang tertulis: %(n)s.")
            % {"n": len(estimates)},
        ) from error
    return {
        "tau2": found.tau2,
        "mean": found.mean,
        "shrunk": list(found.estimates),
        "sd": list(found.errors),
    }


def _coded(request: Request, key: str, rows: int) -> tuple[list[str], Codes]:
    """Names in order of their letters, and the place of each row's name among them."""
    labels = request.labels(key) if request.has(key) else [_("seluruh sampel")] * rows
    return _sorted_codes(labels, key, rows)


def _sorted_codes(labels: list[str], key: str, rows: int) -> tuple[list[str], Codes]:
    _check_length(key, len(labels), "y", rows)
    names, codes = np.unique(np.array(labels, dtype=object), return_inverse=True)
    return names.tolist(), codes.astype(np.intp)


def _row_numbers(request: Request, key: str, rows: int) -> Floats | None:
    """A positive number of each row, or nothing where the key is absent."""
    if not request.has(key):
        return None
    numbers = request.numbers(key, LEAST)
    _check_length(key, len(numbers), "y", rows)
    return np.array(numbers)


def _populations(request: Request, rows: int, strata: Codes) -> Floats | None:
    sizes = _row_numbers(request, "fpc", rows)
    if sizes is None:
        return None
    populations = np.zeros(strata.max() + 1)
    populations[strata] = sizes
    if (populations[strata] != sizes).any():
        raise bad_value(_("Nilai %(key)s harus sama pada semua baris satu strata."), "fpc")
    return populations


def _margins(request: Request, rows: int) -> list[CellMargin]:
    found = []
    for place, one in enumerate(request.objects("margins") if request.has("margins") else ()):
        key = f"margins[{place}]"
        names, codes = _sorted_codes(one.labels("of"), f"{key}.of", rows)
        totals = one.totals("totals")
        if wrong := sorted(set(names) ^ set(totals)):
            raise CalculatorError(
                ErrorCode.BAD_VALUE,
                _("Setiap kategori %(key)s memerlukan baris dan jumlah populasi: %(names)s.")
                % {"key": key, "names": ", ".join(wrong)},
            )
        found.append(CellMargin(codes, np.array([totals[name] for name in names])))
    return found


def _check_length(key: str, length: int, of: str, rows: int) -> None:
    if length != rows:
        raise CalculatorError(
            ErrorCode.BAD_VALUE,
            _("Nilai %(key)s harus berisi %(rows)s baris seperti %(of)s. Yang tertulis: %(n)s.")
            % {"key": key, "rows": rows, "of": of, "n": length},
        )
