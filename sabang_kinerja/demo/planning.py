"""The library, matrices that leaders have filled, and who lets colleagues copy the own plan."""

from collections import defaultdict
from datetime import datetime
from typing import Final

from django.db import connection

from appraisal.enums import CopySource, PlanState
from appraisal.models import CopyPermission, MatrixCell, Plan, PlanCopy, WorkResult
from appraisal.models.plans import LIVE
from personnel.models import User
from sabang_kinerja.demo.sampling import sometimes, stream
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.library import load_library

FILLS_MATRIX: Final = 0.4
"""Share of leaders who divide their results in the matrix."""
LEAVES_EMPTY: Final = 0.12
"""Share of contributions that a leader has not written into the matrix."""
LETS_COPY: Final = 0.1
SHOWN: Final = ("atasan", "penilai", "kepala")
"""Demo accounts whose matrices are certainly there."""


def write_planning(year: int, seed: int, now: datetime, tables: Tables) -> None:
    """Add what belongs to planning to a city whose plans are written and flushed."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE appraisal_plan, appraisal_workresult")
    load_library()
    _write_matrices(year, seed, tables)
    _write_permissions(year, seed, now, tables)
    tables.flush()


def _write_matrices(year: int, seed: int, tables: Tables) -> None:
    """Let the results that already support a leader's stand in the leader's matrix."""
    shown = set(User.objects.filter(username__in=SHOWN).values_list("employee_id", flat=True))
    supporting = (
        WorkResult.objects.filter(
            superior_result__plan__year__year=year,
            superior_result__plan__state__in=LIVE,
            plan__state__in=LIVE,
        )
        .order_by("superior_result__plan", "superior_result", "plan__employee", "position")
        .values_list(
            "superior_result__plan__employee_id", "superior_result_id", "plan__employee_id",
            "pk", "text",
        )
    )  # fmt: skip
    places: dict[tuple[int, int], int] = defaultdict(int)
    said: set[tuple[int, int, str]] = set()
    fills: dict[int, bool] = {}
    for leader, result, employee, pk, text in supporting:
        chance = stream(seed, "matrix", leader, result, employee, text)
        if leader not in fills:
            fills[leader] = leader in shown or sometimes(
                stream(seed, "fills matrix", leader), FILLS_MATRIX
            )
        known = (result, employee, text) in said
        if known or not fills[leader] or sometimes(chance, LEAVES_EMPTY):
            continue
        said.add((result, employee, text))
        places[result, employee] += 1
        tables[MatrixCell].add(
            leader_result_id=result,
            employee_id=employee,
            position=places[result, employee],
            text=text,
            result_id=pk,
        )
    alone = WorkResult.objects.filter(
        plan__employee__in=shown, plan__year__year=year, supporting_results=None
    )
    alone.update(done_alone=True)


def _write_permissions(year: int, seed: int, now: datetime, tables: Tables) -> None:
    """Some people let colleagues copy; a colleague of the demo's employee has done so."""
    own = User.objects.filter(username="pegawai").values_list("employee_id", flat=True).first()
    owners = (
        Plan.objects.filter(year__year=year, state=PlanState.FIXED)
        .order_by("employee")
        .values_list("employee_id", flat=True)
        .distinct()
    )
    for pk in owners:
        if pk == own or sometimes(stream(seed, "lets copy", pk), LETS_COPY):
            tables[CopyPermission].add(employee_id=pk, given_at=now)
    source = Plan.objects.filter(employee=own, year__year=year, state=PlanState.FIXED).first()
    if source is None:
        return
    mate = (
        Plan.objects.filter(
            assignment__post__unit=source.assignment.post.unit_id,
            assignment__post__is_head=False,
            year__year=year,
            version=1,
        )
        .exclude(employee=own)
        .order_by("pk")
        .first()
    )
    by = User.objects.filter(employee=mate.employee_id).first() if mate else None
    if mate is not None and by is not None:
        at = source.supervisor_signed_at or now
        PlanCopy.objects.create(
            plan=mate,
            kind=CopySource.COLLEAGUE,
            source=source,
            results=2,
            by=by,
            at=at,
        )
