"""Open settings as pages show them: present value in words, what it rests on, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.models import RegulationSetting
from personnel.rules.regulation import SETTINGS, Certainty, Setting, SettingKind, Value
from personnel.selectors.history import Entry, Source, read_history
from sabang_kinerja.common.numbers import format_decimal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CERTAINTY_WORDS: Final[dict[Certainty, "StrOrPromise"]] = {
    Certainty.SOURCE: gettext_lazy("Tertulis dalam peraturan"),
    Certainty.OWN_KNOWLEDGE: gettext_lazy("Diketahui; teks peraturannya belum diperiksa"),
    Certainty.DESIGN: gettext_lazy("Usulan aplikasi; peraturan tidak menyebut angka atau caranya"),
    Certainty.UNVERIFIED: gettext_lazy("Belum dapat dipastikan dari peraturan"),
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting on one day. ``present`` and ``upcoming`` are decisions, None where none is."""

    setting: Setting
    present: RegulationSetting | None
    upcoming: RegulationSetting | None

    @property
    def value(self) -> Value:
        """The value that holds."""
        return self.present.value if self.present else self.setting.default

    @property
    def words(self) -> str:
        """The value in one line."""
        return value_words(self.setting, self.value)

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Rows of a table; empty for other kinds."""
        return table_words(self.setting, self.value)

    @property
    def basis(self) -> str:
        """What the value rests on."""
        return self.present.legal_basis if self.present else self.setting.legal_basis

    @property
    def is_sure(self) -> bool:
        """Whether a text or a decision stands behind the value."""
        return self.present is not None or self.setting.certainty is Certainty.SOURCE

    @property
    def certainty(self) -> "StrOrPromise":
        """How sure the value is, in words."""
        return _("Diputus BKPSDM") if self.present else CERTAINTY_WORDS[self.setting.certainty]

    @property
    def upcoming_words(self) -> str:
        """The next decided value, empty where none is."""
        return value_words(self.setting, self.upcoming.value) if self.upcoming else ""


def value_words(setting: Setting, value: Value) -> str:
    """A value in one line: "14 hari kerja", "ya", "tabel dengan 9 baris"."""
    match setting.kind:
        case SettingKind.YES_NO:
            return _("ya") if value else _("tidak")
        case SettingKind.CHOICE:
            return str(setting.choices.get(str(value), value))
        case SettingKind.TABLE:
            return _("tabel dengan %(n)s baris") % {"n": len(setting.rows)}
        case _:
            return f"{format_decimal(Decimal(str(value)))} {setting.unit}".strip()


def table_words(setting: Setting, value: Value) -> list[tuple[str, str]]:
    """Rows of a table in words, in the order of its declaration; empty for other kinds."""
    if setting.kind is not SettingKind.TABLE or not isinstance(value, dict):
        return []
    return [(str(label), _cell(setting, value.get(row, ""))) for row, label in setting.rows.items()]


def _cell(setting: Setting, cell: str) -> str:
    if setting.choices:
        return str(setting.choices.get(cell, cell))
    return format_decimal(Decimal(cell)) if cell else ""


def whole_words(setting: Setting, value: Value) -> str:
    """A value with every row of a table, for files and history."""
    cells = table_words(setting, value)
    return "; ".join(f"{label}: {cell}" for label, cell in cells) or value_words(setting, value)


def setting_rows(day: date) -> list[SettingRow]:
    """Every declared setting as it stands on ``day``, in order of declaration (one query)."""
    decided: dict[str, list[RegulationSetting]] = {}
    for row in RegulationSetting.objects.order_by("valid_from"):
        decided.setdefault(row.key, []).append(row)
    return [row_of(one, decided.get(one.key, []), day) for one in SETTINGS.values()]


def row_of(setting: Setting, decided: Iterable[RegulationSetting], day: date) -> SettingRow:
    """One setting on ``day``, from its decisions in order of time."""
    rows = list(decided)
    return SettingRow(
        setting,
        next((row for row in reversed(rows) if row.valid_from <= day), None),
        next((row for row in rows if row.valid_from > day), None),
    )


def in_groups(rows: Iterable[SettingRow]) -> list[tuple[str, list[SettingRow]]]:
    """Rows under the name of their group, groups in order of their first row."""
    found: dict[str, list[SettingRow]] = {}
    for row in rows:
        found.setdefault(str(row.setting.group), []).append(row)
    return list(found.items())


def matching(rows: Iterable[SettingRow], text: str) -> list[SettingRow]:
    """Rows with ``text`` in name, key, group, help, or basis, in any case of letters."""
    wanted = text.strip().casefold()
    return [row for row in rows if wanted in _searched(row)]


def _searched(row: SettingRow) -> str:
    one = row.setting
    parts = (one.label, one.key, one.group, one.help, row.basis)
    return " ".join(str(part) for part in parts).casefold()


def decisions_of(key: str) -> list[RegulationSetting]:
    """Every decision on a setting with who made it, in order of time."""
    return list(
        RegulationSetting.objects.filter(key=key)
        .select_related("decided_by__employee")
        .order_by("valid_from")
    )


def state_of(rows: Sequence[RegulationSetting]) -> str:
    """A mark that changes with every decision on a setting and with every one taken back."""
    return "-".join(str(row.pk) for row in rows)


def history_of(setting: Setting) -> list[Entry]:
    """Who decided and took back what, newest first."""

    def words(value: Any) -> str:
        return whole_words(setting, value)

    hidden = frozenset({"decided_by", "decided_at"})
    own = {"key": setting.key}
    name = _("Nilai ketentuan")
    source = Source(RegulationSetting, own, name, hidden=hidden, words={"value": words})
    return read_history([source])
