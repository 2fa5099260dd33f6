"""Compiling the figures of all units and periods, beside one bare aggregate over the same rows.

    script/bench summaries [--sizes 3000 300000 3000000] [--rounds 3]

The database makes the rows: 30 agencies of ten units, quarters and years. Every tenth person moves
to another unit in the middle of a year and has two plans there. The floor is one query over the
rows that compiling reads, as one would write it by hand: results by unit, period and predicate,
plans by unit and year, people by unit. It knows nothing of who moved, of plans that a later one
overtakes, of days and exceptions, and its rows are thrown away. What keeping a line for each pair
costs by itself is a turn of its own. "MB here" is the most that this process has held so far, "MB
server" the most that the session's process held of its own while it worked.
"""

import argparse
import resource
import statistics
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
from reports.models import FiguresMoment

NOW: Final = datetime(2030, 1, 15, tzinfo=UTC)
"""After the last year that is made."""
_RESULTS: Final = """
    SELECT o.unit_id, e.period_id, count(*) AS n, {counts}
    FROM appraisal_evaluation e
    JOIN appraisal_plan p ON p.id = e.plan_id
    JOIN personnel_assignment a ON a.id = p.assignment_id
    JOIN personnel_post o ON o.id = a.post_id
    WHERE e.state IN ('fixed', 'served', 'accepted', 'lapsed', 'objected', 'final')
    GROUP BY 1, 2
"""
_PLANS_AND_PEOPLE: Final = """
    UNION ALL SELECT o.unit_id, p.year_id, count(*), {nothing}
    FROM appraisal_plan p
    JOIN personnel_assignment a ON a.id = p.assignment_id
    JOIN personnel_post o ON o.id = a.post_id
    WHERE p.state IN ('fixed', 'closed')
    GROUP BY 1, 2
    UNION ALL SELECT o.unit_id, NULL, count(*), {nothing}
    FROM personnel_assignment a
    JOIN personnel_post o ON o.id = a.post_id
    JOIN personnel_employee w ON w.id = a.employee_id
    WHERE a.kind = 'definitive' AND w.legal_status = 'active'
    GROUP BY 1
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
        f"{'evaluations':>11}  {'':32}{'pairs':>7} {'median':>8} {'least':>8} {'most':>8} "
        f"{'to floor':>9} {'MB here':>8} {'MB server':>9}\n"
    )
    for size in options.sizes:
        _measure(size, options.rounds)


def _measure(size: int, rounds: int) -> None:
    made = summary_rows.make(
        size, [(*pair, predicate) for pair, predicate in PREDICATE_TABLE.items()]
    )
    results, floors, whole, kept = [], [], [], []
    for _turn in range(rounds):  # in turns, so that a busy minute hits both
        results.append(_spent(lambda: _bare_aggregate("")))
        floors.append(_spent(_bare_aggregate))
        FiguresMoment.objects.all().delete()
        _empty()
        whole.append(_spent(_compile))
        kept.append(_spent(_keep_again))
    floor = statistics.median(one.seconds for one, _pairs in floors)
    _line(made, "bare aggregate of results", results, floor)
    _line(made, "the same, plans, people (floor)", floors, floor)
    _line(made, "the lines kept, not counted", kept, floor)
    _line(made, "all units and periods", whole, floor)
    _line(made, "nothing changed", [_spent(_compile)], floor)
    summary_rows.change_period(made // 100)
    _line(made, "1 % changed, one period", [_spent(_compile)], floor)
    summary_rows.change_scattered(made // 100)
    _line(made, "1 % changed, all over", [_spent(_compile)], floor)


def _line(made: int, what: str, turns: list[tuple[_Spent, int]], floor: float) -> None:
    """The median of the turns, the quickest and the slowest."""
    seconds = sorted(spent.seconds for spent, _pairs in turns)
    median, pairs = statistics.median(seconds), turns[-1][1]
    server = max(spent.server for spent, _pairs in turns)
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{made:11,}  {what:32}{pairs:7,} {median:8.3f} {seconds[0]:8.3f} {seconds[-1]:8.3f} "
        f"{median / floor:9.2f} {here:8.0f} {server:9.0f}\n"
    )
    sys.stdout.flush()


def _compile() -> int:
    return compile_figures(now=NOW)


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reports_unitfigures")


def _keep_again() -> int:
    """Write the lines that stand there into an empty table of the same kind."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept_again (LIKE reports_unitfigures INCLUDING ALL)")
        cursor.execute(
            "INSERT INTO kept_again OVERRIDING SYSTEM VALUE SELECT * FROM reports_unitfigures"
        )
        lines = int(cursor.rowcount)
        cursor.execute("DROP TABLE kept_again")
    return lines


def _bare_aggregate(more: str = _PLANS_AND_PEOPLE) -> int:
    counts = ", ".join(f"count(*) FILTER (WHERE e.predicate = '{one.value}')" for one in Predicate)
    nothing = ", ".join("0" for _one in Predicate)
    rows = (_RESULTS + more).format(counts=counts, nothing=nothing)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), sum(n) FROM ({rows} OFFSET 0) AS counted")
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
