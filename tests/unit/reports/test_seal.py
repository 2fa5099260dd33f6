"""The internal seal: honest, valid by an independent check, broken by one changed byte."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader

from reports.documents.evaluation_document import render
from reports.documents.signers import SigningFailed, SigningTask
from reports.documents.signers.checking import Unreadable, signatures_in
from reports.documents.signers.seal import (
    HONEST,
    SealMissing,
    certificate_text,
    new_seal,
    open_seal,
    unsealed_key,
)
from tests.factories.documents import evaluation_content, pdf_attachment, pdf_text
from tests.factories.signing import CITY, PASSPHRASE, a_seal, seal_file, use_seal


@pytest.fixture(scope="module")
def pdf():
    return render(evaluation_content())


def task(pdf, name="Fauzan Darwis, S.E., M.M."):
    return SigningTask(pdf, "DEK/1", name, "Kepala Bidang", "Sabang")


def test_seal_is_appended_and_found_valid(pdf):
    seal = a_seal()

    sealed = seal.sign(task(pdf))

    (found,) = seal.check(sealed)
    assert sealed.startswith(pdf)
    assert found.intact
    assert found.covers_all
    assert found.trusted
    assert found.certificate == seal.fingerprint
    assert found.subject == "Segel internal Pemerintah Kota Sabang"


def test_seal_says_inside_the_file_that_it_is_not_certified(pdf):
    sealed = a_seal().sign(task(pdf))

    signature = PdfFileReader(BytesIO(sealed)).embedded_signatures[0].sig_object
    assert signature["/Reason"].startswith(HONEST)
    assert "Atas perintah Fauzan Darwis, S.E., M.M., Kepala Bidang" in signature["/Reason"]
    assert signature["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature["/Location"] == "Sabang"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_changed_byte_breaks_the_seal(pdf, share):
    sealed = bytearray(a_seal().sign(task(pdf)))
    sealed[int(len(pdf) * share)] ^= 1

    try:
        found = a_seal().check(bytes(sealed))
    except Unreadable:
        return
    assert not any(one.intact for one in found)


def test_second_seal_leaves_the_first_intact(pdf):
    once = a_seal().sign(task(pdf))
    twice = a_seal().sign(task(once, "Syarifah Rahmi"))

    first, second = a_seal().check(twice)
    assert twice.startswith(once)
    assert first.intact
    assert not first.covers_all
    assert second.intact
    assert second.covers_all


def test_what_was_appended_after_the_seal_is_seen(pdf):
    (found,) = a_seal().check(a_seal().sign(task(pdf)) + b"\n% lagi\n")

    assert not found.covers_all


def test_seal_of_a_stranger_is_intact_but_not_trusted(pdf):
    sealed = a_seal("Pemerintah Kota Lain").sign(task(pdf))

    (found,) = a_seal().check(sealed)
    assert found.intact
    assert not found.trusted


def test_sealed_paper_is_the_same_archive_with_its_data(pdf):
    sealed = a_seal().sign(task(pdf))

    assert pdf_text(sealed) == pdf_text(pdf)
    assert pdf_attachment(sealed) == pdf_attachment(pdf)
    with pikepdf.open(BytesIO(sealed)) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.OutputIntents[0]
        with document.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7\n"])
def test_file_that_is_no_pdf_is_not_sealed_and_not_read(data):
    with pytest.raises(SigningFailed):
        a_seal().sign(task(data))
    with pytest.raises(Unreadable):
        signatures_in(data)


def test_file_without_signatures_has_none(pdf):
    assert signatures_in(pdf) == []


def test_seal_that_has_run_out_seals_nothing(pdf):
    old = datetime.now(UTC) - timedelta(days=800)
    seal = unsealed_key(new_seal(city="Sabang", passphrase="x", years=2, now=old), "x")

    with pytest.raises(SealMissing, match="Masa berlaku"):
        seal.sign(task(pdf))


def test_certificate_is_given_out_without_its_key(pdf):
    text = certificate_text(a_seal())

    certificate = x509.load_pem_x509_certificate(text)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert b"PRIVATE" not in text
    assert usage.content_commitment
    assert not usage.key_cert_sign


def test_seal_is_off_until_configured_and_says_what_is_wrong(settings, tmp_path):
    settings.SEAL_FILE = ""
    with pytest.raises(SealMissing, match="belum disiapkan"):
        open_seal()

    settings.SEAL_FILE = str(tmp_path / "tidak-ada.p12")
    with pytest.raises(SealMissing, match="tidak dapat dibaca"):
        open_seal()

    use_seal(settings, tmp_path)
    assert open_seal().fingerprint == a_seal().fingerprint
    settings.SEAL_PASSPHRASE = "salah"
    with pytest.raises(SealMissing, match="frasa sandinya"):
        open_seal()


def test_key_on_disk_is_sealed_by_its_passphrase():
    assert PASSPHRASE.encode() not in seal_file(CITY)
    with pytest.raises(SealMissing):
        unsealed_key(seal_file(CITY), "")
