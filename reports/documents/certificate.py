"""The certificate of a training or a socialisation as PDF/A."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from personnel.rules.dates import long_date
from personnel.rules.nip import group_nip
from reports.documents.canonical import canonical_json, fingerprint, shortened
from reports.documents.emblems import Emblem, region_emblem
from reports.documents.qr import qr_data_uri
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.standing import VALID
from reports.documents.verification import group_code, verification_url

TEMPLATE_VERSION: Final = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContent:
    """Everything that a certificate says; ``hours`` is a decimal text with a full stop.

    ``employee`` has name, nip and post, ``supervisor`` (who signs) name, nip and post.
    """

    institution: tuple[str, ...]
    address: str
    place: str
    employee: dict[str, str]
    title: str
    form: str
    organiser: str
    starts: date
    ends: date
    hours: str
    supervisor: dict[str, str]
    supervisor_signed_on: date
    number: str
    verification_code: str
    verification_address: str
    frozen_at: datetime

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        values = asdict(self)
        for key in ("starts", "ends", "supervisor_signed_on"):
            values[key] = values[key].isoformat()
        values["institution"] = list(self.institution)
        values["frozen_at"] = self.frozen_at.astimezone(UTC).isoformat()
        return values

    def to_json(self) -> str:
        """Canonical JSON: attached to the file and fingerprinted."""
        return canonical_json(self.as_dict())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())


def span_words(starts: date, ends: date) -> str:
    """ "3 Agustus 2026", or "3 Agustus sampai dengan 5 Agustus 2026"."""
    if starts == ends:
        return long_date(ends)
    first = long_date(starts)
    if starts.year == ends.year:
        first = first.removesuffix(f" {starts.year}")
    return f"{first} sampai dengan {long_date(ends)}"


def render(content: CertificateContent, *, emblem: Emblem | None = None) -> bytes:
    """Print a certificate as PDF/A-3a; the same input gives the same file."""
    signer = content.supervisor
    code = content.verification_code
    title = f"Sertifikat {content.title} – {content.employee['name']}"
    context: dict[str, object] = {
        "title": title,
        "author": content.institution[0].title(),
        "created": f"{content.frozen_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": "certificate",
        "standing": VALID,
        "running": "",
        "number": content.number,
        "emblem": emblem or region_emblem(),
        "content": content,
        "government": content.institution[0],
        "agency": content.institution[1:],
        "nip": group_nip(content.employee["nip"]),
        "span": span_words(content.starts, content.ends),
        "hours": content.hours.removesuffix(".00").replace(".", ","),
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
    return write_pdf(
        lay_out(print_markup("certificate.html", context)),
        AttachedData(content.to_json().encode(), content.frozen_at),
    )
