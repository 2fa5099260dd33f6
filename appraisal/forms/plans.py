"""Forms of the plan: a result with its indicators, annexes, expectations, notes."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.actions.plan_content import IndicatorInput, ResultInput
from appraisal.enums import (
    AnnexBlock,
    Aspect,
    Classification,
    CoreValue,
    Direction,
    Perspective,
    ResultKind,
    SuperiorLink,
)
from appraisal.forms.versions import VersionedForm
from appraisal.models import LibraryResult, Plan, WorkResult
from appraisal.selectors.cascade import superior_results, words_of_superior
from appraisal.selectors.teams import teams_to_name
from sabang_kinerja.common.numbers import LocalDecimalField

NOT_CASCADED = "not_cascaded"
TO_FOLLOW = "to_follow"


def plain_helper(*layout: Any) -> FormHelper:
    """A crispy helper whose form tag and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    if layout:
        helper.layout = Layout(*layout)
    return helper


class ResultForm(VersionedForm):
    """One work result. ``plan`` decides between cascade and perspective."""

    superior = forms.ChoiceField(
        label=_("Mendukung hasil pimpinan"),
        required=False,
        help_text=_("Bila hasil pimpinan belum ada, pilih “menyusul”; dapat dihubungkan kemudian."),
    )
    not_cascaded_reason = forms.CharField(
        label=_("Alasan tidak dijabarkan dari pimpinan"), required=False, max_length=500
    )
    text = forms.CharField(
        label=_("Rencana hasil kerja"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": _("Tuliskan rencana hasil kerja.")},
        help_text=_("Tulis hasil, bukan kegiatan: “Tersusunnya …”, “Meningkatnya …”."),
    )
    kind = forms.ChoiceField(label=_("Jenis hasil kerja"), choices=ResultKind)
    classification = forms.ChoiceField(label=_("Klasifikasi"), choices=Classification)
    assigned_by = forms.CharField(
        label=_("Penugasan dari"),
        required=False,
        max_length=200,
        help_text=_("Isi bila hasil ini ditugaskan oleh pimpinan lain."),
    )
    team = forms.ChoiceField(
        label=_("Tim kerja"),
        required=False,
        help_text=_("Ketua tim membaca hasil ini dan menulis umpan balik."),
    )
    perspective = forms.ChoiceField(label=_("Perspektif"), choices=Perspective, required=False)

    def __init__(
        self, *args: Any, plan: Plan, result: WorkResult | None = None, **kwargs: Any
    ) -> None:
        if result is not None:
            kwargs["initial"] = _result_initial(result) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["row_version"].initial = plan.row_version
        field = cast("forms.ChoiceField", self.fields["superior"])
        field.choices = [
            *((str(row.pk), words_of_superior(row, plan)) for row in superior_results(plan)),
            (TO_FOLLOW, _("Menyusul: hasil kerja pimpinan belum ada")),
            (NOT_CASCADED, _("Tidak dijabarkan dari pimpinan")),
        ]
        if plan.uses_head_form:
            for name in ("superior", "not_cascaded_reason"):
                del self.fields[name]
            self.fields["perspective"].required = True
        else:
            del self.fields["perspective"]
        teams = teams_to_name(plan, result)
        choices = [("", _("Bukan hasil tim kerja")), *((str(row.pk), row.name) for row in teams)]
        cast("forms.ChoiceField", self.fields["team"]).choices = choices
        if not teams:
            del self.fields["team"]
        if result is not None:
            del self.fields["kind"]
        first = [name for name in ("superior", "not_cascaded_reason") if name in self.fields]
        rest = [name for name in ("perspective", "kind") if name in self.fields]
        team = ["team"] if teams else []
        self.helper = plain_helper(
            "row_version",
            *first,
            Field("text"),
            Div(*rest, "classification", *team, "assigned_by", css_class="field-row"),
        )

    def clean(self) -> dict[str, Any]:
        """A result that is not cascaded says why."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("superior") == NOT_CASCADED and not cleaned.get("not_cascaded_reason"):
            self.add_error("not_cascaded_reason", _("Tuliskan alasan hasil ini tidak dijabarkan."))
        return cleaned

    def to_input(self, indicators: list[IndicatorInput]) -> ResultInput:
        """The entered result as the action takes it."""
        data = self.cleaned_data
        superior = data.get("superior") or TO_FOLLOW
        is_row = superior not in {TO_FOLLOW, NOT_CASCADED}
        return ResultInput(
            text=data["text"],
            kind=data.get("kind") or ResultKind.MAIN,
            superior_result_id=int(superior) if is_row else None,
            link=SuperiorLink.LINKED if is_row else superior,
            not_cascaded_reason=data.get("not_cascaded_reason") or "",
            classification=data["classification"],
            assigned_by=data["assigned_by"],
            team_id=int(data["team"]) if data.get("team") else None,
            perspective=data.get("perspective") or "",
            indicators=indicators,
        )


def _result_initial(result: WorkResult) -> dict[str, Any]:
    if result.superior_result_id is not None:
        superior = str(result.superior_result_id)
    else:
        superior = NOT_CASCADED if result.link == SuperiorLink.NOT_CASCADED else TO_FOLLOW
    return {
        "superior": superior,
        "not_cascaded_reason": result.not_cascaded_reason,
        "text": result.text,
        "classification": result.classification,
        "assigned_by": result.assigned_by,
        "team": str(result.team_id or ""),
        "perspective": result.perspective,
    }


class IndicatorForm(forms.Form):
    """One indicator. A target may be missing in a draft, never when the plan is submitted."""

    aspect = forms.ChoiceField(label=_("Aspek"), choices=Aspect)
    text = forms.CharField(label=_("Indikator"), required=False, max_length=1000)
    target = forms.CharField(label=_("Target"), required=False, max_length=120)
    target_value = LocalDecimalField(label=_("Angka target"), required=False)
    measure_unit = forms.CharField(label=_("Satuan"), required=False, max_length=40)
    direction = forms.ChoiceField(label=_("Arah"), choices=Direction)

    def clean(self) -> dict[str, Any]:
        """A target or number without an indicator belongs to nothing."""
        cleaned = super().clean() or self.cleaned_data
        filled = cleaned.get("target") or cleaned.get("target_value") is not None
        if filled and not cleaned.get("text"):
            self.add_error("text", _("Tuliskan indikator untuk target ini."))
        return cleaned

    def to_input(self) -> IndicatorInput:
        """The entered indicator as the action takes it; a number alone becomes the target."""
        data = self.cleaned_data
        target = data["target"]
        if not target and data["target_value"] is not None:
            target = f"{data['target_value']:f} {data['measure_unit']}".strip()
        return IndicatorInput(
            text=data["text"],
            aspect=data["aspect"],
            target=target,
            target_value=data["target_value"],
            measure_unit=data["measure_unit"],
            direction=data["direction"],
        )


IndicatorFormSet = forms.formset_factory(IndicatorForm, extra=1, max_num=12)


def indicator_inputs(formset: "forms.BaseFormSet[Any]") -> list[IndicatorInput]:
    """Every row with text, in order; empty rows are left out."""
    return [form.to_input() for form in formset.forms if form.cleaned_data.get("text")]


def indicator_initial(result: WorkResult | LibraryResult) -> list[dict[str, Any]]:
    """Initial rows of the formset for a stored result."""
    return [
        {
            "aspect": row.aspect,
            "text": row.text,
            "target": row.target,
            "target_value": row.target_value,
            "measure_unit": row.measure_unit,
            "direction": row.direction,
        }
        for row in result.indicators.all()
    ]


class AnnexForm(VersionedForm):
    """The three blocks of the lampiran (regulation 3.9)."""

    resources = forms.CharField(
        label=AnnexBlock.RESOURCES.label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu hal tiap baris. Contoh: laptop dan jaringan internet."),
    )
    accountability = forms.CharField(
        label=AnnexBlock.ACCOUNTABILITY.label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Contoh: laporan triwulan kepada kepala bidang."),
    )
    consequences = forms.CharField(
        label=AnnexBlock.CONSEQUENCES.label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Contoh: menjadi dasar TPP dan pengembangan kompetensi."),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        initial = {annex.block: annex.text for annex in plan.annexes.all()}
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **initial, "row_version": plan.row_version}
        self.helper = plain_helper()


class ExpectationForm(VersionedForm):
    """The leader's special expectation for each of the seven values."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        initial = {row.core_value: row.text for row in plan.expectations.all()}
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **initial, "row_version": plan.row_version}
        for value in CoreValue:
            self.fields[value.value] = forms.CharField(
                label=value.label,
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.helper = plain_helper()


class NoteForm(forms.Form):
    """A note that a step requires."""

    note = forms.CharField(
        label=_("Catatan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Tuliskan alasannya agar dapat dipahami.")},
    )

    def __init__(self, *args: Any, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label is not None:
            self.fields["note"].label = label
        self.helper = plain_helper()


class CloseForm(NoteForm):
    """Last day of a plan that ends before the year does."""

    ends = forms.DateField(
        label=_("Hari terakhir"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Tanggal tidak ada pada kalender.")},
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean_ends(self) -> Any:
        """The day lies within the plan."""
        ends = self.cleaned_data["ends"]
        if not self.plan.starts <= ends <= self.plan.ends:
            raise forms.ValidationError(
                _("Pilih tanggal antara %(starts)s dan %(ends)s.")
                % {
                    "starts": self.plan.starts.strftime("%d-%m-%Y"),
                    "ends": self.plan.ends.strftime("%d-%m-%Y"),
                }
            )
        return ends
