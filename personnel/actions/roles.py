"""Roles: given by hand for a span of days, ended, or withdrawn before they begin."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from personnel import permissions
from personnel.enums import Role
from personnel.models import RoleGrant, Unit, User
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences


@transaction.atomic
def give_role(
    *,
    account: User,
    role: Role,
    agency: Unit | None,
    effective_from: date,
    effective_until: date | None,
    decree_number: str,
    by: User | None,
    now: datetime,
) -> RoleGrant:
    """Give a role for a span of days, both ends included; no end lasts until it is ended.

    An agency belongs to the performance manager only. ``by`` is None only for a command on the
    server. Raises: ``Denied``; ``WrongState`` when the account has the role on one of the days;
    ``Incomplete`` or ``Refused`` for a wrong agency or dates.
    """
    if by is not None:
        permissions.can_grant_roles(by, now).require()
    User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if (agency is not None) != (role == Role.PERFORMANCE_MANAGER):
        raise Incomplete(
            _("Pilih perangkat daerah untuk peran ini.")
            if agency is None
            else _("Perangkat daerah hanya diisi untuk peran pengelola kinerja.")
        )
    same = RoleGrant.objects.filter(
        Q(effective_until__isnull=True) | Q(effective_until__gte=effective_from),
        user=account,
        role=role,
        agency=agency,
    )
    if effective_until is not None:
        same = same.filter(effective_from__lte=effective_until)
    if same.exists():
        raise WrongState(_("Akun ini sudah memiliki peran tersebut pada tanggal itu."))
    with refusals_as_sentences(RoleGrant):
        return RoleGrant.objects.create(
            user=account,
            role=role,
            agency=agency,
            effective_from=effective_from,
            effective_until=effective_until,
            decree_number=decree_number,
        )


@transaction.atomic
def end_role(*, grant: RoleGrant, last_day: date, by: User, now: datetime) -> RoleGrant:
    """Let a role end after ``last_day``; the history keeps it.

    Raises: ``Denied``, ``WrongState``; ``Refused`` for a day before its first.
    """
    grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    permissions.can_end_grant(by, grant, now).require()
    grant.effective_until = last_day
    with refusals_as_sentences(RoleGrant):
        grant.save(update_fields=["effective_until"])
    return grant


@transaction.atomic
def withdraw_role(*, grant_id: int, by: User, now: datetime) -> None:
    """Take back a role whose first day has not come. Raises: ``Denied``, ``WrongState``."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).filter(pk=grant_id).first()
    if grant is None:
        return
    permissions.can_withdraw_grant(by, grant, now).require()
    grant.delete()
