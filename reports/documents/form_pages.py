"""What the templates of both forms share: head, results, values, names."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from django.utils.safestring import SafeString
from weasyprint.document import Document

from appraisal.enums import Approach, ResultKind
from personnel.rules.core_values import CORE_VALUES, ValueGuide
from personnel.rules.dates import long_date
from personnel.rules.nip import group_nip
from reports.documents.evaluation_document import MISSING, UNSIGNED, assessed_words
from reports.documents.form_content import (
    EvaluationFormContent,
    FormHead,
    IndicatorLine,
    PlanFormContent,
    ResultLine,
    ValueLine,
)
from reports.documents.form_tables import Column, Sheet, colgroup
from reports.documents.paper import Paper
from reports.documents.people import PersonLines, running_words
from reports.documents.rendering import lay_out
from reports.documents.signing import post_words, signature_words
from reports.documents.standing import Standing

FORM_OF_HEADS: Final = "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI"
FORM_OF_STAFF: Final = "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL"
_TITLES: Final = {ResultKind.MAIN: "A. UTAMA", ResultKind.ADDITIONAL: "B. TAMBAHAN"}
_NOBODY: Final = PersonLines(name="", nip=None, rank="", post="", unit="")
_UNKNOWN: Final = replace(_NOBODY, name=UNSIGNED)
FormContent = PlanFormContent | EvaluationFormContent


@dataclass(frozen=True, slots=True)
class PrintedResult:
    """A result with its number in the block; a tall one may break and has no spanning cells."""

    number: int
    line: ResultLine
    rows: tuple[IndicatorLine, ...]
    is_tall: bool


@dataclass(frozen=True, slots=True)
class Block:
    """ "A. UTAMA" or "B. TAMBAHAN" with its results."""

    title: str
    results: tuple[PrintedResult, ...]


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """One of the seven values; the last one stays with the one before it and with what follows."""

    number: int
    guide: ValueGuide
    line: ValueLine

    @property
    def is_first(self) -> bool:
        """Whether the heading of the block stands right above it."""
        return self.number == 1

    @property
    def is_last(self) -> bool:
        """Whether the signatures follow."""
        return self.number == len(CORE_VALUES)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the form: its columns and their widths as markup."""

    columns: tuple[Column, ...]

    @property
    def colgroup(self) -> SafeString:
        """Widths of the columns."""
        return colgroup(self.columns)


def heading_lines(head: FormHead) -> tuple[str, str]:
    """The two lines under the title of a form (regulation 3.3)."""
    approach = "KUALITATIF" if head.approach == Approach.QUALITATIVE else "KUANTITATIF"
    return (
        f"PENDEKATAN HASIL KERJA {approach}",
        FORM_OF_HEADS if head.uses_head_form else FORM_OF_STAFF,
    )


def identity_rows(head: FormHead) -> list[tuple[int, str, str, str, str]]:
    """Number, label and words of the employee, label and words of the supervisor."""
    employee, supervisor = head.employee, head.supervisor or _NOBODY
    supervisor = replace(supervisor, post=post_words(supervisor, head.signing))
    unit_of_supervisor = "INSTANSI" if head.uses_head_form else "UNIT KERJA"
    labels = (
        ("NAMA", "NAMA"),
        (employee.nip_label, supervisor.nip_label),
        ("PANGKAT/GOL. RUANG", "PANGKAT/GOL. RUANG"),
        ("JABATAN", "JABATAN"),
        ("UNIT KERJA", unit_of_supervisor),
    )
    return [
        (number, own, mine or MISSING, other, theirs or MISSING)
        for number, ((own, other), mine, theirs) in enumerate(
            zip(labels, _values(employee), _values(supervisor), strict=True), start=1
        )
    ]


def _values(person: PersonLines) -> tuple[str, ...]:
    nip = group_nip(person.nip) if person.nip else ""
    return person.name, nip, person.rank, person.post, person.unit


def blocks(content: FormContent, sheet: Sheet, columns: tuple[Column, ...]) -> list[Block]:
    """Results as the form prints them; ``columns`` are those of the quantitative table."""
    return [
        Block(
            title,
            tuple(
                PrintedResult(
                    number,
                    line,
                    line.indicators or (IndicatorLine(),),
                    sheet.is_tall(line, columns),
                )
                for number, line in enumerate(content.results_of(kind), start=1)
            ),
        )
        for kind, title in _TITLES.items()
    ]


def printed_values(values: tuple[ValueLine, ...]) -> list[PrintedValue]:
    """The behaviour block in the official order (regulation 3.8)."""
    return [
        PrintedValue(number, guide, line)
        for number, (guide, line) in enumerate(zip(CORE_VALUES, values, strict=True), start=1)
    ]


def laid_out(markup: Callable[[bool], str]) -> Document:
    """Pages of a form, so that the name of the first value stands over its guides.

    The library cuts there when the block begins at the very end of a page; the block then begins
    on the next one. ``markup`` is told whether it must.
    """
    document = lay_out(markup(False))
    if any({"first-value", "first-guides"} <= page.anchors.keys() for page in document.pages):
        return document
    return lay_out(markup(True))


def signers(head: FormHead) -> dict[str, dict[str, object]]:
    """The two names under a form; place and date stand above the supervisor's."""
    day = long_date(head.signed_on) if head.signed_on else UNSIGNED
    return {
        "employee": {
            "above": "",
            "words": signature_words(head.employee, None, "Pegawai yang Dinilai"),
        },
        "supervisor": {
            "above": f"{head.place}, {day}",
            "words": signature_words(head.supervisor or _UNKNOWN, head.signing),
        },
    }


def form_context(
    content: FormContent, standing: Standing, paper: Paper, *, title: str, landscape: bool
) -> dict[str, object]:
    """Context of the frame and of the parts that every form has."""
    head, person = content.head, content.head.employee
    full = f"{title} {head.ends.year} – {person.name}"
    return {
        "title": full,
        "author": head.institution.title(),
        "body_class": paper.body_class(landscape=landscape),
        "standing": standing,
        "running": running_words(f"{title} {head.ends.year}", person.name, person),
        "heading_lines": heading_lines(head),
        "institution": head.institution,
        "assessed": assessed_words(head.starts, head.ends),
        "identity": identity_rows(head),
        "of_heads": head.uses_head_form,
        "qualitative": head.approach == Approach.QUALITATIVE,
        "values": printed_values(content.values),
        **signers(head),
    }
