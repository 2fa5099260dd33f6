"""The backup file: whole and unchanged, or refused before anything of it is used."""

import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sabang_kinerja.backup import archive
from tests.factories.archives import pack, unpack


@pytest.fixture
def backup(tmp_path):
    dump = tmp_path / "dump"
    dump.write_bytes(b"isi basis data" * 1000)
    files = tmp_path / "files"
    (files / "bukti/2026").mkdir(parents=True)
    (files / "bukti/2026/laporan.txt").write_text("isi bukti")
    (files / "tautan").symlink_to("/etc/passwd")
    target = tmp_path / "cadangan.tar"
    manifest = archive.new_manifest(
        created=datetime(2026, 11, 24, tzinfo=UTC),
        postgres=18,
        migrations={"personnel": "0001_people_posts_time"},
    )
    archive.write(target, dump=dump, files=files, manifest=manifest)
    return target


@pytest.fixture
def place(tmp_path):
    directory = tmp_path / "tempat"
    directory.mkdir()
    return directory


def repack(backup: Path, scratch: Path, change) -> None:
    """Write the archive anew after ``change`` has changed its unpacked members."""
    unpacked = scratch / "isi"
    unpack(backup, unpacked)
    change(unpacked)
    pack(unpacked, backup)


def test_archive_unpacked_has_dump_files_and_what_made_it(backup, place):
    manifest = archive.unpack(backup, place)

    assert (place / "database.dump").read_bytes() == b"isi basis data" * 1000
    assert (place / "files/bukti/2026/laporan.txt").read_text() == "isi bukti"
    assert (manifest.created, manifest.postgres) == ("2026-11-24T00:00:00+00:00", 18)
    assert manifest.migrations == {"personnel": "0001_people_posts_time"}


def test_archive_leaves_links_out_and_is_for_its_owner_only(backup, place):
    manifest = archive.unpack(backup, place)

    assert manifest.file_count == 1
    assert backup.stat().st_mode & 0o077 == 0
    assert not list(backup.parent.glob("*.partial"))


@pytest.mark.parametrize("inside", [b"isi bukti", b"isi basis data"])
def test_archive_with_one_changed_byte_is_refused(backup, place, inside):
    content = bytearray(backup.read_bytes())
    content[content.index(inside)] ^= 1
    backup.write_bytes(content)

    with pytest.raises(archive.BadArchive, match="damaged or changed"):
        archive.unpack(backup, place)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9])
def test_archive_cut_off_is_refused(backup, place, part):
    content = backup.read_bytes().rstrip(b"\0")
    backup.write_bytes(content[: int(len(content) * part)])

    with pytest.raises(archive.BadArchive):
        archive.unpack(backup, place)


def test_archive_without_one_of_its_files_is_refused(backup, place, tmp_path):
    repack(backup, tmp_path, lambda isi: (isi / "files/bukti/2026/laporan.txt").unlink())

    with pytest.raises(archive.BadArchive, match=r"laporan\.txt"):
        archive.unpack(backup, place)


def test_archive_of_an_unknown_format_is_refused(backup, place, tmp_path):
    def change(unpacked):
        manifest = json.loads((unpacked / "manifest.json").read_text())
        (unpacked / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))

    repack(backup, tmp_path, change)

    with pytest.raises(archive.BadArchive, match="does not know"):
        archive.unpack(backup, place)


@pytest.mark.parametrize("name", ["files/../../secret_key", "/etc/passwd", "lain.txt"])
def test_archive_with_a_file_that_does_not_belong_is_refused(backup, place, name):
    with tarfile.open(backup, "a") as opened:
        member = opened.gettarinfo(__file__)
        member.name = name
        with Path(__file__).open("rb") as content:
            opened.addfile(member, content)

    with pytest.raises(archive.BadArchive, match="does not belong"):
        archive.unpack(backup, place)
    assert not (place.parent / "secret_key").exists()


def test_archive_that_is_another_file_is_refused(place):
    with pytest.raises(archive.BadArchive, match="not a backup"):
        archive.unpack(Path(__file__), place)
