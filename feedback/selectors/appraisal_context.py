"""What citizens say that may stand beside an appraisal, and how far it may be used.

A unit's figure only when green or amber, an officer's comparison only through the strict gate and
after the employee has seen it. Source: statistics A9; feedback-and-training A.11.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from feedback.enums import DataQuality, Grade, SurveyState
from feedback.models import OfficerFigure, SurveyResult
from feedback.rules.comparison import Standing
from feedback.rules.index import grade_range
from feedback.selectors.figures import VERDICT_MARKS, element_label
from personnel.models import Unit


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A unit's index as a supervisor may see it: never without label, interval and count."""

    result: SurveyResult
    unit: str
    period: str

    @property
    def verdict(self) -> DataQuality:
        """Green or amber."""
        return DataQuality(self.result.verdict)

    @property
    def mark(self) -> str:
        """Kind of mark for the quality of its data."""
        return VERDICT_MARKS[self.verdict]

    @property
    def grade(self) -> str:
        """ "B (Baik), pasti", or with the other grades that the interval reaches."""
        one = self.result
        words = {"grade": one.grade, "label": Grade(one.grade).label}
        if one.index is None or one.lower is None or one.upper is None:
            return _("%(grade)s (%(label)s)") % words
        others = grade_range(one.index, one.lower, one.upper).could_be
        if not others:
            return _("%(grade)s (%(label)s), pasti") % words
        words["others"] = _(" atau ").join(str(other) for other in others)
        return _("%(grade)s (%(label)s), dapat juga %(others)s") % words

    @property
    def use(self) -> str:
        """What the supervisor may do with it."""
        if self.verdict == DataQuality.GREEN:
            return _(
                "Angka ini tentang unit, bukan orang. Boleh menjadi pertimbangan dan bahan dialog; "
                "tidak ada rumus yang memakainya."
            )
        return _(
            "Angka ini tentang unit, bukan orang. Boleh mendukung catatan baik atau membuka "
            "dialog; tidak boleh menurunkan predikat."
        )


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """One element of an officer's comparison in words."""

    element: str
    words: str


def unit_figures(unit: Unit, starts: date, ends: date) -> list[UnitFigure]:
    """Figures of the unit and of those above it from periods that end in a span, nearest first.

    One query; red figures and surveys that are not closed are left out.
    """
    path = [int(part) for part in unit.path.split("/") if part]
    results = (
        SurveyResult.objects.current()
        .of_units()
        .filter(
            survey__unit__in=path,
            survey__state=SurveyState.CLOSED,
            survey__period__ends__range=(starts, ends),
            verdict__in=(DataQuality.GREEN, DataQuality.AMBER),
            index__isnull=False,
            lower__isnull=False,
        )
        .select_related("survey__unit", "survey__period")
        .defer("figures", "policy")
        .order_by("survey__period__ends", "pk")
    )
    found = sorted(results, key=lambda one: -path.index(one.survey.unit_id))
    return [UnitFigure(one, one.survey.unit.name, one.survey.period.label) for one in found]


def officer_figures(employee_id: int, starts: date, ends: date) -> list[OfficerFigure]:
    """What passed every gate to the supervisor: seen by the employee, no contest left open.

    One query; what was withdrawn is gone.
    """
    return list(
        OfficerFigure.objects.filter(
            Q(contested_at__isnull=True) | Q(answered_at__isnull=False),
            employee=employee_id,
            survey__period__ends__range=(starts, ends),
            seen_at__isnull=False,
            is_withdrawn=False,
        )
        .select_related("survey__unit", "survey__period")
        .order_by("survey__period__ends", "pk")
    )


def comparison_lines(figure: OfficerFigure) -> list[ComparisonLine]:
    """The comparison in words; never a number."""
    words = {
        Standing.BETTER: _("lebih baik daripada loket sejenis"),
        Standing.SAME: _("sama dengan loket sejenis"),
        Standing.BELOW: _("di bawah loket sejenis"),
    }
    return [
        ComparisonLine(element_label(code), words[Standing(standing)])
        for code, standing in figure.comparison.items()
    ]


def context_sentences(figures: Sequence[UnitFigure]) -> list[str]:
    """The figures among what was not counted."""
    return [
        _(
            "Survei warga tentang %(unit)s, %(period)s: %(grade)s, %(quality)s. Survei mengukur "
            "unit; di sini hanya menjadi konteks."
        )
        % {
            "unit": one.unit,
            "period": one.period,
            "grade": one.grade,
            "quality": str(one.verdict.label).lower(),
        }
        for one in figures
    ]
