"""The backup file: a tar with the database dump, the files, and a manifest of their hashes.

Members: ``database.dump``, ``files/…`` (paths below ``MEDIA_ROOT``) and, last, ``manifest.json``.
"""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
DUMP = "database.dump"
FILES = "files"
_MANIFEST = "manifest.json"
_BLOCK = 1024 * 1024


class BadArchive(Exception):
    """The file is not a whole backup; nothing of it may be used."""


@dataclass(slots=True)
class Manifest:
    """What a backup holds and what made it.

    ``hashes``: SHA-256 of every member by its name. ``migrations``: the last one of each app.
    """

    created: str
    postgres: int
    migrations: dict[str, str]
    hashes: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def file_count(self) -> int:
        """Number of files beside the database."""
        return len(self.hashes) - 1


def write(target: Path, *, dump: Path, files: Path, manifest: Manifest) -> None:
    """Write the archive; ``target`` appears only when it is whole, for its owner only."""
    partial = target.with_name(f"{target.name}.partial")
    partial.touch(mode=0o600)
    try:
        with tarfile.open(partial, "w") as archive:
            for name, source in [(DUMP, dump), *_below(files)]:
                manifest.hashes[name] = _add(archive, name, source)
            content = partial.with_name(f"{target.name}.manifest")
            content.write_text(json.dumps(asdict(manifest), indent=1))
            archive.add(content, _MANIFEST)
            content.unlink()
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def unpack(source: Path, place: Path) -> Manifest:
    """Unpack the archive into the empty directory ``place`` and check every hash.

    Raises: BadArchive when anything is missing, changed, additional or oddly named.
    """
    found: dict[str, str] = {}
    try:
        with tarfile.open(source, "r:") as archive:
            for member in archive:
                target = place / _safe(member)
                target.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                if content is None:
                    raise BadArchive(f"{member.name} cannot be read.")
                with content, target.open("wb") as copy:
                    shutil.copyfileobj(content, copy, _BLOCK)
                with target.open("rb") as copy:
                    found[member.name] = hashlib.file_digest(copy, "sha256").hexdigest()
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BadArchive(f"{source} is not a backup, or not a whole one ({error}).") from error
    found.pop(_MANIFEST, None)
    manifest = _manifest(place / _MANIFEST)
    if differing := sorted(
        name
        for name in found.keys() | manifest.hashes.keys()
        if found.get(name) != manifest.hashes.get(name)
    ):
        raise BadArchive(f"{source} was damaged or changed: {', '.join(differing[:5])}.")
    return manifest


def new_manifest(*, created: datetime, postgres: int, migrations: dict[str, str]) -> Manifest:
    """Return the manifest of a backup that is about to be written."""
    return Manifest(created.isoformat(timespec="seconds"), postgres, migrations)


def _manifest(path: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise BadArchive("The backup has no readable manifest.") from error
    if manifest.format != FORMAT or DUMP not in manifest.hashes:
        raise BadArchive("The backup is of a kind that this version does not know.")
    return manifest


def _below(directory: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(directory.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{FILES}/{path.relative_to(directory).as_posix()}", path


def _add(archive: tarfile.TarFile, name: str, source: Path) -> str:
    with source.open("rb") as content:
        member = archive.gettarinfo(arcname=name, fileobj=content)
        reader = _HashingReader(content)
        archive.addfile(member, reader)
    return reader.digest.hexdigest()


class _HashingReader:
    """Passes a file on and hashes what went through: what is written is what was hashed."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        block = self._content.read(size)
        self.digest.update(block)
        return block


def _safe(member: tarfile.TarInfo) -> str:
    path = PurePosixPath(member.name)
    known = member.name in {DUMP, _MANIFEST} or path.parts[0] == FILES
    if not (known and member.isreg()) or path.is_absolute() or ".." in path.parts:
        raise BadArchive(f"{member.name} does not belong into a backup.")
    return member.name
