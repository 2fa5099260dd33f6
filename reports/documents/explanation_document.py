"""Mengapa hasil ini? The explanation of one result as a paper to keep or to show.

The same content feeds the page; nothing is worked out here. See docs/legal.md#predicate.
"""

from typing import Final

from appraisal.enums import Predicate as PredicateWord
from appraisal.enums import Rating as RatingWord
from personnel.rules.dates import long_date
from personnel.rules.nip import group_nip
from reports.documents.canonical import shortened
from reports.documents.evaluation_document import MISSING, assessed_words, moment_words, utc_stamp
from reports.documents.explanation_content import ExplanationContent
from reports.documents.form_tables import Column, colgroup
from reports.documents.paper import Paper
from reports.documents.people import running_words
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.standing import VALID

RESULTS: Final = (
    Column("NO", 5),
    Column("HASIL KERJA", 27),
    Column("INDIKATOR, TARGET, DAN REALISASI", 40),
    Column("BUKTI", 13),
    Column("RATING", 15),
)
VALUES: Final = (Column("NILAI BERAKHLAK", 28), Column("RATING", 20), Column("UMPAN BALIK", 52))


def render_explanation(content: ExplanationContent, *, paper: Paper = Paper.A4) -> bytes:
    """Print the explanation as PDF/A-3a with its data attached; the same input, the same file."""
    document = lay_out(explanation_markup(content, paper))
    return write_pdf(document, AttachedData(content.to_json().encode(), content.as_of))


def explanation_markup(content: ExplanationContent, paper: Paper) -> str:
    """The pages as HTML, before the sheet is laid over them."""
    person, explanation = content.employee, content.explanation
    title = f"Mengapa hasil ini? {content.period_label} – {person.name}"
    context: dict[str, object] = {
        "title": title,
        "author": content.institution.title(),
        "created": utc_stamp(content.as_of),
        "body_class": f"report {paper.body_class()} explanation",
        "standing": VALID,
        "running": running_words(f"Mengapa hasil ini? {content.period_label}", person.name),
        "content": content,
        "explanation": explanation,
        "number_of_person": group_nip(person.nip) if person.nip else MISSING,
        "assessed": assessed_words(content.starts, content.ends),
        "served": long_date(content.served_on) if content.served_on else "belum disampaikan",
        "results_columns": RESULTS,
        "results_widths": colgroup(RESULTS),
        "values_columns": VALUES,
        "values_widths": colgroup(VALUES),
        "values": [
            (row.guide.name, RatingWord(row.rating).label if row.rating else MISSING, row.feedback)
            for row in explanation.values
        ],
        "quadrant": [
            (
                RatingWord(row[0].results).label,
                [(PredicateWord(cell.predicate).label, cell.is_here) for cell in row],
            )
            for row in explanation.cells
        ],
        "quadrant_columns": [RatingWord(cell.behaviour).label for cell in explanation.cells[0]],
        "steps": (
            ("Hasil kerja", explanation.results),
            ("Perilaku kerja", explanation.behaviour),
        ),
        "as_of": moment_words(content.as_of),
        "digest": shortened(content.fingerprint),
    }
    return print_markup("explanation.html", context)
