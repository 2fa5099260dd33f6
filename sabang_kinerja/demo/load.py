"""Puts the demo city together, stage by stage, in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from time import perf_counter

from django.db import connection, transaction

from personnel.rules.calendar import WIB
from reports.actions.figures import compile_figures
from sabang_kinerja.demo.accounts import add_second_factors, demo_people, write_accounts
from sabang_kinerja.demo.calibration import write_calibrations
from sabang_kinerja.demo.careers import Population, write_assignments
from sabang_kinerja.demo.citizens.stage import write_citizens
from sabang_kinerja.demo.credit import write_credit
from sabang_kinerja.demo.delegations import write_delegations
from sabang_kinerja.demo.development import write_development
from sabang_kinerja.demo.doing_stage import write_doing
from sabang_kinerja.demo.follow_up import write_follow_up
from sabang_kinerja.demo.moves import make_population
from sabang_kinerja.demo.organisation import City, plan_city, write_city
from sabang_kinerja.demo.people import write_people
from sabang_kinerja.demo.performance import PerformanceStage
from sabang_kinerja.demo.planning import write_planning
from sabang_kinerja.demo.pulse import write_pulse
from sabang_kinerja.demo.regulation import write_decisions
from sabang_kinerja.demo.rounds import write_rounds
from sabang_kinerja.demo.running import write_running
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.demo.teams import write_team_feedback, write_teams
from sabang_kinerja.demo.training import write_training
from sabang_kinerja.demo.years import write_holidays, write_years


@dataclass(slots=True)
class Report:
    """What a load did: seconds by stage, rows by model, files."""

    seconds: dict[str, float] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0


def load_city(
    *, employees: int, seed: int, today: date, tell: Callable[[str, float], None]
) -> Report:
    """Fill an empty database with a city of ``employees`` people as it stands on ``today``.

    The same three arguments give the same city. ``tell`` hears the name and the seconds of each
    stage. Raises: ``ValueError`` for too few people.
    """
    report = Report()
    now = datetime.combine(today, time(6, 0), WIB)

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        begun = perf_counter()
        yield
        report.seconds[name] = perf_counter() - begun
        tell(name, report.seconds[name])

    city = plan_city(employees)
    with transaction.atomic():
        tables = Tables(now)
        with stage("people"):
            population = _write_everybody(city, seed, now, tables)
        with stage("years"):
            years = write_years(today, tables)
            holidays = write_holidays(tables)
            write_decisions([one.year for one in years], _admin(city, population), tables)
            tables.flush()
        with stage("teams"):
            teams = write_teams(city, population, years[-1], seed, now, tables)
        performance = PerformanceStage(city, population, years, holidays, seed, now, tables, teams)
        for year in years:
            with stage(f"plans and evaluations {year.year}"):
                performance.run(year)
                tables.flush()
        with stage("doing"):
            write_doing(city, population, holidays, seed, now, tables)
            write_team_feedback(years[-1].year, seed, now, tables)
            tables.flush()
        with stage("calibration"):
            write_calibrations(city, population, seed, now, tables)
        with stage("credit"):
            write_credit(
                [year.year for year in years],
                demo_people(city, population)["bkpsdm"],
                seed=seed,
                now=now,
                tables=tables,
            )
        with stage("follow-up"):
            write_follow_up(city, population, seed, now, tables)
            tables.flush()
        with stage("messages"):
            write_running(city, population, years[-1], now, tables)
        with stage("accounts and files"):
            add_second_factors()
            report.files = performance.store_files()
        with stage("library and matrices"):
            write_planning(years[-1].year, seed, now, tables)
        with stage("citizens"):
            write_citizens(city, population, holidays, seed, now, tables)
        with stage("history"):
            tables.finish(source="demo")
        with stage("360 rounds"):
            write_rounds(seed, now)
        with stage("pulse"):
            write_pulse(seed, now)
        with stage("training"):
            write_training(seed, now)
        with stage("development"):
            write_development(seed, now)
        with stage("statistics"), connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        with stage("figures of the night"):
            compile_figures(now=now)
    report.rows = tables.counts()
    return report


def _admin(city: City, population: Population) -> int:
    """The account of BKPSDM that decides."""
    return demo_people(city, population)["bkpsdm"].user_id


def _write_everybody(city: City, seed: int, now: datetime, tables: Tables) -> Population:
    """Units, posts, people, accounts, and who served where."""
    population = make_population(city, seed, now.date())
    write_city(city, tables)
    write_people(population.people, tables)
    write_accounts(city, population, now, tables)
    write_assignments(population, tables)
    write_delegations(city, population, now.year, tables)
    tables.flush()
    return population
