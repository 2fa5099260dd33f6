"""Who may have the figures of a period counted anew."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.enums import Role
from personnel.models import Period, Unit, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def works_on_report(user: User, unit: Unit, now: datetime) -> bool:
    """Whether somebody reads the report of a unit and changes something, so not the auditor."""
    roles = roles_of(user, timezone.localtime(now).date())
    if roles.roles & {Role.BKPSDM_ADMIN, Role.CITY_LEADERSHIP}:
        return True
    return unit.agency_id is not None and unit.agency_id in roles.agencies


def can_recount(user: User, unit: Unit, period: Period, now: datetime) -> Verdict:
    """Those who may have the report of the unit printed, once the period has begun."""
    if not works_on_report(user, unit, now):
        return denied(
            _(
                "Angka %(unit)s dihitung ulang oleh BKPSDM, pimpinan kota, atau kepala dan "
                "pengelola kinerja perangkat daerahnya."
            )
            % {"unit": unit.name}
        )
    if timezone.localtime(now).date() < period.starts or not period.year.has_effects:
        return denied(_("Periode ini belum dihitung."), WrongState)
    return ALLOWED
