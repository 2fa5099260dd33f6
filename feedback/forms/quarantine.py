"""What a reviewer says of answers that were set aside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import ReviewDecision
from personnel.forms.fields import PersonnelForm


class ReviewForm(PersonnelForm):
    """Decision and reason; the group is named by the address."""

    constraint_fields = {"quarantine_review_once": "decision"}

    decision = forms.ChoiceField(
        label=_("Jawaban ini"),
        choices=[
            (ReviewDecision.RELEASE, _("Wajar: lepas dari karantina dan hitung")),
            (ReviewDecision.CONFIRM, _("Tidak wajar: keluarkan dari hasil")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dibaca peninjau kedua dan auditor. Jangan menyebut nama orang."),
    )
