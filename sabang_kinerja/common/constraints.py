"""Constraints that several rooms need, each written once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db.models import CheckConstraint, F, Func, Q, Value

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DateSpan(Func):
    """``daterange(from, until, '[]')``: both days included, an empty end lasts for ever."""

    function = "daterange"
    output_field = DateRangeField()


def no_overlap(
    name: str,
    *,
    same: Sequence[str],
    message: "StrOrPromise",
    start: str = "effective_from",
    end: str = "effective_until",
    condition: Q | None = None,
) -> ExclusionConstraint:
    """Forbid two rows with equal ``same`` fields whose date spans share a day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((field, RangeOperators.EQUAL) for field in same),
            (DateSpan(F(start), F(end), Value("[]")), RangeOperators.OVERLAPS),
        ],
        condition=condition,
        violation_error_message=message,
    )


def date_order(
    name: str,
    *,
    message: "StrOrPromise",
    start: str = "effective_from",
    end: str = "effective_until",
) -> CheckConstraint:
    """The end, when there is one, is on or after the start."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        violation_error_message=message,
    )


def all_or_none(name: str, fields: Sequence[str]) -> CheckConstraint:
    """Fields that belong together (who and when) are all filled or all empty."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True for field in fields})
        | Q(**{f"{field}__isnull": False for field in fields}),
    )


def one_of(name: str, field: str, values: Sequence[str]) -> CheckConstraint:
    """A column of words holds only words of its enumeration."""
    return CheckConstraint(name=name, condition=Q(**{f"{field}__in": list(values)}))
