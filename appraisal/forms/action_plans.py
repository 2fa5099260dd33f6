"""The steps of one period: a line for each that is stored, and one more for each result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appraisal.actions.action_plans import ActionPlanInput
from appraisal.selectors.action_plans import ResultSteps

LONGEST_TEXT = 1000
BLANK_LINES = 2


@dataclass(frozen=True, slots=True)
class StepFields:
    """The two fields of one step; ``pk`` is None on a line that is still empty."""

    pk: int | None
    text: forms.BoundField
    target: forms.BoundField


class ActionPlanForm(forms.Form):
    """Every step of every result in one period. A line emptied is a step removed."""

    def __init__(self, data: QueryDict | None = None, *, rows: Sequence[ResultSteps]) -> None:
        super().__init__(data, use_required_attribute=False)
        self._lines: dict[int, list[tuple[int | None, str]]] = {}
        for row in rows:
            lines: list[tuple[int | None, str, str, str]] = [
                (step.pk, f"s{step.pk}", step.text, step.target) for step in row.steps
            ]
            blanks = BLANK_LINES if not lines else 1
            lines += [(None, f"r{row.result.pk}n{n}", "", "") for n in range(blanks)]
            for _pk, key, text, target in lines:
                self._add(key, text, target)
            self._lines[row.result.pk] = [(pk, key) for pk, key, _text, _target in lines]

    def _add(self, key: str, text: str, target: str) -> None:
        self.fields[f"text-{key}"] = forms.CharField(
            label=_("Rencana aksi"),
            required=False,
            initial=text,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"target-{key}"] = forms.CharField(
            label=_("Target"), required=False, initial=target, max_length=120
        )

    def fields_of(self, result_id: int) -> list[StepFields]:
        """The lines of one result."""
        return [
            StepFields(pk, self[f"text-{key}"], self[f"target-{key}"])
            for pk, key in self._lines[result_id]
        ]

    def clean(self) -> dict[str, object]:
        """Text and target come together."""
        cleaned = super().clean() or self.cleaned_data
        for lines in self._lines.values():
            for _pk, key in lines:
                text, target = cleaned.get(f"text-{key}"), cleaned.get(f"target-{key}")
                if text and not target:
                    self.add_error(f"target-{key}", _('Isi targetnya, misalnya "1 laporan".'))
                elif target and not text:
                    self.add_error(f"text-{key}", _("Isi kolom ini."))
        return cleaned

    def to_input(self) -> Iterator[ActionPlanInput]:
        """What was entered, as the action takes it."""
        for result_id, lines in self._lines.items():
            for pk, key in lines:
                yield ActionPlanInput(
                    result_id=result_id,
                    pk=pk,
                    text=self.cleaned_data[f"text-{key}"],
                    target=self.cleaned_data[f"target-{key}"],
                )
