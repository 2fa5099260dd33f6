"""Format Penetapan Predikat Kinerja: the organisation's predicate and everybody's below it.

The official layout was not seen; blocks and order are those of regulation 4.4.
Source: SE MenPANRB 3/2023; see docs/legal.md#forms.
"""

from dataclasses import replace
from typing import Final

from appraisal.rules.ratings import Rating
from personnel.rules.dates import long_date
from personnel.rules.nip import group_nip
from reports.documents.canonical import shortened
from reports.documents.determination_content import DeterminationContent, DeterminedPerson
from reports.documents.evaluation_document import (
    MISSING,
    UNSIGNED,
    assessed_words,
    moment_words,
    utc_stamp,
)
from reports.documents.evaluation_form import (
    ORGANISATION_WORDS,
    PREDICATE_WORDS,
    Choices,
    choices,
)
from reports.documents.form_tables import Column, colgroup
from reports.documents.paper import Paper
from reports.documents.people import running_words
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.signing import SignatureWords, signature_words
from reports.documents.standing import VALID, Standing
from reports.documents.summary_findings import deviation_sentences, has_pattern, predicate_rows

TITLE: Final = "Format Penetapan Predikat Kinerja"
PEOPLE: Final = (
    Column("NO", 3.5),
    Column("NAMA", 23),
    Column("NIP", 15),
    Column("JABATAN", 25.5),
    Column("RATING HASIL KERJA", 10.5),
    Column("RATING PERILAKU KERJA", 10.5),
    Column("PREDIKAT KINERJA PEGAWAI", 12),
)
RECAP: Final = (
    Column("PREDIKAT", 22),
    Column("JUMLAH", 10),
    Column("PERSEN", 10),
    Column("BATAS POLA", 38),
    Column("HASIL", 20),
)
_LEADER: Final = "Pimpinan di atas unit kerja"
_LEVELS: Final = {Rating.ABOVE: "DI ATAS", Rating.MEETS: "SESUAI", Rating.BELOW: "DI BAWAH"}


def render_determination(
    content: DeterminationContent, *, standing: Standing = VALID, paper: Paper = Paper.A4
) -> bytes:
    """Print the format as PDF/A-3a, landscape; the same input gives the same file.

    Raises: ``ValueError`` when one that is no draft lacks a predicate, anybody's or the unit's.
    """
    if not standing.is_draft and not content.is_complete:
        raise ValueError("only a draft may lack predicates")
    document = lay_out(determination_markup(content, standing, paper))
    if standing.is_draft:
        return write_pdf(document)
    return write_pdf(document, AttachedData(content.to_json().encode(), content.as_of))


def determination_markup(content: DeterminationContent, standing: Standing, paper: Paper) -> str:
    """The pages as HTML, before the sheet is laid over them."""
    title = f"{TITLE} {content.period_label} – {content.unit}"
    fixed_on = content.fixed_on
    context: dict[str, object] = {
        "title": title,
        "author": content.institution.title(),
        "created": utc_stamp(content.as_of),
        "body_class": paper.body_class(landscape=True),
        "standing": standing,
        "running": running_words(f"{TITLE} {content.period_label}", content.unit),
        "number": content.period_label,
        "content": content,
        "institution": content.institution,
        "assessed": assessed_words(content.starts, content.ends),
        "agreement": _level(content.agreement),
        "expectation": _level(content.expectation),
        "organisation": choices(ORGANISATION_WORDS, content.organisation_predicate),
        "people_columns": PEOPLE,
        "people_widths": colgroup(PEOPLE),
        "people": [_person(number, one) for number, one in enumerate(content.people, start=1)],
        "recap_columns": RECAP,
        "recap_widths": colgroup(RECAP),
        "rows": predicate_rows(content),
        "with_pattern": has_pattern(content),
        "deviation": deviation_sentences(content),
        "signer": {
            "above": f"{content.place}, {UNSIGNED}",
            "words": _leader_words(content),
        },
        "printed_at": moment_words(standing.printed_at) if standing.printed_at else "",
        "signed": f"Predikat organisasi ditetapkan dalam aplikasi {long_date(fixed_on)}"
        if fixed_on
        else "",
        "digest": shortened(content.fingerprint),
    }
    return print_markup("determination_form.html", context)


def _leader_words(content: DeterminationContent) -> SignatureWords:
    """The leader's own post is the role; one acted in takes its place."""
    leader, signing = content.leader, content.signing
    if leader is None:
        return SignatureWords((_LEADER,), UNSIGNED, "", ())
    words = signature_words(leader, signing, leader.post or _LEADER)
    return replace(words, roles=words.roles[1:] or words.roles)


def _level(rating: Rating | None) -> Choices:
    return choices(_LEVELS, rating) if rating else []


def _person(number: int, person: DeterminedPerson) -> tuple[object, ...]:
    return (
        number,
        person.name,
        group_nip(person.nip) if person.nip else MISSING,
        person.post or MISSING,
        _LEVELS[person.results],
        _LEVELS[person.behaviour],
        PREDICATE_WORDS[person.predicate],
    )
