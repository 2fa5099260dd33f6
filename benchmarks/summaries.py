"""Compiling the figures of all units and periods, beside one bare aggregate over the same rows.

    script/bench summaries [--sizes 3000 300000 3000000] [--rounds 3]

The database makes the rows: 30 agencies of ten units, quarters and years. Every tenth person moves
to another unit in the middle of a year and has two plans there. The floor is one query, as one
would write it by hand, that counts plans' results by unit, period and predicate; its rows are
thrown away. It takes people for where their plan was made and counts nothing else.
"""

import argparse
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connection

from appraisal.rules.predicate import PREDICATE_TABLE
from benchmarks import summary_rows
from reports.actions.figures import compile_figures
from reports.models import FiguresMark, FiguresMoment, UnitFigures

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
        f"{'evaluations':>11} {'what':34} {'rows':>9} {'seconds':>8} {'to floor':>9} "
        f"{'MB here':>8} {'MB server':>9}\n"
    )
    for size in options.sizes:
        _measure(size, options.rounds)


def _measure(size: int, rounds: int) -> None:
    made = summary_rows.make(size)
    floors, whole = [], []
    for _turn in range(rounds):  # in turns, so that a busy minute hits both
        floors.append(_timed(_bare_aggregate))
        FiguresMoment.objects.all().delete()
        UnitFigures.objects.all().delete()
        whole.append(_timed(_compile))
    floor = min(floors)
    _line(made, "bare aggregate (floor)", floor, floor)
    _line(made, "all units and periods", min(whole), floor)
    _line(made, "nothing changed", _timed(_compile), floor)
    together = summary_rows.change_period(made[0] // 100)
    _line((made[0], together), "1 % changed, one period", _timed(_compile), floor)
    scattered = summary_rows.change_scattered(made[0] // 100)
    _line((made[0], scattered), "1 % changed, all over", _timed(_compile), floor)
