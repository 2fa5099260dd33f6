"""Forms of coaching, counselling and dialogues."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appraisal.actions.dialogues import PointInput
from appraisal.actions.guidance import CompetenceInput, CounsellingInput
from appraisal.enums import DialogueKind, PointOwner
from appraisal.forms.progress import PickedDayField
from appraisal.forms.versions import VersionedForm
from appraisal.models import Counselling
from appraisal.rules.coaching import STATEMENTS, About
from personnel.forms.fields import PersonField

LONGEST_TEXT = 3000
POINT_LINES = 4
COMPETENCE_LINES = 3
_REQUIRED: Final = {"required": _("Isi kolom ini.")}

GROUPS: Final = {
    About.EMPLOYEE: _("Tentang pegawai"),
    About.LEADER: _("Tentang pimpinan yang membimbing"),
    About.BOTH: _("Tentang keduanya"),
}
WORDS: Final = {
    "heard": _("Saya merasa didengarkan."),
    "appreciated": _("Tindakan saya dihargai."),
    "free_to_speak": _("Saya leluasa menyampaikan pendapat."),
    "based_on_facts": _("Pembimbing berbicara berdasarkan fakta."),
    "positive": _("Pembimbing bersikap positif."),
    "asks_more": _("Pembimbing lebih banyak bertanya daripada memberi ceramah."),
    "found_solutions": _("Bimbingan membantu menemukan jalan keluar."),
    "knows_next_step": _("Kami mengetahui apa yang dilakukan selanjutnya."),
    "understands_purpose": _("Kami memahami tujuan bimbingan ini."),
}
SCALE: Final = [
    (1, _("1 – sangat tidak setuju")),
    (2, _("2 – tidak setuju")),
    (3, _("3 – cukup")),
    (4, _("4 – setuju")),
    (5, _("5 – sangat setuju")),
]


def _text(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=_REQUIRED,
        **more,
    )


class CoachingForm(forms.Form):
    """A session that was held."""

    held_on = PickedDayField(label=_("Tanggal"), error_messages=_REQUIRED)
    topic = forms.CharField(label=_("Pokok bimbingan"), max_length=200, error_messages=_REQUIRED)
    agreement = _text(_("Kesepakatan"))


class StatementForm(forms.Form):
    """The nine statements in their three groups, each from 1 to 5, and a remark."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, use_required_attribute=False)
        for one in STATEMENTS:
            self.fields[one.code] = forms.TypedChoiceField(
                label=WORDS[one.code],
                choices=[("", _("pilih")), *SCALE],
                coerce=int,
                error_messages=_REQUIRED,
            )
        self.fields["remark"] = _text(_("Catatan (boleh kosong)"), required=False)

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Heading and fields of each group."""
        return [
            (words, [self[one.code] for one in STATEMENTS if one.about is about])
            for about, words in GROUPS.items()
        ]

    def answers(self) -> dict[str, int]:
        """Statement → 1 to 5."""
        return {one.code: self.cleaned_data[one.code] for one in STATEMENTS}


@dataclass(frozen=True, slots=True)
class CompetenceFields:
    """One line of the scores."""

    competence: forms.BoundField
    score: forms.BoundField
    reason: forms.BoundField


class CompetenceForm(forms.Form):
    """Some competences with score and reason; a line that is left empty counts as none."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, use_required_attribute=False)
        for n in range(COMPETENCE_LINES):
            self.fields[f"competence-{n}"] = forms.CharField(
                label=_("Kompetensi"), max_length=120, required=False
            )
            self.fields[f"score-{n}"] = forms.TypedChoiceField(
                label=_("Nilai"),
                choices=[("", _("pilih")), *((one, str(one)) for one in range(1, 6))],
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"reason-{n}"] = forms.CharField(
                label=_("Alasan"), max_length=1000, required=False
            )

    @property
    def lines(self) -> list[CompetenceFields]:
        """The lines in order."""
        return [
            CompetenceFields(self[f"competence-{n}"], self[f"score-{n}"], self[f"reason-{n}"])
            for n in range(COMPETENCE_LINES)
        ]

    def clean(self) -> dict[str, Any]:
        """Each line is empty or whole; at least one is whole."""
        cleaned = super().clean() or self.cleaned_data
        used = 0
        for n in range(COMPETENCE_LINES):
            names = (f"competence-{n}", f"score-{n}", f"reason-{n}")
            filled = [name for name in names if cleaned.get(name)]
            used += bool(filled)
            for name in set(names) - set(filled) if filled else ():
                self.add_error(name, _("Isi kolom ini."))
        if not used and not self.errors:
            raise forms.ValidationError(_("Isi paling sedikit satu kompetensi."))
        return cleaned

    def to_input(self) -> Iterator[CompetenceInput]:
        """Whole lines, as the action takes them."""
        for n in range(COMPETENCE_LINES):
            if self.cleaned_data[f"competence-{n}"]:
                yield CompetenceInput(
                    self.cleaned_data[f"competence-{n}"],
                    self.cleaned_data[f"score-{n}"],
                    self.cleaned_data[f"reason-{n}"],
                )


class CounsellingForm(VersionedForm):
    """A talk in confidence; nothing of it is kept on the device."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_on = PickedDayField(label=_("Tanggal"), error_messages=_REQUIRED)
    obstacles = _text(_("Hambatan yang dibicarakan"), 6)
    agreement = _text(_("Kesepakatan (boleh kosong)"), required=False)
    counsellor = PersonField(
        label=_("Konselor BKPSDM"),
        required=False,
        help_text=_("NIP atau nama lengkap. Boleh kosong; tanpa konselor hanya Anda berdua."),
    )

    def __init__(self, data: QueryDict | None = None, *, stored: Counselling | None = None) -> None:
        initial = (
            {}
            if stored is None
            else {
                "row_version": stored.row_version,
                "held_on": stored.held_on,
                "obstacles": stored.obstacles,
                "agreement": stored.agreement,
                "counsellor": stored.counsellor,
            }
        )
        super().__init__(data, initial=initial, use_required_attribute=False)
        for name in ("list", "hx-get", "hx-target", "hx-trigger"):
            self.fields["counsellor"].widget.attrs.pop(name, None)

    def to_input(self) -> CounsellingInput:
        """What was entered, as the action takes it."""
        data = self.cleaned_data
        return CounsellingInput(
            data["held_on"], data["obstacles"], data["agreement"], data["counsellor"]
        )


@dataclass(frozen=True, slots=True)
class PointFields:
    """One line of what was agreed."""

    text: forms.BoundField
    owner: forms.BoundField
    due: forms.BoundField


class DialogueForm(forms.Form):
    """A talk about the plan, with up to four points that were agreed."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=DialogueKind, error_messages=_REQUIRED)
    held_on = PickedDayField(label=_("Tanggal"), error_messages=_REQUIRED)
    summary = _text(_("Ringkasan"), 5)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, use_required_attribute=False)
        for n in range(POINT_LINES):
            self.fields[f"text-{n}"] = forms.CharField(
                label=_("Kesepakatan"), max_length=400, required=False
            )
            self.fields[f"owner-{n}"] = forms.ChoiceField(
                label=_("Oleh"), choices=PointOwner, required=False
            )
            self.fields[f"due-{n}"] = PickedDayField(label=_("Paling lambat"), required=False)

    @property
    def lines(self) -> list[PointFields]:
        """The lines in order."""
        return [
            PointFields(self[f"text-{n}"], self[f"owner-{n}"], self[f"due-{n}"])
            for n in range(POINT_LINES)
        ]

    def clean(self) -> dict[str, Any]:
        """A point has its day, and a day its point."""
        cleaned = super().clean() or self.cleaned_data
        for n in range(POINT_LINES):
            text, due = cleaned.get(f"text-{n}"), cleaned.get(f"due-{n}")
            if text and not due and f"due-{n}" not in self.errors:
                self.add_error(f"due-{n}", _("Isi kolom ini."))
            if due and not text:
                self.add_error(f"text-{n}", _("Isi kolom ini."))
        return cleaned

    def points(self) -> list[PointInput]:
        """Lines that say something, as the action takes them."""
        return [
            PointInput(
                self.cleaned_data[f"text-{n}"],
                self.cleaned_data[f"owner-{n}"] or PointOwner.EMPLOYEE,
                self.cleaned_data[f"due-{n}"],
            )
            for n in range(POINT_LINES)
            if self.cleaned_data[f"text-{n}"]
        ]
