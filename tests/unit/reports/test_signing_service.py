"""The adapter of the national signing service, against a stand-in that runs."""

import base64

import pytest

from reports.documents.evaluation_document import render
from reports.documents.signers import SigningFailed, SigningTask
from reports.documents.signers.checking import signatures_in
from reports.documents.signers.service import ServiceAway, SigningService, signing_service
from tests.factories.documents import evaluation_content
from tests.factories.signing import NIK, PERSONAL, a_seal, service_stand_in


@pytest.fixture(scope="module")
def pdf():
    return render(evaluation_content())


def task(pdf, nik=NIK, passphrase=PERSONAL):
    return SigningTask(pdf, "DEK/1", "Fauzan", "Kepala", "Sabang", nik, passphrase)


def test_file_comes_back_signed(pdf):
    with service_stand_in() as (address, told):
        signed = SigningService(address, "kinerja", "rahasia").sign(task(pdf))

    (found,) = signatures_in(signed)
    (form,) = told.forms
    assert found.intact
    assert found.covers_all
    assert found.subject == "Segel internal BSrE"
    assert form == {
        "file": pdf,
        "nik": NIK.encode(),
        "passphrase": PERSONAL.encode(),
        "tampilan": b"invisible",
    }
    assert told.accounts == ["Basic " + base64.b64encode(b"kinerja:rahasia").decode()]


def test_signature_follows_the_seal_that_stands_already(pdf):
    sealed = a_seal().sign(task(pdf))

    with service_stand_in() as (address, _told):
        signed = SigningService(f"{address}/", "a", "b").sign(task(sealed))

    assert [one.intact for one in signatures_in(signed)] == [True, True]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"passphrase": "salah"}, "Frasa sandi tanda tangan elektronik salah"),
        ({"nik": "1" * 16}, "NIK ini belum terdaftar"),
    ],
)
def test_mistake_of_the_signer_is_told_in_our_words(pdf, wrong, sentence):
    with service_stand_in() as (address, _told), pytest.raises(SigningFailed, match=sentence):
        SigningService(address, "a", "b").sign(task(pdf, **wrong))


@pytest.mark.parametrize("mode", ["echoes", "swaps", "spoils"])
def test_answer_that_is_not_this_file_with_one_more_signature_is_refused(pdf, mode):
    with (
        service_stand_in(mode) as (address, _told),
        pytest.raises(ServiceAway, match="Tidak disimpan"),
    ):
        SigningService(address, "a", "b").sign(task(pdf))


@pytest.mark.parametrize(("mode", "sentence"), [("away", "tidak menjawab"), ("breaks", "menolak")])
def test_service_that_is_away_is_said_to_be(pdf, mode, sentence):
    with service_stand_in(mode) as (address, _told), pytest.raises(ServiceAway, match=sentence):
        SigningService(address, "a", "b").sign(task(pdf))


def test_nobody_answers_at_a_closed_port(pdf):
    with pytest.raises(ServiceAway, match="tidak menjawab"):
        SigningService("http://127.0.0.1:1", "a", "b").sign(task(pdf))


def test_service_is_off_until_configured(settings):
    settings.SIGNING_SERVICE_URL = ""

    with pytest.raises(ServiceAway, match="belum disambungkan"):
        signing_service()


def test_secrets_of_the_signer_stay_out_of_what_is_printed(pdf):
    shown = repr(task(b""))

    assert NIK not in shown
    assert PERSONAL not in shown
