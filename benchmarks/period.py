"""Closing a whole period: seconds and memory beside the bare aggregate over the same answers.

    script/bench period [--answers 5000000] [--units 400] [--days 90]

Answers are made by the database: three services a unit, four places, two sexes, five ages, three
levels of education, a tenth of the answers with a gap. The floor is one query over all of them
that counts and sums the nine elements by cell, its rows thrown away.
"""

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from feedback import tasks
from feedback.actions.closing import close_period
from feedback.enums import Dimension, Element, SurveyPeriodKind, SurveyState
from feedback.models import (
    CitizenSurvey,
    MarginCount,
    Question,
    Questionnaire,
    Register,
    Response,
    Service,
    SurveyPeriod,
    SurveyResult,
)
from feedback.selectors import survey_inputs
from feedback.selectors.cells import answers_of
from personnel.enums import Role, UnitKind
from personnel.models import RoleGrant, Unit, User

T = TypeVar("T")

SERVICES = 3
AT_ONCE = 100_000
FIRST = date(2026, 1, 1)
AGES = ("17-24", "25-34", "35-44", "45-54", "55+")
PLACES = ("Sukakarya", "Sukajaya", "Sukamakmue", "outside")
LEVELS = ("SMP", "SMA", "S1")
GROUPS = ("<=SMP", "SMA", "D1-D4/S1+")

_ANSWERS = """
    INSERT INTO feedback_response (id, survey_id, service_id, channel, standing, day, ratings,
        further, sex, age_group, sub_district, education, occupation, visit_time, duration, flags)
    SELECT gen_random_uuid(), survey, %(first_service)s + {services} * (survey - %(first_survey)s)
            + floor({services} * random())::int,
        'receipt', 'usable', %(first)s + floor(%(days)s * random())::int,
        ARRAY[{ratings}]::smallint[] || CASE WHEN random() < 0.1 THEN NULL
            ELSE 2 + floor(3 * random())::smallint END,
        '{{}}', (ARRAY['L', 'P'])[1 + floor(2 * random())::int],
        (ARRAY{ages})[1 + floor(5 * random())::int],
        (ARRAY{places})[1 + floor(4 * random())::int],
        (ARRAY{levels})[1 + floor(3 * random())::int], 'other', '', '', 0
    FROM (
        SELECT %(first_survey)s + (number %% %(units)s) AS survey
        FROM generate_series(%(start)s, %(end)s - 1) AS number
    ) AS one
"""
_FLOOR = """
    SELECT count(*) FROM (
        SELECT survey_id, service_id, sub_district, sex, age_group, education, count(*), {sums}
        FROM feedback_response WHERE standing IN ('usable', 'released') AND channel <> 'open'
        GROUP BY 1, 2, 3, 4, 5, 6 OFFSET 0
    ) AS cell
"""


def main(arguments: list[str]) -> None:
    """Make answers, close their period, tell seconds and memory."""
    parser = argparse.ArgumentParser(prog="script/bench period")
    parser.add_argument("--answers", type=int, default=5_000_000)
    parser.add_argument("--units", type=int, default=400)
    parser.add_argument("--days", type=int, default=90)
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    officer = _officer()
    surveys = _surveys(options.units, options.days, officer)
    made, _ = _timed(lambda: _make_answers(surveys, options))
    sys.stdout.write(
        f"{Response.objects.count()} answers of {len(surveys)} units made in {made:.0f} s\n"
    )
    floor = min(_timed(_bare_aggregate)[0] for _turn in range(3))
    before = _memory()
    spent: Counter[str] = Counter()
    _watch(spent)
    closing_s, closing = _timed(
        lambda: close_period(period_id=surveys[0].period_id, by=officer, now=timezone.now())
    )
    figures_s, _ = _timed(lambda: tasks.compute_period(closing.pk))
    closing.refresh_from_db()
    if closing.done != options.units or closing.failed:
        sys.exit(f"{closing.done} of {options.units} surveys, failed: {closing.failed}")
    _tell(floor, closing_s, figures_s, spent, before)


def _tell(floor: float, closing: float, figures: float, spent: Counter[str], before: float) -> None:
    total = closing + figures
    rows = (
        ("bare aggregate by cell (floor)", floor),
        ("closing: states", closing),
        ("figures: sums by the database, read", spent["sums"]),
        ("figures: weights, intervals, verdicts", spent["figures"]),
        ("figures: all else (registers, storing)", figures - spent["sums"] - spent["figures"]),
        ("closing the period", total),
    )
    sys.stdout.write(f"{'':40} {'seconds':>8} {'to floor':>9}\n")
    for name, seconds in rows:
        sys.stdout.write(f"{name:40} {seconds:8.2f} {seconds / floor:9.2f}\n")
    sys.stdout.write(
        f"{SurveyResult.objects.count()} results; memory {before:.0f} MB before, "
        f"{_memory():.0f} MB at most\n"
    )


def _watch(spent: Counter[str]) -> None:
    """Have the parts of the task told apart by the clock."""

    def timed_answers(surveys):  # type: ignore[no-untyped-def]
        seconds, found = _timed(lambda: answers_of(surveys))
        spent["sums"] += seconds
        return found

    compute = tasks.compute

    def timed_compute(*given):  # type: ignore[no-untyped-def]
        seconds, found = _timed(lambda: compute(*given))
        spent["figures"] += seconds
        return found

    survey_inputs.answers_of = timed_answers
    tasks.compute = timed_compute


def _officer() -> User:
    user = User.objects.create(username="bench")
    RoleGrant.objects.create(user=user, role=Role.SURVEY_OFFICER, effective_from=FIRST)
    return user


def _surveys(units: int, days: int, by: User) -> list[CitizenSurvey]:
    questionnaire = Questionnaire.objects.create(name="SKM")
    Question.objects.bulk_create(
        Question(questionnaire=questionnaire, position=at, code=element.value)
        for at, element in enumerate(Element, start=1)
    )
    period = SurveyPeriod.objects.create(
        kind=SurveyPeriodKind.QUARTER,
        year=FIRST.year,
        starts=FIRST,
        ends=FIRST + timedelta(days=days - 1),
    )
    found = []
    for at in range(units):
        unit = Unit.objects.create(name=f"Unit {at}", kind=UnitKind.AGENCY)
        Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/", agency=unit)
        services = [
            Service.objects.create(
                unit=unit, code=f"s-{at}-{place}", name=f"Layanan {place}", service_class="bench"
            )
            for place in range(SERVICES)
        ]
        _register(unit, None, period, by, services)
        for service in services:
            _register(unit, service, period, by, services)
        found.append(
            CitizenSurvey.objects.create(
                period=period,
                unit=unit,
                questionnaire=questionnaire,
                state=SurveyState.OPEN,
                opens_on=period.starts,
                closes_on=period.ends,
            )
        )
    return found


def _register(
    unit: Unit, service: Service | None, period: SurveyPeriod, by: User, services: list[Service]
) -> None:
    size = 20_000 if service else 20_000 * SERVICES
    register = Register.objects.create(
        unit=unit, service=service, starts=period.starts, ends=period.ends, population=size,
        source="bench", dated=period.ends, entered_by=by, entered_at=timezone.now(),
    )  # fmt: skip
    margins: dict[Dimension, list[tuple[str, float]]] = {
        Dimension.SUB_DISTRICT: list(zip(PLACES, (0.3, 0.3, 0.2, 0.2), strict=True)),
        Dimension.SEX: [("L", 0.45), ("P", 0.55)],
        Dimension.AGE_GROUP: list(zip(AGES, (0.15, 0.25, 0.25, 0.2, 0.15), strict=True)),
        Dimension.EDUCATION: list(zip(GROUPS, (0.3, 0.4, 0.3), strict=True)),
    }
    if service is None:
        margins[Dimension.SERVICE] = [(one.name, 1 / SERVICES) for one in services]
    MarginCount.objects.bulk_create(
        MarginCount(
            register=register, dimension=dimension, category=name, count=round(share * size)
        )
        for dimension, shares in margins.items()
        for name, share in shares
    )


def _make_answers(surveys: list[CitizenSurvey], options: argparse.Namespace) -> None:
    statement = _ANSWERS.format(
        services=SERVICES,
        ratings=", ".join(["2 + floor(3 * random())::smallint"] * 8),
        ages=list(AGES),
        places=list(PLACES),
        levels=list(LEVELS),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        # The guards look at each row; these rows are ours.
        cursor.execute("ALTER TABLE feedback_response DISABLE TRIGGER USER")
        for start in range(0, options.answers, AT_ONCE):
            cursor.execute(
                statement,
                {
                    "first_survey": surveys[0].pk,
                    "first_service": Service.objects.order_by("pk").values_list("pk", flat=True)[0],
                    "first": FIRST,
                    "days": options.days,
                    "units": len(surveys),
                    "start": start,
                    "end": min(start + AT_ONCE, options.answers),
                },
            )
        cursor.execute("ALTER TABLE feedback_response ENABLE TRIGGER USER")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE feedback_response")


def _bare_aggregate() -> None:
    sums = ", ".join(f"sum(ratings[{at}])" for at in range(1, 10))
    with connection.cursor() as cursor:
        cursor.execute(_FLOOR.format(sums=sums))
        cursor.fetchone()


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def _memory() -> float:
    """The most that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
