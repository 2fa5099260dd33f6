"""Functional officers with their points beside what promotion needs, in one query a page."""

from datetime import date
from decimal import Decimal

from django.db.models import Case, DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from appraisal.enums import CreditBaseKind
from appraisal.models import CreditBase, CreditConversion
from appraisal.rules.credit import CREDIT_TABLE
from appraisal.selectors.credit_posts import functional_assignments
from personnel.models import Assignment

_POINTS: DecimalField[Decimal, Decimal] = DecimalField(max_digits=9, decimal_places=3)


def credit_rows(day: date) -> QuerySet[Assignment]:
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
