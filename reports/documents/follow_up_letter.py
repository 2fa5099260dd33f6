"""The warning after a low annual result and the appreciation of an award, as PDF/A.

The warning opens the months in which a person is helped (PP 30/2019; regulation 6.4); the
appreciation tells of an award by decree (regulation 6.3). Layout is ours: the law sets none.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from personnel.rules.dates import long_date
from personnel.rules.nip import group_nip
from reports.documents.canonical import canonical_json, fingerprint, plain_values, shortened
from reports.documents.certificate import span_words
from reports.documents.emblems import Emblem, region_emblem
from reports.documents.qr import qr_data_uri
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.standing import VALID
from reports.documents.verification import group_code, verification_url

TEMPLATE_VERSION: Final = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningFacts:
    """What a warning says: the result it follows, the months of help, the goals if written.

    ``meetings`` counts the monthly check-ins, ``first_meeting`` is the last day of the first.
    ``of_pns`` chooses the basis: PP 30/2019 speaks of PNS alone.
    """

    of_pns: bool
    period: str
    predicate: str
    document_number: str
    starts: date
    ends: date
    meetings: int
    first_meeting: date
    goals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppreciationFacts:
    """What an appreciation says: which award, for which year, by which decree."""

    award: str
    is_certificate: bool
    year: int
    predicate: str
    decree_number: str
    decree_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpContent:
    """Everything that the letter says; exactly one of ``warning`` and ``appreciation``.

    ``employee`` has name, nip, post and unit; ``supervisor``, who signs, name, nip and post.
    """

    institution: tuple[str, ...]
    address: str
    place: str
    employee: dict[str, str]
    supervisor: dict[str, str]
    supervisor_signed_on: date
    warning: WarningFacts | None = None
    appreciation: AppreciationFacts | None = None
    number: str
    verification_code: str
    verification_address: str
    frozen_at: datetime

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a JSON column; days as ISO text."""
        return plain_values(self)

    def to_json(self) -> str:
        """Canonical JSON: attached to the file and fingerprinted."""
        return canonical_json(self.as_dict())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())


def render(content: FollowUpContent, *, emblem: Emblem | None = None) -> bytes:
    """Print the letter as PDF/A-3a; the same input gives the same file.

    Raises: ``ValueError`` for a content that speaks of nothing.
    """
    signer, code = content.supervisor, content.verification_code
    name = content.employee["name"]
    heading = "Surat Peringatan Kinerja" if content.warning else "Piagam Penghargaan"
    context: dict[str, object] = {
        "title": f"{heading} – {name}",
        "author": content.institution[0].title(),
        "created": f"{content.frozen_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": "warning" if content.warning else "certificate",
        "standing": VALID,
        "running": f"{heading} – {name}",
        "number": content.number,
        "emblem": emblem or region_emblem(),
        "content": content,
        "government": content.institution[0],
        "agency": content.institution[1:],
        "nip": group_nip(content.employee["nip"]),
        "signed_on": long_date(content.supervisor_signed_on),
        "signer": {
            "roles": [signer["post"]],
            "name": signer["name"],
            "nip": f"NIP {group_nip(signer['nip'])}" if signer["nip"] else "",
            "notes": (),
        },
        "qr": qr_data_uri(verification_url(content.verification_address, code)),
        "address": content.verification_address.partition("://")[2],
        "code": group_code(code),
        "digest": shortened(content.fingerprint),
    }
    if content.appreciation is not None:
        context["decree_date"] = long_date(content.appreciation.decree_date)
        template = "appreciation.html"
    elif content.warning is not None:
        context["span"] = span_words(content.warning.starts, content.warning.ends)
        context["first_meeting"] = long_date(content.warning.first_meeting)
        template = "warning.html"
    else:
        raise ValueError("a letter speaks of a warning or of an appreciation")
    return write_pdf(
        lay_out(print_markup(template, context)),
        AttachedData(content.to_json().encode(), content.frozen_at),
    )
