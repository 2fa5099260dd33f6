"""``script/manage restore FILE``: an archive in place of database and files."""

import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from sabang_kinerja.backup import archive, database


class Command(BaseCommand):
    """Checks the whole archive first; then database and files change together or not at all."""

    help = "Put an archive in place of the database and all files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the archive to read")
        parser.add_argument(
            "--replace", action="store_true", help="give up what is in the database now"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore; refuse while the application runs, or over data without ``--replace``."""
        files = Path(settings.MEDIA_ROOT)
        self._refuse_loss(files, replace=options["replace"])
        files.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=files.parent, prefix=".restore-") as scratch:
            place = Path(scratch)
            try:
                manifest = archive.unpack(options["file"], place)
                self._refuse_unknown(manifest)
                unpacked = place / archive.FILES
                unpacked.mkdir(exist_ok=True)
                with _in_place(unpacked, files, aside=place / "before"):
                    database.restore(connection, place / archive.DUMP, written_by=manifest.postgres)
            except (archive.BadArchive, database.ToolFailed) as error:
                raise CommandError(f"{error} Nothing was changed.") from error
        self.stdout.write(
            f"Restored: database and {manifest.file_count} files of {manifest.created}.\n"
            "Bring it up to this version with: script/manage prepare"
        )

    def _refuse_loss(self, files: Path, *, replace: bool) -> None:
        if others := database.others_connected(connection):
            raise CommandError(
                f"The database is in use by {others} other sessions. Stop the application first."
            )
        has_files = files.exists() and any(files.iterdir())
        if not replace and (has_files or not database.is_empty(connection)):
            raise CommandError(
                "There is data here already. Make a backup of it; --replace then gives it up."
            )

    def _refuse_unknown(self, manifest: archive.Manifest) -> None:
        known = MigrationLoader(None).disk_migrations
        newer = [".".join(one) for one in manifest.migrations.items() if one not in known]
        if newer:
            raise archive.BadArchive(
                f"The backup was made by a newer version of the application ({newer[0]})."
            )


@contextmanager
def _in_place(fresh: Path, place: Path, *, aside: Path) -> Iterator[None]:
    """Have the directory ``fresh`` at ``place``; put back what was there if the block fails."""
    had = place.exists()
    if had:
        place.rename(aside)
    fresh.rename(place)
    try:
        yield
    except BaseException:
        shutil.rmtree(place)
        if had:
            aside.rename(place)
        raise
