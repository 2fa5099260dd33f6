"""Forms of an import: the file, and what its columns mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from personnel.actions.imports import SheetColumns
from personnel.enums import ImportSubject
from personnel.forms.fields import PersonnelForm
from personnel.imports.cells import text_of, without_identity
from personnel.imports.columns import Table, samples
from personnel.imports.fields import NEVER_READ, label_of
from personnel.imports.reading import check_size
from personnel.imports.reasons import FileRefused

SAMPLE_LENGTH = 60
NOT_USED = ("", _("Tidak dipakai"))


class UploadForm(PersonnelForm):
    """A spreadsheet and what it holds."""

    subject = forms.ChoiceField(
        label=_("Isi berkas"),
        choices=ImportSubject.choices,
        widget=forms.RadioSelect,
        help_text=_("Impor unit kerja lebih dulu bila unitnya belum ada."),
    )
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


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column on the page of the mapping: a few cells and the choice."""

    samples: list[str]
    confidence: float
    choice: forms.BoundField


@dataclass(frozen=True, slots=True)
class SheetRows:
    """One sheet on the page of the mapping; ``others`` are columns without a meaning so far."""

    name: str
    is_remembered: bool
    columns: list[ColumnRow]
    others: list[ColumnRow]
    never_read: list[str]


class ColumnsForm(PersonnelForm):
    """What each column of each sheet means; a meaning is given once in a sheet."""

    def __init__(self, *args: Any, tables: Iterable[Table], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables = list(tables)
        for number, table in enumerate(self.tables):
            meanings = table.by_column
            choices = [NOT_USED, *((word.value, label_of(word)) for word in table.fields)]
            for column in _offered(table):
                self.fields[_name(number, column)] = forms.ChoiceField(
                    label=table.headings.texts[column] or _("(tanpa judul)"),
                    choices=choices,
                    required=False,
                    initial=meanings[column].value if column in meanings else "",
                )

    def clean(self) -> dict[str, Any]:
        """Two columns of a sheet cannot mean the same."""
        data = super().clean() or self.cleaned_data
        for number, table in enumerate(self.tables):
            taken: set[str] = set()
            for column in _offered(table):
                word = data.get(_name(number, column), "")
                if word and word in taken:
                    self.add_error(
                        _name(number, column), _("Isi ini sudah dipilih untuk kolom lain.")
                    )
                taken.add(word)
        return data

    @property
    def sheets(self) -> list[SheetRows]:
        """The fields as the page shows them."""
        found = []
        for number, table in enumerate(self.tables):
            rows = [self._row(number, table, column) for column in _offered(table)]
            found.append(
                SheetRows(
                    name=table.sheet.name,
                    is_remembered=table.is_remembered,
                    columns=[row for row in rows if row.choice.value()],
                    others=[row for row in rows if not row.choice.value()],
                    never_read=[
                        text
                        for column, text in sorted(table.headings.texts.items())
                        if _is_never_read(table, column)
                    ],
                )
            )
        return found

    def _row(self, number: int, table: Table, column: int) -> ColumnRow:
        return ColumnRow(
            samples=_shown(table, column),
            confidence=table.confidence.get(column, 0),
            choice=self[_name(number, column)],
        )

    def chosen(self) -> list[SheetColumns]:
        """The mapping, for the action."""
        return [
            SheetColumns(table.sheet.name, self._columns(number, table))
            for number, table in enumerate(self.tables)
        ]

    def _columns(self, number: int, table: Table) -> Mapping[str, int]:
        chosen = {column: self.cleaned_data[_name(number, column)] for column in _offered(table)}
        return {word: column for column, word in chosen.items() if word}


def _name(sheet: int, column: int) -> str:
    return f"s{sheet}-c{column}"


def _offered(table: Table) -> list[int]:
    return [column for column in sorted(table.headings.texts) if not _is_never_read(table, column)]


def _is_never_read(table: Table, column: int) -> bool:
    return NEVER_READ.search(table.headings.labels[column]) is not None


def _shown(table: Table, column: int) -> list[str]:
    texts = [text_of(value) for value in samples(table, column)]
    return [without_identity(text)[:SAMPLE_LENGTH] for text in texts if text]
