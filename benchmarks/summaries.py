"""Compiling the figures of all units and periods, beside one bare aggregate over the same rows.

    script/bench summaries [--sizes 3000 300000 3000000] [--rounds 3]

The database makes the rows: 30 agencies of ten units, quarters and years. Every tenth person moves
to another unit in the middle of a year and has two plans there. The floor is one query, as one
would write it by hand, that counts plans' results by unit, period and predicate; its rows are
thrown away. It takes people for where their plan was made and counts nothing else. "MB here" is
the most that this process has held so far, "MB server" the most that the session's process held
of its own while it worked.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Final

from django.core.management import call_command
from django.db import connection

from appraisal.rules.predicate import PREDICATE_TABLE, Predicate
from benchmarks import summary_rows
from reports.actions.figures import compile_figures
from reports.models import FiguresMoment, UnitFigures

NOW: Final = datetime(2030, 1, 15, tzinfo=UTC)
"""After the last year that is made."""
_FLOOR: Final = """
    SELECT count(*), sum(n) FROM (
        SELECT o.unit_id, e.period_id, count(*) AS n, {counts}
        FROM appraisal_evaluation e
        JOIN appraisal_plan p ON p.id = e.plan_id
        JOIN personnel_assignment a ON a.id = p.assignment_id
        JOIN personnel_post o ON o.id = a.post_id
        WHERE e.state IN ('fixed', 'served', 'accepted', 'lapsed', 'objected', 'final')
        GROUP BY 1, 2 OFFSET 0
    ) AS counted
"""


@dataclass(frozen=True, slots=True)
class _Spent:
    """What one piece of work took: seconds, and megabytes of the session in the database."""

    seconds: float
    server: float


def main(arguments: list[str]) -> None:
    """Print seconds, ratio and memory for each number of evaluations."""
    parser = argparse.ArgumentParser(prog="script/bench summaries")
    parser.add_argument("--sizes", type=int, nargs="+", default=[3_000, 300_000, 3_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    sys.stdout.write(
        f"{'evaluations':>11}  {'':28}{'pairs':>7} {'seconds':>8} {'to floor':>9} "
        f"{'MB here':>8} {'MB server':>9}\n"
    )
    for size in options.sizes:
        _measure(size, options.rounds)


def _measure(size: int, rounds: int) -> None:
    made = summary_rows.make(
        size, [(*pair, predicate) for pair, predicate in PREDICATE_TABLE.items()]
    )
    floors, whole = [], []
    for _turn in range(rounds):  # in turns, so that a busy minute hits both
        floors.append(_spent(_bare_aggregate))
        FiguresMoment.objects.all().delete()
        UnitFigures.objects.all().delete()
        whole.append(_spent(_compile))
    floor = min(one.seconds for one, _pairs in floors)
    _line(made, "bare aggregate (floor)", floors, floor)
    _line(made, "all units and periods", whole, floor)
    _line(made, "nothing changed", [_spent(_compile)], floor)
    summary_rows.change_period(made // 100)
    _line(made, "1 % changed, one period", [_spent(_compile)], floor)
    summary_rows.change_scattered(made // 100)
    _line(made, "1 % changed, all over", [_spent(_compile)], floor)


def _line(made: int, what: str, turns: list[tuple[_Spent, int]], floor: float) -> None:
    """The quickest turn."""
    spent, pairs = min(turns, key=lambda one: one[0].seconds)
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{made:11,}  {what:28}{pairs:7,} {spent.seconds:8.3f} {spent.seconds / floor:9.2f} "
        f"{here:8.0f} {spent.server:9.0f}\n"
    )
    sys.stdout.flush()


def _compile() -> int:
    return compile_figures(now=NOW)


def _bare_aggregate() -> int:
    counts = ", ".join(f"count(*) FILTER (WHERE e.predicate = '{one.value}')" for one in Predicate)
    with connection.cursor() as cursor:
        cursor.execute(_FLOOR.format(counts=counts))
        return int(cursor.fetchone()[0])


def _spent(work: Callable[[], int]) -> tuple[_Spent, int]:
    status = Path(f"/proc/{connection.connection.info.backend_pid}/status")
    most, done = [0.0], Event()

    def watch() -> None:
        while not done.wait(0.02):
            held = next(one for one in status.read_text().splitlines() if "RssAnon" in one)
            most[0] = max(most[0], int(held.split()[1]) / 1024)

    watcher = Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    return _Spent(seconds, most[0]), found
