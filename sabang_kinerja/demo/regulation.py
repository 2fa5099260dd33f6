"""Decisions on open settings: some confirmed at the first year, one coming with the next.

None changes what the city's results rest on, so they agree with the values that hold without them.
"""

from datetime import date, datetime, time
from typing import Any, Final

from psycopg.types.json import Jsonb

from appraisal.regulation import AID_ENABLED, MOST_MAIN, OBJECTION_DAY_TYPE, RETURN_DAYS
from personnel.models import RegulationSetting
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.tables import Tables

_LETTER: Final = "Surat Kepala BKPSDM 800.1.3.1/{number}/{year} (contoh)"
_CONFIRMED: Final = "Dikukuhkan sesudah rapat tim pengelola kinerja."


def write_decisions(years: list[int], decided_by: int, tables: Tables) -> None:
    """Decisions for ``years``, the last of which is running."""
    first, running = years[0], years[-1]
    rows: list[tuple[str, Any, int, int, str]] = [
        (OBJECTION_DAY_TYPE, "calendar", 11, first, _CONFIRMED),
        (RETURN_DAYS, 14, 11, first, _CONFIRMED),
        (MOST_MAIN, 12, 27, running, ""),
        (AID_ENABLED, True, 94, running + 1, "Dicoba selama satu tahun sebagai pembanding."),
    ]
    for key, value, number, year, note in rows:
        letter = min(year, running)
        tables[RegulationSetting].add(
            key=key,
            value=Jsonb(value),
            legal_basis=_LETTER.format(number=number, year=letter),
            valid_from=date(year, 1, 1),
            note=note,
            decided_by_id=decided_by,
            decided_at=datetime.combine(date(letter, 1, 2), time(9), WIB),
        )
