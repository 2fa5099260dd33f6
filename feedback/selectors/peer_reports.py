"""A frozen report in the words of a page, and what the supervisor may see beside a rating."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.forms import BoundField, Form
from django.utils.translation import gettext as _

from feedback.enums import Frequency, RaterGroup, RoundForm, RoundState
from feedback.models import Nomination, PeerReport, Reviewee
from feedback.rules.round_assignment import NAMED
from feedback.rules.round_report import Level, Shape, Third, Use
from feedback.rules.round_texts import Trace, traces
from personnel.rules.core_values import CORE_VALUES, ValueGuide
from sabang_kinerja.common.numbers import format_decimal


def form_groups(form: Form, kind: str) -> list[tuple[ValueGuide, list[BoundField]]]:
    """The seven values with the rows of a form that belong to each."""
    each = 1 if kind == RoundForm.SHORT else 3
    return [
        (value, [form[f"{value.value.value}-{place}"] for place in range(each)])
        for value in CORE_VALUES
    ]


def trace_words(entered: Any) -> list[tuple[str, str]]:
    """What in the texts of a form could tell who wrote it: words, and why."""
    why = {
        Trace.NUMBER: _("angka panjang"),
        Trace.DAY: _("hari atau tanggal"),
        Trace.NAME: _("nama orang"),
        Trace.ALONE: _("hal yang hanya Anda alami"),
        Trace.PLACE: _("tempat Anda bekerja"),
        Trace.ROLE: _("tugas Anda"),
    }
    text = f"{entered.keep}\n{entered.improve}"
    return [(words, why[trace]) for trace, words in traces(text)]


def third_words(third: str) -> str:
    """What is said instead of a mean where all agree."""
    return {
        Third.LOWER: _("semua jawaban di sepertiga bawah"),
        Third.MIDDLE: _("semua jawaban di sepertiga tengah"),
        Third.UPPER: _("semua jawaban di sepertiga atas"),
    }[Third(third)]


def level_words(level: str) -> str:
    """The level that a mean proposes."""
    return {
        Level.ABOVE: _("di atas ekspektasi"),
        Level.MEETS: _("sesuai ekspektasi"),
        Level.BELOW: _("di bawah ekspektasi"),
    }[Level(level)]


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure for a page: a mean or words, its level, the number of raters as a band."""

    mean: Decimal | None
    words: str
    level: str
    band: str
    distribution: list[tuple[str, int]]
    position: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One value of a report."""

    name: str
    colleagues: Shown | None
    groups: list[tuple[str, Shown]]
    superior: Decimal | None
    oneself: Decimal | None
    gap: Decimal | None
    trend: Decimal | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A whole report; ``reliability`` 0 to 1 with what it allows (``use``)."""

    shape: str
    use: str
    reliability: float | None
    overall: Shown | None
    rows: list[ReportRow]
    texts: list[tuple[str, list[Mapping[str, str]], list[Mapping[str, str]]]]

    @property
    def use_words(self) -> str:
        """What may be done with the colleagues' figures."""
        return use_words(self.use)


def use_words(use: str) -> str:
    """What the reliability of a mean lets it be."""
    return {
        Use.INPUT: _(
            "Cukup andal: boleh menjadi satu masukan tertulis bagi rating perilaku, tidak pernah "
            "disalin menjadi rating."
        ),
        Use.DIALOGUE: _("Hanya bahan dialog: belum cukup andal sebagai masukan rating."),
        Use.NOT_SHOWN: _(
            "Angka rekan tidak ditampilkan: jawabannya terlalu sedikit atau lebih bergantung pada "
            "siapa yang ditanya daripada pada siapa yang dinilai."
        ),
    }[Use(use)]


def report_page(report: PeerReport) -> ReportPage:
    """Read a frozen report; nothing is computed."""
    content = report.content
    groups = content["groups"]
    rows = []
    for place, value in enumerate(CORE_VALUES):
        key = str(place)
        figure = content["values"].get(key)
        rows.append(
            ReportRow(
                value.name,
                _shown(figure) if figure else None,
                [
                    (str(RaterGroup(group).label), _shown(found[key]))
                    for group, found in groups.items()
                    if key in found
                ],
                _decimal(content["superior"].get(key)),
                _decimal(content["oneself"].get(key)),
                _decimal(content["gaps"].get(key)),
                _decimal(content["trend"].get(key)),
            )
        )
    overall = content["overall"]
    return ReportPage(
        content["shape"],
        content["use"],
        content["reliability"],
        _shown(overall) if overall else None,
        rows,
        _texts(content["texts"]),
    )


def _texts(
    texts: Mapping[str, list[Mapping[str, str]]],
) -> list[tuple[str, list[Mapping[str, str]], list[Mapping[str, str]]]]:
    """Whose, what to keep, what to improve: colleagues first."""
    names = {"": _("Rekan"), "superior": RaterGroup.SUPERIOR.label, "self": RaterGroup.SELF.label}
    return [
        (
            str(name),
            [one for one in texts[whose] if one["kind"] == "keep"],
            [one for one in texts[whose] if one["kind"] == "improve"],
        )
        for whose, name in names.items()
        if texts.get(whose)
    ]


def _shown(figure: Mapping[str, Any]) -> Shown:
    mean = _decimal(figure["mean"])
    return Shown(
        mean,
        third_words(figure["third"]) if figure["third"] else "",
        level_words(figure["level"]) if figure["level"] else "",
        figure["band"],
        list(zip([str(one.label) for one in Frequency], figure["distribution"], strict=True))
        if figure["distribution"]
        else [],
        f"{(mean - 1) / 3 * 100:.1f}%" if mean is not None else "",
    )


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def earlier_review(visible: QuerySet[Reviewee], review: Reviewee) -> Reviewee | None:
    """The person's review in the round before, where the reader may open it."""
    return (
        visible.filter(
            employee=review.employee_id,
            round__state=RoundState.RELEASED,
            round__released_at__lt=review.round.released_at,
        )
        .order_by("-round__released_at")
        .first()
    )


def fair_means(
    employees: Collection[int], reader: int | None, ends: date
) -> dict[int, tuple[Decimal, Decimal | None]]:
    """Raw mean of colleagues and the one adjusted for their severity, for a calibration meeting.

    Of the last round of the year, of people with detail in their reports; never of somebody about
    whom the reader was asked in confidence, nor of the reader (statistics C4).
    """
    reports = (
        PeerReport.objects.filter(
            reviewee__employee__in=employees,
            reviewee__round__state=RoundState.RELEASED,
            reviewee__round__answer_until__lte=ends,
            reviewee__round__answer_until__year=ends.year,
            overall__isnull=False,
            content__shape=Shape.DETAIL.value,
        )
        .exclude(reviewee__employee=reader or 0)
        .exclude(
            reviewee__in=Nomination.objects.filter(rater=reader or 0)
            .exclude(group__in=[one.value for one in NAMED])
            .values("reviewee")
        )
        .order_by("reviewee__round__answer_until", "pk")
        .values_list("reviewee__employee_id", "overall", "adjusted")
    )
    return {employee: (raw, adjusted) for employee, raw, adjusted in reports if raw is not None}


@dataclass(frozen=True, slots=True)
class PeerVoice:
    """What a supervisor may see of the last released report beside a rating (C5)."""

    review: Reviewee
    page: ReportPage

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each value with what colleagues said of it, as far as it is shown."""
        return [
            (row.name, format_decimal(one.mean) if one.mean is not None else one.words)
            for row in self.page.rows
            if (one := row.colleagues) is not None
        ]


def peer_voice(employee_id: int, superior_id: int | None, ends: date) -> PeerVoice | None:
    """The last report of a person released by the end of a period, for the superior of the round.

    Nothing where the reliability does not allow it, and nothing for another superior.
    """
    report = (
        PeerReport.objects.filter(
            reviewee__employee=employee_id,
            reviewee__superior=superior_id or 0,
            reviewee__round__state=RoundState.RELEASED,
            reviewee__round__answer_until__lte=ends,
            reviewee__round__answer_until__year=ends.year,
        )
        .select_related("reviewee__round")
        .order_by("-reviewee__round__answer_until", "-pk")
        .first()
    )
    if report is None or report.content["use"] == Use.NOT_SHOWN:
        return None
    return PeerVoice(report.reviewee, report_page(report))
