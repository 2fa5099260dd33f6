"""Forms of periods and surveys."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import SurveyPeriodKind
from feedback.models import CitizenSurvey, Questionnaire, SurveyPeriod
from feedback.rules.periods import current_period, span_of
from personnel.forms.fields import DayField, PersonnelForm
from personnel.forms.units import unit_choices
from personnel.models import Unit

AGENCIES, UNITS = "agencies", "units"


class PeriodForm(PersonnelForm):
    """A period; its days are proposed from kind, year and place, and may differ."""

    constraint_fields = {
        "survey_period_once": "sequence",
        "survey_period_dates_in_order": "ends",
    }

    kind = forms.ChoiceField(label=_("Jenis"), choices=SurveyPeriodKind.choices)
    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2100)
    sequence = forms.TypedChoiceField(
        label=_("Urutan"),
        coerce=int,
        choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")],
        help_text=_("Triwulan I–IV, semester I–II, tahun selalu I."),
    )
    starts = DayField(
        label=_("Mulai"),
        required=False,
        help_text=_("Kosongkan agar tanggal diambil dari jenis dan urutannya."),
    )
    ends = DayField(label=_("Selesai"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        year, sequence = current_period(SurveyPeriodKind.QUARTER, today)
        initial = {"kind": SurveyPeriodKind.QUARTER, "year": year, "sequence": sequence}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Propose the days that were left out; refuse a period that no year has."""
        data = super().clean() or self.cleaned_data
        if {"kind", "year", "sequence"} <= data.keys():
            try:
                first, last = span_of(
                    SurveyPeriodKind(data["kind"]), data["year"], data["sequence"]
                )
            except ValueError:
                self.add_error("sequence", _("Jenis periode ini tidak memiliki urutan tersebut."))
            else:
                data["starts"] = data.get("starts") or first
                data["ends"] = data.get("ends") or last
                self.check_order("starts", "ends")
        return data


class PlanForm(PersonnelForm):
    """Surveys of one unit, or of all that give services, in one period."""

    period = forms.ModelChoiceField(
        label=_("Periode"), queryset=SurveyPeriod.objects.all(), empty_label=None
    )
    units = forms.ChoiceField(label=_("Unit yang disurvei"))
    questionnaire = forms.ModelChoiceField(
        label=_("Kuesioner"), queryset=Questionnaire.objects.none(), empty_label=None
    )
    opens_on = DayField(
        label=_("Dibuka"), required=False, help_text=_("Kosongkan untuk tanggal periode.")
    )
    closes_on = DayField(label=_("Ditutup"), required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[Unit],
        units: Iterable[Unit],
        all_units: Iterable[Unit],
        questionnaires: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies, self.serving = list(agencies), list(units)
        groups = [
            (
                AGENCIES,
                _("Semua perangkat daerah yang memiliki layanan (%(n)s)")
                % {"n": len(self.agencies)},
            ),
            (
                UNITS,
                _("Semua unit penyelenggara layanan (%(n)s)") % {"n": len(self.serving)},
            ),
        ]
        self.fields["units"].choices = [  # type: ignore[attr-defined]
            (_("Sekaligus"), groups),
            *unit_choices(all_units),
        ]
        self.fields["questionnaire"].queryset = questionnaires  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take the days of the period where none were typed."""
        data = super().clean() or self.cleaned_data
        period = data.get("period")
        if period:
            data["opens_on"] = data.get("opens_on") or period.starts
            data["closes_on"] = data.get("closes_on") or period.ends
        self.check_order("opens_on", "closes_on")
        return data

    @property
    def unit_ids(self) -> list[int]:
        """Ids of the units that were chosen."""
        chosen = self.cleaned_data["units"]
        if chosen == AGENCIES:
            return [unit.pk for unit in self.agencies]
        if chosen == UNITS:
            return [unit.pk for unit in self.serving]
        return [int(chosen)]


class DatesForm(PersonnelForm):
    """The days of one survey; the first one is settled once it runs."""

    constraint_fields = {"survey_dates_in_order": "closes_on"}

    opens_on = DayField(label=_("Dibuka"))
    closes_on = DayField(label=_("Ditutup"))

    def __init__(self, *args: Any, survey: CitizenSurvey, **kwargs: Any) -> None:
        initial = {"opens_on": survey.opens_on, "closes_on": survey.closes_on}
        super().__init__(*args, initial=initial, **kwargs)
        if survey.opened_at is not None:
            self.fields["opens_on"].disabled = True
            self.fields["opens_on"].help_text = _("Survei ini sudah berjalan.")

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        data = super().clean() or self.cleaned_data
        self.check_order("opens_on", "closes_on")
        return data
