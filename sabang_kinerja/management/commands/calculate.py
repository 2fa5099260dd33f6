"""``script/manage calculate RULE``: one rule of the law, JSON in and JSON out."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode
from sabang_kinerja.calculator.rules import RULES, Rule, answer, rule_named
from sabang_kinerja.calculator.wire import error_object, write_object

REFUSED = 2
"""Exit code of bad input."""


class Command(BaseCommand):
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Hitung satu ketentuan: satu objek JSON masuk, satu keluar.")
        parser.add_argument("rule", nargs="?", default="", help=", ".join(RULES))
        parser.add_argument("--input", metavar="FILE", type=Path, help=_("berkas sebagai masukan"))
        parser.add_argument("--lines", action="store_true", help=_("satu objek setiap baris"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rule = rule_named(options["rule"])
            with _opened(options["input"]) as source:
                if options["lines"]:
                    self._answer_lines(rule, source)
                else:
                    self._answer_once(rule, source)
        except CalculatorError as error:
            self._write(error_object(error))
            sys.exit(REFUSED)

    def _answer_once(self, rule: Rule, source: IO[bytes]) -> None:
        result, accepted = answer(rule, source.read())
        self._write(result)
        if not accepted:
            sys.exit(REFUSED)

    def _answer_lines(self, rule: Rule, source: Iterable[bytes]) -> None:
        for line in source:
            result, _accepted = answer(rule, line)
            self._write(result)

    def _write(self, value: dict[str, object]) -> None:
        self.stdout.write(write_object(value))
        self.stdout.flush()


@contextmanager
def _opened(path: Path | None) -> Iterator[IO[bytes]]:
    if path is None:
        yield sys.stdin.buffer
        return
    try:
        source = path.open("rb")
    except OSError as error:
        raise CalculatorError(
            ErrorCode.BAD_JSON,
            _("Berkas %(path)s tidak dapat dibaca.") % {"path": path},
        ) from error
    with source:
        yield source
