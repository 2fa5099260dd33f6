"""Functional officers with their points beside what promotion needs, in one query a page."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import Case, DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy

from appraisal.enums import CreditBaseKind
from appraisal.models import CreditBase, CreditConversion
from appraisal.rules.credit import CREDIT_TABLE
from appraisal.selectors.credit_posts import functional_assignments
from personnel.rules.nip import group_nip
from personnel.rules.ranks import rank_label

_POINTS: "DecimalField[Decimal, Decimal]" = DecimalField(max_digits=9, decimal_places=3)


def credit_rows(day: date) -> QuerySet[Any]:
    """Own functional posts on a day, each with ``cumulative``, minima and what lacks.

    ``to_rank`` and ``to_level`` are negative while points lack; ``to_level`` is None where no
    level follows. Who is nearest to the next rank comes first.
    """
    same = {"employee": OuterRef("employee"), "level": OuterRef("post__level")}
    gained = CreditBase.objects.exclude(kind=CreditBaseKind.RANK_PROMOTION)
    used = CreditBase.objects.filter(kind=CreditBaseKind.RANK_PROMOTION)
    return (
        functional_assignments(day)
        .select_related("employee", "post__unit__agency")
        .annotate(
            cumulative=Greatest(
                _sum(CreditConversion.objects.in_force().filter(**same))
                + _sum(gained.filter(**same))
                - _sum(used.filter(**same)),
                Value(Decimal(0)),
                output_field=_POINTS,
            ),
            rank_minimum=_by_level("rank_minimum"),
            level_minimum=_by_level("level_minimum"),
        )
        .annotate(
            to_rank=F("cumulative") - F("rank_minimum"),
            to_level=F("cumulative") - F("level_minimum"),
        )
        .order_by("-to_rank", "employee__name", "pk")
    )


def _sum(rows: "QuerySet[CreditConversion] | QuerySet[CreditBase]") -> Coalesce:
    total = rows.order_by().values("employee").annotate(total=Sum("points")).values("total")
    return Coalesce(Subquery(total), Value(Decimal(0)), output_field=_POINTS)


def _by_level(column: str) -> Case:
    """A column of the law's table beside each row's level."""
    return Case(
        *(
            When(post__level=str(level), then=Value(getattr(row, column)))
            for level, row in CREDIT_TABLE.items()
            if getattr(row, column) is not None
        ),
        output_field=_POINTS,
    )


CREDIT_HEADINGS: Final = (
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Pangkat/Gol."),
    gettext_lazy("Jabatan"),
    gettext_lazy("Jenjang"),
    gettext_lazy("Perangkat daerah"),
    gettext_lazy("Angka kredit kumulatif"),
    gettext_lazy("Kelebihan/kekurangan pangkat"),
    gettext_lazy("Kelebihan/kekurangan jenjang"),
)
CREDIT_WIDTHS: Final = (22, 34, 28, 38, 16, 40, 16, 18, 18)


def export_rows(rows: Iterable[Any]) -> Iterator[tuple[str, ...]]:
    """One line a person of ``credit_rows``, decimals with a comma."""
    for row in rows:
        agency = row.post.unit.agency
        yield (
            group_nip(row.employee.nip) if row.employee.nip else "",
            row.employee.full_name,
            rank_label(row.employee.rank) if row.employee.rank else "",
            row.post.title,
            str(row.post.get_level_display()),
            agency.name if agency else "",
            _comma(row.cumulative),
            _comma(row.to_rank),
            "-" if row.to_level is None else _comma(row.to_level),
        )


def _comma(value: Decimal) -> str:
    return f"{value:.3f}".replace(".", ",")
