"""Units, posts, people and accounts for tests: plain functions, valid by default.

Everything that a test does not name is made up; numbers come from one counter, so two calls
never collide. Units know their path and agency at once, as after ``rebuild_tree``.
"""

from datetime import date, timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from personnel.enums import (
    AssignmentKind,
    EmployeeKind,
    PeriodKind,
    PostKind,
    PostLevel,
    Role,
    Sex,
    UnitKind,
    YearState,
)
from personnel.models import (
    Assignment,
    Employee,
    PerformanceYear,
    Period,
    Post,
    RoleGrant,
    SupervisionOverride,
    Unit,
    User,
)

PASSWORD = "kapal-putih-di-balohan"
"""Of every account made here."""

LONG_AGO = date(2020, 1, 1)
"""Assignments and grants hold from this day, so that "today" never matters."""

_numbers = count(1)


def make_nip(kind: EmployeeKind = EmployeeKind.PNS, sex: Sex = Sex.FEMALE) -> str:
    """A number that is valid for the kind (regulation 7.4) and was never given before."""
    number = next(_numbers)
    born = date(1980, 1, 1) + timedelta(days=number // 999)
    contract = kind in {EmployeeKind.PPPK, EmployeeKind.PPPK_PART_TIME}
    appointed = "202221" if contract else "200503"
    return f"{born:%Y%m%d}{appointed}{1 if sex == Sex.MALE else 2}{number % 999 + 1:03d}"


def make_unit(parent: Unit | None = None, *, kind: UnitKind | None = None, **fields: Any) -> Unit:
    """A node of the tree. Without ``parent`` an agency below the city, which is made once."""
    if parent is None and kind != UnitKind.CITY:
        parent = Unit.objects.filter(kind=UnitKind.CITY).first() or make_unit(kind=UnitKind.CITY)
        kind = kind or UnitKind.AGENCY
    kind = kind or UnitKind.UNIT
    number = next(_numbers)
    default = {
        UnitKind.CITY: "Pemerintah Kota Sabang",
        UnitKind.AGENCY: f"Dinas Contoh {number}",
        UnitKind.UNIT: f"Bidang Contoh {number}",
    }[kind]
    unit = Unit.objects.create(
        parent=parent, kind=kind, **{"name": default, "code": f"U{number}", **fields}
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.agency = unit if kind == UnitKind.AGENCY else (parent.agency if parent else None)
    unit.save(update_fields=["path", "agency"])
    return unit


def make_post(unit: Unit | None = None, *, is_head: bool = False, **fields: Any) -> Post:
    """A post; a head post takes kind and level from the unit's rank."""
    unit = unit or make_unit()
    defaults: dict[str, Any] = {
        "title": f"Pengelola Data {next(_numbers)}",
        "kind": PostKind.ADMINISTRATION,
        "level": PostLevel.PELAKSANA,
    }
    if is_head:
        agency = unit.kind == UnitKind.AGENCY
        defaults = {
            "title": f"Kepala {unit.name}",
            "kind": PostKind.JPT if agency else PostKind.ADMINISTRATION,
            "level": PostLevel.JPT_PRATAMA if agency else PostLevel.ADMINISTRATOR,
            "echelon": "II.b" if agency else "III.b",
        }
    return Post.objects.create(unit=unit, is_head=is_head, **(defaults | fields))


def make_assignment(
    employee: Employee,
    post: Post,
    *,
    kind: AssignmentKind = AssignmentKind.DEFINITIVE,
    **fields: Any,
) -> Assignment:
    """A person in a post since long ago, unless dates are named."""
    return Assignment.objects.create(
        employee=employee, post=post, kind=kind, **({"effective_from": LONG_AGO} | fields)
    )


def make_employee(
    unit: Unit | None = None,
    *,
    post: Post | None = None,
    head_of: Unit | None = None,
    assigned: bool = True,
    **fields: Any,
) -> Employee:
    """A PNS in a post of ``unit`` (or in ``post``, or leading ``head_of``) since long ago.

    ``assigned=False`` makes a person without a post.
    """
    kind = fields.pop("kind", EmployeeKind.PNS)
    sex = fields.pop("sex", Sex.FEMALE)
    nip = fields.pop("nip", None) or make_nip(kind, sex)
    defaults = {
        "name": f"Cut Contoh {next(_numbers)}",
        "birth_date": date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
        "rank": "IX" if kind in {EmployeeKind.PPPK, EmployeeKind.PPPK_PART_TIME} else "III/a",
    }
    employee = Employee.objects.create(kind=kind, sex=sex, nip=nip, **(defaults | fields))
    if head_of is not None:
        post = head_of.posts.filter(is_head=True, is_active=True).first() or make_post(
            head_of, is_head=True
        )
    if assigned:
        make_assignment(employee, post or make_post(unit))
    return employee


def make_grant(user: User, role: Role, *, agency: Unit | None = None, **fields: Any) -> RoleGrant:
    """A role given by hand since long ago."""
    return RoleGrant.objects.create(
        user=user, role=role, agency=agency, **({"effective_from": LONG_AGO} | fields)
    )


def make_user(
    *roles: Role,
    employee: Employee | None = None,
    agency: Unit | None = None,
    with_employee: bool = True,
    **fields: Any,
) -> User:
    """An account with a person behind it and the roles named.

    ``SUPERVISOR`` leads a new unit of ``agency`` (or of a new agency), ``AGENCY_HEAD`` leads the
    agency itself; the others are granted, the performance manager for the agency.
    ``with_employee=False`` makes an account without a person.
    """
    if with_employee and employee is None:
        agency = agency or make_unit()
        head_of = None
        if Role.AGENCY_HEAD in roles:
            head_of = agency
        elif Role.SUPERVISOR in roles:
            head_of = make_unit(agency)
        employee = make_employee(agency, head_of=head_of)
    defaults = {
        "username": (employee.nip if employee else None) or f"akun-{next(_numbers)}",
        "employee": employee,
    }
    user = User(**(defaults | fields))
    user.set_password(PASSWORD)
    user.save()
    if user.email:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in roles:
        if role not in (Role.EMPLOYEE, Role.SUPERVISOR, Role.AGENCY_HEAD):
            given_for = None
            if role == Role.PERFORMANCE_MANAGER:
                given_for = agency or make_unit()
            make_grant(user, role, agency=given_for)
    return user


def make_override(employee: Employee, supervisor: Employee, **fields: Any) -> SupervisionOverride:
    """A supervisor named by decree."""
    return SupervisionOverride.objects.create(
        employee=employee,
        supervisor=supervisor,
        **({"effective_from": LONG_AGO, "decree_number": "800/1/2020"} | fields),
    )


def make_year(
    year: int = 2026, *, state: YearState = YearState.OPEN, **fields: Any
) -> PerformanceYear:
    """A performance year with four quarters and the annual period."""
    made = PerformanceYear.objects.create(year=year, state=state, **fields)
    for quarter in range(4):
        first = date(year, quarter * 3 + 1, 1)
        after = date(year + quarter // 3, (quarter * 3 + 3) % 12 + 1, 1)
        Period.objects.create(
            year=made,
            kind=PeriodKind.QUARTER,
            sequence=quarter + 1,
            starts=first,
            ends=after - timedelta(days=1),
        )
    Period.objects.create(
        year=made,
        kind=PeriodKind.ANNUAL,
        sequence=1,
        starts=date(year, 1, 1),
        ends=date(year, 12, 31),
    )
    return made
