"""Which posts of a person give angka kredit, and why a person has none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from appraisal.enums import CreditLevel
from appraisal.rules.credit import FunctionalLevel
from appraisal.rules.credit_months import PostSpan
from personnel.enums import AssignmentKind, EmployeeKind, PostKind
from personnel.models import Assignment, Employee
from personnel.models.assignments import AssignmentQuerySet

CREDIT_KINDS = (EmployeeKind.PNS, EmployeeKind.CPNS)
"""Kinds of employees to whom angka kredit applies (regulation 4.8)."""


def functional_assignments(day: date) -> AssignmentQuerySet:
    """Own functional posts with a level, in force on a day, of those whom angka kredit concerns."""
    return (
        Assignment.objects.on(day)
        .definitive()
        .filter(
            employee__kind__in=CREDIT_KINDS,
            post__kind=PostKind.FUNCTIONAL,
            post__level__in=CreditLevel.values,
        )
    )


def level_of(assignment: Assignment) -> FunctionalLevel | None:
    """Level at which an assignment earns points; None where it earns none."""
    post = assignment.post
    if assignment.kind != AssignmentKind.DEFINITIVE or post.kind != PostKind.FUNCTIONAL:
        return None
    return FunctionalLevel(post.level) if post.level in CreditLevel.values else None


def post_spans(employees: Iterable[int], starts: date, ends: date) -> Mapping[int, list[PostSpan]]:
    """Own posts of each person that touch a span of days, oldest first (one query)."""
    spans: dict[int, list[PostSpan]] = defaultdict(list)
    rows = (
        Assignment.objects.own_posts()
        .overlapping(starts, ends)
        .filter(employee__in=set(employees))
        .select_related("post")
        .order_by("effective_from", "pk")
    )
    for row in rows:
        span = PostSpan(row.pk, level_of(row), row.effective_from, row.effective_until)
        spans[row.employee_id].append(span)
    return spans


def why_not(employee: Employee, assignment: Assignment | None) -> str:
    """Why angka kredit does not apply to a person in a post; empty when it does."""
    if employee.is_contract:
        return _(
            "Angka kredit tidak berlaku bagi PPPK. Hasil evaluasi menjadi dasar perpanjangan "
            "perjanjian kerja."
        )
    if assignment is None:
        return _("Saat ini tidak menduduki jabatan, sehingga tidak ada angka kredit.")
    if assignment.post.kind != PostKind.FUNCTIONAL:
        return _("Angka kredit hanya berlaku bagi pejabat fungsional.")
    if level_of(assignment) is None:
        return _("Jenjang jabatan fungsional ini belum tercatat. BKPSDM dapat melengkapinya.")
    return ""
