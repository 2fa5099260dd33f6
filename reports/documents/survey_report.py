"""The publication card (one A4 page) and the SKM report of a citizens' survey as PDF."""

from collections.abc import Sequence
from datetime import UTC

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString

from feedback.enums import Grade
from feedback.rules.index import GRADES_FROM
from feedback.selectors.figures import ElementRow, ResultFigures
from reports.documents.emblems import region_emblem
from reports.documents.name_lines import name_lines
from reports.documents.rendering import lay_out, print_markup, write_pdf
from reports.documents.standing import VALID
from reports.documents.survey_table import moment_words, printed
from reports.selectors.survey_report import SkmReport, SurveyCard

_LEFT, _RIGHT, _LINE = 176.0, 434.0, 16.5
_TICKS = ("I", "II", "III", "IV")


def render_card(card: SurveyCard) -> bytes:
    """Print the card. The same input, the same file."""
    return _print("survey_card.html", card, "survey card a4", {"card": card})


def render_report(report: SkmReport) -> bytes:
    """Print the report with its chapters and annexes."""
    return _print(
        "survey_report.html",
        report.card,
        "report survey-report",
        {
            "report": report,
            "card": report.card,
            "elements": _lines(report.elements.rows),
            "trend": _lines(report.trend.rows),
            "sums": _lines(report.sums.footer),
            "codes": report.sums.headings[1:-1],
            "plan": [
                (item, [str(n) in item.quarters for n in range(1, 5)]) for item in report.plan
            ],
        },
    )


def _print(template: str, card: SurveyCard, body: str, extra: dict[str, object]) -> bytes:
    title = f"Indeks Kepuasan Masyarakat – {card.unit} – {card.period}"
    context: dict[str, object] = {
        "title": title,
        "author": settings.GOVERNMENT_NAME.title(),
        "government": settings.GOVERNMENT_NAME,
        "created": f"{card.as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": body,
        "standing": VALID,
        "running": title,
        "emblem": region_emblem(),
        "agency": name_lines(card.unit),
        "as_of": moment_words(card.as_of),
        "chart": element_chart(card.figures) if card.figures.elements else "",
        "quarters": _TICKS,
        **extra,
    }
    return write_pdf(lay_out(print_markup(template, context)))


def _lines(rows: Sequence[Sequence[object]]) -> list[list[str]]:
    return [[printed(cell) for cell in row] for row in rows]


def element_chart(figures: ResultFigures) -> SafeString:
    """Elements as dots on the scale of grades, below them the unit with its interval."""
    height = 24 + _LINE * (len(figures.elements) + 1)
    parts = [*_bands(height), *_dots(figures.elements)]
    if figures.index is not None:
        y = height - 14
        low, high = (
            float(one if one is not None else figures.index)
            for one in (figures.lower, figures.upper)
        )
        parts.append(
            f'<text x="0" y="{y + 3}" font-size="8.5" font-weight="600">IKM unit pelayanan</text>'
            f'<path d="M{_x(low)} {y}H{_x(high)}" stroke="#111" stroke-width="1.8"/>'
            f'<circle cx="{_x(float(figures.index))}" cy="{y}" r="4" fill="#0d3b4a"/>'
            f'<text x="470" y="{y + 3}" font-size="8.5" font-weight="600" text-anchor="end">'
            f"{printed(figures.index)}</text>"
        )
    label = "Indeks per unsur pada skala mutu"
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 470 {height + 12}" role="img" '
        f'aria-label="{label}" font-family="Source Sans 3"><title>{label}</title>'
        f"{''.join(parts)}</svg>"
    )


def _bands(height: float) -> list[str]:
    found = []
    starts = [(grade, float(least)) for grade, least in reversed(list(GRADES_FROM.items()))]
    for (grade, start), end in zip(starts, [*(s for _g, s in starts[1:]), 100.0], strict=True):
        middle = (float(_x(start)) + float(_x(end))) / 2
        found.append(
            f'<path d="M{_x(start)} 15V{height}" stroke="#8b9599" stroke-width=".4"/>'
            f'<text x="{middle:.1f}" y="11" font-size="7" text-anchor="middle" fill="#4a5256">'
            f"{grade} {escape(Grade(grade).label)}</text>"
            f'<text x="{_x(start)}" y="{height + 9}" font-size="7" text-anchor="middle" '
            f'fill="#4a5256">{f"{start:.2f}".replace(".", ",")}</text>'
        )
    return found


def _dots(elements: Sequence[ElementRow]) -> list[str]:
    return [
        f'<text x="0" y="{27 + _LINE * place}" font-size="8.5">{escape(row.label)}</text>'
        f'<circle cx="{_x(float(row.index))}" cy="{24 + _LINE * place}" r="3" fill="#0d3b4a"/>'
        f'<text x="470" y="{27 + _LINE * place}" font-size="8.5" text-anchor="end">'
        f"{printed(row.index)}</text>"
        for place, row in enumerate(elements)
    ]


def _x(value: float) -> str:
    return f"{_LEFT + (_RIGHT - _LEFT) * (value - 25) / 75:.2f}"
