"""The publication card and the SKM report of one closed survey: their words, from the figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from feedback.enums import DataQuality, FollowUpState
from feedback.models import CitizenSurvey, FollowUpItem, Question, SurveyResult
from feedback.selectors.figures import ElementRow, ProfileRow, ResultFigures, read_figures
from feedback.selectors.trends import course_rows
from personnel.rules.dates import long_date
from reports.documents.survey_content import SurveyTable, Value
from reports.selectors.survey_tables import (
    by_element,
    mode_words,
    quality_words,
    tabulation,
    trend_table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyCard:
    """What the publication card shows; profile cells of fewer than five people are hidden."""

    unit: str
    period: str
    collected: str
    services: tuple[str, ...]
    figures: ResultFigures
    profile: tuple[ProfileRow, ...]
    as_of: datetime
    mode: str

    @property
    def is_representative(self) -> bool:
        """Whether the figure may stand alone in large type."""
        return self.figures.verdict != DataQuality.RED and self.figures.index is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkmReport:
    """Everything that the chapters of the report need."""

    card: SurveyCard
    questions: tuple[Question, ...]
    elements: SurveyTable
    trend: SurveyTable
    sums: SurveyTable
    strong: tuple[ElementRow, ...]
    weak: tuple[ElementRow, ...]
    plan: tuple[FollowUpItem, ...]
    before: tuple[FollowUpItem, ...]
    before_period: str
    quality: str


def survey_card(
    survey: CitizenSurvey, result: SurveyResult, services: Sequence[str], now: datetime
) -> SurveyCard:
    """Content of the card."""
    figures = read_figures(result)
    return SurveyCard(
        unit=survey.unit.name,
        period=survey.period.label,
        collected=f"{long_date(survey.opens_on)} sampai dengan {long_date(survey.closes_on)}",
        services=tuple(services),
        figures=figures,
        profile=figures.profile(public=True),
        as_of=now,
        mode=mode_words(survey.questionnaire.weight_mode),
    )


def card_table(card: SurveyCard) -> SurveyTable:
    """The card as rows, for a sheet."""
    figures = card.figures
    rows: list[tuple[Value, ...]] = [
        ("Unit", card.unit),
        ("Periode", card.period),
        ("Tanggal survei", card.collected),
        ("Layanan", "; ".join(card.services)),
        ("IKM", "–" if figures.index is None else figures.index),
        ("Batas bawah 95%", "–" if figures.lower is None else figures.lower),
        ("Batas atas 95%", "–" if figures.upper is None else figures.upper),
        ("Mutu", figures.grade or "–"),
        ("Kinerja unit", figures.grade_label or "–"),
        ("Mutu data", str(figures.verdict.label)),
        ("Responden", figures.n),
    ]
    rows += [
        (f"{row.label}: {cell.label}", "kurang dari 5" if cell.n is None else cell.n)
        for row in card.profile
        for cell in row.cells
    ]
    return SurveyTable(
        kind="kartu",
        title="Indeks Kepuasan Masyarakat (IKM)",
        place=card.unit,
        period=card.period,
        headings=("Keterangan", "Nilai"),
        names=("", ""),
        widths=(40, 60),
        rows=tuple(rows),
        mode=card.mode,
        as_of=card.as_of,
    )


def skm_report(
    survey: CitizenSurvey, result: SurveyResult, services: Sequence[str], now: datetime
) -> SkmReport:
    """Content of the report's chapters."""
    card = survey_card(survey, result, services, now)
    ranked = card.figures.lowest_first
    rows = course_rows(survey)
    before = rows[-2].result.survey if len(rows) > 1 else None
    return SkmReport(
        card=card,
        questions=tuple(survey.questionnaire.questions.all()),
        elements=by_element(card.figures, survey, now),
        trend=trend_table(survey, now),
        sums=tabulation(survey, now),
        strong=tuple(reversed(ranked[-3:])),
        weak=ranked[:3],
        plan=_plan(survey),
        before=_plan(before) if before else (),
        before_period=before.period.label if before else "",
        quality=quality_words(card.figures),
    )


def _plan(survey: CitizenSurvey) -> tuple[FollowUpItem, ...]:
    items = FollowUpItem.objects.filter(survey=survey).exclude(state=FollowUpState.CANCELLED)
    return tuple(items.select_related("responsible").order_by("due_on", "pk"))
