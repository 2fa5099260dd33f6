"""A unit's published result for machines: JSON and CSV with a dictionary of what each field means.

Nothing stands here that the public page does not show: cells of fewer than five people are null,
and a figure that is not representative comes without elements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.selectors.public_unit import PublicUnit
from sabang_kinerja.common.spreadsheets import as_csv

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SCHEMA: Final = 1
"""Number of the shape; it grows when a field changes its meaning."""

LICENCE: Final = "CC BY 4.0"
LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"

CSV_FIELDS: Final = (
    "unit", "period", "starts", "ends", "figure", "label",
    "n", "mean", "index", "lower", "upper", "grade", "quality",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the open data: its name, what it means, its unit or range."""

    name: str
    meaning: "StrOrPromise"
    values: "StrOrPromise"


DICTIONARY: Final = (
    Field("unit", gettext_lazy("Nama unit pelayanan"), gettext_lazy("teks")),
    Field("period", gettext_lazy("Periode survei"), gettext_lazy("teks")),
    Field(
        "starts, ends",
        gettext_lazy("Hari pertama dan terakhir pengumpulan jawaban"),
        gettext_lazy("TTTT-BB-HH"),
    ),
    Field(
        "figure",
        gettext_lazy("Indeks unit, atau kode unsur"),
        gettext_lazy("index atau salah satu dari sembilan kode unsur"),
    ),
    Field("label", gettext_lazy("Nama unsur pada kuesioner"), gettext_lazy("teks")),
    Field("n", gettext_lazy("Jawaban sah yang dihitung"), gettext_lazy("bilangan bulat")),
    Field("mean", gettext_lazy("Nilai rata-rata tertimbang"), "1–4"),
    Field("index", gettext_lazy("Nilai rata-rata × 25"), "25–100"),
    Field(
        "lower, upper",
        gettext_lazy("Batas rentang keyakinan 95 persen; kosong tanpa rentang"),
        "25–100",
    ),
    Field("grade", gettext_lazy("Mutu pelayanan menurut PermenPANRB 14/2017"), "A, B, C, D"),
    Field(
        "quality",
        gettext_lazy("Mutu data: mewakili, gunakan dengan hati-hati, atau belum mewakili"),
        "green, amber, red",
    ),
    Field(
        "failed",
        gettext_lazy("Syarat mutu data yang belum terpenuhi, dalam kalimat"),
        gettext_lazy("daftar teks"),
    ),
    Field(
        "counts",
        gettext_lazy("Kuesioner yang masuk, sah, dan dikeluarkan"),
        gettext_lazy("bilangan bulat"),
    ),
    Field(
        "population, minimum_sample",
        gettext_lazy("Penerima layanan dan sampel minimal; kosong tanpa register"),
        gettext_lazy("bilangan bulat"),
    ),
    Field(
        "profile",
        gettext_lazy("Jumlah penjawab per kategori; kosong di bawah lima orang"),
        gettext_lazy("bilangan bulat atau kosong"),
    ),
)
"""What every field means, for people and for machines."""


def open_data(page: PublicUnit, source: str) -> dict[str, Any]:
    """The page as plain values; ``source`` is its address. Without a result only names and counts.

    Numbers are numbers, days are ISO 8601, missing figures null.
    """
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "source": source,
        "publisher": _("Pemerintah Kota Sabang"),
        "dictionary": {one.name: f"{one.meaning} ({one.values})" for one in DICTIONARY},
        "unit": page.unit.name,
        "period": page.period.label if page.period else None,
        "result": None,
        "running": [
            {"period": one.survey.period.label, "usable": one.answers} for one in page.running
        ],
    }
    figures, result = page.figures, page.result
    if figures is None or result is None:
        return found
    data, counts = figures.data, figures.data.counts
    found["result"] = {
        "starts": result.survey.opens_on.isoformat(),
        "ends": result.survey.closes_on.isoformat(),
        "computed_at": figures.computed_at.isoformat(),
        "quality": figures.verdict.value,
        "failed": [one.sentence for one in figures.failed],
        "n": figures.n,
        "index": _number(figures.index),
        "lower": _number(figures.lower),
        "upper": _number(figures.upper),
        "grade": figures.grade or None,
        "weight_mode": data.worksheet.mode if data.worksheet else None,
        "population": data.population,
        "minimum_sample": data.minimum_sample,
        "counts": {
            "received": counts.received,
            "usable": counts.usable,
            "left_out": counts.left_out,
            "open_channel": counts.open_channel,
        },
        "elements": [
            {
                "code": one.code,
                "label": one.label,
                "n": one.n,
                "mean": round(one.mean, 3),
                "index": float(one.index),
                "grade": one.grade,
            }
            for one in (figures.elements if page.is_shown else ())
        ],
        "profile": {
            row.code: {cell.code or "": cell.n for cell in row.cells}
            for row in figures.profile(public=True)
        },
        "follow_up": [
            {
                "element": item.element,
                "activity": item.activity,
                "due_on": item.due_on.isoformat(),
                "state": item.state,
                "realisation": item.realisation or None,
            }
            for item in page.follow_up
        ],
        "trend": [
            {
                "period": row.result.survey.period.label,
                "n": row.result.n,
                "index": _number(row.result.index) if row.is_published else None,
                "lower": _number(row.result.lower) if row.is_published else None,
                "upper": _number(row.result.upper) if row.is_published else None,
                "quality": row.result.verdict,
                "breaks": list(row.breaks),
            }
            for row in page.trend
        ],
    }
    return found


def open_csv(data: Mapping[str, Any]) -> bytes:
    """The same figures as rows: the index first, then the elements; only headings without one."""
    result = data["result"]
    rows = []
    if result is not None:
        head = [data["unit"], data["period"], result["starts"], result["ends"]]
        rows.append(
            [
                *head, "index", _("Indeks Kepuasan Masyarakat"), result["n"], "",
                *map(_cell, (result["index"], result["lower"], result["upper"])),
                result["grade"] or "", result["quality"],
            ]
        )  # fmt: skip
        rows.extend(
            [
                *head, one["code"], one["label"], one["n"], f"{one['mean']:.3f}",
                _cell(one["index"]), "", "", one["grade"], result["quality"],
            ]
            for one in result["elements"]
        )  # fmt: skip
    return as_csv(CSV_FIELDS, rows)


def file_stem(unit: str, day: date) -> str:
    """Name of a file without its ending: "ikm-dinas-kesehatan-2026-12-31"."""
    words = "".join(one if one.isalnum() else "-" for one in unit.lower())
    return "-".join(part for part in ["ikm", *words.split("-"), day.isoformat()] if part)[:90]


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
