"""Form of an organisation predicate."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appraisal.enums import OrganisationPredicateValue
from appraisal.forms.versions import VersionedForm
from appraisal.models import OrganisationPredicate

LONGEST_TEXT = 2000


class OrganisationForm(VersionedForm):
    """The predicate of a unit and what it rests on."""

    predicate = forms.ChoiceField(
        label=_("Predikat organisasi"),
        choices=OrganisationPredicateValue,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu predikat.")},
    )
    basis = forms.CharField(
        label=_("Dasar penetapan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Capaian perjanjian kinerja dan ekspektasi pimpinan terhadap unit, dengan angkanya."
        ),
        error_messages={"required": _("Tuliskan dasar penetapan.")},
    )

    def __init__(self, data: QueryDict | None = None, *, row: OrganisationPredicate) -> None:
        super().__init__(
            data,
            initial={
                "row_version": row.row_version,
                "predicate": row.predicate,
                "basis": row.basis,
            },
        )
