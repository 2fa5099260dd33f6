"""Requests that touch everybody: the files for SIASN, and throwing a rehearsal away.

    script/bench bulk [--employees 3000] [--rounds 3]

Each file is asked for by a signed-in account through all middleware and read to its end; medians
are shown. The rehearsal is the earliest year of the demo city, declared one for this purpose: with
every plan, evaluation, rating and step of the year. It can be thrown away once.
"""

import argparse
import statistics
import sys
import time

import pgtrigger
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from appraisal.actions.years import discard_rehearsal
from appraisal.models import CreditConversion, Evaluation, Plan
from appraisal.tasks import _discard_part
from benchmarks import city
from benchmarks.pages import browser_of
from personnel.enums import PeriodKind, YearMode
from personnel.models import PerformanceYear, Period
from reports.enums import SiasnKind

FILES = (
    (SiasnKind.ANNUAL, PeriodKind.ANNUAL),
    (SiasnKind.CREDIT, PeriodKind.ANNUAL),
    (SiasnKind.PERIODIC, PeriodKind.QUARTER),
)
"""Each file, and the period of which it is asked for."""

FILE_TYPES = ("xlsx", "csv", "json")


def main(arguments: list[str]) -> None:
    """Load the city, ask for the files, throw the year away, print both tables."""
    parser = argparse.ArgumentParser(prog="script/bench bulk")
    parser.add_argument("--employees", type=int, default=3000, metavar="N")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    city.load(options.employees)
    _time_files(options.rounds)
    _time_rehearsal()


def _time_files(rounds: int) -> None:
    browser = browser_of(city.admin().username)
    year = PerformanceYear.objects.order_by("year")[1]
    sys.stdout.write(f"{'file':16} {'rows':>6} {'kB':>6} {'seconds':>8}\n")
    for kind, period_kind in FILES:
        period = Period.objects.filter(year=year, kind=period_kind).latest("ends")
        rows = 0
        for file_type in reversed(FILE_TYPES):
            url = reverse("reports:siasn-file", args=[kind.value, file_type])
            seconds, content = _read(browser, f"{url}?period={period.pk}", rounds)
            rows = content.count(b"\n") - 2 if file_type == "json" else rows
            sys.stdout.write(
                f"{kind.value + ' ' + file_type:16} {rows:6} {len(content) / 1000:6.0f} "
                f"{seconds:8.2f}\n"
            )


def _read(browser: Client, url: str, rounds: int) -> tuple[float, bytes]:
    """Seconds until the last byte (median), and the file."""
    seconds, content = [], b""
    for _turn in range(rounds):
        start = time.perf_counter()
        response = browser.get(url)
        if response.status_code != 200:
            sys.exit(f"{url} answers {response.status_code}")
        content = response.getvalue()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), content


def _time_rehearsal() -> None:
    year = PerformanceYear.objects.earliest("year")
    PerformanceYear.objects.filter(pk=year.pk).update(mode=YearMode.REHEARSAL)
    with pgtrigger.ignore("appraisal.CreditConversion:is_kept"):
        conversions = CreditConversion.objects.filter(evaluation__plan__year=year)
        conversions._raw_delete(conversions.db)
    plans = Plan.objects.filter(year=year).count()
    evaluations = Evaluation.objects.filter(plan__year=year).count()
    start = time.perf_counter()
    discard_rehearsal(year_id=year.pk, by=city.admin(), now=timezone.now())
    asked = time.perf_counter() - start
    parts = 0
    start = time.perf_counter()
    while _discard_part(year.pk):
        parts += 1
    seconds = time.perf_counter() - start
    sys.stdout.write(
        f"rehearsal thrown away: {plans} plans, {evaluations} evaluations; asked for in "
        f"{asked:.2f} s, gone in {seconds:.1f} s, {parts + 1} parts\n"
    )
