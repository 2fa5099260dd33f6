"""Evaluation form: realisation and feedback beside the plan, then ratings and predicate.

Source: PermenPANRB 6/2022 (regulation 4.1); see docs/legal.md#forms.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.rules.ratings import Rating
from personnel.rules.dates import long_date
from reports.documents.canonical import shortened
from reports.documents.evaluation_document import moment_words, period_parts, utc_stamp
from reports.documents.form_content import EvaluationFormContent
from reports.documents.form_pages import Grid, blocks, form_context, laid_out
from reports.documents.form_tables import (
    BEHAVIOUR_OF_EVALUATION,
    QUALITATIVE_EVALUATION,
    Sheet,
    quantitative_columns,
)
from reports.documents.paper import Paper
from reports.documents.pattern_curve import pattern_curve
from reports.documents.rendering import AttachedData, print_markup, write_pdf
from reports.documents.signing import signed_by
from reports.documents.standing import VALID, Standing

ORGANISATION_WORDS: Final = {
    OrganisationPredicate.EXCELLENT: "ISTIMEWA",
    OrganisationPredicate.GOOD: "BAIK",
    OrganisationPredicate.NEEDS_IMPROVEMENT: "BUTUH PERBAIKAN",
    OrganisationPredicate.POOR: "KURANG",
    OrganisationPredicate.VERY_POOR: "SANGAT KURANG",
}
RATING_WORDS: Final = {Rating.ABOVE: "DIATAS", Rating.MEETS: "SESUAI", Rating.BELOW: "DIBAWAH"}
PREDICATE_WORDS: Final = {
    Predicate.VERY_GOOD: "SANGAT BAIK",
    Predicate.GOOD: "BAIK",
    Predicate.NEEDS_IMPROVEMENT: "BUTUH PERBAIKAN",
    Predicate.POOR: "KURANG",
    Predicate.VERY_POOR: "SANGAT KURANG",
}
Choices = list[tuple[str, str]]


def render_evaluation(
    content: EvaluationFormContent, *, standing: Standing = VALID, paper: Paper = Paper.A4
) -> bytes:
    """Print the form as PDF/A-3a, landscape; the same input gives the same file.

    Raises: ``ValueError`` when a form other than a draft lacks a rating, predicate or date.
    """
    if not standing.is_draft and not _is_complete(content):
        raise ValueError("only a draft may lack ratings, predicates or the supervisor's date")
    document = laid_out(
        lambda anew: evaluation_markup(content, standing, paper, values_on_new_page=anew)
    )
    if standing.is_draft:
        return write_pdf(document)
    return write_pdf(document, AttachedData(content.to_json().encode(), content.as_of))


def _is_complete(content: EvaluationFormContent) -> bool:
    return all(
        (
            content.results_rating,
            content.behaviour_rating,
            content.predicate,
            content.organisation_predicate,
            content.head.signed_on,
            content.head.supervisor,
        )
    )


def evaluation_markup(
    content: EvaluationFormContent,
    standing: Standing,
    paper: Paper,
    *,
    values_on_new_page: bool = False,
) -> str:
    """The pages as HTML, before the sheet is laid over them."""
    head = content.head
    columns = quantitative_columns(of_heads=head.uses_head_form, evaluated=True)
    word, parts = period_parts(content.period_kind, content.period_sequence)
    context = form_context(
        content, standing, paper, title="Evaluasi Kinerja Pegawai", landscape=True
    ) | {
        "evaluated": True,
        "created": utc_stamp(content.as_of),
        "number": f"Evaluasi {head.ends.year} revisi {content.revision}",
        "period_word": word,
        "period_parts": parts,
        "results": Grid(QUALITATIVE_EVALUATION if head.approach == "qualitative" else columns),
        "behaviour": Grid(BEHAVIOUR_OF_EVALUATION),
        "blocks": blocks(content, Sheet(paper, landscape=True), columns),
        "organisation": choices(ORGANISATION_WORDS, content.organisation_predicate),
        "curve": pattern_curve(content.organisation_predicate),
        "results_rating": choices(RATING_WORDS, content.results_rating),
        "behaviour_rating": choices(RATING_WORDS, content.behaviour_rating),
        "predicate": choices(PREDICATE_WORDS, content.predicate),
        "printed_at": moment_words(standing.printed_at) if standing.printed_at else "",
        "signed": _signed(content),
        "digest": shortened(content.fingerprint),
        "values_on_new_page": values_on_new_page,
    }
    return print_markup("evaluation_form.html", context)


def choices(words: Mapping[Any, str], chosen: StrEnum | None) -> Choices:
    """Words of a line on which all but one are struck out: each with "b", "s" or nothing yet."""
    if chosen is None:
        return [(word, "") for word in words.values()]
    return [(word, "b" if key == chosen else "s") for key, word in words.items()]


def _signed(content: EvaluationFormContent) -> str:
    day, answered = content.head.signed_on, content.answered_on
    if day is None:
        return ""
    words = f"Ditetapkan dalam aplikasi oleh {signed_by(content.head.signing)} {long_date(day)}"
    return f"{words}, diterima pegawai {long_date(answered)}" if answered else words
