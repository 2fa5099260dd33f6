"""Letters per second beside one bare WeasyPrint render of the same HTML.

    script/bench letters [--letters 60]

"Bare" lays out and writes the same markup with the same sheet and fonts and does nothing else;
"naive" reads sheet and fonts anew for each document, as a first attempt would. A letter adds the
template, the QR code, the canonical data and its attachment. Needs no database and no service.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from multiprocessing import get_context

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from personnel.enums import PeriodKind
from reports.documents.emblems import state_emblem
from reports.documents.evaluation_content import EmployeeAnswer, EvaluationDocumentContent
from reports.documents.evaluation_document import markup, render
from reports.documents.people import PersonLines
from reports.documents.rendering import PDF_VARIANT, PrintFetcher, sheet_text, warm
from reports.documents.standing import VALID

ROUNDS = 3


def person(serial: int, post: str) -> PersonLines:
    """Somebody made up, another name for each letter."""
    return PersonLines(
        name=f"Pegawai Contoh {serial:04d}, S.A.P.",
        nip=f"1992031420190329{serial % 100:02d}",
        rank="Penata Muda Tingkat I / III/b",
        post=post,
        unit="Bidang Pelayanan Perizinan dan Nonperizinan",
    )


TEMPLATE = EvaluationDocumentContent(
    period_kind=PeriodKind.ANNUAL,
    period_sequence=1,
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    institution=("PEMERINTAH KOTA SABANG", "DINAS PENANAMAN MODAL DAN PTSP"),
    employee=person(0, "Penata Perizinan Ahli Pertama"),
    supervisor=person(1, "Kepala Bidang Pelayanan Perizinan dan Nonperizinan"),
    reviewing_superior=person(2, "Kepala Dinas"),
    organisation_predicate=OrganisationPredicate.GOOD,
    predicate=Predicate.GOOD,
    recommendation=(
        "Pertahankan mutu verifikasi dan klinik perizinan gampong. Disarankan mengikuti "
        "pelatihan analisis perizinan berbasis risiko (40 JP) pada semester I 2027."
    ),
    place="Sabang",
    supervisor_signed_on=date(2027, 1, 15),
    employee_answer=EmployeeAnswer.SIGNED,
    employee_answered_on=date(2027, 1, 19),
    number="800.1.4/1/2027",
    verification_code="H8D2K6RW3NXQ5TB7MA9FJ4CP12",
    verification_address="https://kinerja.sabang.example/v",
    frozen_at=datetime(2027, 1, 19, 2, 0, tzinfo=UTC),
)


def letter(serial: int) -> EvaluationDocumentContent:
    """One letter of many."""
    return replace(
        TEMPLATE,
        employee=person(serial, "Penata Perizinan Ahli Pertama"),
        number=f"800.1.4/{serial}/2027",
    )


def make(serial: int) -> int:
    """Make one letter as a worker does; returns its size in bytes."""
    return len(render(letter(serial)))


def bare_sheet() -> tuple[CSS, FontConfiguration, PrintFetcher]:
    """Sheet and fonts as any program would load them."""
    fonts, fetcher = FontConfiguration(), PrintFetcher()
    sheet = CSS(string=sheet_text(), font_config=fonts, url_fetcher=fetcher)
    return sheet, fonts, fetcher


def write_bare(html: str, sheet: CSS, fonts: FontConfiguration, fetcher: PrintFetcher) -> None:
    """One call of the library and nothing around it."""
    HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant=PDF_VARIANT, pdf_tags=True
    )


def rate(work: Callable[[int], object], count: int) -> float:
    """Documents per second over ``count`` documents."""
    start = time.perf_counter()
    for serial in range(count):
        work(serial)
    return count / (time.perf_counter() - start)


def rate_of_processes(processes: int, count: int) -> float:
    """Letters per second of a pool of warmed processes, without their start."""
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=warm)
    with pool:
        list(pool.map(make, range(processes * 2)))
        start = time.perf_counter()
        list(pool.map(make, range(count), chunksize=5))
        return count / (time.perf_counter() - start)


def main(arguments: list[str]) -> None:
    """Measure in turns, so that a busy minute of the machine hits every row, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=60, help="letters per round")
    count = parser.parse_args(arguments).letters
    start = time.perf_counter()
    warm()
    warmed = time.perf_counter() - start
    sheet = bare_sheet()
    html = markup(letter(0), VALID, state_emblem())
    rows: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        rows.setdefault("bare WeasyPrint, 1 process", []).append(
            rate(lambda _serial: write_bare(html, *sheet), count)
        )
        rows.setdefault("letters, 1 process", []).append(rate(make, count))
        rows.setdefault("letters, 2 processes", []).append(rate_of_processes(2, count))
        rows.setdefault("naive WeasyPrint, 1 process", []).append(
            rate(lambda _serial: write_bare(html, *bare_sheet()), max(3, count // 10))
        )
    bare = statistics.median(rows["bare WeasyPrint, 1 process"])
    sys.stdout.write(f"{'':30} {'a second':>9} {'ms each':>8} {'to bare':>8}\n")
    for name, rates in rows.items():
        found = statistics.median(rates)
        sys.stdout.write(f"{name:30} {found:9.1f} {1000 / found:8.0f} {found / bare:8.2f}\n")
    sys.stdout.write(f"warming a process: {warmed:.2f} s; {make(0) / 1024:.0f} KiB a letter\n")
