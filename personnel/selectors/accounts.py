"""Reads for the pages of accounts and roles."""

from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from personnel.enums import Role
from personnel.models import Assignment, Employee, LoginCode, RoleGrant, Unit, User
from personnel.models.employees import EmployeeQuerySet


def people_of_agency(agency: Unit, day: date) -> EmployeeQuerySet:
    """Civil servants in service whose own post of the day is in the agency."""
    held = Assignment.objects.on(day).own_posts().filter(post__unit__agency=agency)
    return Employee.objects.serving().filter(pk__in=held.values("employee"))


def missing_accounts() -> int:
    """How many civil servants in service have a number but no account."""
    return Employee.objects.serving().filter(nip__isnull=False, user__isnull=True).count()


def grants_on(day: date) -> QuerySet[RoleGrant]:
    """Roles given by hand that hold on a day."""
    return RoleGrant.objects.filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=day), effective_from__lte=day
    )


def accounts_for_list(now: datetime, day: date) -> QuerySet[User]:
    """Accounts with what a row shows: agency of the day, roles of the day, end of a live code."""
    own_post = (
        Assignment.objects.on(day)
        .own_posts()
        .filter(employee=OuterRef("employee"))
        .values("post__unit__agency__name")[:1]
    )
    live_code = (
        LoginCode.objects.live()
        .filter(user=OuterRef("pk"), expires_at__gt=now)
        .values("expires_at")[:1]
    )
    return (
        User.objects.select_related("employee")
        .annotate(
            display_name=Coalesce("employee__name", "username"),
            agency_name=Subquery(own_post),
            code_until=Subquery(live_code),
        )
        .prefetch_related(
            Prefetch(
                "role_grants",
                grants_on(day).select_related("agency"),
                to_attr="roles_today",
            )
        )
        .order_by("display_name", "pk")
    )


def in_agency(accounts: QuerySet[User], agency: Unit, day: date) -> QuerySet[User]:
    """Accounts of people who serve in an agency on a day."""
    held = Assignment.objects.on(day).own_posts().filter(post__unit__agency=agency)
    return accounts.filter(Exists(held.filter(employee=OuterRef("employee"))))


def grants_for_list() -> QuerySet[RoleGrant]:
    """Roles given by hand with account and agency, newest first."""
    return RoleGrant.objects.select_related("user__employee", "agency").order_by(
        "-effective_from", "-pk"
    )


def holders_by_role(day: date) -> dict[str, int]:
    """How many accounts have each granted role on a day."""
    rows = grants_on(day).values("role").annotate(n=Count("user", distinct=True)).order_by("role")
    return {Role(row["role"]): row["n"] for row in rows}


def account_by_number(nip: str) -> User | None:
    """The account of the employee with a number, whatever the account's own name is."""
    return User.objects.filter(employee__nip=nip).first()


def account_by_name(text: str) -> User | None:
    """The account behind an employee number, an e-mail address or a name of an account."""
    return (
        account_by_number(text)
        or User.objects.filter(
            Q(username__iexact=text) | (Q(email__iexact=text) & ~Q(email=""))
        ).first()
    )


def account_for_page() -> QuerySet[User]:
    """Accounts with what their own page shows."""
    return User.objects.select_related("employee").prefetch_related(
        Prefetch("role_grants", grants_for_list())
    )


def factors_of(account: User) -> int:
    """How many second factors an account has; recovery codes only stand in for one."""
    found = Authenticator.objects.filter(user=account)
    return int(found.exclude(type=Authenticator.Type.RECOVERY_CODES).count())
