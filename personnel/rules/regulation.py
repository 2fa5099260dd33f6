"""What the law leaves open: values, dates and tables that BKPSDM may change, each with its basis.

A setting is declared once, beside the rule that reads it, with the value that holds while nobody
has decided otherwise. A decision is a row with a first day (``RegulationSetting``); an algorithm
is a named version in code, and its setting chooses the name. Source: regulation, part 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final


class SettingKind(StrEnum):
    """How a value is written and checked."""

    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TABLE = "table"


class Certainty(StrEnum):
    """How sure the value in force from the start is (marks of the specification)."""

    SOURCE = "source"
    OWN_KNOWLEDGE = "own_knowledge"
    DESIGN = "design"
    UNVERIFIED = "unverified"


class UnknownSetting(LookupError):
    """No rule declares a setting of this name."""


class BadSettingValue(ValueError):
    """A value that the setting cannot take; ``problem`` names why, see ``checked_value``."""

    def __init__(self, problem: str, key: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.key = key


Value = int | str | bool | Mapping[str, str]
"""As kept: whole numbers and yes/no as they are, decimals and choices as text, tables of texts."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting.

    ``label`` and ``help`` are Indonesian texts marked for translation where they are declared;
    ``unit`` stands behind the number. ``least`` and ``most`` bound numbers, also those of a table
    whose ``choices`` are empty; ``choices`` are the words of a choice or of a table's cells.
    """

    key: str
    label: Any
    kind: SettingKind
    default: Value
    legal_basis: str
    certainty: Certainty
    group: Any = ""
    unit: Any = ""
    help: Any = ""
    least: Decimal | int | None = None
    most: Decimal | int | None = None
    choices: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Any] = field(default_factory=dict)


_DECLARED: Final[dict[str, Setting]] = {}
SETTINGS: Final[Mapping[str, Setting]] = MappingProxyType(_DECLARED)
"""Every declared setting by its key, in order of declaration."""


def declare(settings: Iterable[Setting]) -> None:
    """Make settings known; called once by each room at its start.

    Raises: ``ValueError`` for a key that is declared already or a default that its own rule
    refuses.
    """
    for setting in settings:
        if setting.key in _DECLARED:
            raise ValueError(setting.key)
        if checked_value(setting, setting.default) != setting.default:
            raise ValueError(setting.key)
        _DECLARED[setting.key] = setting


def setting_of(key: str) -> Setting:
    """The declaration of a key. Raises: ``UnknownSetting``."""
    try:
        return _DECLARED[key]
    except KeyError:
        raise UnknownSetting(key) from None


def checked_value(setting: Setting, value: object) -> Value:
    """The value as it is kept.

    Raises: ``BadSettingValue`` with the problem ``not_whole``, ``not_a_number``, ``not_yes_no``,
    ``too_small``, ``too_large``, ``unknown_choice`` or ``table_incomplete``.
    """
    match setting.kind:
        case SettingKind.WHOLE:
            if isinstance(value, bool) or not isinstance(value, int):
                raise BadSettingValue("not_whole")
            _bounded(setting, Decimal(value))
            return value
        case SettingKind.DECIMAL:
            return _decimal_text(setting, value)
        case SettingKind.YES_NO:
            if not isinstance(value, bool):
                raise BadSettingValue("not_yes_no")
            return value
        case SettingKind.CHOICE:
            return _chosen(setting, value)
        case SettingKind.TABLE:
            return _table(setting, value)


def _table(setting: Setting, value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or set(value) != set(setting.rows):
        raise BadSettingValue("table_incomplete")
    cells = {}
    for key in setting.rows:
        try:
            cell = value[key]
            cells[key] = _chosen(setting, cell) if setting.choices else _decimal_text(setting, cell)
        except BadSettingValue as error:
            raise BadSettingValue(error.problem, key) from None
    return cells


def _chosen(setting: Setting, value: object) -> str:
    if not isinstance(value, str) or value not in setting.choices:
        raise BadSettingValue("unknown_choice")
    return value


def _decimal_text(setting: Setting, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise BadSettingValue("not_a_number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise BadSettingValue("not_a_number") from None
    if not number.is_finite():
        raise BadSettingValue("not_a_number")
    _bounded(setting, number)
    return str(value)


def _bounded(setting: Setting, number: Decimal) -> None:
    if setting.least is not None and number < setting.least:
        raise BadSettingValue("too_small")
    if setting.most is not None and number > setting.most:
        raise BadSettingValue("too_large")


@dataclass(frozen=True, slots=True)
class Regulation:
    """The settings as they hold on one day; ``decided`` maps a key to (id of its row, value)."""

    decided: Mapping[str, tuple[int, Value]] = field(default_factory=dict)

    def whole(self, key: str) -> int:
        """A whole number. Raises: ``UnknownSetting``; ``TypeError`` for another kind of setting."""
        return int(self._value(key, SettingKind.WHOLE))  # type: ignore[arg-type]

    def decimal(self, key: str) -> Decimal:
        """A decimal number. Raises as ``whole``."""
        return Decimal(self._value(key, SettingKind.DECIMAL))  # type: ignore[arg-type]

    def yes(self, key: str) -> bool:
        """Whether it is switched on. Raises as ``whole``."""
        return bool(self._value(key, SettingKind.YES_NO))

    def choice(self, key: str) -> str:
        """The chosen word. Raises as ``whole``."""
        return str(self._value(key, SettingKind.CHOICE))

    def table(self, key: str) -> Mapping[str, str]:
        """Cells by row, in the order of the declaration. Raises as ``whole``."""
        found = self._value(key, SettingKind.TABLE)
        return {row: found[row] for row in setting_of(key).rows}  # type: ignore[index]

    def version(self, key: str) -> str:
        """Which version applies, to be kept beside a result: the id of a row, or ``default``."""
        setting_of(key)
        return str(self.decided[key][0]) if key in self.decided else "default"

    def versions(self, *keys: str) -> dict[str, str]:
        """``version`` of several keys, for a column of the result that they decided."""
        return {key: self.version(key) for key in keys}

    def _value(self, key: str, kind: SettingKind) -> Value:
        setting = setting_of(key)
        if setting.kind is not kind:
            raise TypeError(f"{key} is {setting.kind}, not {kind}")
        return self.decided[key][1] if key in self.decided else setting.default


DEFAULTS: Final = Regulation()
"""Nothing decided: every setting at its declared value."""
