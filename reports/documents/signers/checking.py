"""Look at the signatures inside a PDF of ours: whose, whether the bytes are untouched."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final, TypeVar

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

T = TypeVar("T")

_ANY_USAGE: Final = KeyUsageConstraints(key_usage=set())

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


class Unreadable(ValueError):
    """The file is no PDF, or its signatures cannot be read."""


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """One signature in a file.

    ``intact``: not a byte that it covers was changed, and it was made with the key of its
    certificate. ``covers_all``: nothing was appended after it. ``trusted``: its certificate is
    one that the caller trusts. ``certificate`` is the SHA-256 of the certificate.
    """

    subject: str
    certificate: str
    signed_at: datetime | None
    intact: bool
    covers_all: bool
    trusted: bool


def signatures_in(pdf: bytes, trusted: Sequence[x509.Certificate] = ()) -> list[FoundSignature]:
    """Signatures in the order in which they were made; ``trusted`` are roots or the signer's own.

    No network: revocation is not asked for. Raises: ``Unreadable``.
    """
    try:
        return in_own_thread(lambda: _all_found(pdf, list(trusted)))
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(str(error)) from error


def in_own_thread(work: Callable[[], T]) -> T:
    """What ``work`` returns; the library begins an event loop, and a thread has one at most."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()


def _all_found(pdf: bytes, trusted: list[x509.Certificate]) -> list[FoundSignature]:
    reader = PdfFileReader(BytesIO(pdf))
    return [_found(one, trusted) for one in reader.embedded_regular_signatures]


def _found(one: EmbeddedPdfSignature, trusted: list[x509.Certificate]) -> FoundSignature:
    context = ValidationContext(trust_roots=trusted, allow_fetching=False)
    status = validate_pdf_signature(
        one, signer_validation_context=context, key_usage_settings=_ANY_USAGE
    )
    certificate = status.signing_cert
    return FoundSignature(
        subject=subject_of(certificate),
        certificate=certificate.sha256.hex(),
        signed_at=status.signer_reported_dt,
        intact=bool(status.intact and status.valid),
        covers_all=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trusted=bool(status.trusted),
    )


def subject_of(certificate: x509.Certificate) -> str:
    """The name in a certificate as a person reads it."""
    names = certificate.subject.native
    return str(names.get("common_name") or certificate.subject.human_friendly)
