"""Form of a tablet at a counter."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.models import Counter
from personnel.forms.fields import PersonnelForm
from personnel.models.units import UnitQuerySet


class KioskForm(PersonnelForm):
    """Counter and name, out of the units whose surveys the account runs."""

    constraint_fields = {"kiosk_name_once_at_a_counter": "name"}

    counter = forms.ModelChoiceField(
        label=_("Loket"), queryset=Counter.objects.none(), empty_label=_("Pilih loket")
    )
    name = forms.CharField(
        label=_("Nama perangkat"), max_length=80, help_text=_("Contoh: Tablet meja depan.")
    )

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Counter]", self.fields["counter"])
        rows = Counter.objects.filter(unit__in=units, is_active=True).select_related("unit")
        field.queryset = rows.order_by("unit__name", "name")
        field.label_from_instance = _with_unit  # type: ignore[method-assign, assignment]  # Django's own way


def _with_unit(counter: Counter) -> str:
    return f"{counter.unit.name}: {counter.name}"
