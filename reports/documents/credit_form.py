"""The three forms of angka kredit as PDF/A: conversion, accumulation, determination.

Source: Peraturan BKN 3/2023 and the forms in use (regulation 5.3); see docs/legal.md#credit.
"""

from datetime import UTC, date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from weasyprint.document import Document

from appraisal.enums import Predicate
from appraisal.rules.credit_conditions import ConditionCode
from appraisal.rules.credit_ledger import EntryKind
from personnel.rules.dates import long_date
from personnel.rules.nip import group_nip
from reports.documents.canonical import shortened
from reports.documents.credit_content import CreditContent, CreditLine, Minimum
from reports.documents.emblems import Emblem, region_emblem
from reports.documents.people import PersonLines
from reports.documents.qr import qr_data_uri
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.signing import SignatureWords, signature_words
from reports.documents.standing import VALID
from reports.documents.verification import group_code, verification_url

TEMPLATE_VERSION: Final = "1"
MISSING: Final = "–"

TITLES: Final = {
    "conversion": "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT",
    "accumulation": "AKUMULASI ANGKA KREDIT",
    "determination": "PENETAPAN ANGKA KREDIT",
}
KIND_ROWS: Final = {
    EntryKind.BASIC: "AK Dasar yang diberikan",
    EntryKind.FORMER: "AK JF lama",
    EntryKind.EQUALISATION: "AK Penyesuaian/Penyetaraan",
    EntryKind.CONVERSION: "AK Konversi",
    EntryKind.EDUCATION: "AK yang diperoleh dari peningkatan pendidikan",
}
CONDITION_ROWS: Final = {
    ConditionCode.RANK_POINTS: "Angka kredit kumulatif minimal kenaikan pangkat",
    ConditionCode.RANK_YEARS: "Paling singkat 2 (dua) tahun dalam pangkat terakhir",
    ConditionCode.RANK_PREDICATES: "Predikat paling rendah Baik dalam 2 (dua) tahun terakhir",
    ConditionCode.LEVEL_POINTS: "Angka kredit kumulatif minimal kenaikan jenjang",
    ConditionCode.LEVEL_PREDICATE: "Predikat paling rendah Baik dalam 1 (satu) tahun terakhir",
    ConditionCode.LEVEL_COMPETENCE: "Lulus uji kompetensi",
    ConditionCode.LEVEL_VACANCY: "Tersedia lowongan pada jenjang yang dituju",
}
_DENSITIES: Final = ("", "snug", "tight")
_MET: Final = {True: "terpenuhi", False: "belum terpenuhi", None: "diperiksa tersendiri"}


def render(content: CreditContent, *, emblem: Emblem | None = None) -> bytes:
    """Print a form as PDF/A-3a; the same input gives the same file.

    Without ``emblem`` the configured emblem of the city stands in the letterhead.
    """
    document = _laid_out(content, emblem or region_emblem())
    return write_pdf(document, AttachedData(content.to_json().encode(), content.frozen_at))


def _laid_out(content: CreditContent, emblem: Emblem) -> Document:
    """The roomiest layout that keeps the form on one page; many years may still need a second."""
    for density in _DENSITIES:
        document = lay_out(markup(content, emblem, density=density))
        if len(document.pages) == 1:
            break
    return document


def markup(content: CreditContent, emblem: Emblem, *, density: str = "") -> str:
    """The form as HTML, before the sheet is laid over it."""
    heading = TITLES[content.kind]
    title = f"{heading.title()} {content.ends.year} – {content.employee.name}"
    code = content.verification_code
    context: dict[str, object] = {
        "title": title,
        "author": content.institution[0].title(),
        "created": f"{content.frozen_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": f"credit {density}".strip(),
        "standing": VALID,
        "running": f"{title} · NIP {group_nip(content.employee.nip)}",
        "number": content.number,
        "emblem": emblem,
        "content": content,
        "heading": heading,
        "government": content.institution[0],
        "agency": content.institution[1:],
        "assessed": assessed_words(content.starts, content.ends),
        "identity": _identity(content),
        "lines": [_line(content, line) for line in content.lines],
        "base": points(content.base, content) if Decimal(content.base) else "",
        "total": points(content.total, content),
        "rows": _rows(content),
        "minima": _minima(content),
        "conclusions": _conclusions(content),
        "conditions": [
            (CONDITION_ROWS[ConditionCode(code)], _MET[met]) for code, met in content.conditions
        ],
        "signed_on": long_date(content.supervisor_signed_on),
        "signer": _signer(content),
        "qr": qr_data_uri(verification_url(content.verification_address, code)),
        "address": content.verification_address.partition("://")[2],
        "code": group_code(code),
        "digest": shortened(content.fingerprint),
    }
    return print_markup(f"credit_{content.kind}.html", context)


def _signer(content: CreditContent) -> SignatureWords:
    found = content.supervisor
    person = PersonLines(name=found.name, nip=found.nip or None, rank="", post=found.post, unit="")
    return signature_words(person, content.signing)


def points(amount: str, content: CreditContent) -> str:
    """An amount as printed: decimal comma, as many decimals as the setting says."""
    step = Decimal(1).scaleb(-content.decimals)
    return str(Decimal(amount).quantize(step, ROUND_HALF_UP)).replace(".", ",")


def assessed_words(starts: date, ends: date) -> str:
    """ "1 Januari sampai dengan 31 Desember 2026", the year once where it is one."""
    first = long_date(starts)
    if starts.year == ends.year:
        first = first.removesuffix(f" {starts.year}")
    return f"{first} sampai dengan {long_date(ends)}"


def _identity(content: CreditContent) -> list[tuple[str, str, bool]]:
    person = content.employee
    return [
        ("Nama", person.name, True),
        ("NIP", group_nip(person.nip), False),
        ("Nomor Seri KARPEG", MISSING, False),
        ("Tempat/Tgl. Lahir", person.birth or MISSING, False),
        ("Jenis Kelamin", person.sex or MISSING, False),
        ("Pangkat/Golongan Ruang/TMT", person.rank or MISSING, False),
        ("Jabatan/TMT", person.post or MISSING, False),
        ("Unit Kerja", person.unit or MISSING, False),
        ("Instansi", content.institution[0].title(), False),
    ]


def _line(content: CreditContent, line: CreditLine) -> dict[str, object]:
    share = f"{line.percent}%" if line.months == 12 else f"{line.months}/12 x {line.percent}%"
    return {
        "year": line.year,
        "period": line.period,
        "predicate": str(Predicate(line.predicate).label).upper(),
        "share": share,
        "coefficient": f"{Decimal(line.coefficient).normalize():f}".replace(".", ","),
        "points": points(line.points, content),
    }


def _rows(content: CreditContent) -> list[tuple[str, str, str, str]]:
    return [
        (
            KIND_ROWS[EntryKind(kind)],
            points(old, content),
            points(new, content),
            points(str(Decimal(old) + Decimal(new)), content),
        )
        for kind, old, new in content.rows
    ]


def _minima(content: CreditContent) -> list[dict[str, object]]:
    """The columns *Pangkat* and *Jenjang Jabatan* of table III; None prints a dash."""
    return [_minimum(content, one) for one in (content.rank, content.level)]


def _minimum(content: CreditContent, one: Minimum | None) -> dict[str, object]:
    if one is None:
        return {"points": "-", "difference": "-", "surplus": None}
    difference = Decimal(content.total) - Decimal(one.points)
    return {
        "points": points(one.points, content),
        "difference": points(str(abs(difference)), content),
        "surplus": difference >= 0,
    }


def _conclusions(content: CreditContent) -> list[dict[str, object]]:
    """The closing sentences: what may be considered, the word that does not apply struck out."""
    pairs = (("PANGKAT", content.rank), ("JENJANG", content.level))
    return [
        {
            "eligible": Decimal(content.total) >= Decimal(one.points),
            "words": f"DIPERTIMBANGKAN UNTUK KENAIKAN {word}"
            + (f" MENJADI {one.target.upper()}" if one.target else ""),
        }
        for word, one in pairs
        if one is not None
    ]
