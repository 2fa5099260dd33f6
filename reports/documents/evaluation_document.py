"""Dokumen Evaluasi Kinerja Pegawai: the official page that ends one evaluation.

Source: PermenPANRB 6/2022 and its national form (regulation 4.6); see docs/legal.md#document.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from weasyprint.document import Document

from appraisal.enums import OrganisationPredicateValue
from appraisal.enums import Predicate as PredicateWord
from personnel.enums import PeriodKind
from personnel.rules.calendar import WIB
from personnel.rules.dates import MONTHS, long_date
from personnel.rules.nip import group_nip
from reports.documents.canonical import shortened
from reports.documents.emblems import Emblem, state_emblem
from reports.documents.evaluation_content import EmployeeAnswer, EvaluationDocumentContent
from reports.documents.people import PersonLines, running_words
from reports.documents.qr import qr_data_uri
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.signing import SignatureWords, post_words, signature_words
from reports.documents.standing import VALID, Standing
from reports.documents.verification import group_code, verification_url

TEMPLATE_VERSION: Final = "1"
"""Kept beside each letter; raised whenever the same content would print other words."""

MISSING: Final = "–"
UNSIGNED: Final = "…………………"
_DENSITIES: Final = ("", "snug", "tight")
"""Body classes tried in turn until everything stands on one page."""


def render(
    content: EvaluationDocumentContent,
    *,
    standing: Standing = VALID,
    emblem: Emblem | None = None,
) -> bytes:
    """Print the document as PDF/A-3a; the same input gives the same file.

    Without ``emblem`` the configured state emblem stands at its head.

    The form always stands on one page: it grows tighter in two steps for long names, posts and
    notes. A note that still does not fit moves as a whole to page 2, to which item 5 points.
    Raises: ``ValueError`` when a document other than a draft lacks what it must show.
    """
    if not standing.is_draft and not content.may_leave_the_house:
        raise ValueError("only a draft may lack number, code, predicates or dates")
    document = _laid_out(content, standing, emblem or state_emblem())
    if standing.is_draft:
        return write_pdf(document)
    return write_pdf(document, AttachedData(content.to_json().encode(), content.frozen_at))


def _laid_out(content: EvaluationDocumentContent, standing: Standing, emblem: Emblem) -> Document:
    """The roomiest layout that keeps the form on page 1."""
    for continued in (False, True):
        for density in _DENSITIES:
            document = lay_out(
                markup(content, standing, emblem, density=density, continued=continued)
            )
            if len(document.pages) == 1 or "continued" in document.pages[1].anchors:
                return document
    return document


def markup(
    content: EvaluationDocumentContent,
    standing: Standing,
    emblem: Emblem,
    *,
    density: str = "",
    continued: bool = False,
) -> str:
    """The page as HTML, before the sheet is laid over it."""
    title = f"Dokumen Evaluasi Kinerja Pegawai {content.ends.year} – {content.employee.name}"
    word, parts = period_parts(content.period_kind, content.period_sequence)
    context: dict[str, object] = {
        "title": title,
        "author": content.institution[0].title(),
        "created": utc_stamp(content.frozen_at),
        "body_class": density,
        "standing": standing,
        "running": running_words(
            f"Dokumen Evaluasi Kinerja Pegawai {content.ends.year}",
            content.employee.name,
            content.employee,
        ),
        "number": content.number,
        "emblem": emblem,
        "period_word": word,
        "period_parts": parts,
        "institution": content.institution,
        "assessed": assessed_words(content.starts, content.ends),
        "people": _people(content),
        "organisation_predicate": (
            OrganisationPredicateValue(content.organisation_predicate).label
            if content.organisation_predicate
            else MISSING
        ),
        "predicate": PredicateWord(content.predicate).label if content.predicate else MISSING,
        "recommendation": content.recommendation.strip() or MISSING,
        "continued": continued,
        "employee": _signer(
            signature_words(content.employee, None, "Pegawai yang Dinilai"),
            content.place,
            content.employee_answered_on
            if content.employee_answer is EmployeeAnswer.SIGNED
            else None,
            reason=_unsigned_reason(content),
        ),
        "supervisor": _signer(
            signature_words(content.supervisor, content.signing),
            content.place,
            content.supervisor_signed_on,
        ),
        **_marks(content, standing),
    }
    return print_markup("evaluation_document.html", context)


def period_parts(kind: PeriodKind, sequence: int) -> tuple[str, tuple[tuple[str, bool], ...]]:
    """Word of the rhythm and the choices of the form, each with whether it applies.

    What does not apply is struck out. The form knows quarters; the year is printed as its last
    one. Half-years and months follow the same pattern where a city works in them.
    """
    match kind:
        case PeriodKind.HALF_YEAR:
            return "SEMESTER", _chosen(("I", "II"), sequence)
        case PeriodKind.MONTH:
            return "BULAN", ((MONTHS[sequence - 1].upper(), True),)
        case PeriodKind.QUARTER:
            return "TRIWULAN", _chosen(("I", "II", "III", "IV-AKHIR"), sequence)
        case _:
            return "TRIWULAN", _chosen(("I", "II", "III", "IV-AKHIR"), 4)


def assessed_words(starts: date, ends: date) -> str:
    """The assessed days in capitals, the year once: "1 JANUARI SD 31 DESEMBER TAHUN 2026"."""
    first = long_date(starts).removesuffix(f" {starts.year}")
    last = long_date(ends).removesuffix(f" {ends.year}")
    if starts.year != ends.year:
        first = f"{first} {starts.year}"
    return f"{first} SD {last} TAHUN {ends.year}".upper()


def _chosen(choices: tuple[str, ...], sequence: int) -> tuple[tuple[str, bool], ...]:
    return tuple((text, place == sequence) for place, text in enumerate(choices, start=1))


def _people(content: EvaluationDocumentContent) -> list[dict[str, object]]:
    people = (
        ("PEGAWAI YANG DINILAI", content.employee),
        (
            "PEJABAT PENILAI KINERJA",
            replace(content.supervisor, post=post_words(content.supervisor, content.signing)),
        ),
        ("ATASAN PEJABAT PENILAI KINERJA", content.reviewing_superior),
    )
    return [
        {"number": number, "heading": heading, "rows": _rows(person)}
        for number, (heading, person) in enumerate(people, start=1)
    ]


def _rows(person: PersonLines | None) -> list[tuple[str, str, bool]]:
    person = person or PersonLines(name="", nip=None, rank="", post="", unit="")
    return [
        ("NAMA", person.name or MISSING, True),
        (person.nip_label, group_nip(person.nip) if person.nip else MISSING, False),
        ("PANGKAT/GOL. RUANG", person.rank or MISSING, False),
        ("JABATAN", person.post or MISSING, False),
        ("UNIT KERJA", person.unit or MISSING, False),
    ]


def _signer(
    words: SignatureWords, place: str, day: date | None, reason: str = ""
) -> dict[str, object]:
    when = "" if reason else f"{place}, {long_date(day) if day else UNSIGNED}"
    return {"place_and_date": when, "reason": reason, "words": words}


def _unsigned_reason(content: EvaluationDocumentContent) -> str:
    day = content.employee_answered_on
    if day is None:
        return ""
    match content.employee_answer:
        case EmployeeAnswer.LAPSED:
            return (
                "Lewat batas waktu: tidak ada tanda tangan dan tidak ada keberatan "
                f"sampai dengan {long_date(day)}."
            )
        case EmployeeAnswer.OBJECTION_DECIDED:
            return f"Tidak ditandatangani: keberatan diputus pada {long_date(day)}."
        case _:
            return ""


def _marks(content: EvaluationDocumentContent, standing: Standing) -> dict[str, object]:
    """What the footer and the top right corner show for the document's standing."""
    if standing.is_draft:
        moment = standing.printed_at
        return {"printed_at": moment_words(moment) if moment is not None else ""}
    marks: dict[str, object] = {
        "qr": qr_data_uri(
            verification_url(content.verification_address, content.verification_code)
        ),
        "address": content.verification_address.partition("://")[2],
        "code": group_code(content.verification_code),
        "digest": shortened(content.fingerprint),
    }
    if standing.since is not None:
        marks["modified"] = standing.since.isoformat()
        marks["ended_words"] = long_date(standing.since) + (
            f" · diganti {standing.successor}" if standing.successor else ""
        )
    return marks


def moment_words(moment: datetime) -> str:
    """ "12 Januari 2027 pukul 09.40 WIB"."""
    local = moment.astimezone(WIB)
    return f"{long_date(local.date())} pukul {local:%H.%M} WIB"


def utc_stamp(moment: datetime) -> str:
    """A moment with a zone as the metadata of a PDF write it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
