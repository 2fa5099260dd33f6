"""Give a signature: by returning a scan, by the internal seal, by the national service."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.models import User
from personnel.rules.dates import long_date
from reports.actions.signature_requests import ask_next
from reports.documents.signers import Signer, SigningFailed, SigningTask
from reports.documents.signers.checking import signatures_in
from reports.documents.signers.seal import open_seal
from reports.documents.signers.service import signing_service
from reports.documents.signing import Signing, office_words
from reports.enums import SignatureState, SignatureWay, SignerRole
from reports.models import Signature
from reports.models.signatures import NumberedPaper
from reports.permissions import signatures as permissions
from reports.selectors.papers import WITH_PAPERS, locked_paper
from reports.selectors.signatures import Source, signatures_of, source_of
from sabang_kinerja.common.errors import DomainError, Incomplete
from sabang_kinerja.common.uploads import MEGABYTE, checked_type

SCAN_LIMIT: Final = 10 * MEGABYTE
SCAN_TYPES: Final = {"application/pdf": ".pdf", "image/jpeg": ".jpg"}
MOST_AT_ONCE: Final = 100
"""Seals that one request puts on papers: a few seconds."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A signature whose turn it is, with its paper, those given before, and the file to sign."""

    signature: Signature
    paper: NumberedPaper
    given: list[Signature]
    source: Source


@transaction.atomic
def return_scan(
    *, signature: Signature, file: "UploadedFile[bytes]", signed_on: date, by: User, now: datetime
) -> Signature:
    """Keep the scan of a paper that was printed and signed in ink on ``signed_on``.

    One scan may stand for several signatures of the same paper. Raises: ``Denied``,
    ``WrongState``; ``Incomplete`` for another kind of file than PDF or JPG, a file that is not a
    scan of this paper, or a day that cannot be.
    """
    turn = _turn(signature, SignatureWay.WET_INK, by, now)
    content_type = checked_type(file, SCAN_LIMIT)
    if content_type not in SCAN_TYPES:
        raise Incomplete(_("Pindaian dikembalikan sebagai PDF atau JPG."))
    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    _check_scan(turn, digest)
    _check_day(turn, signed_on, now)
    row = turn.signature
    row.file_name = PurePath(file.name or "pindaian").name[-200:]
    row.content_type, row.signed_on = content_type, signed_on
    return _give(turn, SignatureWay.WET_INK, data, SCAN_TYPES[content_type], by, now)


@transaction.atomic
def seal(*, signature: Signature, by: User, now: datetime) -> Signature:
    """Put the internal seal into the file, on the signer's order.

    Raises: ``Denied``, ``WrongState``, ``SigningFailed``.
    """
    turn = _turn(signature, SignatureWay.INTERNAL_SEAL, by, now)
    return _sign(turn, SignatureWay.INTERNAL_SEAL, open_seal(), by, now)


def seal_many(*, signatures: Sequence[Signature], by: User, now: datetime) -> int:
    """Seal several papers, ``MOST_AT_ONCE`` at most; each for itself, so that one that is refused
    undoes none. Returns how many were sealed.

    Raises: what refused the first, when none could be sealed.
    """
    sealed, refusal = 0, None
    for signature in signatures[:MOST_AT_ONCE]:
        try:
            seal(signature=signature, by=by, now=now)
        except DomainError as error:
            refusal = refusal or error
        else:
            sealed += 1
    if refusal is not None and not sealed:
        raise refusal
    return sealed


@transaction.atomic
def sign_certified(
    *, signature: Signature, nik: str, passphrase: str, by: User, now: datetime
) -> Signature:
    """Have the national service sign the file with the signer's own certificate.

    ``nik`` and ``passphrase`` go to the service and are kept nowhere. Raises: ``Denied``,
    ``WrongState``, ``SigningFailed``.
    """
    turn = _turn(signature, SignatureWay.CERTIFIED, by, now)
    return _sign(turn, SignatureWay.CERTIFIED, signing_service(), by, now, nik, passphrase)


def _turn(signature: Signature, way: SignatureWay, by: User, now: datetime) -> _Turn:
    """Lock paper and signature, and ask whether it may be given."""
    paper = locked_paper(signature.paper)
    row = (
        Signature.objects.select_for_update(of=("self",))
        .select_related("signer", *WITH_PAPERS)
        .get(pk=signature.pk)
    )
    given = [one for one in signatures_of(paper) if one.state == SignatureState.SIGNED]
    permissions.can_sign(by, row, way, given, now).require()
    return _Turn(row, paper, given, source_of(paper, given))


def _sign(
    turn: _Turn,
    way: SignatureWay,
    signer: Signer,
    by: User,
    now: datetime,
    nik: str = "",
    passphrase: str = "",
) -> Signature:
    with turn.source.file.open("rb") as file:
        pdf: bytes = file.read()
    if hashlib.sha256(pdf).hexdigest() != turn.source.sha256:
        raise SigningFailed(_("Berkas surat di penyimpanan telah berubah. Hubungi pengelola."))
    content = turn.paper.content
    task = SigningTask(
        pdf=pdf,
        number=turn.paper.number,
        name=turn.signature.signer.full_name,
        office=_office(turn.signature, content),
        place=content.get("place", ""),
        nik=nik,
        passphrase=passphrase,
    )
    signed = signer.sign(task)
    last = signatures_in(signed)[-1]
    row = turn.signature
    row.certificate, row.certificate_subject = last.certificate, last.subject[:200]
    row.content_type, row.signed_on = "application/pdf", timezone.localtime(now).date()
    return _give(turn, way, signed, ".pdf", by, now)


def _office(signature: Signature, content: dict[str, object]) -> str:
    below = signature.role in (SignerRole.SUPERVISOR, SignerRole.ISSUER)
    person = content.get("supervisor" if below else signature.role)
    if not isinstance(person, dict):
        return ""
    own = content.get("signing") if below else None
    signing = Signing.from_dict(own) if isinstance(own, dict) else None
    return office_words(str(person.get("post", "")), signing)


def _give(
    turn: _Turn, way: SignatureWay, data: bytes, suffix: str, by: User, now: datetime
) -> Signature:
    row = turn.signature
    row.way, row.state = way, SignatureState.SIGNED
    row.file_sha256, row.source_sha256 = hashlib.sha256(data).hexdigest(), turn.source.sha256
    row.signed_at, row.signed_by = now, by
    code = turn.paper.verification_code.lower()
    row.file.name = _keep(row, f"{code}-{row.place}{suffix}", data)
    row.save()
    ask_next(turn.paper, now)
    return row


def _keep(row: Signature, name: str, data: bytes) -> str:
    """Write a signed file to disk for good and return its name.

    A file of this name is what an earlier try left behind: its row was never marked signed.
    """
    storage, field = row.file.storage, row.file.field
    name = field.generate_filename(row, name)
    storage.delete(name)
    name = storage.save(name, ContentFile(data))
    with Path(storage.path(name)).open("rb") as file:
        os.fsync(file.fileno())
    return str(name)


def _check_scan(turn: _Turn, digest: str) -> None:
    ours = {turn.paper.file_sha256, turn.source.sha256}
    if digest in ours:
        raise Incomplete(
            _("Ini berkas yang belum ditandatangani. Cetak, tandatangani, lalu pindai suratnya.")
        )
    same = {one.pk for one in turn.given}
    if Signature.objects.filter(file_sha256=digest).exclude(pk__in=same).exists():
        raise Incomplete(_("Pindaian ini sudah dikembalikan untuk surat lain."))


def _check_day(turn: _Turn, day: date, now: datetime) -> None:
    first = timezone.localtime(turn.paper.created_at).date()
    for one in turn.given:
        first = max(first, one.signed_on or first)
    last = timezone.localtime(now).date()
    if not first <= day <= last:
        raise Incomplete(
            _("Tanggal tanda tangan paling awal %(first)s dan paling akhir %(last)s.")
            % {"first": long_date(first), "last": long_date(last)}
        )
