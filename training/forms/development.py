"""Forms of the development plan: what is written, agreed, met about, finished."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from personnel.forms.fields import DayField, PersonnelForm
from sabang_kinerja.common.numbers import LocalDecimalField
from training.actions.development_writing import ActionInput, IndicatorInput
from training.enums import ActionKind, DevelopmentProgress
from training.models import (
    Competence,
    DevelopmentAction,
    DevelopmentCheck,
    DevelopmentGoal,
    DevelopmentIndicator,
    Training,
)

_ROWS = forms.Textarea(attrs={"rows": 3})


class BeginForm(PersonnelForm):
    """For which year a plan of one's own is begun."""

    constraint_fields = {"development_once_a_year": "year"}

    year = forms.TypedChoiceField(label=gettext_lazy("Tahun"), coerce=int)

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [(year, str(year)) for year in years]


class GoalForm(PersonnelForm):
    """What the person wants to be able to do."""

    text = forms.CharField(
        label=gettext_lazy("Tujuan"),
        max_length=300,
        help_text=gettext_lazy("Apa yang ingin Anda kuasai, misalnya “menyusun laporan ringkas”."),
    )
    competence = forms.ModelChoiceField(
        label=gettext_lazy("Kompetensi"),
        queryset=Competence.objects.all(),
        required=False,
        empty_label=gettext_lazy("Tidak terikat pada satu kompetensi"),
    )

    def __init__(self, *args: Any, goal: DevelopmentGoal | None = None, **kwargs: Any) -> None:
        if goal is not None:
            kwargs["initial"] = {"text": goal.text, "competence": goal.competence_id}
        super().__init__(*args, **kwargs)


class ActionForm(PersonnelForm):
    """What is done for a goal."""

    constraint_fields = {"development_action_dates_in_order": "ends_on"}

    kind = forms.ChoiceField(label=gettext_lazy("Bentuk"), choices=ActionKind.choices)
    text = forms.CharField(
        label=gettext_lazy("Yang dilakukan"),
        max_length=300,
        help_text=gettext_lazy("Misalnya “bertemu setiap dua minggu membahas draf laporan”."),
    )
    helper = forms.CharField(label=gettext_lazy("Didampingi oleh"), max_length=120, required=False)
    training = forms.ModelChoiceField(
        label=gettext_lazy("Pelatihan dari katalog"),
        queryset=Training.objects.filter(is_active=True),
        required=False,
        empty_label=gettext_lazy("Tanpa pelatihan dari katalog"),
    )
    starts_on = DayField(label=gettext_lazy("Mulai"))
    ends_on = DayField(label=gettext_lazy("Selesai"))

    def __init__(self, *args: Any, action: DevelopmentAction | None = None, **kwargs: Any) -> None:
        if action is not None:
            kwargs["initial"] = {
                "kind": action.kind,
                "text": action.text,
                "helper": action.helper,
                "training": action.training_id,
                "starts_on": action.starts_on,
                "ends_on": action.ends_on,
            }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The end is on or after the start."""
        cleaned = super().clean() or self.cleaned_data
        self.check_order("starts_on", "ends_on")
        return cleaned

    def entered(self) -> ActionInput:
        """What was typed."""
        data = dict(self.cleaned_data)
        return ActionInput(**data | {"kind": ActionKind(data["kind"])})


class IndicatorForm(PersonnelForm):
    """What shows in the next plan that it helped."""

    result = forms.CharField(
        label=gettext_lazy("Hasil kerja"),
        max_length=300,
        help_text=gettext_lazy("Tulis hasil, bukan kegiatan: “Tersusunnya …”, “Meningkatnya …”."),
    )
    text = forms.CharField(
        label=gettext_lazy("Indikator"),
        max_length=300,
        help_text=gettext_lazy(
            "Apa yang akan terlihat lebih baik, misalnya “laporan yang tepat waktu”."
        ),
    )
    target_value = LocalDecimalField(label=gettext_lazy("Angka target"), required=False)
    measure_unit = forms.CharField(label=gettext_lazy("Satuan"), max_length=40, required=False)

    def __init__(
        self, *args: Any, indicator: DevelopmentIndicator | None = None, **kwargs: Any
    ) -> None:
        if indicator is not None:
            kwargs["initial"] = {name: getattr(indicator, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def entered(self) -> IndicatorInput:
        """What was typed."""
        return IndicatorInput(**self.cleaned_data)


class ReviewForm(PersonnelForm):
    """The superior's word on a plan, and which version of it was read."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Catatan bagi pegawai"), max_length=2000, required=False, widget=_ROWS
    )


class NoteForm(PersonnelForm):
    """Why an agreed plan is written anew."""

    note = forms.CharField(
        label=gettext_lazy("Catatan bagi pegawai"), max_length=2000, widget=_ROWS
    )


class CloseForm(PersonnelForm):
    """What a plan has brought."""

    conclusion = forms.CharField(
        label=gettext_lazy("Apa yang sudah lebih baik, dan apa yang masih perlu?"),
        max_length=2000,
        widget=_ROWS,
    )


class CheckForm(PersonnelForm):
    """A meeting about a plan."""

    held_on = DayField(label=gettext_lazy("Tanggal pertemuan"))
    progress = forms.ChoiceField(
        label=gettext_lazy("Perkembangan"), choices=DevelopmentProgress.choices
    )
    note = forms.CharField(
        label=gettext_lazy("Yang dibahas dan bantuan berikutnya"), max_length=2000, widget=_ROWS
    )

    def __init__(self, *args: Any, check: DevelopmentCheck, **kwargs: Any) -> None:
        if check.held_on is not None:
            kwargs["initial"] = {
                "held_on": check.held_on,
                "progress": check.progress,
                "note": check.note,
            }
        super().__init__(*args, **kwargs)


class AnswerForm(PersonnelForm):
    """The person's own words on a meeting."""

    text = forms.CharField(
        label=gettext_lazy("Catatan Anda"), max_length=2000, required=False, widget=_ROWS
    )


class DoneForm(PersonnelForm):
    """That an action was done, and what it taught."""

    done_on = DayField(
        label=gettext_lazy("Dilaksanakan pada"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila ternyata belum dilaksanakan."),
    )
    note = forms.CharField(label=gettext_lazy("Yang dipelajari"), max_length=300, required=False)
