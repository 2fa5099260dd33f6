"""``script/manage load_demo``: the demo city in an empty database."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.models import Unit
from sabang_kinerja.demo.load import load_city
from sabang_kinerja.demo.organisation import FEWEST_PEOPLE, FULL_CITY

DEFAULT_SEED = 2026


class Command(BaseCommand):
    """Fictitious people, two closed years and one in progress; the same seed, the same city."""

    help = "Fill an empty database with the demo city."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--employees", type=int, default=FULL_CITY, metavar="N")
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="S")
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as of this day"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how long each stage took."""
        if not settings.DEMO:
            raise CommandError(
                _("Kota peraga memiliki akun dengan kata sandi yang diketahui umum.")
                + " "
                + _("Perintah ini hanya berjalan bila DEMO aktif.")
            )
        if Unit.objects.exists():
            raise CommandError(
                _("Basis data sudah berisi unit kerja. Kota peraga hanya untuk basis data kosong.")
            )
        if options["employees"] < FEWEST_PEOPLE:
            raise CommandError(
                _("Kota peraga memerlukan paling sedikit %(n)s pegawai.") % {"n": FEWEST_PEOPLE}
            )
        verbose = options["verbosity"] > 0

        def tell(stage: str, seconds: float) -> None:
            if verbose:
                self.stdout.write(f"  {stage}: {seconds:.1f} s")
                self.stdout.flush()

        report = load_city(
            employees=options["employees"],
            seed=options["seed"],
            today=options["today"] or timezone.localdate(),
            tell=tell,
        )
        if verbose:
            rows = ", ".join(f"{name} {count}" for name, count in sorted(report.rows.items()))
            self.stdout.write(f"  {rows}; files {report.files}")
