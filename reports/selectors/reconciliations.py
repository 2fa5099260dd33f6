"""Reads of comparisons: rows in words, for the page and for the file."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from appraisal.enums import Predicate, Rating
from personnel.rules.nip import group_nip
from reports.enums import ReconciliationOutcome
from reports.models import Reconciliation, ReconciliationRow

FIELD_LABELS: Final = {
    "results": gettext_lazy("Hasil kerja"),
    "behaviour": gettext_lazy("Perilaku kerja"),
    "predicate": gettext_lazy("Predikat"),
    "supervisor": gettext_lazy("Pejabat penilai"),
}
HEADINGS: Final = (
    gettext_lazy("Keadaan"),
    gettext_lazy("Baris"),
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Yang berbeda"),
    gettext_lazy("Di sini"),
    gettext_lazy("Di berkas"),
    gettext_lazy("Alasan"),
)
WIDTHS: Final = (18, 8, 22, 34, 20, 28, 28, 44)


def rows_for(run: Reconciliation, outcome: str, search: str) -> QuerySet[ReconciliationRow]:
    """Rows of one outcome (all when empty) by name or number."""
    rows = run.rows.all()
    if outcome in ReconciliationOutcome.values:
        rows = rows.filter(outcome=outcome)
    if search:
        bare = search.replace(" ", "")
        rows = rows.filter(Q(name__icontains=search) | Q(nip__startswith=bare))
    return rows


def in_words(row: ReconciliationRow) -> list[tuple[str, str, str]]:
    """Differences as (field, ours, theirs) in words."""
    return [
        (
            str(FIELD_LABELS[one["field"]]),
            value_words(one["field"], one["ours"]),
            value_words(one["field"], one["theirs"]),
        )
        for one in row.differences
    ]


def value_words(field: str, value: str) -> str:
    """A stored value as people read it."""
    if field in ("results", "behaviour") and value in Rating.values:
        return str(Rating(value).label)
    if field == "predicate" and value in Predicate.values:
        return str(Predicate(value).label)
    return group_nip(value) if value.isdecimal() and len(value) == 18 else value


def export_rows(rows: Iterable[ReconciliationRow]) -> Iterator[tuple[str, ...]]:
    """One line a difference, one line for every other row."""
    for row in rows:
        head = (
            str(row.get_outcome_display()),
            str(row.row or ""),
            group_nip(row.nip) if row.nip else "",
            row.name,
        )
        for field, ours, theirs in in_words(row) or [("", "", "")]:
            yield (*head, field, ours, theirs, row.reason)
