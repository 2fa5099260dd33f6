"""Reading the keys of a request: each kind of value one way, each refusal naming its key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode, bad_value

Choice = TypeVar("Choice", bound=StrEnum)

MOST: Final = 1e12
LEAST: Final = 1e-12
"""Size of numbers with which sums and squares stay exact enough; ``LEAST`` of positive ones."""

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Request:
    """One object as it was read. Keys that a rule does not ask for are ignored.

    Every method raises ``CalculatorError``: ``missing_key`` when the key is absent,
    ``bad_value`` when its value is of another kind (null included). Refusals name a key after
    ``within``, the place of this object in a larger one.
    """

    data: Mapping[str, object]
    within: str = ""

    def has(self, key: str) -> bool:
        """Whether the key is there, whatever its value."""
        return key in self.data

    def text(self, key: str) -> str:
        """A string."""
        value = self._required(key)
        if not isinstance(value, str):
            raise CalculatorError(
                ErrorCode.BAD_VALUE,
                _("Nilai %(key)s harus berupa teks.") % {"key": self._name(key)},
            )
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """One of the words of an enumeration."""
        return _chosen(self._name(key), self._required(key), choices)

    def choices(self, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """A list, possibly empty, of words of an enumeration."""
        return tuple(
            _chosen(f"{self._name(key)}[{place}]", item, choices)
            for place, item in enumerate(self._items(key))
        )

    def whole(self, key: str, most: int) -> int:
        """A whole number from 0 to ``most``."""
        return _whole(self._name(key), self._required(key), most)

    def inner(self, key: str) -> "Request":
        """An object; refusals of its keys name their place in this one."""
        value = self._required(key)
        if not isinstance(value, dict):
            raise CalculatorError(
                ErrorCode.BAD_VALUE,
                _("Nilai %(key)s harus berupa objek.") % {"key": self._name(key)},
            )
        return Request(value, f"{self._name(key)}.")

    def objects(self, key: str) -> tuple["Request", ...]:
        """A list, possibly empty, of objects."""
        items = self._items(key)
        for place, item in enumerate(items):
            if not isinstance(item, dict):
                raise CalculatorError(
                    ErrorCode.BAD_VALUE,
                    _("Nilai %(key)s harus berupa objek.") % {"key": f"{self._name(key)}[{place}]"},
                )
        return tuple(
            Request(item, f"{self._name(key)}[{place}].") for place, item in enumerate(items)
        )

    def numbers(self, key: str, least: float = -MOST) -> list[float]:
        """A list, possibly empty, of numbers from ``least`` to a million million."""
        return [
            _number(f"{self._name(key)}[{place}]", item, least)
            for place, item in enumerate(self._items(key))
        ]

    def table(self, key: str) -> list[list[float | None]]:
        """A list, possibly empty, of lists of numbers; a null is nothing."""
        rows = []
        for place, row in enumerate(self._items(key)):
            name = f"{self._name(key)}[{place}]"
            if not isinstance(row, list):
                raise bad_value(_("Nilai %(key)s harus berupa daftar."), name)
            rows.append(
                [
                    None if one is None else _number(f"{name}[{at}]", one, -MOST)
                    for at, one in enumerate(row)
                ]
            )
        return rows

    def real(self, key: str) -> float:
        """A number from minus to plus a million million."""
        return _number(self._name(key), self._required(key), -MOST)

    def totals(self, key: str) -> dict[str, float]:
        """An object of positive numbers by name."""
        value = self._required(key)
        if not isinstance(value, dict):
            raise CalculatorError(
                ErrorCode.BAD_VALUE,
                _("Nilai %(key)s harus berupa objek.") % {"key": self._name(key)},
            )
        return {
            name: _number(f"{self._name(key)}.{name}", item, LEAST) for name, item in value.items()
        }

    def labels(self, key: str) -> list[str]:
        """A list, possibly empty, of names; a whole number is the name that it spells."""
        return [
            _label(f"{self._name(key)}[{place}]", item)
            for place, item in enumerate(self._items(key))
        ]

    def label(self, key: str) -> str:
        """A name; a whole number is the name that it spells."""
        return _label(self._name(key), self._required(key))

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
            % {"key": self._name(key), "least": least, "most": most},
        )

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._required(key)
        if not isinstance(value, bool):
            raise CalculatorError(
                ErrorCode.BAD_VALUE,
                _("Nilai %(key)s harus true atau false.") % {"key": self._name(key)},
            )
        return value

    def counts(self, key: str, choices: type[Choice], most: int) -> dict[Choice, int]:
        """An object of words of an enumeration with whole numbers from 0 to ``most``."""
        value = self._required(key)
        if not isinstance(value, dict):
            raise CalculatorError(
                ErrorCode.BAD_VALUE,
                _("Nilai %(key)s harus berupa objek.") % {"key": self._name(key)},
            )
        return {
            _chosen(f"{self._name(key)}.{name}", name, choices): _whole(
                f"{self._name(key)}.{name}", number, most
            )
            for name, number in value.items()
        }

    def day(self, key: str) -> date:
        """A date as ``2026-11-23``."""
        return _day(self._name(key), self._required(key))

    def days(self, key: str) -> frozenset[date]:
        """A list, possibly empty, of dates."""
        return frozenset(
            _day(f"{self._name(key)}[{place}]", item) for place, item in enumerate(self._items(key))
        )

    def _name(self, key: str) -> str:
        return f"{self.within}{key}"

    def _items(self, key: str) -> list[Any]:
        value = self._required(key)
        if not isinstance(value, list):
            raise CalculatorError(
                ErrorCode.BAD_VALUE,
                _("Nilai %(key)s harus berupa daftar.") % {"key": self._name(key)},
            )
        return value

    def _required(self, key: str) -> object:
        if key not in self.data:
            raise CalculatorError(
                ErrorCode.MISSING_KEY, _("Kunci %(key)s belum diisi.") % {"key": self._name(key)}
            )
        return self.data[key]


def _label(key: str, value: object) -> str:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise CalculatorError(
            ErrorCode.BAD_VALUE, _("Nilai %(key)s harus berupa teks.") % {"key": key}
        )
    return str(value)


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


def _number(key: str, value: object, least: float) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= MOST:
        return float(value)
    if least > 0:
        sentence = _("Nilai %(key)s harus berupa bilangan yang lebih besar dari nol.")
    else:
        sentence = _("Nilai %(key)s harus berupa bilangan.")
    raise CalculatorError(ErrorCode.BAD_VALUE, sentence % {"key": key})
