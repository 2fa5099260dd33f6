"""The form of a row of the follow-up plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.enums import Element, FollowUpState
from personnel.forms.fields import DayField, PersonField, PersonnelForm

QUARTERS = [("1", "TW I"), ("2", "TW II"), ("3", "TW III"), ("4", "TW IV")]


class FollowUpForm(PersonnelForm):
    """Element, activity, quarters, who answers for it, and later what became of it."""

    constraint_fields = {"follow_up_done_has_words": "realisation"}

    element = forms.ChoiceField(label=gettext_lazy("Prioritas unsur"), choices=Element.choices)
    activity = forms.CharField(
        label=gettext_lazy("Program/kegiatan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    year = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2100)
    quarters = forms.MultipleChoiceField(
        label=gettext_lazy("Waktu"), choices=QUARTERS, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=gettext_lazy("Batas waktu"))
    responsible = PersonField(label=gettext_lazy("Penanggung jawab"))
    state = forms.ChoiceField(label=gettext_lazy("Status"), choices=FollowUpState.choices)
    realisation = forms.CharField(
        label=gettext_lazy("Realisasi"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Wajib bila selesai; dicetak pada laporan periode berikutnya."),
    )
    evidence_url = forms.URLField(
        label=gettext_lazy("Tautan bukti"), required=False, max_length=500, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """A finished row says what was done, a due day lies in or after the year."""
        data = super().clean() or self.cleaned_data
        if data.get("state") == FollowUpState.DONE and not data.get("realisation"):
            self.add_error("realisation", _("Tuliskan apa yang telah dilakukan."))
        if data.get("due_on") and data.get("year") and data["due_on"].year < data["year"]:
            self.add_error("due_on", _("Batas waktu tidak boleh sebelum tahun rencana."))
        return data
