"""Queries and milliseconds of the main pages, beside an empty view and one indexed query.

    script/bench pages [--employees 3000] [--rounds 15]

Every page is asked for in the process itself, by a signed-in account through all middleware; the
network and the server in front are not in it. The pages take turns with the floor, so that a busy
minute of the machine hits every row; medians are shown. "to floor" compares a page with an empty
view that makes as many queries by primary key as the page makes.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appraisal.enums import PlanState
from appraisal.models import Evaluation, Plan
from benchmarks import city
from benchmarks.floor import EMPTY
from personnel.models import Employee, User
from tests.factories.sessions import sign_in

WARMING = 2
"""Rounds that are not counted."""


@dataclass
class Row:
    """One line of the table; ``seconds`` of each counted round."""

    name: str
    ask: Callable[[], object]
    queries: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        """The median."""
        return 1000 * statistics.median(self.seconds)


def page(name: str, browser: Client, url: str) -> Row:
    """A page that answers; stops the benchmark when it does not."""

    def ask() -> None:
        response = browser.get(url)
        if response.status_code != 200:
            sys.exit(f"{name} ({url}) answers {response.status_code}")

    return Row(name, ask)


def one_indexed_query() -> Row:
    """The cheapest thing that the database can be asked."""
    pk = Employee.objects.values_list("pk", flat=True)[100]
    return Row("one indexed query", lambda: Employee.objects.values_list("pk").get(pk=pk))


def browser_of(username: str) -> Client:
    """A browser in which a demo account is signed in."""
    return sign_in(Client(headers={"host": "localhost"}), User.objects.get(username=username))


def team_url() -> str:
    """The team page of the demo's supervisor in the period with most to rate."""
    supervisor = User.objects.get(username="penilai").employee_id
    latest = Evaluation.objects.filter(supervisor=supervisor).latest("period__ends")
    return reverse("appraisal:team", args=[latest.period_id])


def rows() -> list[Row]:
    """The floor first, then the ten pages."""
    employee, admin, supervisor = (
        browser_of(name) for name in ("pegawai", city.admin().username, "penilai")
    )
    plan = Plan.objects.filter(state=PlanState.FIXED, employee__user__username="pegawai").latest(
        "starts"
    )
    return [
        one_indexed_query(),
        page("empty view", admin, EMPTY),
        page("home, employee", employee, reverse("home")),
        page("home, BKPSDM", admin, reverse("home")),
        page("plans, BKPSDM", admin, reverse("appraisal:plan-list")),
        page("one plan", admin, reverse("appraisal:plan-detail", args=[plan.pk])),
        page("evaluations, BKPSDM", admin, reverse("appraisal:evaluation-list")),
        page("team, supervisor", supervisor, team_url()),
        page("people, BKPSDM", admin, reverse("personnel:employee-list")),
        page("unit tree, BKPSDM", admin, reverse("personnel:unit-list")),
        page("letters, BKPSDM", admin, reverse("reports:letter-list")),
        page("jobs, BKPSDM", admin, reverse("reports:job-list")),
    ]


def measure(measured: list[Row], rounds: int) -> None:
    """Count queries once, then let all rows take turns."""
    for row in measured:
        row.ask()
        with CaptureQueriesContext(connection) as asked:
            row.ask()
        row.queries = len(asked)
    for turn in range(WARMING + rounds):
        for row in measured:
            start = time.perf_counter()
            row.ask()
            if turn >= WARMING:
                row.seconds.append(time.perf_counter() - start)


def main(arguments: list[str]) -> None:
    """Load the city, measure, print the table."""
    parser = argparse.ArgumentParser(prog="script/bench pages")
    parser.add_argument("--employees", type=int, default=3000, metavar="N")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args(arguments)
    settings.ROOT_URLCONF = "benchmarks.floor"
    city.load(options.employees)
    measured = rows()
    measure(measured, options.rounds)
    query, empty, *_pages = measured
    sys.stdout.write(f"{'':22} {'queries':>7} {'ms':>7} {'to empty':>9} {'to floor':>9}\n")
    for row in measured:
        floor = empty.milliseconds + max(0, row.queries - empty.queries) * query.milliseconds
        ratios = f"{row.milliseconds / empty.milliseconds:9.1f} {row.milliseconds / floor:9.1f}"
        sys.stdout.write(
            f"{row.name:22} {row.queries:7} {row.milliseconds:7.1f} "
            f"{ratios if row is not query else ''}\n"
        )
