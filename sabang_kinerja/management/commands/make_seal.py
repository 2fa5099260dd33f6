"""``script/manage make_seal FILE``: key and certificate of the city's internal seal."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.documents.signers.seal import new_seal

LEAST_LETTERS: Final = 12
"""Of a passphrase."""


class Command(BaseCommand):
    """The file is readable by its owner only, and is never overwritten."""

    help = "Make the key and the self-signed certificate of the internal seal (PKCS#12)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the file to write")
        parser.add_argument(
            "--years", type=int, default=5, choices=range(1, 11), metavar="N", help="1 to 10"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, with the passphrase of the environment (SEAL_PASSPHRASE)."""
        target: Path = options["file"].absolute()
        passphrase: str = settings.SEAL_PASSPHRASE
        if len(passphrase) < LEAST_LETTERS:
            raise CommandError(f"Set SEAL_PASSPHRASE, at least {LEAST_LETTERS} characters.")
        city = settings.GOVERNMENT_NAME.title()
        data = new_seal(
            city=city, passphrase=passphrase, years=options["years"], now=timezone.now()
        )
        try:
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CommandError(f"{target} exists already. Name another file.") from error
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        self.stdout.write(f"{target}: set SEAL_FILE to it, and restart web and worker.")
