"""Reading the keys of a request: each kind of value one way, each refusal naming its key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode

Choice = TypeVar("Choice", bound=StrEnum)

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Request:
    """One object as it was read. Keys that a rule does not ask for are ignored.

    Every method raises ``CalculatorError``: ``missing_key`` when the key is absent,
    ``bad_value`` when its value is of another kind (null included).
    """

    data: Mapping[str, object]

    def has(self, key: str) -> bool:
        """Whether the key is there, whatever its value."""
        return key in self.data

    def text(self, key: str) -> str:
        """A string."""
        value = self._required(key)
        if not isinstance(value, str):
            raise CalculatorError(
                ErrorCode.BAD_VALUE, _("Nilai %(key)s harus berupa teks.") % {"key": key}
            )
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """One of the words of an enumeration."""
        return _chosen(key, self._required(key), choices)

    def choices(self, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """A list, possibly empty, of words of an enumeration."""
        value = self._required(key)
        if not isinstance(value, list):
            raise CalculatorError(
                ErrorCode.BAD_VALUE, _("Nilai %(key)s harus berupa daftar.") % {"key": key}
            )
        return tuple(_chosen(f"{key}[{place}]", item, choices) for place, item in enumerate(value))

    def whole(self, key: str, most: int) -> int:
        """A whole number from 0 to ``most``."""
        return _whole(key, self._required(key), most)

    def number(self, key: str, most: int, least: int = 0) -> float:
        """A number from ``least`` to ``most``, whole or not."""
        value = self._required(key)
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and least <= value <= most
        ):
            return float(value)
        raise CalculatorError(
            ErrorCode.BAD_VALUE,
            _("Nilai %(key)s harus berupa angka antara %(least)s dan %(most)s.")
            % {"key": key, "least": least, "most": most},
        )

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._required(key)
        if not isinstance(value, bool):
            raise CalculatorError(
                ErrorCode.BAD_VALUE, _("Nilai %(key)s harus true atau false.") % {"key": key}
            )
        return value

    def counts(self, key: str, choices: type[Choice], most: int) -> dict[Choice, int]:
        """An object of words of an enumeration with whole numbers from 0 to ``most``."""
        value = self._required(key)
        if not isinstance(value, dict):
            raise CalculatorError(
                ErrorCode.BAD_VALUE, _("Nilai %(key)s harus berupa objek.") % {"key": key}
            )
        return {
            _chosen(f"{key}.{name}", name, choices): _whole(f"{key}.{name}", number, most)
            for name, number in value.items()
        }

    def day(self, key: str) -> date:
        """A date as ``2026-11-23``."""
        return _day(key, self._required(key))

    def days(self, key: str) -> frozenset[date]:
        """A list, possibly empty, of dates."""
        value = self._required(key)
        if not isinstance(value, list):
            raise CalculatorError(
                ErrorCode.BAD_VALUE, _("Nilai %(key)s harus berupa daftar.") % {"key": key}
            )
        return frozenset(_day(f"{key}[{place}]", item) for place, item in enumerate(value))

    def _required(self, key: str) -> object:
        if key not in self.data:
            raise CalculatorError(
                ErrorCode.MISSING_KEY, _("Kunci %(key)s belum diisi.") % {"key": key}
            )
        return self.data[key]


def _chosen(key: str, value: object, choices: type[Choice]) -> Choice:
    for choice in choices:
        if value == choice.value and isinstance(value, str):
            return choice
    raise CalculatorError(
        ErrorCode.BAD_VALUE,
        _("Nilai %(key)s harus salah satu dari: %(choices)s.")
        % {"key": key, "choices": ", ".join(choices)},
    )


def _day(key: str, value: object) -> date:
    try:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise CalculatorError(
        ErrorCode.BAD_VALUE,
        _("Nilai %(key)s harus berupa tanggal seperti 2026-11-23.") % {"key": key},
    )


def _whole(key: str, value: object, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
        return value
    raise CalculatorError(
        ErrorCode.BAD_VALUE,
        _("Nilai %(key)s harus berupa bilangan bulat antara 0 dan %(most)s.")
        % {"key": key, "most": most},
    )
