"""Two versions of a plan side by side, in the words of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appraisal.enums import AnnexBlock, Approach, CoreValue
from appraisal.models import Indicator, Plan, WorkResult
from appraisal.rules.versions import (
    Change,
    IndicatorVersion,
    ResultDifference,
    ResultVersion,
    TextDifference,
    result_differences,
    text_differences,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a new version changes; rows that stayed the same are among them."""

    results: tuple[ResultDifference, ...]
    frame: tuple[TextDifference, ...]
    expectations: tuple[TextDifference, ...]
    annexes: tuple[TextDifference, ...]

    def count(self, change: Change) -> int:
        """How many results were added, removed or changed."""
        return sum(row.change is change for row in self.results)

    @property
    def others(self) -> int:
        """How many other texts differ."""
        texts = (*self.frame, *self.expectations, *self.annexes)
        return sum(text.change is not Change.SAME for text in texts)


def comparison_of(old: Plan, new: Plan) -> Comparison:
    """Compare two plans that were loaded with everything their page shows (no queries)."""
    return Comparison(
        results=result_differences(_results(old), _results(new)),
        frame=text_differences(_frame(old), _frame(new)),
        expectations=text_differences(_expectations(old), _expectations(new)),
        annexes=text_differences(_annexes(old), _annexes(new)),
    )


def _results(plan: Plan) -> list[ResultVersion]:
    rows = sorted(plan.results.all(), key=lambda row: (row.kind != "main", row.position))
    return [_result(row) for row in rows]


def _result(row: WorkResult) -> ResultVersion:
    facts = (
        (_("Mendukung hasil pimpinan"), row.superior_text or row.not_cascaded_reason),
        (_("Perspektif"), str(row.get_perspective_display())),
        (_("Klasifikasi"), str(row.get_classification_display())),
        (_("Penugasan dari"), row.assigned_by),
        (_("Tim kerja"), row.team.name if row.team else ""),
    )
    return ResultVersion(
        text=row.text,
        kind=str(row.get_kind_display()),
        indicators=tuple(_indicator(indicator) for indicator in row.indicators.all()),
        facts=_said(facts),
    )


def _indicator(row: Indicator) -> IndicatorVersion:
    facts = (
        (_("Aspek"), str(row.get_aspect_display())),
        (_("Arah"), str(row.get_direction_display())),
    )
    return IndicatorVersion(row.text, row.target, _said(facts))


def _frame(plan: Plan) -> tuple[tuple[str, str], ...]:
    return _said(
        (
            (_("Pendekatan"), str(Approach(plan.approach).label)),
            (_("Pejabat penilai"), plan.supervisor.full_name if plan.supervisor else ""),
            (_("Berlaku"), f"{plan.starts:%d-%m-%Y} – {plan.ends:%d-%m-%Y}"),
        )
    )


def _expectations(plan: Plan) -> tuple[tuple[str, str], ...]:
    texts = {row.core_value: row.text for row in plan.expectations.all()}
    return _said((str(value.label), texts.get(value.value, "")) for value in CoreValue)


def _annexes(plan: Plan) -> tuple[tuple[str, str], ...]:
    texts = {row.block: row.text for row in plan.annexes.all()}
    return _said((str(block.label), texts.get(block.value, "")) for block in AnnexBlock)


def _said(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(label), text) for label, text in pairs if text)
