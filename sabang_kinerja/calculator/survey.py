"""The citizen survey for the calculator: sample size, index, and the quality of a figure."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from feedback.rules.index import (
    GRADE_LABELS,
    NoAnswers,
    Tally,
    WeightMode,
    element_mean,
    exact_index,
    rounded,
    service_grade,
    tally,
)
from feedback.rules.samples import minimum_sample
from feedback.rules.verdict import SurveyFacts, judge_quality
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode, bad_value
from sabang_kinerja.calculator.values import Request

NO_ANSWERS: Final = "no_answers"
MOST_RECIPIENTS: Final = 1_000_000_000
MOST_POINTS: Final = 75
"""From the lowest to the highest index."""

_MOST_ELEMENTS: Final = 14
_MOST_DAYS: Final = 366_000
_MOST_DISTANCE: Final = 1_000_000
_ELEMENT: Final = re.compile(r"U([1-9]|1[0-4])", re.ASCII)
_MEAN: Final = re.compile(r"[1-4](\.\d{1,30})?", re.ASCII)


def sample_size(request: Request) -> dict[str, object]:
    """``{"population": recipients}`` → ``{"n": usable answers needed}``."""
    return {"n": minimum_sample(request.whole("population", MOST_RECIPIENTS))}


def ikm(request: Request) -> dict[str, object]:
    """``{"answers": [[1–4 or null, …], …]}`` or ``{"means": {"U1": "3.31", …}}`` → the index.

    ``weights`` (absent: exact) tells how 1/x is written. An answer outside 1 to 4 refuses its
    response, fewer than 7 of 9 make it unusable. With means, the numbers of responses are null.
    Errors: ``no_answers`` when no response is usable, or no mean is given.
    """
    mode = request.choice("weights", WeightMode) if request.has("weights") else WeightMode.EXACT
    if request.has("means") and request.has("answers"):
        raise bad_value(_("Isi salah satu: %(key)s atau means."), "answers")
    counted = None if request.has("means") else _tally(request)
    means = _means(request) if counted is None else _named(counted.means())
    try:
        value = rounded(exact_index(means.values(), mode))
    except NoAnswers as error:
        raise CalculatorError(NO_ANSWERS, _("Belum ada jawaban yang dapat dihitung.")) from error
    grade = service_grade(value)
    return {
        "ikm": str(value),
        "grade": grade,
        "label": GRADE_LABELS[grade],
        "elements": [
            {
                "element": name,
                "n": counted and counted.counts[place],
                "mean": None if mean is None else str(element_mean(mean)),
            }
            for place, (name, mean) in enumerate(means.items())
        ],
        "n": counted and counted.n,
        "unusable": counted and counted.unusable,
        "refused": counted and counted.refused,
    }


def verdict(request: Request) -> dict[str, object]:
    """Figures of a survey → ``{"verdict", "failed": [{"condition", "blocks"}]}``.

    Conditions are named like the keys; ``blocks`` is the worst colour that a condition rules out.
    ``margin_age_months`` null: no margins from a register. ``margin_gap``, absent for none, is the
    largest share by which a margin is missed after trimming. Differences may have either sign.
    """
    found = judge_quality(
        SurveyFacts(
            n=request.whole("n", MOST_RECIPIENTS),
            population=request.whole("population", MOST_RECIPIENTS),
            n_eff=request.number("n_eff", MOST_RECIPIENTS),
            deff=request.number("deff", MOST_RECIPIENTS),
            half_width=request.number("half_width", _MOST_DISTANCE),
            asd_raw=request.number("asd_raw", _MOST_DISTANCE),
            asd_weighted=request.number("asd_weighted", _MOST_DISTANCE),
            converged=request.flag("converged"),
            bias_bound=request.number("bias_bound", _MOST_DISTANCE),
            quarantined=request.number("quarantined", 1),
            clean_difference=request.number("clean_difference", MOST_POINTS, -MOST_POINTS),
            trim_effect=request.number("trim_effect", MOST_POINTS, -MOST_POINTS),
            margin_age_months=_months(request, "margin_age_months"),
            days=request.whole("days", _MOST_DAYS),
            max_day_share=request.number("max_day_share", 1),
            margin_gap=request.number("margin_gap", 1) if request.has("margin_gap") else 0.0,
        )
    )
    return {
        "verdict": found.verdict,
        "failed": [{"condition": one.condition, "blocks": one.blocks} for one in found.failed],
    }


def _months(request: Request, key: str) -> int | None:
    if request.has(key) and request.data[key] is None:
        return None
    return request.whole(key, _MOST_DAYS)


def _tally(request: Request) -> Tally:
    if not request.has("answers"):
        raise CalculatorError(
            ErrorCode.MISSING_KEY, _("Kunci %(key)s belum diisi.") % {"key": "answers"}
        )
    rows = request.data["answers"]
    if not isinstance(rows, list):
        raise bad_value(_("Nilai %(key)s harus berupa daftar."), "answers")
    responses = [_response(f"answers[{place}]", row) for place, row in enumerate(rows)]
    items = len(responses[0]) if responses else 1
    for place, response in enumerate(responses):
        if len(response) != items:
            raise bad_value(_("Nilai %(key)s harus sepanjang baris pertama."), f"answers[{place}]")
    return tally(responses, items)


def _response(key: str, row: object) -> list[int | None]:
    if not isinstance(row, list) or not 1 <= len(row) <= _MOST_ELEMENTS:
        raise bad_value(_("Nilai %(key)s harus berupa daftar berisi 1–14 jawaban."), key)
    for place, answer in enumerate(row):
        if isinstance(answer, bool) or not isinstance(answer, int | None):
            raise bad_value(
                _("Nilai %(key)s harus berupa bilangan bulat atau null."), f"{key}[{place}]"
            )
    return row


def _means(request: Request) -> dict[str, Fraction | None]:
    given = request.data["means"]
    if not isinstance(given, Mapping):
        raise bad_value(_("Nilai %(key)s harus berupa objek."), "means")
    found: dict[str, Fraction | None] = {}
    for name, value in given.items():
        key = f"means.{name}"
        if not _ELEMENT.fullmatch(name):
            raise bad_value(_("Kunci %(key)s harus U1 sampai U14."), key)
        if not isinstance(value, str) or not _MEAN.fullmatch(value) or Decimal(value) > 4:
            raise bad_value(
                _("Nilai %(key)s harus berupa angka dari 1 sampai 4 seperti 3.31."), key
            )
        found[name] = Fraction(value)
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))


def _named(means: tuple[Fraction | None, ...]) -> dict[str, Fraction | None]:
    return {f"U{number}": mean for number, mean in enumerate(means, start=1)}
