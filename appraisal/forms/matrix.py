"""Forms of the role-result matrix."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.forms.plans import plain_helper
from appraisal.forms.versions import VersionedForm
from appraisal.models import MatrixCell
from appraisal.models.plans import EDITABLE


class CellForm(VersionedForm):
    """One contribution; ``row_version`` 0 for a place that was empty."""

    position = forms.IntegerField(min_value=1, max_value=50)
    text = forms.CharField(
        max_length=2000,
        error_messages={"required": _("Tuliskan isi matriks, atau hapus isian ini.")},
    )


class RemoveForm(VersionedForm):
    """What becomes of the result that a contribution seeded, while its plan may be edited."""

    KEEP: Final = "keep"
    WITH_RESULT: Final = "with_result"

    then = forms.ChoiceField(
        label=_("Hasil kerja pada SKP pegawai"),
        choices=[
            (WITH_RESULT, _("Hapus juga dari SKP pegawai")),
            (KEEP, _("Biarkan pada SKP pegawai; tautannya menyusul")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )

    def __init__(self, *args: Any, cell: MatrixCell, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row_version"].initial = cell.row_version
        if cell.result is None or cell.result.plan.state not in EDITABLE:
            del self.fields["then"]
        self.helper = plain_helper()
