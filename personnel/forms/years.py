"""Forms about the performance year, its deadlines and holidays."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.enums import HolidayKind, PeriodKind, YearMode
from personnel.forms.fields import DayField, PersonnelForm
from personnel.models import Deadline, Holiday, PerformanceYear
from personnel.rules import holidays
from personnel.rules.dates import long_date
from personnel.rules.year import DayProblem, day_problem, period_end, planning_span, split_key
from personnel.rules.year import PeriodKind as Rhythm

RHYTHMS = [choice for choice in PeriodKind.choices if choice[0] != PeriodKind.ANNUAL]
EARLIEST, LATEST = 2020, 2100


class YearForm(PersonnelForm):
    """A year to prepare."""

    year = forms.IntegerField(label=_("Tahun"), min_value=EARLIEST, max_value=LATEST)
    rhythm = forms.ChoiceField(
        label=_("Irama evaluasi periodik"),
        choices=RHYTHMS,
        initial=PeriodKind.QUARTER,
        help_text=_("Dapat diubah sampai tahun kinerja dibuka."),
    )
    mode = forms.ChoiceField(
        label=_("Sifat"),
        choices=YearMode.choices,
        initial=YearMode.REAL,
        required=False,
        help_text=_(
            "Latihan: tidak ada yang berlaku dan dapat dibuang. "
            "Bayangan: berjalan penuh, tetapi tanpa akibat."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """A year exists once, and may be rehearsed once."""
        data = super().clean() or self.cleaned_data
        data["mode"] = data.get("mode") or YearMode.REAL
        year = data.get("year")
        if year is None:
            return data
        there = PerformanceYear.objects.filter(year=year)
        if data["mode"] == YearMode.REHEARSAL:
            there = there.filter(mode=YearMode.REHEARSAL)
        else:
            there = there.without_rehearsal()
        if there.exists():
            self.add_error("year", _("Tahun kinerja %(year)s sudah ada.") % {"year": year})
        return data


class RhythmForm(PersonnelForm):
    """Another rhythm for a year that is prepared."""

    rhythm = forms.ChoiceField(label=_("Irama evaluasi periodik"), choices=RHYTHMS)


class DeadlineForm(PersonnelForm):
    """One day of a year and what it rests on."""

    due = DayField(label=_("Tanggal"))
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200, required=False)

    def __init__(self, *args: Any, deadline: Deadline, year: PerformanceYear, **kwargs: Any):
        super().__init__(
            *args,
            prefix=f"d{deadline.pk}",
            initial={"due": deadline.due, "legal_basis": deadline.legal_basis},
            **kwargs,
        )
        self.deadline = deadline
        self.year = year

    def clean_due(self) -> date:
        """Near its year, and after the period that it looks back on."""
        due: date = self.cleaned_data["due"]
        year, rhythm = self.year.year, Rhythm(self.year.rhythm)
        problem = day_problem(self.deadline.key, due, year, rhythm)
        if problem is DayProblem.FAR_AWAY:
            first, last = planning_span(year)
            raise forms.ValidationError(
                _("Pilih tanggal antara %(first)s dan %(last)s."),
                params={"first": long_date(first), "last": long_date(last)},
            )
        if problem is DayProblem.PERIOD_RUNS:
            ends = period_end(*split_key(self.deadline.key), year, rhythm)
            raise forms.ValidationError(
                _("Pilih tanggal setelah periodenya berakhir, %(date)s."),
                params={"date": long_date(ends or due)},
            )
        return due


class HolidayForm(PersonnelForm):
    """One day that is no working day."""

    constraint_fields = {"holiday_once_a_day": "day"}

    day = DayField(label=_("Tanggal"))
    name = forms.CharField(label=_("Nama"), max_length=160)
    kind = forms.ChoiceField(label=_("Jenis"), choices=HolidayKind.choices)
    certain = forms.BooleanField(
        label=_("Sudah pasti"),
        required=False,
        initial=True,
        help_text=_("Hari yang belum pasti tidak menggeser batas waktu."),
    )
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200, required=False)

    def __init__(self, *args: Any, holiday: Holiday | None = None, **kwargs: Any) -> None:
        if holiday is not None:
            names = holidays.HolidayRow.__dataclass_fields__
            kwargs["initial"] = {name: getattr(holiday, name) for name in names}
        super().__init__(*args, **kwargs)
        self.holiday = holiday

    def clean(self) -> dict[str, Any]:
        """The list holds a day of one kind and name once."""
        data = super().clean() or self.cleaned_data
        if {"day", "kind", "name"} <= data.keys():
            twins = Holiday.objects.filter(day=data["day"], kind=data["kind"], name=data["name"])
            if self.holiday is not None and twins.exclude(pk=self.holiday.pk).exists():
                self.add_error("day", _("Hari libur ini sudah ada pada daftar."))
        return data

    def row(self) -> holidays.HolidayRow:
        """What was written down, for the action."""
        return holidays.HolidayRow(
            **self.cleaned_data | {"kind": holidays.HolidayKind(self.cleaned_data["kind"])}
        )


class HolidayFileForm(PersonnelForm):
    """A list of holidays as a file."""

    file = forms.FileField(
        label=_("Berkas daftar hari libur"),
        help_text=_(
            "CSV atau XLSX dengan judul kolom Tanggal, Nama, Jenis, Dasar hukum, dan Pasti."
        ),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
