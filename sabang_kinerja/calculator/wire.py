"""One JSON object in, one JSON object out: the reading is strict, the writing plain ASCII."""

import json
import math
from collections.abc import Mapping
from typing import NoReturn

from django.utils.translation import gettext as _

from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode


def read_object(raw: bytes) -> dict[str, object]:
    """Decode one object.

    Raises: ``CalculatorError`` ``bad_json`` for anything that is not one JSON object in UTF-8
    (NaN and Infinity included), ``bad_value`` for a key given twice or a number out of range.
    """
    try:
        value = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_unique_keys,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except (ValueError, RecursionError) as error:
        raise CalculatorError(
            ErrorCode.BAD_JSON, _("Masukan harus berupa satu objek JSON dalam UTF-8.")
        ) from error
    if not isinstance(value, dict):
        raise CalculatorError(
            ErrorCode.BAD_JSON, _("Masukan harus berupa satu objek JSON, bukan nilai lain.")
        )
    return value


def write_object(value: Mapping[str, object]) -> str:
    """Encode an answer on one line."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def error_object(error: CalculatorError) -> dict[str, object]:
    """The published shape of a refusal."""
    return {"error": {"code": str(error.code), "message": str(error.message)}}


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise CalculatorError(
                ErrorCode.BAD_VALUE, _("Kunci %(key)s ditulis lebih dari sekali.") % {"key": key}
            )
        found[key] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise CalculatorError(
            ErrorCode.BAD_VALUE, _("Bilangan %(number)s terlalu besar.") % {"number": text}
        )
    return number
