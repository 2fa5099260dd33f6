"""Brings this machine's data up to the code: tables, static files, demo city."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

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
        """Do the three steps; say something only about the demo city, which takes a while."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if options["demo"] and not Unit.objects.exists():
            self.stdout.write(f"Loading the demo city with {options['demo']} employees …")
            self.stdout.flush()
            with transaction.atomic():
                call_command("load_demo", employees=options["demo"])
