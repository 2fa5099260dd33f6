"""Forms of a yearly training plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from personnel.forms.fields import PersonnelForm
from personnel.models import Unit
from personnel.models.units import UnitQuerySet
from training.actions.year_plans import LineInput
from training.forms.fields import RupiahField
from training.models import Training, YearPlanLine


class PlanForm(PersonnelForm):
    """A yearly plan: whose, for when, with what budget."""

    constraint_fields = {"training_plan_once_a_year": "agency"}

    agency = forms.ModelChoiceField(
        label=gettext_lazy("Perangkat daerah"), queryset=Unit.objects.none(), empty_label=None
    )
    year = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2020, max_value=2100)
    budget = RupiahField(label=gettext_lazy("Pagu anggaran (Rp)"))

    def __init__(self, *args: Any, agencies: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        agency.queryset = agencies


class BudgetForm(PersonnelForm):
    """The budget of a yearly plan."""

    budget = RupiahField(label=gettext_lazy("Pagu anggaran (Rp)"))


class LineForm(PersonnelForm):
    """A line of a yearly plan."""

    constraint_fields = {
        "training_plan_line_once": "training",
        "training_plan_line_believable": "participants",
    }

    training = forms.ModelChoiceField(
        label=gettext_lazy("Pelatihan"),
        queryset=Training.objects.filter(is_active=True),
        empty_label=gettext_lazy("Pilih pelatihan"),
    )
    participants = forms.IntegerField(
        label=gettext_lazy("Jumlah peserta"), min_value=1, max_value=3000
    )
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Triwulan"), coerce=int, choices=[(n, str(n)) for n in range(1, 5)]
    )
    cost = RupiahField(
        label=gettext_lazy("Biaya per peserta (Rp)"),
        required=False,
        help_text=gettext_lazy("Kosongkan untuk memakai biaya pada katalog."),
    )
    need = forms.CharField(
        label=gettext_lazy("Kebutuhan yang dijawab"), max_length=300, required=False
    )

    def __init__(self, *args: Any, line: YearPlanLine | None = None, **kwargs: Any) -> None:
        if line is not None:
            kwargs["initial"] = {name: getattr(line, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def entered(self) -> LineInput:
        """What was typed; without a cost that of the catalogue."""
        data = dict(self.cleaned_data)
        if data["cost"] is None:
            data["cost"] = data["training"].cost or 0
        return LineInput(**data)
