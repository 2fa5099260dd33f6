"""Published figures for people and machines: rows of counts, their meaning, JSON and CSV.

Content as it is frozen: ``columns`` are lists of predicates that are counted together, best
first; ``agencies`` and ``together`` have a number of people and one count for each column, null
where it is hidden; ``city`` has all counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.enums import Predicate
from feedback.documents.open_data import LICENCE, LICENCE_URL
from sabang_kinerja.common.spreadsheets import as_csv

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SCHEMA: Final = 1
"""Number of the shape; it grows when a field changes its meaning."""

CSV_FIELDS: Final = ("period", "agency", "people", "predicate", "count")

DICTIONARY: Final[tuple[tuple[str, "StrOrPromise", "StrOrPromise"], ...]] = (
    ("period", gettext_lazy("Periode evaluasi kinerja"), gettext_lazy("teks")),
    (
        "agency",
        gettext_lazy("Perangkat daerah, gabungan perangkat daerah kecil, atau seluruh kota"),
        gettext_lazy("teks"),
    ),
    (
        "people",
        gettext_lazy("Pegawai dengan hasil evaluasi final"),
        gettext_lazy("bilangan bulat"),
    ),
    (
        "predicate",
        gettext_lazy("Predikat kinerja; yang terlalu sedikit digabung dengan yang lebih baik"),
        "very_good, good, needs_improvement, poor, very_poor",
    ),
    (
        "count",
        gettext_lazy("Jumlah pegawai; kosong bila disembunyikan untuk melindungi orang"),
        gettext_lazy("bilangan bulat atau kosong"),
    ),
)
"""Field, what it means, which values it has."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the table; a count is ``None`` where it is hidden."""

    name: str
    people: int
    counts: tuple[int | None, ...]
    members: tuple[str, ...] = ()


def column_labels(content: Mapping[str, Any]) -> list[str]:
    """Heading of each column: "Baik", or "Butuh Perbaikan / Kurang" where they are together."""
    return [
        " / ".join(str(Predicate(word).label) for word in words) for words in content["columns"]
    ]


def figure_rows(content: Mapping[str, Any]) -> list[FigureRow]:
    """The city first, then agencies by name, at the end the small ones together."""
    rows = [_row(_("Seluruh kota"), content["city"])]
    rows += [_row(one["name"], one) for one in content["agencies"]]
    if together := content["together"]:
        name = _("Perangkat daerah lain, digabung")
        rows.append(_row(name, together, tuple(together["names"])))
    return rows


def as_open_data(content: Mapping[str, Any], *, source: str, published_at: str) -> dict[str, Any]:
    """The frozen content with what a reader of the file must know."""
    return {
        "schema": SCHEMA,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "publisher": _("Pemerintah Kota Sabang"),
        "source": source,
        "published_at": published_at,
        "dictionary": {name: f"{meaning} ({values})" for name, meaning, values in DICTIONARY},
        **content,
    }


def as_open_csv(content: Mapping[str, Any]) -> bytes:
    """One line for each count; an empty count is hidden."""
    return as_csv(CSV_FIELDS, list(_lines(content)))


def _lines(content: Mapping[str, Any]) -> Iterator[list[str | int]]:
    words = ["+".join(one) for one in content["columns"]]
    for row in figure_rows(content):
        for word, count in zip(words, row.counts, strict=True):
            yield [
                content["period"]["label"],
                row.name,
                row.people,
                word,
                "" if count is None else count,
            ]


def _row(name: str, values: Mapping[str, Any], members: tuple[str, ...] = ()) -> FigureRow:
    return FigureRow(name, values["people"], tuple(values["counts"]), members)
