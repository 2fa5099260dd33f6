"""``make_seal``: a file that only its owner reads, and that is never overwritten."""

import stat

import pytest
from django.core.management import CommandError, call_command

from reports.documents.signers.seal import open_seal

PASSPHRASE = "cukup panjang untuk uji"


def test_seal_is_made_and_can_be_used(settings, tmp_path, capsys):
    path = tmp_path / "segel.p12"
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(path), PASSPHRASE

    call_command("make_seal", str(path), "--years", "2")

    subject = open_seal().certificate.subject.native
    assert subject["common_name"] == "Segel internal Pemerintah Kota Sabang"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(path) in capsys.readouterr().out


def test_file_that_exists_is_left_alone(settings, tmp_path):
    path = tmp_path / "segel.p12"
    path.write_bytes(b"yang lama")
    settings.SEAL_PASSPHRASE = PASSPHRASE

    with pytest.raises(CommandError, match="exists already"):
        call_command("make_seal", str(path))
    assert path.read_bytes() == b"yang lama"


@pytest.mark.parametrize("passphrase", ["", "pendek"])
def test_seal_without_a_passphrase_is_not_made(settings, tmp_path, passphrase):
    settings.SEAL_PASSPHRASE = passphrase

    with pytest.raises(CommandError, match="SEAL_PASSPHRASE"):
        call_command("make_seal", str(tmp_path / "segel.p12"))
    assert not list(tmp_path.iterdir())


def test_folder_that_is_not_there_is_named(settings, tmp_path):
    settings.SEAL_PASSPHRASE = PASSPHRASE

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("make_seal", str(tmp_path / "tidak-ada" / "segel.p12"))
