"""Letters per second of a whole job, and an agency's report, beside bare WeasyPrint renders.

    script/bench job [--employees 3000] [--letters 60]

A job's letter is more than its rendering: a locked row, the file on disk for good, its hash, the
state, the counts. A report reads its figures first; the bare render of its HTML reads nothing. One
process, in turns with the bare render.
"""

import argparse
import statistics
import sys
import time

from django.utils import timezone, translation

from benchmarks import city
from benchmarks.letters import bare_sheet, write_bare
from reports import tasks
from reports.documents import report_document
from reports.documents.emblems import region_emblem, state_emblem
from reports.documents.evaluation_content import EvaluationDocumentContent
from reports.documents.evaluation_document import markup
from reports.documents.rendering import warm
from reports.documents.standing import VALID
from reports.enums import LetterState
from reports.models import Job, Letter
from reports.selectors.reports import head_of_paper, report_content

BATCH = 10
REPORTS = 5


def main(arguments: list[str]) -> None:
    """Print the letters of the demo city's largest job for a while."""
    parser = argparse.ArgumentParser(prog="script/bench job")
    parser.add_argument("--employees", type=int, default=3000, metavar="N")
    parser.add_argument("--letters", type=int, default=60)
    options = parser.parse_args(arguments)
    city.load(options.employees)
    warm()
    job = Job.objects.order_by("-total").first()
    if job is None:
        sys.exit("The demo city has no final results.")
    tasks._begin(job.pk)
    sheet = bare_sheet()
    bare: list[float] = []
    whole: list[float] = []
    for _turn in range(max(1, options.letters // BATCH)):
        waiting = list(job.letters.filter(state=LetterState.WAITING).order_by("sequence")[:BATCH])
        bare.append(_rate(lambda rows=waiting: [_bare(letter, sheet) for letter in rows]))
        whole.append(_rate(lambda rows=waiting: [_whole(job) for _letter in rows]))
    floor, found = statistics.median(bare), statistics.median(whole)
    sys.stdout.write(f"{'':30} {'a second':>9} {'ms each':>8} {'to bare':>8}\n")
    for name, rate in (("bare WeasyPrint", floor), ("letters of a job", found)):
        sys.stdout.write(
            f"{name + ', 1 process':30} {rate:9.1f} {1000 / rate:8.0f} {rate / floor:8.2f}\n"
        )
    _report(job, sheet)


def _report(job: Job, sheet: tuple) -> None:
    """The report of the same agency: its figures, its render, the bare render of the same HTML."""
    head = head_of_paper(job.agency)
    rows: dict[str, list[float]] = {"figures": [], "bare": [], "whole": []}
    for _turn in range(REPORTS):
        start = time.perf_counter()
        content = report_content(job.agency, job.period, timezone.now(), head)
        rows["figures"].append(time.perf_counter() - start)
        with translation.override("id"):
            html = report_document.markup(content, region_emblem())
        start = time.perf_counter()
        write_bare(html, *sheet)
        rows["bare"].append(time.perf_counter() - start)
        start = time.perf_counter()
        report_document.render_report(content)
        rows["whole"].append(time.perf_counter() - start)
    figures, bare, whole = (statistics.median(found) for found in rows.values())
    sys.stdout.write(
        f"report of {job.total} people: figures {figures:.2f} s, render {whole:.2f} s,"
        f" bare render {bare:.2f} s; whole report to bare {(figures + whole) / bare:.2f}\n"
    )


def _bare(letter: Letter, sheet: tuple) -> None:
    content = EvaluationDocumentContent.from_dict(letter.content)
    write_bare(markup(content, VALID, state_emblem()), *sheet)


def _whole(job: Job) -> None:
    tasks._is_running(job.pk)
    tasks._print_next(job.pk)
    tasks._count(job.pk)


def _rate(work) -> float:
    start = time.perf_counter()
    return len(work()) / (time.perf_counter() - start)
