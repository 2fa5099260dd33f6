"""Columns of the forms' tables as data, in the order of the regulation, and what fits into them.

Source: regulation 3.4 to 3.8 and 4.1; see docs/legal.md#forms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.documents.form_content import FeedbackLine, ResultLine
from reports.documents.paper import Paper

RESULT: Final = "RENCANA HASIL KERJA"
SUPERIOR_RESULT: Final = "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI"
INDICATOR: Final = "INDIKATOR KINERJA INDIVIDU"
ACHIEVEMENT: Final = "REALISASI BERDASARKAN BUKTI DUKUNG"
FEEDBACK: Final = "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"
BEHAVIOUR: Final = "PERILAKU KERJA"
EXPECTATION: Final = "EKSPEKTASI KHUSUS PIMPINAN"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of the form and the share of the page's width that it takes, in per cent."""

    heading: str
    percent: float


def _columns(*pairs: tuple[str, float]) -> tuple[Column, ...]:
    return tuple(Column(heading, percent) for heading, percent in pairs)


PLAN_OF_HEADS: Final = _columns(
    ("NO", 4), (RESULT, 34), (INDICATOR, 28), ("TARGET", 16), ("PERSPEKTIF", 18)
)
PLAN_OF_STAFF: Final = _columns(
    ("NO", 4),
    (SUPERIOR_RESULT, 21),
    (RESULT, 22),
    ("ASPEK", 12.5),
    (INDICATOR, 24.5),
    ("TARGET", 16),
)
EVALUATION_OF_HEADS: Final = _columns(
    ("NO", 3),
    (RESULT, 20),
    (INDICATOR, 17),
    ("TARGET", 11),
    ("PERSPEKTIF", 11),
    (ACHIEVEMENT, 15),
    (FEEDBACK, 23),
)
EVALUATION_OF_STAFF: Final = _columns(
    ("NO", 2.7),
    (SUPERIOR_RESULT, 14.3),
    (RESULT, 15),
    ("ASPEK", 8),
    (INDICATOR, 16),
    ("TARGET", 10.5),
    (ACHIEVEMENT, 12.5),
    (FEEDBACK, 21),
)
QUALITATIVE_PLAN: Final = _columns(("NO", 5), ("HASIL KERJA", 95))
QUALITATIVE_EVALUATION: Final = _columns(
    ("NO", 5), ("HASIL KERJA", 41), (ACHIEVEMENT, 26), (FEEDBACK, 28)
)
BEHAVIOUR_OF_PLAN: Final = _columns(("NO", 4), (BEHAVIOUR, 59), ("", 37))
BEHAVIOUR_OF_EVALUATION: Final = _columns(
    ("NO", 4), (BEHAVIOUR, 39), (EXPECTATION, 24), (FEEDBACK, 33)
)


def quantitative_columns(*, of_heads: bool, evaluated: bool) -> tuple[Column, ...]:
    """Columns of the table of work results, numbered (1) to (n) on paper."""
    if evaluated:
        return EVALUATION_OF_HEADS if of_heads else EVALUATION_OF_STAFF
    return PLAN_OF_HEADS if of_heads else PLAN_OF_STAFF


def colgroup(columns: Iterable[Column]) -> SafeString:
    """Widths as markup; fixed ones let a page be laid out in one go."""
    cells = format_html_join("", '<col style="width:{}%">', ((c.percent,) for c in columns))
    return format_html("<colgroup>{}</colgroup>", cells)


_LETTER: Final = 1.55
"""Millimetres that a letter takes on average, a little generous."""
_LINE: Final = 3.9
"""Millimetres from line to line."""
_ROW: Final = 0.6
"""Lines that the padding of a cell adds."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in one direction, asked whether a result may be kept in one piece on it."""

    paper: Paper
    landscape: bool

    def is_tall(self, result: ResultLine, columns: Sequence[Column]) -> bool:
        """Whether a result takes about half a page or more and must be allowed to break.

        Cells that span its rows are then not used, because a span must not cross a page.
        """
        _width, height = self.paper.text_millimetres(landscape=self.landscape)
        return self._lines_of(result, columns) * _LINE > height / 2

    def _lines_of(self, result: ResultLine, columns: Sequence[Column]) -> float:
        width = {column.heading: column.percent for column in columns}
        spanning = max(
            self._lines(result.text, width[RESULT]),
            self._lines(result.superior_text, width.get(SUPERIOR_RESULT, 100)),
            self._lines(_joined(result.feedback), width.get(FEEDBACK, 100)),
        )
        rows = sum(
            max(
                self._lines(one.text, width[INDICATOR]),
                self._lines(one.target, width["TARGET"]),
                self._lines(one.achievement, width.get(ACHIEVEMENT, 100)),
            )
            for one in result.indicators
        )
        return max(spanning, rows)

    def _lines(self, text: str, percent: float) -> float:
        width, _height = self.paper.text_millimetres(landscape=self.landscape)
        letters = max(1, int((width * percent / 100 - 3) / _LETTER))
        return _ROW + sum(max(1, ceil(len(line) / letters)) for line in text.split("\n"))


def _joined(feedback: Iterable[FeedbackLine]) -> str:
    return "\n".join(f"{line.giver_word}: {line.text}" for line in feedback)
