"""Angka kredit for the calculator: points of conversions, and how far they are from promotion."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from appraisal.rules.credit import (
    CreditLine,
    Distance,
    FunctionalLevel,
    MonthsOverlap,
    check_lines,
    standing,
    total_points,
)
from appraisal.rules.predicate import Predicate
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode, bad_value
from sabang_kinerja.calculator.values import Request

MONTHS_OVERLAP: Final = "months_overlap"
_YEARS: Final = range(1900, 2201)
_POINTS: Final = re.compile(r"\d{1,9}(\.\d{1,3})?", re.ASCII)


def credit(request: Request) -> dict[str, object]:
    """``{"lines": [{"year", "level", "predicate", "months": [1–12]}]}`` → points.

    Answers ``{"lines": ["2.083"], "total": "2.083"}``, the total being that of the rounded lines.
    Errors: ``months_overlap`` when a month of a year is given twice.
    """
    lines = [_line(place, item) for place, item in enumerate(_list(request.data, "lines"))]
    try:
        check_lines(lines)
    except MonthsOverlap as error:
        year, month = error.args
        raise CalculatorError(
            MONTHS_OVERLAP,
            _("Bulan %(month)s tahun %(year)s sudah dikonversi pada baris lain.")
            % {"month": month, "year": year},
        ) from error
    return {"lines": [_text(line.points) for line in lines], "total": _text(total_points(lines))}


def credit_standing(request: Request) -> dict[str, object]:
    """``{"level", "cumulative": "60.500"}`` → what the next rank and the next level need.

    ``next_level`` is null at a level after which none follows.
    """
    level = request.choice("level", FunctionalLevel)
    text = request.text("cumulative")
    if not _POINTS.fullmatch(text):
        raise bad_value(_("Nilai %(key)s harus berupa angka seperti 60.500."), "cumulative")
    found = standing(level, Decimal(text))
    return {
        "rank": _distance(found.rank),
        "next_level": _distance(found.next_level) if found.next_level else None,
    }


def _line(place: int, item: object) -> CreditLine:
    key = f"lines[{place}]"
    if not isinstance(item, dict):
        raise bad_value(_("Nilai %(key)s harus berupa objek."), key)
    one = Request(item)
    months = _list(item, "months", key)
    if not months or not all(_is_whole(month, range(1, 13)) for month in months):
        raise bad_value(_("Nilai %(key)s harus berupa daftar bulan 1–12."), f"{key}.months")
    level, predicate = one.choice("level", FunctionalLevel), one.choice("predicate", Predicate)
    if "year" not in item:
        raise CalculatorError(
            ErrorCode.MISSING_KEY, _("Kunci %(key)s belum diisi.") % {"key": f"{key}.year"}
        )
    if not _is_whole(item["year"], _YEARS):
        raise bad_value(_("Nilai %(key)s harus berupa tahun."), f"{key}.year")
    return CreditLine(item["year"], level, predicate, tuple(months))


def _list(data: Mapping[str, object], key: str, within: str = "") -> list[int]:
    name = f"{within}.{key}" if within else key
    if key not in data:
        raise CalculatorError(
            ErrorCode.MISSING_KEY, _("Kunci %(key)s belum diisi.") % {"key": name}
        )
    value = data[key]
    if not isinstance(value, list):
        raise bad_value(_("Nilai %(key)s harus berupa daftar."), name)
    return value


def _is_whole(value: object, allowed: range) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in allowed


def _distance(found: Distance) -> dict[str, object]:
    return {
        "minimum": _text(found.minimum),
        "difference": _text(found.difference),
        "eligible": found.eligible,
    }


def _text(value: Decimal) -> str:
    return f"{value:.3f}"
