"""Backup files taken apart and put together again, to be changed in between."""

import shutil
import tarfile
from pathlib import Path


def unpack(archive: Path, place: Path) -> None:
    """Write every member below ``place``."""
    with tarfile.open(archive) as opened:
        for member in opened:
            target = place / member.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened.extractfile(member) as content, target.open("wb") as copy:
                shutil.copyfileobj(content, copy)


def pack(place: Path, archive: Path) -> None:
    """Write every file below ``place`` into a new archive."""
    with tarfile.open(archive, "w") as opened:
        for path in sorted(place.rglob("*")):
            if path.is_file():
                opened.add(path, str(path.relative_to(place)))
