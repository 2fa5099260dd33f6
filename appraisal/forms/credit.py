"""Forms of angka kredit: a record by decree, and which results to convert."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.actions.credit_bases import BaseFacts
from appraisal.enums import COMPUTED_BASES, CreditBaseKind, CreditLevel
from personnel.enums import PeriodKind
from personnel.forms.fields import REQUIRED, DayField, PersonnelForm
from personnel.models import Period, Unit
from personnel.models.units import UnitQuerySet
from sabang_kinerja.common.numbers import LocalDecimalField

_MOST = 9_999


class PointsField(LocalDecimalField):
    """Points typed with a comma, up to three decimals."""

    def to_python(self, value: Any) -> Any:
        """Parse; empty is ``None``."""
        text = forms.CharField.to_python(self, value)
        if not text:
            return None
        bare = text.strip().replace(" ", "").replace(",", ".")
        try:
            number = forms.DecimalField(max_digits=9, decimal_places=3).to_python(bare)
        except forms.ValidationError:
            number = None
        if number is None or not 0 < number <= _MOST or number != round(number, 3):
            raise forms.ValidationError(
                _("Tulis angka kredit dengan koma, misalnya 48 atau 10,417."), code="invalid"
            )
        return number


class BaseForm(PersonnelForm):
    """Points by decree, a higher degree, or a promotion in rank that used points."""

    constraint_fields = {"credit_base_once_a_decree": "decree_number"}

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=CreditBaseKind.choices, widget=forms.RadioSelect
    )
    level = forms.ChoiceField(label=_("Jenjang"), choices=CreditLevel.choices)
    points = PointsField(
        label=_("Angka kredit"),
        required=False,
        help_text=_(
            "Untuk peningkatan pendidikan dan kenaikan pangkat, angkanya dihitung dari jenjang."
        ),
    )
    effective_on = DayField(label=_("Terhitung mulai tanggal"))
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=80)
    decree_date = DayField(label=_("Tanggal SK"))
    note = forms.CharField(label=_("Keterangan"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Points are typed for every kind that is not computed."""
        data = super().clean() or self.cleaned_data
        is_typed = data.get("kind", COMPUTED_BASES[0]) not in COMPUTED_BASES
        if is_typed and "points" not in self.errors and data.get("points") is None:
            self.add_error("points", REQUIRED)
        return data

    @property
    def facts(self) -> BaseFacts:
        """What was entered, for the action."""
        return BaseFacts(**self.cleaned_data)


class CancelForm(PersonnelForm):
    """Why a conversion was a mistake."""

    reason = forms.CharField(
        label=_("Alasan pembatalan"),
        max_length=300,
        help_text=_("Tetap terbaca di samping konversi yang dibatalkan."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ConvertForm(PersonnelForm):
    """An agency and a year whose final results are converted."""

    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.none(),
        empty_label=_("Pilih perangkat daerah"),
    )
    period = forms.ModelChoiceField(
        label=_("Tahun"),
        queryset=Period.objects.filter(kind=PeriodKind.ANNUAL)
        .select_related("year")
        .order_by("-ends"),
        empty_label=None,
    )

    def __init__(self, *args: Any, agencies: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Unit]", self.fields["agency"]).queryset = agencies
