"""Who runs surveys of which units, and who reads what in them."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from feedback import policies
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


def can_run_city_surveys(user: User, now: datetime) -> Verdict:
    """Make periods and questionnaires, and register residents: matters of the whole city."""
    roles = roles_of(user, local_day(now))
    if Role.BKPSDM_ADMIN in roles or roles.surveys_city:
        return ALLOWED
    return denied(_("Hanya BKPSDM dan petugas survei tingkat kota yang dapat melakukannya."))


def can_check_acehnese(user: User, now: datetime) -> Verdict:
    """Put on record that a native speaker has checked the Acehnese draft."""
    if Role.BKPSDM_ADMIN in roles_of(user, local_day(now)):
        return ALLOWED
    return denied(_("Pemeriksaan bahasa Aceh dicatat oleh BKPSDM."))


def can_read_surveys(user: User, now: datetime) -> Verdict:
    """Open the list of surveys; ``visible_surveys`` says which stand in it."""
    roles = roles_of(user, local_day(now))
    if (
        can_run_surveys(user, now)
        or roles.reads_everything
        or roles.agencies
        or roles.headed_units
        or Role.QUALITY_REVIEWER in roles
    ):
        return ALLOWED
    return denied(
        _(
            "Survei dibaca oleh petugas survei, pimpinan unit, dan BKPSDM. "
            "Hasilnya terbuka untuk warga."
        )
    )


def can_open_survey(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """Let citizens answer."""
    return _of_unit(user, survey, now, lambda: policies.may_open_survey(survey, local_day(now)))


def can_change_dates(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """Move the days on which a survey opens and closes."""
    return _of_unit(user, survey, now, lambda: policies.may_change_dates(survey))


def can_remove_survey(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """Take a planned survey back."""
    return _of_unit(user, survey, now, lambda: policies.may_remove_survey(survey))


def can_enter_answers(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """Type sheets, take in files, and undo either."""
    return _of_unit(user, survey, now, lambda: policies.may_enter_answers(survey))


def _of_unit(
    user: User, survey: CitizenSurvey, now: datetime, state: Callable[[], Verdict]
) -> Verdict:
    """First the person, then the state of the survey."""
    person = can_run_surveys_of(user, survey.unit, now)
    return state() if person else person
