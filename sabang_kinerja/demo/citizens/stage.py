"""Puts the citizens of the demo together: services, surveys, answers, figures, what follows."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime

from feedback.models import CitizenSurvey
from feedback.tasks import store_officer_figures, store_results
from sabang_kinerja.demo.accounts import demo_people
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.citizens.answers import AnswerWriter
from sabang_kinerja.demo.citizens.cases import CaseWriter
from sabang_kinerja.demo.citizens.comments import write_comments
from sabang_kinerja.demo.citizens.periods import SurveyTime, survey_times, write_surveys
from sabang_kinerja.demo.citizens.services import (
    CityService,
    write_registers,
    write_residents,
    write_services,
)
from sabang_kinerja.demo.organisation import City
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.library import load_survey_questions

WITHOUT_REGISTER = frozenset({"DSI", "PERKIM"})
"""Agencies whose register of the running period is still to come."""


def write_citizens(
    city: City,
    population: Population,
    holidays: AbstractSet[date],
    seed: int,
    now: datetime,
    tables: Tables,
) -> None:
    """Write everything that citizens said, and have the figures of closed surveys made."""
    people = demo_people(city, population)
    officer = people["survei"].user_id
    questionnaire = load_survey_questions().pk
    services = write_services(city, population, people["pegawai"], now, tables)
    write_residents(city, officer, tables)
    answers = AnswerWriter(seed, now, holidays, officer, tables)
    cases = CaseWriter(city, population, people, holidays, seed, now, tables)
    for one in survey_times(now):
        _write_registers(one, services, officer, now, tables)
        surveys = write_surveys(
            one, services, questionnaire=questionnaire, by=officer, tables=tables
        )
        tables.flush()
        answers.write(surveys)
        write_comments(surveys, seed)
        if one.closed_at is not None:
            made = [survey.id for survey in surveys]
            rows = list(CitizenSurvey.objects.with_input().filter(pk__in=made))
            store_results(rows, one.closed_at)
            cases.write_after(surveys)
            store_officer_figures(rows[0].period, one.closed_at)
        else:
            cases.write_contacts(surveys)
    cases.write_complaints(services)
    tables.flush()


def _write_registers(
    one: SurveyTime, services: list[CityService], by: int, now: datetime, tables: Tables
) -> None:
    without = frozenset() if one.is_closed else WITHOUT_REGISTER
    write_registers(services, one.span, without=without, by=by, today=now.date(), tables=tables)
