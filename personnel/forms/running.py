"""Forms about substitutes and reports of a wrong supervisor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.actions.substitutions import SubstitutionFacts
from personnel.forms.fields import DayField, PersonField, PersonnelForm
from personnel.models import Employee


class SubstitutionForm(PersonnelForm):
    """Who acts for whom; the absent person may be fixed by the page."""

    constraint_fields = {
        "substitution_one_at_a_time": "effective_from",
        "substitution_dates_in_order": "effective_until",
        "substitution_not_past": "effective_until",
        "substitution_not_too_long": "effective_until",
        "substitution_by_somebody_else": "substitute",
        "substitution_serves": "substitute",
        "substitution_has_account": "substitute",
        "substitution_high_enough": "substitute",
    }

    absent = PersonField(
        label=_("Yang digantikan"), help_text=_("Tulis NIP atau nama lengkap tanpa gelar.")
    )
    substitute = PersonField(
        label=_("Pengganti"),
        help_text=_("Paling rendah pejabat pengawas. Tidak dapat menilai dirinya sendiri."),
    )
    effective_from = DayField(label=_("Mulai berlaku"))
    effective_until = DayField(label=_("Berlaku sampai"))
    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Contoh: cuti tahunan, tugas dinas luar.")
    )

    def __init__(self, *args: Any, absent: Employee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = absent
        if absent is not None:
            del self.fields["absent"]

    def clean(self) -> dict[str, Any]:
        """The end is not before the start; nobody substitutes for oneself."""
        data = super().clean() or self.cleaned_data
        self.check_order("effective_from", "effective_until")
        absent = self.person or data.get("absent")
        if absent is not None and data.get("substitute") == absent:
            self.add_error("substitute", _("Pengganti sama dengan yang digantikan."))
        return data

    def facts(self) -> SubstitutionFacts:
        """What was written down, for the action."""
        data = self.cleaned_data
        absent = self.person or data["absent"]
        return SubstitutionFacts(
            absent_id=absent.pk,
            substitute_id=data["substitute"].pk,
            effective_from=data["effective_from"],
            effective_until=data["effective_until"],
            reason=data["reason"],
        )


class WordsForm(PersonnelForm):
    """One sentence that goes with a step: why a substitute declines, what a report is answered."""

    words = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = label
        field.max_length = most  # type: ignore[attr-defined]  # a CharField


class CaseForm(PersonnelForm):
    """Who the right supervisor would be, as far as the person knows."""

    suggested = forms.CharField(
        label=_("Pejabat penilai yang benar"),
        max_length=160,
        required=False,
        help_text=_("Nama atau jabatannya. Kosongkan bila belum tahu."),
    )
    note = forms.CharField(
        label=_("Keterangan"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Contoh: pindah tugas sejak 1 Maret, SK belum tercatat."),
    )
