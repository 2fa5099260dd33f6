"""Whom the training room tells."""

from datetime import datetime

from django.db.models import Q

from personnel.enums import Role
from personnel.models import RoleGrant
from personnel.permissions import local_day


def admins(now: datetime) -> list[int]:
    """Ids of the accounts of BKPSDM."""
    day = local_day(now)
    return list(
        RoleGrant.objects.filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=day),
            role=Role.BKPSDM_ADMIN,
            effective_from__lte=day,
            user__is_active=True,
        ).values_list("user", flat=True)
    )
