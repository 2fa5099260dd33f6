"""``script/manage backup FILE``: database and files into one archive."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from sabang_kinerja.backup import archive, database


class Command(BaseCommand):
    """The application may go on meanwhile: the dump shows the moment at which it began."""

    help = "Write the database and all files into one archive, readable by its owner only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the archive to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the archive; an existing file is never overwritten."""
        target: Path = options["file"].absolute()
        if target.exists():
            raise CommandError(f"{target} exists already. Name another file.")
        if not target.parent.is_dir():
            raise CommandError(f"There is no directory {target.parent}.")
        migrations = dict(sorted(MigrationRecorder(connection).applied_migrations()))
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".dump-") as dump:
            try:
                tool = database.dump(connection, Path(dump.name))
            except database.ToolFailed as error:
                raise CommandError(str(error)) from error
            manifest = archive.new_manifest(
                created=timezone.now(), postgres=tool, migrations=migrations
            )
            archive.write(
                target, dump=Path(dump.name), files=Path(settings.MEDIA_ROOT), manifest=manifest
            )
        size = target.stat().st_size / 1024**2
        self.stdout.write(f"{target}: database and {manifest.file_count} files, {size:.1f} MiB.")
