"""Plan surveys in periods, open them, move their days."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.enums import QuestionnaireState, SurveyPeriodKind, SurveyState
from feedback.models import CitizenSurvey, Questionnaire, SurveyPeriod
from personnel.models import User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences


@transaction.atomic
def create_period(
    *,
    kind: SurveyPeriodKind,
    year: int,
    sequence: int,
    starts: date,
    ends: date,
    by: User,
    now: datetime,
) -> SurveyPeriod:
    """Add a period in which units ask.

    Raises: ``Denied``; ``Refused`` when it exists or ends before it starts.
    """
    permissions.can_run_city_surveys(by, now).require()
    with refusals_as_sentences(SurveyPeriod):
        return SurveyPeriod.objects.create(
            kind=kind, year=year, sequence=sequence, starts=starts, ends=ends
        )


@transaction.atomic
def plan_surveys(
    *,
    period: SurveyPeriod,
    units: Collection[int],
    questionnaire: Questionnaire,
    opens_on: date,
    closes_on: date,
    by: User,
    now: datetime,
) -> int:
    """Plan the survey of each unit; how many are new. A unit that has one keeps it.

    Raises: ``Denied`` for a unit of others; ``WrongState`` when the questionnaire is not in use.
    """
    permissions.can_run_surveys(by, now).require()
    if questionnaire.state != QuestionnaireState.IN_USE:
        raise WrongState(_("Kuesionernya belum dipakai. Pakai satu versi kuesioner lebih dulu."))
    wanted = list(permissions.surveyed_units(by, now).active().filter(pk__in=units))
    if len(wanted) != len(set(units)):
        raise Incomplete(_("Sebagian unit di luar perangkat daerah yang Anda survei."))
    planned = set(period.surveys.values_list("unit_id", flat=True))
    new = [
        CitizenSurvey(
            period=period,
            unit=unit,
            questionnaire=questionnaire,
            opens_on=opens_on,
            closes_on=closes_on,
        )
        for unit in wanted
        if unit.pk not in planned
    ]
    with refusals_as_sentences(CitizenSurvey):
        CitizenSurvey.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def open_survey(*, survey_id: int, by: User, now: datetime) -> CitizenSurvey:
    """Let citizens answer, from today when it was planned for later.

    Raises: ``Denied``, ``WrongState``.
    """
    survey = _locked(survey_id)
    permissions.can_open_survey(by, survey, now).require()
    survey.state = SurveyState.OPEN
    survey.opened_at = now
    survey.opens_on = min(survey.opens_on, local_day(now))
    survey.save(update_fields=["state", "opened_at", "opens_on"])
    return survey


@transaction.atomic
def change_dates(
    *, survey_id: int, opens_on: date, closes_on: date, by: User, now: datetime
) -> CitizenSurvey:
    """Move the days of a survey; one that runs keeps the day on which it opened.

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` for a last day that is over.
    """
    survey = _locked(survey_id)
    permissions.can_change_dates(by, survey, now).require()
    if closes_on < local_day(now):
        raise Incomplete(_("Tanggal tutup paling cepat hari ini."))
    if survey.state == SurveyState.PLANNED:
        survey.opens_on = opens_on
    survey.closes_on = closes_on
    with refusals_as_sentences(CitizenSurvey):
        survey.save(update_fields=["opens_on", "closes_on"])
    return survey


@transaction.atomic
def remove_survey(*, survey_id: int, by: User, now: datetime) -> None:
    """Take a planned survey back. Raises: ``Denied``, ``WrongState``."""
    survey = _locked(survey_id)
    permissions.can_remove_survey(by, survey, now).require()
    survey.delete()


def _locked(survey_id: int) -> CitizenSurvey:
    return (
        CitizenSurvey.objects.select_for_update(of=("self",))
        .select_related("unit", "questionnaire", "period")
        .get(pk=survey_id)
    )
