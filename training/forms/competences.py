"""Forms of standards and of measured levels."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.enums import PostLevel
from personnel.forms.fields import DayField, PersonnelForm
from training.actions.measurements import Seen
from training.actions.standards import FamilyInput, StandardInput
from training.enums import Criticality
from training.models import CompetenceStandard, PostFamily
from training.selectors.competences import NeedLine

LEVELS = [(str(level), str(level)) for level in range(1, 6)]


class FamilyForm(PersonnelForm):
    """Which posts belong together."""

    constraint_fields = {"post_family_once_a_level": "level"}

    code = forms.SlugField(label=gettext_lazy("Kode"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Kelompok jabatan"), max_length=160)
    post_codes = forms.CharField(
        label=gettext_lazy("Kode jabatan pada pustaka hasil kerja"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Satu kode per baris; jabatan dengan kode ini masuk kelompok ini."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Jenjang"),
        required=False,
        choices=[("", gettext_lazy("Tidak menurut jenjang")), *PostLevel.choices],
        help_text=gettext_lazy("Berlaku bagi jabatan jenjang ini yang kodenya tidak disebut."),
    )

    def __init__(self, *args: Any, family: PostFamily | None = None, **kwargs: Any) -> None:
        if family is not None:
            kwargs["initial"] = {
                "code": family.code,
                "name": family.name,
                "post_codes": "\n".join(family.post_codes),
                "level": family.level,
            }
        super().__init__(*args, **kwargs)

    def entered(self) -> FamilyInput:
        """What was typed; each code once."""
        data = self.cleaned_data
        codes = list(dict.fromkeys(data["post_codes"].split()))
        return FamilyInput(data["code"], data["name"], codes, data["level"])


class StandardForm(PersonnelForm):
    """What a family demands from a day on."""

    competence = forms.CharField(
        label=gettext_lazy("Kompetensi"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "competence-names", "autocomplete": "off"}),
    )
    required_level = forms.TypedChoiceField(
        label=gettext_lazy("Tingkat yang dituntut"), coerce=int, choices=LEVELS
    )
    weight = forms.TypedChoiceField(
        label=gettext_lazy("Bobot kekritisan"),
        coerce=int,
        choices=[(one.value, f"{one.value} – {one.label}") for one in Criticality],
    )
    description = forms.CharField(
        label=gettext_lazy("Wujudnya dalam pekerjaan"), max_length=400, required=False
    )
    valid_from = DayField(
        label=gettext_lazy("Berlaku sejak"),
        help_text=gettext_lazy("Standar sebelumnya berakhir sehari sebelumnya dan tetap tercatat."),
    )

    def __init__(
        self, *args: Any, standard: CompetenceStandard | None = None, **kwargs: Any
    ) -> None:
        if standard is not None:
            kwargs["initial"] = kwargs.get("initial", {}) | {
                "competence": standard.competence.name,
                "required_level": standard.required_level,
                "weight": standard.weight,
                "description": standard.description,
            }
        super().__init__(*args, **kwargs)

    def entered(self) -> StandardInput:
        """What was typed, without the day."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "valid_from"}
        return StandardInput(**data)


class EndForm(PersonnelForm):
    """The last day of a standard."""

    constraint_fields = {"standard_dates_in_order": "valid_until"}

    valid_until = DayField(label=gettext_lazy("Berlaku sampai"))


class MeasureForm(PersonnelForm):
    """The levels that a superior sees in one person; what is left open stays unmeasured."""

    def __init__(self, *args: Any, lines: list[NeedLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [("", _("Belum diukur")), ("0", _("0 – di bawah tingkat 1")), *LEVELS]
        for line in lines:
            pk = line.standard.competence_id
            known = line.measurement
            self.fields[f"level-{pk}"] = forms.ChoiceField(
                label=_("%(name)s (dituntut %(level)s)")
                % {
                    "name": line.standard.competence.name,
                    "level": line.standard.required_level,
                },
                choices=choices,
                required=False,
                initial="" if known is None else str(known.level),
                help_text=line.standard.description,
            )
            self.fields[f"note-{pk}"] = forms.CharField(
                label=_("Terlihat pada"), max_length=300, required=False
            )

    def rows(self) -> list[tuple[Any, Any]]:
        """Level and note of each competence, as fields of the page."""
        return [
            (self[f"level-{pk}"], self[f"note-{pk}"])
            for pk in (line.standard.competence_id for line in self.lines)
        ]

    def seen(self) -> dict[int, Seen]:
        """Levels that were entered or changed, by id of the competence."""
        found = {}
        for line in self.lines:
            pk = line.standard.competence_id
            level, note = self.cleaned_data[f"level-{pk}"], self.cleaned_data[f"note-{pk}"]
            known = "" if line.measurement is None else str(line.measurement.level)
            if level and (level != known or note):
                found[pk] = Seen(int(level), note)
        return found
