"""Brings this machine's data up to the code: tables, static files, library, demo city."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand

from personnel.models import Unit


class Command(BaseCommand):
    """Run at every start and after every upgrade; quick when there is nothing to do."""

    help = "Migrate the database, collect static files and, with --demo, fill an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--demo", type=int, metavar="N", help="load a demo city of N employees if empty"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the four steps; say something only about the demo city, which takes a while."""
        call_command("migrate", interactive=False, verbosity=0)
        self._collect_static_files()
        call_command("load_library", verbosity=0)
        if options["demo"] and not Unit.objects.exists():
            self.stdout.write(f"Loading the demo city with {options['demo']} employees …")
            self.stdout.flush()
            call_command("load_demo", employees=options["demo"])

    def _collect_static_files(self) -> None:
        """Collect, hash and compress them, unless they are the ones of the last time."""
        stamp = Path(settings.STATIC_ROOT) / ".made-from"
        sources = _fingerprint_of_sources()
        if stamp.exists() and stamp.read_text() == sources:
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(sources)


def _fingerprint_of_sources() -> str:
    """Tell by name, size and time whether any static file is another than before."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            made = storage.get_modified_time(name).timestamp()
            digest.update(f"{name}\0{storage.size(name)}\0{made}\n".encode())
    return digest.hexdigest()
