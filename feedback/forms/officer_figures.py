"""Forms of an officer's contest and of the answer to it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.forms.fields import PersonnelForm


class ContestForm(PersonnelForm):
    """Why the officer thinks the figure is wrong."""

    text = forms.CharField(
        label=_("Keberatan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(PersonnelForm):
    """What is answered, and whether the figure is taken back."""

    answer = forms.CharField(
        label=_("Jawaban"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    withdraw = forms.BooleanField(label=_("Cabut angka ini"), required=False)
