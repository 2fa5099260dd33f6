"""Who watches the year in the control room, and who may remind."""

from datetime import datetime

from django.utils.translation import gettext as _

from appraisal.permissions.asking import local_day
from personnel.enums import Role
from personnel.models import PerformanceYear, Unit, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def watched_agencies(user: User, now: datetime) -> frozenset[int] | None:
    """Agencies whose progress the account reads; ``None`` means all of them."""
    roles = roles_of(user, local_day(now))
    return None if roles.reads_everything else roles.agencies


def can_remind(user: User, year: PerformanceYear, agency: Unit | None, now: datetime) -> Verdict:
    """Remind people of one agency (or of all): BKPSDM, or the agency's manager and head."""
    if year.state != "open":
        return denied(_("Pengingat hanya untuk tahun kinerja yang berjalan."), WrongState)
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles:
        return ALLOWED
    if agency is not None and agency.pk in roles.agencies:
        return ALLOWED
    return denied(
        _("Pengingat dikirim oleh BKPSDM, kepala perangkat daerah, atau pengelola kinerjanya.")
    )
