"""Form of the sheet of codes."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from feedback.actions.receipts import MOST_CODES
from feedback.models import Counter, Service
from personnel.forms.fields import PersonnelForm
from personnel.models.units import UnitQuerySet


class ReceiptSheetForm(PersonnelForm):
    """Service, counter and number of codes, out of the units whose surveys the account runs."""

    service = forms.ModelChoiceField(
        label=_("Layanan"), queryset=Service.objects.none(), empty_label=_("Pilih layanan")
    )
    counter = forms.ModelChoiceField(
        label=_("Loket"), queryset=Counter.objects.none(), empty_label=_("Pilih loket")
    )
    number = forms.IntegerField(
        label=_("Jumlah kode"),
        min_value=1,
        max_value=MOST_CODES,
        initial=24,
        help_text=_("Satu lembar A4 memuat 24 stiker; paling banyak 480 kode sekaligus."),
    )

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = {"unit__in": units, "is_active": True}
        services = Service.objects.filter(**within).select_related("unit")
        counters = Counter.objects.filter(**within).select_related("unit")
        self._offer("service", services.order_by("unit__name", "name"))
        self._offer("counter", counters.order_by("unit__name", "name"))

    def can_be_filled(self) -> bool:
        """Whether there is a service and a counter to choose."""
        offered = [self._choice(name).queryset for name in ("service", "counter")]
        return all(rows is not None and rows.exists() for rows in offered)

    def clean(self) -> dict[str, Any]:
        """A counter of the service's own agency."""
        cleaned = super().clean() or {}
        service, counter = cleaned.get("service"), cleaned.get("counter")
        if service and counter and service.unit.agency_id != counter.unit.agency_id:
            self.add_error("counter", _("Pilih loket milik perangkat daerah layanan itu."))
        return cleaned

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self._choice(name)
        field.queryset = rows
        field.label_from_instance = _with_unit  # type: ignore[method-assign, assignment]  # Django's own way

    def _choice(self, name: str) -> "forms.ModelChoiceField[Any]":
        return cast("forms.ModelChoiceField[Any]", self.fields[name])


def _with_unit(row: Service | Counter) -> str:
    return f"{row.unit.name}: {row.name}"
