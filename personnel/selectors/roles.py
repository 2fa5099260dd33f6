"""Which roles an account has on a day, and for which agencies."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from personnel.enums import AssignmentKind, Role, UnitKind
from personnel.models import (
    Assignment,
    RoleGrant,
    Substitution,
    SupervisionOverride,
    User,
)


@dataclass(frozen=True, slots=True)
class RoleSet:
    """Roles of one account on one day.

    ``managed`` are the agencies of a performance manager, ``headed_agencies`` and
    ``headed_units`` what the person leads (definitively or acting), ``acts_for`` the absent
    supervisors on whose behalf the person acts, ``surveyed`` the agencies of a survey officer;
    one granted for no agency in particular surveys the whole city (``surveys_city``).
    """

    roles: frozenset[str] = frozenset()
    managed: frozenset[int] = frozenset()
    headed_agencies: frozenset[int] = frozenset()
    headed_units: frozenset[int] = frozenset()
    acts_for: frozenset[int] = frozenset()
    surveyed: frozenset[int] = frozenset()
    surveys_city: bool = False

    def __contains__(self, role: str) -> bool:
        return role in self.roles

    @property
    def reads_everything(self) -> bool:
        """Who reads plans and results of the whole city."""
        return bool(self.roles & {Role.BKPSDM_ADMIN, Role.AUDITOR, Role.CITY_LEADERSHIP})

    @property
    def agencies(self) -> frozenset[int]:
        """Agencies whose people the account may read about as a manager or head."""
        return self.managed | self.headed_agencies


def roles_of(user: User | AnonymousUser, day: date) -> RoleSet:
    """Roles on ``day``; kept on the account object, so that one request asks once."""
    if not isinstance(user, User) or not user.is_active:
        return RoleSet()
    kept: tuple[date, RoleSet] | None = getattr(user, "_role_set", None)
    if kept is None or kept[0] != day:
        kept = (day, _read_roles(user, day))
        user._role_set = kept  # type: ignore[attr-defined]
    return kept[1]


def _read_roles(user: User, day: date) -> RoleSet:
    grants = RoleGrant.objects.filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=day),
        user=user,
        effective_from__lte=day,
    ).values_list("role", "agency_id")
    roles: set[str] = set()
    managed: set[int] = set()
    surveyed: set[int] = set()
    surveys_city = False
    for role, agency_id in grants:
        roles.add(role)
        if role == Role.PERFORMANCE_MANAGER and agency_id:
            managed.add(agency_id)
        if role == Role.SURVEY_OFFICER:
            surveys_city = surveys_city or agency_id is None
            surveyed |= {agency_id} - {None}
    headed_units: set[int] = set()
    headed_agencies: set[int] = set()
    acts_for: set[int] = set()
    if user.employee_id:
        roles.add(Role.EMPLOYEE)
        leads = (
            Assignment.objects.on(day)
            .filter(
                employee=user.employee_id,
                post__is_head=True,
                kind__in=[AssignmentKind.DEFINITIVE, AssignmentKind.ACTING],
            )
            .values_list("post__unit_id", "post__unit__kind")
        )
        for unit_id, kind in leads:
            headed_units.add(unit_id)
            if kind == UnitKind.AGENCY:
                headed_agencies.add(unit_id)
        if headed_agencies:
            roles.add(Role.AGENCY_HEAD)
        rates = _rates_as(user.employee_id, day)
        acts_for = rates - {user.employee_id}
        if headed_units or rates:
            roles.add(Role.SUPERVISOR)
    return RoleSet(
        frozenset(roles),
        frozenset(managed),
        frozenset(headed_agencies),
        frozenset(headed_units),
        frozenset(acts_for),
        frozenset(surveyed),
        surveys_city,
    )


def _rates_as(employee_id: int, day: date) -> set[int]:
    """Oneself when named by decree, and whom one substitutes: one query for both."""
    named = SupervisionOverride.objects.on(day).filter(supervisor=employee_id)
    substituted = Substitution.objects.on(day).filter(substitute=employee_id)
    return set(
        named.order_by()
        .values_list("supervisor_id", flat=True)
        .union(substituted.order_by().values_list("absent_id", flat=True))
    )
