"""What the columns of a tabulation mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.selectors.batches import SheetLayout
from personnel.forms.fields import PersonnelForm

PROFILE_LABELS = {
    "day": _("Tanggal"),
    "visit_time": _("Jam"),
    "service": _("Layanan"),
    "sex": _("Jenis kelamin"),
    "age": _("Umur"),
    "education": _("Pendidikan"),
    "occupation": _("Pekerjaan"),
    "sub_district": _("Kecamatan"),
    "comment": _("Saran"),
}


def meaning_labels(layout: SheetLayout) -> dict[str, Any]:
    """Meanings that a column may have, with their names: elements by name, never by number."""
    elements = {
        question.code: question.label.get("id", question.code) for question in layout.elements
    }
    return {**PROFILE_LABELS, **elements}


class MeaningsForm(PersonnelForm):
    """A choice for each column; day and every element are needed, each meaning once."""

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        proposed: Mapping[int, str],
        layout: SheetLayout,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.headings, self.layout = list(headings), layout
        self.labels = meaning_labels(layout)
        profile = list(PROFILE_LABELS.items())
        elements = [(code, self.labels[code]) for code in layout.codes]
        choices = [("", _("Tidak dipakai")), (_("Unsur"), elements), (_("Data lain"), profile)]
        for column, heading in enumerate(self.headings):
            self.fields[f"c{column}"] = forms.ChoiceField(
                label=heading or _("(tanpa judul)"),
                choices=choices,
                required=False,
                initial=proposed.get(column, ""),
            )

    @property
    def meanings(self) -> dict[int, str]:
        """Meaning by column; columns that are not used are left out."""
        return {
            column: self.cleaned_data[f"c{column}"]
            for column in range(len(self.headings))
            if self.cleaned_data.get(f"c{column}")
        }

    def clean(self) -> dict[str, Any]:
        """Name what is chosen twice and what is missing."""
        data = super().clean() or self.cleaned_data
        taken: set[str] = set()
        for column in range(len(self.headings)):
            word = data.get(f"c{column}", "")
            if word and word in taken:
                self.add_error(f"c{column}", _("Isi ini sudah dipilih untuk kolom lain."))
            taken.add(word)
        needed = ["day", *self.layout.codes]
        if len(self.layout.services) != 1:
            needed.insert(1, "service")
        missing = [str(self.labels[code]) for code in needed if code not in taken]
        if missing:
            raise forms.ValidationError(
                _("Pilih kolom untuk: %(names)s."), params={"names": ", ".join(missing)}
            )
        return data
