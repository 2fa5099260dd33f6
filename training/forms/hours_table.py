"""Forms of the versions of the table of hours."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.forms.fields import DayField, PersonnelForm
from training.actions.catalogue import CellInput
from training.enums import HoursMeasure, Scope
from training.forms.fields import HoursField
from training.selectors.hours_versions import FormLine


class VersionForm(PersonnelForm):
    """A new version of the table of hours."""

    valid_from = DayField(label=gettext_lazy("Berlaku sejak"))
    basis = forms.CharField(
        label=gettext_lazy("Dasar"),
        max_length=300,
        help_text=gettext_lazy("Peraturan atau keputusan yang menetapkannya."),
    )


class CellsForm(PersonnelForm):
    """All cells of a draft: for each form and level how it is counted, and the rate."""

    def __init__(self, *args: Any, lines: list[FormLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            for scope, cell in (
                (Scope.NATIONAL, line.national),
                (Scope.INTERNATIONAL, line.international),
            ):
                name = f"{line.form.value}-{scope.value}"
                label = f"{line.form.label}, {scope.label}"
                self.fields[f"{name}-measure"] = forms.ChoiceField(
                    label=label,
                    required=False,
                    choices=[("", _("Ditetapkan petugas")), *HoursMeasure.choices],
                    initial=cell.measure or "",
                )
                self.fields[f"{name}-rate"] = HoursField(
                    label=label, required=False, initial=cell.rate if cell.measure else None
                )

    def rows(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """Name of each form with its bound fields by level."""
        return [
            (
                str(line.form.label),
                [
                    (
                        self[f"{line.form.value}-{scope.value}-measure"],
                        self[f"{line.form.value}-{scope.value}-rate"],
                    )
                    for scope in Scope
                ],
            )
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """A way of counting comes with a rate."""
        data = super().clean() or self.cleaned_data
        for name, value in list(data.items()):
            if name.endswith("-measure") and value:
                rate = data.get(name.replace("-measure", "-rate"))
                if rate is None or not 0 < rate <= 100:
                    self.add_error(
                        name.replace("-measure", "-rate"),
                        _("Isi nilai lebih dari 0 dan paling banyak 100."),
                    )
        return data

    def cells(self) -> list[CellInput]:
        """The cells, once valid; limits of a month stay as they were."""
        found = []
        for line in self.lines:
            for scope, old in (
                (Scope.NATIONAL, line.national),
                (Scope.INTERNATIONAL, line.international),
            ):
                name = f"{line.form.value}-{scope.value}"
                measure = self.cleaned_data[f"{name}-measure"]
                if not measure:
                    continue
                rate: Decimal = self.cleaned_data[f"{name}-rate"]
                limit = old.a_month if measure == HoursMeasure.SESSIONS else None
                found.append(CellInput(line.form, scope, HoursMeasure(measure), rate, limit))
        return found
