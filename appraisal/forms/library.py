"""The form of a library entry."""

from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.actions.library import LibraryInput
from appraisal.actions.plan_content import IndicatorInput
from appraisal.enums import Perspective, ResultKind
from appraisal.forms.plans import plain_helper
from appraisal.forms.versions import VersionedForm
from appraisal.models import LibraryResult
from appraisal.models.library import ANY_AGENCY
from appraisal.selectors.library import agency_kinds
from personnel.enums import PostKind


class LibraryForm(VersionedForm):
    """One entry: for which post, which result. Its indicators are a formset beside it."""

    post_title = forms.CharField(
        label=_("Jabatan"),
        max_length=200,
        error_messages={"required": _("Isi kolom ini.")},
        help_text=_("Nama jabatan tanpa jenjang, misalnya “Guru Kelas”."),
    )
    post_kind = forms.ChoiceField(
        label=_("Jenis jabatan"),
        choices=[choice for choice in PostKind.choices if choice[0] != PostKind.STATE_OFFICE],
        initial=PostKind.ADMINISTRATION,
    )
    agency_kinds = forms.MultipleChoiceField(
        label=_("Rumpun perangkat daerah"),
        widget=forms.SelectMultiple(attrs={"size": 5}),
        error_messages={"required": _("Pilih paling sedikit satu rumpun.")},
    )
    text = forms.CharField(
        label=_("Rencana hasil kerja"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Tuliskan rencana hasil kerja.")},
    )
    kind = forms.ChoiceField(label=_("Jenis hasil kerja"), choices=ResultKind)
    perspective = forms.ChoiceField(
        label=_("Perspektif"),
        choices=[("", _("Bukan jabatan pimpinan")), *Perspective.choices],
        required=False,
    )
    superior_text = forms.CharField(
        label=_("Hasil kerja pimpinan yang didukung"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kata demi kata seperti pada pustaka jabatan pimpinannya."),
    )

    def __init__(self, *args: Any, entry: LibraryResult | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        field = cast("forms.MultipleChoiceField", self.fields["agency_kinds"])
        field.choices = agency_kinds()
        field.initial = [ANY_AGENCY]
        self.fields["row_version"].initial = 0
        for name in self.fields if entry is not None else ():
            self.fields[name].initial = getattr(entry, name)
        self.helper = plain_helper(
            "row_version",
            Div("post_title", "post_kind", css_class="field-row"),
            "agency_kinds",
            "text",
            Div("kind", "perspective", css_class="field-row"),
            "superior_text",
        )

    def to_input(self, indicators: list[IndicatorInput]) -> LibraryInput:
        """The entered entry as the action takes it; its code stays."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "row_version"}
        code = self.entry.post_code if self.entry else ""
        return LibraryInput(**data, post_code=code, indicators=indicators)
