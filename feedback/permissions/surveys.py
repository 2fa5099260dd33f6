"""Who runs surveys of which units, and who reads what in them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from feedback.models import CitizenSurvey
from personnel.enums import Role
from personnel.models import Unit, User
from personnel.models.units import UnitQuerySet
from personnel.permissions import local_day
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def surveyed_units(user: User, now: datetime) -> UnitQuerySet:
    """Units whose surveys the account runs: BKPSDM and city officers all, others their agency's."""
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles or roles.surveys_city:
        return Unit.objects.all()
    return Unit.objects.filter(agency__in=roles.surveyed)


def can_run_surveys(user: User, now: datetime) -> Verdict:
    """Run surveys at all; ``surveyed_units`` says of which units."""
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles or Role.SURVEY_OFFICER in roles:
        return ALLOWED
    return denied(_("Survei dijalankan oleh petugas survei dan BKPSDM."))


def can_run_surveys_of(user: User, unit: Unit, now: datetime) -> Verdict:
    """Keep services, registers, receipts and surveys of one unit."""
    allowed = can_run_surveys(user, now)
    if allowed and not surveyed_units(user, now).filter(pk=unit.pk).exists():
        return denied(_("Unit ini di luar perangkat daerah yang Anda survei."))
    return allowed


def visible_surveys(user: User, now: datetime) -> QuerySet[CitizenSurvey]:
    """Surveys about which one may read: those one runs, those of the own units, all for readers
    of everything and for quality reviewers."""
    roles = roles_of(user, local_day(now))
    if roles.reads_everything or roles.surveys_city or Role.QUALITY_REVIEWER in roles:
        return CitizenSurvey.objects.all()
    mine = Q(unit__agency__in=roles.surveyed | roles.agencies)
    for path in Unit.objects.filter(pk__in=roles.headed_units).values_list("path", flat=True):
        mine |= Q(unit__path__startswith=path)
    return CitizenSurvey.objects.filter(mine)


def can_read_survey(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """Read counts, quality and result of a survey inside the application."""
    if visible_surveys(user, now).filter(pk=survey.pk).exists():
        return ALLOWED
    return denied(_("Survei ini di luar unit Anda. Hasilnya ada pada halaman untuk warga."))
