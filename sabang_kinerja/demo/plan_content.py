"""What stands in a plan: results of the post, targets near the library's, links to the superior."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from appraisal.enums import ResultKind
from sabang_kinerja.demo.content import IndicatorText, ResultText, library
from sabang_kinerja.demo.organisation import CityPost, CityUnit
from sabang_kinerja.demo.sampling import sometimes

OFFICE_RESULT: Final = (
    "Terlaksananya tata kelola {satuan} yang tertib dalam kinerja, anggaran, dan kepegawaian"
)
"""Every leader of a division answers for it; the work of the office staff hangs on it."""

UNIT_RESULT: Final = "Tercapainya sasaran kegiatan {urusan} sesuai dengan rencana kerja"
"""What a leader without an entry of the library owes first; most work of the unit serves it."""

_FIXED_UNITS: Final = frozenset({"tanggal", "hari kerja", "skala 1–5", "level", "indeks", "rasio"})
_UNIT_WORDS: Final = {
    **{"division": "bidang", "bureau": "bagian", "subsection": "sub bagian"},
    **{"section": "seksi", "secretariat": "sekretariat"},
}
_KEPT_CAPITALS: Final = frozenset(
    {"Islam", "Aceh", "Sabang", "Wilayatul", "Hisbah", "Qanun", "Baitul", "Mal", "Adat", "Majelis"}
)
_FIRST_WORDS: Final = re.compile(
    r"^(Sub Bagian|Bidang|Bagian|Seksi|Instalasi|Ruang|Dinas|Badan|Sekretariat|Asisten|Inspektur"
    r" Pembantu|Satuan)\s+"
)
_WORD: Final = re.compile(r"[a-z]{5,}")
FEWEST_COMMON_WORDS: Final = 2
FULL: Final = 100


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """An indicator of a plan with its agreed target; ``value`` is None while it is missing."""

    id: int
    text: str
    value: Decimal
    unit: str
    direction: str


@dataclass(slots=True, eq=False)
class PlannedResult:
    """A result of a plan. ``chain`` leads from its own library text upwards."""

    kind: str
    text: str
    chain: tuple[str, ...]
    source: ResultText
    indicators: list[PlannedIndicator]
    id: int = 0

    @property
    def can_be_exceeded(self) -> bool:
        """Whether more than its targets can be reached at all."""
        return any(
            row.direction != "exact" and not (row.unit == "%" and row.value >= FULL)
            for row in self.indicators
        )


def choose_results(post: CityPost, chance: random.Random) -> list[PlannedResult]:
    """The results that the holder of a post takes on: most main ones, some additional."""
    rows = library().results[post.code]
    main = [row for row in rows if row.kind == ResultKind.MAIN]
    more = [row for row in rows if row.kind != ResultKind.MAIN]
    if len(main) > 4 and not post.is_head and sometimes(chance, 0.35):
        main.pop(chance.randrange(1, len(main)))
    if post.code.startswith(("kabid_", "kasi_", "kasubbag_")):
        main += [row for row in library().results["x_pimpinan_unit"] if row.text == OFFICE_RESULT]
    if post.uses_head_form or sometimes(chance, 0.45):
        main += more
    return [_planned(row, post.unit) for row in main]


def same_results(earlier: Sequence[PlannedResult]) -> list[PlannedResult]:
    """The results of an earlier version, to be agreed anew."""
    return [PlannedResult(row.kind, row.text, row.chain, row.source, []) for row in earlier]


def _planned(row: ResultText, unit: CityUnit) -> PlannedResult:
    return PlannedResult(
        kind=row.kind,
        text=fill(row.text, unit),
        chain=_chain(row, unit),
        source=row,
        indicators=[],
    )


def _chain(row: ResultText, unit: CityUnit) -> tuple[str, ...]:
    """The library text of a result, then what it supports, step by step."""
    texts = library()
    above = row.superior
    supported = texts.supported_by_unit.get(unit.code)
    if supported and "{urusan}" in above:
        above = supported[-1] if "layanan" in row.text or "pembinaan" in row.text else supported[0]
    chain = [row.text]
    while above and above not in chain:
        chain.append(above)
        above = texts.superior_of.get(above, "")
    return tuple(chain)


def supported_result(own: PlannedResult, offered: Sequence[PlannedResult]) -> PlannedResult | None:
    """Which of the superior's results ``own`` contributes to; None when none fits.

    The library says it: by text, by a text further up that both support, or by a text that
    stands for it in other posts. Otherwise the result with most words in common.
    """
    texts = library()
    above = list(own.chain[1:])
    for text in above:
        above += [other for other in texts.equivalents.get(text, []) if other not in above]
    for text in above:
        for result in offered:
            if text in result.chain and result.text != own.text:
                return result
    words = set(_WORD.findall(own.text.lower()))
    best = max(offered, key=lambda r: len(words & set(_WORD.findall(r.text.lower()))), default=None)
    if best is None or best.text == own.text:
        return None
    if len(words & set(_WORD.findall(best.text.lower()))) >= FEWEST_COMMON_WORDS:
        return best
    return next((result for result in offered if result.chain[0] == UNIT_RESULT), None)


def agreed_target(row: IndicatorText, chance: random.Random, *, steady: bool) -> Decimal:
    """The library's target moved a little, as people and years differ; ``steady`` keeps it."""
    value = row.value
    if steady or row.direction == "exact" or row.unit in _FIXED_UNITS or value == 0:
        return value
    if row.direction == "down" and row.unit == "%":
        return max(Decimal(1), value + chance.randint(-1, 1)) if value >= 2 else value
    if row.unit in ("%", "nilai"):
        moved = value + chance.randint(-3, 2)
        return min(moved, Decimal(100)) if value <= 100 else moved
    if value != value.to_integral_value() or value < 4:
        return value
    moved = value * Decimal(chance.randint(82, 115)) / 100
    step = 1000 if value >= 20000 else 10 if value >= 200 else 5 if value >= 60 else 1
    return max(Decimal(step), (moved / step).to_integral_value() * step)


def fill(text: str, unit: CityUnit) -> str:
    """Put what a unit looks after, and what it is called, into a text."""
    if "{" not in text:
        return text
    return text.format(urusan=field_of_work(unit), satuan=_unit_word(unit))


def field_of_work(unit: CityUnit) -> str:
    """What a unit looks after, from its name: "Bidang Bina Marga" → "bina marga"."""
    words = _FIRST_WORDS.sub("", unit.name).split()
    return " ".join(
        word if word in _KEPT_CAPITALS or word.strip(",").isupper() else word.lower()
        for word in words
    )


def _unit_word(unit: CityUnit) -> str:
    if unit.sort == "installation":
        return unit.name.split()[0].lower()
    return _UNIT_WORDS.get(unit.sort, "unit kerja")
