"""Personal data does not reach a log, whoever writes the line."""

import logging
import sys
from datetime import date

import pytest

from sabang_kinerja.common.logs import RedactingFormatter


def line(message: str, *args: object, exc_info: object = None) -> str:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, message, args, exc_info)
    return RedactingFormatter("{message}", style="{").format(record)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("akun 198609262015051001 masuk", "akun [NIP] masuk"),
        ("akun 19860926 201505 1 001 masuk", "akun [NIP] masuk"),
        ("akun 19860926.201505.1.001 masuk", "akun [NIP] masuk"),
        ("surel cut.meutia+x@sabang.go.id ditolak", "surel [surel] ditolak"),
        ("Gone: /kios/pmQhe5th3sI8UM1MPL_vBaN-3Du/", "Gone: /kios/[kode]/"),
        ("job 1234567890123456789012 done", "job 1234567890123456789012 done"),
        ("letter 42 printed on 2026-11-24", "letter 42 printed on 2026-11-24"),
    ],
)
def test_line_carries_no_number_and_no_address(written, kept):
    assert line(written) == kept


def test_line_with_arguments_is_blanked_after_they_stand_in_it():
    assert line("akun %s dari %s", "198609262015051001", "a@b.id") == "akun [NIP] dari [surel]"


def test_traceback_is_blanked_too():
    try:
        date.fromisoformat("198609262015051001")
    except ValueError:
        text = line("gagal", exc_info=sys.exc_info())

    assert text.endswith("ValueError: Invalid isoformat string: '[NIP]'")
