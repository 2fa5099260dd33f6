"""Forms about people."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.actions.people import EmployeeFacts, OfficialFacts
from personnel.enums import EmployeeKind, LegalStatus, Sex
from personnel.forms.fields import DayField, PersonnelForm
from personnel.imports.names import is_strange
from personnel.imports.reasons import REASONS, RowCode
from personnel.models import Employee
from personnel.rules import kinds
from personnel.rules.nip import InvalidNip, Nip, NipProblem, group_nip, normalise_nip, parse_nip
from personnel.rules.ranks import CIVIL_SERVANT_RANKS, CONTRACT_RANKS, ranks_of

_NOTHING = ("", "—")
_KINDS = [choice for choice in EmployeeKind.choices if choice[0] != EmployeeKind.STATE_OFFICIAL]
_RANKS = [
    _NOTHING,
    (_("PNS"), [(rank.symbol, f"{rank.symbol} – {rank.title}") for rank in CIVIL_SERVANT_RANKS]),
    (_("PPPK"), [(symbol, symbol) for symbol in CONTRACT_RANKS]),
]
_EDUCATION = ("SD", "SMP", "SMA", "D1", "D2", "D3", "D4", "S1", "S2", "S3")


def _checked_name(name: str) -> str:
    tidy = " ".join(name.split())
    if is_strange(tidy):
        raise forms.ValidationError(str(REASONS[RowCode.NAME_INVALID]), code="strange")
    return tidy


class EmployeeForm(PersonnelForm):
    """A civil servant. ``warnings`` tells doubts that do not stand in the way of saving."""

    constraint_fields = {"employee_nip_is_18_digits": "nip"}

    kind = forms.ChoiceField(label=_("Jenis pegawai"), choices=_KINDS)
    nip = forms.CharField(
        label=_("NIP atau NI PPPK"),
        max_length=40,
        help_text=_("18 angka; spasi dan titik boleh ditulis."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    title_before = forms.CharField(label=_("Gelar depan"), max_length=40, required=False)
    name = forms.CharField(label=_("Nama tanpa gelar"), max_length=120)
    title_after = forms.CharField(label=_("Gelar belakang"), max_length=60, required=False)
    birth_date = DayField(label=_("Tanggal lahir"), required=False)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=[_NOTHING, *Sex.choices], required=False
    )
    rank = forms.ChoiceField(label=_("Pangkat/Gol."), choices=_RANKS, required=False)
    rank_since = DayField(label=_("TMT golongan"), required=False)
    education = forms.ChoiceField(label=_("Tingkat pendidikan"), required=False)
    legal_status = forms.ChoiceField(label=_("Status kepegawaian"), choices=LegalStatus.choices)

    def __init__(
        self, *args: Any, today: date, employee: Employee | None = None, **kwargs: Any
    ) -> None:
        if employee is not None:
            names = EmployeeFacts.__dataclass_fields__
            kwargs["initial"] = {name: getattr(employee, name) for name in names}
            kwargs["initial"]["nip"] = group_nip(employee.nip) if employee.nip else ""
        super().__init__(*args, **kwargs)
        self.today = today
        self.warnings: list[str] = []
        known = {employee.education} if employee else set()
        levels = [*_EDUCATION, *sorted(known - {*_EDUCATION, ""})]
        self.fields["education"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            _NOTHING,
            *((level, level) for level in levels),
        ]

    def clean_name(self) -> str:
        """Refuse what no name holds."""
        return _checked_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Check number and rank against the kind; compare the number with birth date and sex."""
        data = super().clean() or self.cleaned_data
        if "kind" not in data:
            return data
        kind = kinds.EmployeeKind(data["kind"])
        if data.get("nip"):
            self._check_nip(data, kind)
        if data.get("rank") and data["rank"] not in ranks_of(kind):
            self.add_error("rank", str(REASONS[RowCode.RANK_INVALID]))
        return data

    def _check_nip(self, data: dict[str, Any], kind: kinds.EmployeeKind) -> None:
        try:
            nip = parse_nip(data["nip"], kind, self.today)
        except InvalidNip as error:
            self.add_error("nip", _nip_sentence(data["nip"], error.problem))
            return
        data["nip"] = nip.digits
        self.warnings = _doubts(nip, data.get("birth_date"), data.get("sex") or "")

    def facts(self) -> EmployeeFacts:
        """What was written down, for the action."""
        names = EmployeeFacts.__dataclass_fields__
        return EmployeeFacts(**{name: self.cleaned_data[name] for name in names})


def _nip_sentence(text: str, problem: NipProblem) -> str:
    digits = normalise_nip(text)
    if problem is NipProblem.FORMAT and digits.isdecimal():
        return str(_("NIP terdiri atas 18 angka. Yang tertulis: %(n)s angka.")) % {"n": len(digits)}
    return str(REASONS[RowCode(f"nip_{problem.value}")])


def _doubts(nip: Nip, born: date | None, sex: str) -> list[str]:
    found = []
    if born is not None and born != nip.born:
        found.append(str(REASONS[RowCode.BIRTH_MISMATCH]))
    if sex and sex != nip.sex.value:
        found.append(str(REASONS[RowCode.SEX_MISMATCH]))
    return found


class OfficialForm(PersonnelForm):
    """The state official at the top of the tree: a name, no number."""

    title_before = forms.CharField(label=_("Gelar depan"), max_length=40, required=False)
    name = forms.CharField(label=_("Nama tanpa gelar"), max_length=120)
    title_after = forms.CharField(label=_("Gelar belakang"), max_length=60, required=False)

    def __init__(self, *args: Any, employee: Employee | None = None, **kwargs: Any) -> None:
        if employee is not None:
            names = OfficialFacts.__dataclass_fields__
            kwargs["initial"] = {name: getattr(employee, name) for name in names}
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        """Refuse what no name holds."""
        return _checked_name(self.cleaned_data["name"])

    def facts(self) -> OfficialFacts:
        """What was written down, for the action."""
        return OfficialFacts(**self.cleaned_data)
