"""Forms of 360 rounds: the round, a name, a colleague's form, dialogue, response, the key."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.nominations import CONFIDENTIAL
from feedback.actions.rater_forms import CANNOT_JUDGE, LONGEST, FormInput
from feedback.actions.rounds import RoundInput
from feedback.enums import ConflictKind, Frequency, RaterGroup, RoundForm, RoundState
from feedback.models import FeedbackRound
from personnel.forms.fields import DayField, PersonField, PersonnelForm
from personnel.forms.units import unit_choices
from personnel.models import Unit
from personnel.rules.core_values import CORE_VALUES

NUMBERS = (
    "least_raters",
    "most_raters",
    "least_outside",
    "most_load",
    "most_strikes",
    "least_detail",
    "least_overall",
    "least_distribution",
)


class RoundEditForm(PersonnelForm):
    """A round. Thresholds and agencies can be changed while it is a draft."""

    constraint_fields = {
        "round_approval_after_nomination": "approve_until",
        "round_answers_after_approval": "answer_until",
        "round_thresholds_protect": "least_detail",
        "round_raters_in_order": "most_raters",
        "round_levels_in_order": "above",
    }

    name = forms.CharField(label=_("Nama putaran"), max_length=120)
    form = forms.ChoiceField(label=_("Formulir"), choices=RoundForm.choices)
    agencies = forms.MultipleChoiceField(
        label=_("Perangkat daerah"), widget=forms.CheckboxSelectMultiple
    )
    nominate_until = DayField(label=_("Pengusulan sampai"))
    approve_until = DayField(label=_("Persetujuan sampai"))
    answer_until = DayField(label=_("Pengisian sampai"))
    least_raters = forms.IntegerField(
        label=_("Rekan paling sedikit"), min_value=3, max_value=12, initial=6
    )
    most_raters = forms.IntegerField(
        label=_("Rekan paling banyak"), min_value=3, max_value=12, initial=7
    )
    least_outside = forms.IntegerField(
        label=_("Di antaranya dari luar tim"), min_value=0, max_value=6, initial=2
    )
    most_load = forms.IntegerField(
        label=_("Formulir rahasia per orang, paling banyak"), min_value=3, max_value=12, initial=8
    )
    most_strikes = forms.IntegerField(
        label=_("Nama yang boleh dicoret pegawai"), min_value=0, max_value=4, initial=2
    )
    least_detail = forms.IntegerField(
        label=_("Rincian tampil mulai (jawaban)"), min_value=1, max_value=20, initial=5
    )
    least_overall = forms.IntegerField(
        label=_("Satu rata-rata tampil mulai (jawaban)"), min_value=1, max_value=20, initial=3
    )
    least_distribution = forms.IntegerField(
        label=_("Sebaran tampil mulai (jawaban)"), min_value=1, max_value=40, initial=8
    )
    above = forms.DecimalField(
        label=_("Usulan di atas ekspektasi, mulai"), max_digits=3, decimal_places=2, initial="3.50"
    )
    meets = forms.DecimalField(
        label=_("Usulan sesuai ekspektasi, mulai"), max_digits=3, decimal_places=2, initial="2.50"
    )

    def __init__(
        self, *args: Any, round_: FeedbackRound | None = None, today: date, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {
            "nominate_until": today + timedelta(weeks=2),
            "approve_until": today + timedelta(weeks=3),
            "answer_until": today + timedelta(weeks=6),
        }
        if round_ is not None:
            initial = {
                name: getattr(round_, name) for name in self.base_fields if name != "agencies"
            }
            initial["agencies"] = [str(one.pk) for one in round_.agencies.all()]
        super().__init__(*args, initial=initial, **kwargs)
        agencies = Unit.objects.agencies().active().order_by("path")
        self.fields["agencies"].choices = unit_choices(agencies)  # type: ignore[attr-defined]
        self.round = round_
        if round_ is not None and round_.state != RoundState.DRAFT:
            for name in (*NUMBERS, "form", "agencies", "above", "meets"):
                del self.fields[name]

    def entered(self) -> RoundInput:
        """What was typed; of a round that runs, with what no longer changes."""
        data = dict(self.cleaned_data)
        if self.round is not None and self.round.state != RoundState.DRAFT:
            for name in (*NUMBERS, "form", "above", "meets"):
                data[name] = getattr(self.round, name)
            data["agencies"] = []
        data["form"] = RoundForm(data["form"])
        data["agencies"] = [int(pk) for pk in data["agencies"]]
        return RoundInput(**data)


class NameForm(PersonnelForm):
    """Somebody proposed for a list."""

    rater = PersonField(label=_("Nama atau NIP"))
    group = forms.ChoiceField(
        label=_("Hubungan"),
        choices=[one for one in RaterGroup.choices if one[0] in CONFIDENTIAL],
        initial=RaterGroup.PEER,
    )


class ConflictForm(PersonnelForm):
    """Somebody about whom one is not asked."""

    constraint_fields = {"conflict_once": "other", "conflict_with_another": "other"}

    other = PersonField(label=_("Nama atau NIP"))
    kind = forms.ChoiceField(label=_("Sebab"), choices=ConflictKind.choices)


class ColleagueForm(PersonnelForm):
    """The form about a colleague; one row a behaviour, two texts."""

    keep = forms.CharField(
        label=_("Lanjutkan: apa yang sudah baik?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
    )
    show_keep = forms.BooleanField(
        label=_("Boleh ditampilkan kepada pegawai, di antara catatan orang lain"), required=False
    )
    improve = forms.CharField(
        label=_("Perbaiki: apa yang dapat lebih baik?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
    )
    show_improve = forms.BooleanField(
        label=_("Boleh ditampilkan kepada pegawai, di antara catatan orang lain"), required=False
    )
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, form: str, stored: FormInput | None, **kwargs: Any) -> None:
        choices = [
            *((str(value), label) for value, label in Frequency.choices),
            (str(CANNOT_JUDGE), _("Tidak cukup mengamati")),
        ]
        initial = kwargs.pop("initial", {})
        names: list[str] = []
        rows: list[tuple[str, str, forms.ChoiceField]] = []
        for value in CORE_VALUES:
            guides = [value.name] if form == RoundForm.SHORT else value.guides
            for place, guide in enumerate(guides):
                name = f"{value.value.value}-{place}"
                field = forms.ChoiceField(
                    label=guide, choices=choices, required=False, widget=forms.RadioSelect
                )
                names.append(name)
                rows.append((name, value.name, field))
        if stored is not None:
            initial |= {
                "keep": stored.keep,
                "improve": stored.improve,
                "show_keep": stored.show_keep,
                "show_improve": stored.show_improve,
            }
            initial |= {
                name: "" if score is None else str(score)
                for name, score in zip(names, stored.ratings, strict=True)
            }
        super().__init__(*args, initial=initial, **kwargs)
        for name, _value, field in rows:
            self.fields[name] = field
        self.names = names

    def entered(self) -> FormInput:
        """What was chosen and written."""
        data = self.cleaned_data
        return FormInput(
            ratings=[int(data[name]) if data.get(name) else None for name in self.names],
            keep=data["keep"],
            improve=data["improve"],
            show_keep=data["show_keep"],
            show_improve=data["show_improve"],
        )

    @property
    def missing(self) -> list[str]:
        """Names of behaviours without an answer, of a form that was typed."""
        return [name for name in self.names if not self.cleaned_data.get(name)]


class DialogueHeldForm(PersonnelForm):
    """The day of the dialogue and what it was about."""

    held_on = DayField(label=_("Tanggal dialog"))
    note = forms.CharField(
        label=_("Pokok pembicaraan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dibaca oleh pegawai. Bukan rating; rating ditulis pada evaluasi."),
    )


class ResponseForm(PersonnelForm):
    """The person's own words about the report."""

    text = forms.CharField(
        label=_("Tanggapan Anda"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Disimpan bersama laporan dan dibaca oleh pejabat penilai."),
    )


class ReasonForm(PersonnelForm):
    """Why a text is hidden."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class KeyForm(PersonnelForm):
    """A request to learn who wrote a text."""

    constraint_fields = {"key_opening_one_waits": "number"}

    number = forms.UUIDField(
        label=_("Nomor catatan"),
        help_text=_("Tertulis di bawah catatan pada laporan; pegawai menyampaikannya kepada Anda."),
        error_messages={"invalid": _("Salin nomor catatan seluruhnya dari laporan.")},
    )
    reason = forms.CharField(
        label=_("Ancaman atau dugaan tindak pidana"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class KeyDecisionForm(PersonnelForm):
    """What the city's leadership says to it."""

    allow = forms.TypedChoiceField(
        label=_("Keputusan"),
        choices=[("yes", _("Setuju: nama dibuka bagi auditor")), ("no", _("Tolak"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Pertimbangan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
