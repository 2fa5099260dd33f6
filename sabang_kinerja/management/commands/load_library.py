"""``script/manage load_library``: the delivered library of results, as far as it is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from sabang_kinerja.library import load_library


class Command(BaseCommand):
    """May run at any time; what BKPSDM changed or retired stays as it is."""

    help = "Add the delivered results and indicators that the library does not have yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many entries were new."""
        new = load_library()
        if options["verbosity"] > 0:
            self.stdout.write(f"{new} new entries")
