"""Every letter and report of the city, by the workers of production: minutes and peak memory.

    script/bench papers [--employees 3000] [--processes 2]

The demo city's letters of its last closed year are numbered first; the clock runs from the start
of the worker until the last letter and the last report are there. Memory is the sum over the
processes of the worker of what each held at its most.
"""

import argparse
import os
import re
import sys
import time
from pathlib import Path

from django.db.models import Count, Sum
from django.utils import timezone

from benchmarks import city
from personnel.models import Unit
from reports.actions.reports import request_report
from reports.enums import LIVE, JobKind, JobState, LetterState
from reports.models import Job, Letter, NumberRegister
from sabang_kinerja.embedded.processes import Process, stop_all
from sabang_kinerja.embedded.within import ROOT

PATIENCE = 3600
_HIGH_WATER = re.compile(r"VmHWM:\s+(\d+) kB")


def main(arguments: list[str]) -> None:
    """Print minutes, letters a second, and memory; exit when one letter is missing or double."""
    parser = argparse.ArgumentParser(prog="script/bench papers")
    parser.add_argument("--employees", type=int, default=3000, metavar="N")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    city.load(options.employees)
    _ask_for_reports()
    worker = Process(
        "worker",
        [str(ROOT / "script/worker")],
        Path(os.environ["KINERJA_STATE"]) / "worker.log",
        {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.local",
            "WORKER_PROCESSES": str(options.processes),
            "C_FORCE_ROOT": "1",
        },
    )
    start = time.monotonic()
    worker.start()
    try:
        memory = _until_done(worker, start)
    finally:
        stop_all([worker], seconds=20)
    _tell(time.monotonic() - start, memory, options.processes)


def _ask_for_reports() -> None:
    """A report of each agency that has letters, and of the city."""
    period = Job.objects.filter(kind=JobKind.LETTERS).first().period
    agencies = Unit.objects.filter(pk__in=Letter.objects.values("agency")).order_by("pk")
    top = Unit.objects.filter(parent__isnull=True).first()
    for unit in (*agencies, top):
        request_report(unit=unit, period=period, by=city.admin(), now=timezone.now())


def _until_done(worker: Process, start: float) -> int:
    """Wait for the last job; the most memory in kB that the worker's processes held together."""
    most = 0
    while Job.objects.filter(state__in=LIVE).exists():
        if time.monotonic() - start > PATIENCE or worker.exit_code is not None:
            sys.exit(f"The worker did not come to an end; see {worker.log}")
        most = max(most, sum(_high_water(pid) for pid in _family(worker._running.pid)))
        time.sleep(1)
    return most


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += _family(int(child))
    return found


def _high_water(pid: int) -> int:
    try:
        found = _HIGH_WATER.search(Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _tell(seconds: float, memory: int, processes: int) -> None:
    states = dict(Job.objects.values_list("state").annotate(Count("pk")).order_by())
    letters = Letter.objects.filter(state=LetterState.READY)
    numbers = sorted(letters.values_list("sequence", flat=True))
    reports = Job.objects.filter(kind=JobKind.REPORT, state=JobState.DONE).count()
    asked = Job.objects.filter(kind=JobKind.LETTERS).aggregate(Sum("total"))["total__sum"]
    sys.stdout.write(
        f"{len(numbers)} letters and {reports} reports by {processes} processes:"
        f" {seconds / 60:.1f} minutes, {len(numbers) / seconds:.1f} letters a second,"
        f" {memory / 1024:.0f} MB at the most\n"
    )
    last = NumberRegister.objects.get().last
    if set(states) != {JobState.DONE} or numbers != list(range(1, last + 1)) or asked != last:
        sys.exit(f"Not everything came out once: {states}, {len(numbers)} of {last}")
