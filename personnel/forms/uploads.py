"""The form that takes a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from personnel.forms.fields import PersonnelForm
from personnel.imports.reading import check_size
from personnel.imports.reasons import FileRefused


class FileForm(PersonnelForm):
    """A spreadsheet or CSV file."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("XLSX atau CSV, paling besar 20 MB. Judul kolom boleh tidak di baris pertama."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse by size at once; contents are judged when the file is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            check_size(file.size or 0)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return file
