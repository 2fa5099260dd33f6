"""What an import is compared with: every unit and every person, in a constant number of queries."""

from collections import defaultdict
from datetime import date, timedelta

from personnel.enums import OWN_POST_KINDS, AssignmentKind, OverrideSource, UnitKind
from personnel.imports.match import KnownUnit, UnitIndex
from personnel.imports.names import PersonName
from personnel.imports.person_rows import (
    KnownActing,
    KnownPerson,
    KnownPosition,
    KnownSupervisor,
    PostDescription,
)
from personnel.models import Assignment, Employee, SupervisionOverride, Unit
from personnel.rules.kinds import EmployeeKind
from personnel.rules.posts import PostKind, PostLevel


def known_units() -> list[KnownUnit]:
    """Every unit, ended ones included."""
    return [
        KnownUnit(
            pk=unit.pk,
            siasn_id=unit.siasn_id or "",
            code=unit.code,
            name=unit.name,
            parent=unit.parent_id,
            head_title=unit.head_title,
            echelon=unit.echelon,
            is_active=unit.is_active,
            is_agency=unit.kind == UnitKind.AGENCY,
            is_city=unit.kind == UnitKind.CITY,
        )
        for unit in Unit.objects.all()
    ]


def unit_index() -> UnitIndex:
    """Units to which people can be assigned, ready to be searched."""
    return UnitIndex(known_units())


def occupied_units(today: date) -> frozenset[int]:
    """Units in which somebody serves today or later."""
    return frozenset(
        Assignment.objects.on_or_after(today).order_by().values_list("post__unit_id", flat=True)
    )


def known_people() -> dict[str, KnownPerson]:
    """Every civil servant by employee number, with the last own post and what comes on top."""
    positions = _positions()
    acting = _acting()
    supervisors = _supervisors()
    return {
        employee.nip: KnownPerson(
            pk=employee.pk,
            nip=employee.nip,
            name=PersonName(employee.name, employee.title_before, employee.title_after),
            kind=EmployeeKind(employee.kind),
            birth_date=employee.birth_date,
            sex=employee.sex,
            rank=employee.rank,
            rank_since=employee.rank_since,
            education=employee.education,
            legal_status=employee.legal_status,
            position=positions.get(employee.pk),
            supervisor=supervisors.get(employee.pk),
            acting=tuple(acting.get(employee.pk, ())),
        )
        for employee in Employee.objects.civil_servants()
        if employee.nip
    }


def _positions() -> dict[int, KnownPosition]:
    """The last own post of everybody, and from when it could have begun."""
    found: dict[int, KnownPosition] = {}
    rows = (
        Assignment.objects.filter(kind__in=OWN_POST_KINDS)
        .select_related("post__unit")
        .order_by("employee_id", "effective_from", "pk")
    )
    for row in rows:
        before = found.get(row.employee_id)
        free_from = before.until + timedelta(days=1) if before and before.until else None
        post = row.post
        found[row.employee_id] = KnownPosition(
            assignment=row.pk,
            unit=post.unit_id,
            unit_name=post.unit.name,
            post_id=post.pk,
            post=PostDescription(
                title=post.title,
                kind=PostKind(post.kind),
                level=PostLevel(post.level),
                echelon=post.echelon,
                post_class=post.post_class,
            ),
            since=row.effective_from,
            until=row.effective_until,
            free_from=free_from,
        )
    return found


def _acting() -> dict[int, list[KnownActing]]:
    found: dict[int, list[KnownActing]] = defaultdict(list)
    rows = (
        Assignment.objects.exclude(kind__in=OWN_POST_KINDS)
        .select_related("post")
        .order_by("employee_id", "effective_from", "pk")
    )
    for row in rows:
        found[row.employee_id].append(
            KnownActing(
                pk=row.pk,
                unit=row.post.unit_id,
                title=row.post.title,
                kind=AssignmentKind(row.kind),
                since=row.effective_from,
                until=row.effective_until,
            )
        )
    return found


def _supervisors() -> dict[int, KnownSupervisor]:
    """The last naming of everybody's supervisor."""
    found: dict[int, KnownSupervisor] = {}
    rows = SupervisionOverride.objects.order_by("employee_id", "effective_from", "pk").values_list(
        "pk", "employee_id", "supervisor__nip", "source", "effective_from", "effective_until"
    )
    for pk, employee_id, nip, source, since, until in rows:
        before = found.get(employee_id)
        found[employee_id] = KnownSupervisor(
            override=pk,
            nip=nip or "",
            is_decreed=source == OverrideSource.DECREE,
            since=since,
            until=until,
            free_from=before.until + timedelta(days=1) if before and before.until else None,
        )
    return found
