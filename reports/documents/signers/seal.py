"""The internal seal: PAdES with the city's own certificate, which nobody else vouches for.

It shows that a file left this application and was not changed since. It is not a certified
electronic signature (PP 71/2019 Pasal 60), and says so inside the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from reports.documents.signers import SigningFailed, SigningTask
from reports.documents.signers.checking import FoundSignature, in_own_thread, signatures_in

HONEST: Final = "Segel internal, bukan tanda tangan elektronik tersertifikasi"
"""Stands in every seal as its reason, always Indonesian like the paper."""

_FIELD: Final = "Segel"


class SealMissing(SigningFailed):
    """The city has no certificate for its seal, or it cannot be opened."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The opened key with its certificate."""

    signer: signers.SimpleSigner
    certificate: asn1.Certificate

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate."""
        return str(self.certificate.sha256.hex())

    def sign(self, task: SigningTask) -> bytes:
        """The file with the seal, invisible on the page, appended. Raises: ``SigningFailed``."""
        if not self.is_in_force(datetime.now(UTC)):
            raise SealMissing(_("Masa berlaku sertifikat segel sudah habis. Hubungi BKPSDM."))
        try:
            writer = IncrementalPdfFileWriter(BytesIO(task.pdf))
            taken = len(list(writer.prev.embedded_signatures))
            meta = signers.PdfSignatureMetadata(
                field_name=f"{_FIELD}{taken + 1}",
                md_algorithm="sha256",
                subfilter=SigSeedSubFilter.PADES,
                reason=f"{HONEST}. Atas perintah {task.name}, {task.office}".rstrip(", "),
                location=task.place,
                name=self.certificate.subject.native["common_name"],
            )
            sealed = in_own_thread(lambda: signers.sign_pdf(writer, meta, signer=self.signer))
        except (PdfError, ValueError) as error:
            raise SigningFailed(_("Berkas surat ini tidak dapat disegel.")) from error
        data: bytes = sealed.getvalue()
        return data

    def is_in_force(self, moment: datetime) -> bool:
        """Whether the certificate counts at ``moment``."""
        validity = self.certificate["tbs_certificate"]["validity"].native
        return bool(validity["not_before"] <= moment <= validity["not_after"])

    def check(self, pdf: bytes) -> list[FoundSignature]:
        """Signatures of a file; this seal is trusted."""
        return signatures_in(pdf, [self.certificate])


def has_seal() -> bool:
    """Whether the settings name a certificate; opening it may still fail."""
    return bool(settings.SEAL_FILE)


def open_seal() -> Seal:
    """The seal of the settings. Raises: ``SealMissing``."""
    if not has_seal():
        raise SealMissing(_("Segel internal belum disiapkan pada aplikasi ini."))
    try:
        data = Path(settings.SEAL_FILE).read_bytes()
    except OSError as error:
        raise SealMissing(_("Berkas sertifikat segel tidak dapat dibaca.")) from error
    return unsealed_key(data, settings.SEAL_PASSPHRASE)


@lru_cache(maxsize=2)
def unsealed_key(data: bytes, passphrase: str) -> Seal:
    """The seal in a PKCS#12 file, opened once a process. Raises: ``SealMissing``."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(data, (), passphrase.encode())
    except ValueError:
        signer = None
    if signer is None or signer.signing_cert is None:
        raise SealMissing(_("Sertifikat segel tidak dapat dibuka dengan frasa sandinya."))
    return Seal(signer, signer.signing_cert)


def certificate_text(seal: Seal) -> bytes:
    """The certificate, without the key, as a reader imports it (PEM)."""
    return x509.load_der_x509_certificate(seal.certificate.dump()).public_bytes(Encoding.PEM)


def new_seal(*, city: str, passphrase: str, years: int, now: datetime) -> bytes:
    """A key on P-256 with a certificate that it signed itself, sealed by ``passphrase`` (PKCS#12).

    ``city`` stands in the certificate; ``years`` is how long it counts.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, city[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Segel internal {city}"[:64]),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        b"segel", key, certificate, None, BestAvailableEncryption(passphrase.encode())
    )


def _for_signing_only() -> x509.KeyUsage:
    unused: Sequence[str] = (
        *("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign"),
        *("crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(
        digital_signature=True, content_commitment=True, **dict.fromkeys(unused, False)
    )
