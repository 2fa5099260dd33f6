"""Forms of work teams and their members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.actions.team_members import MemberFacts
from appraisal.actions.teams import TeamFacts
from appraisal.forms.versions import VersionedForm
from appraisal.models import TeamMember, WorkTeam
from personnel.forms.fields import DayField, PersonField, PersonnelForm
from personnel.models import Unit
from personnel.models.units import UnitQuerySet
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError

LONGEST_TEXT = 1500
_PERSON_HELP = _("Tulis NIP atau nama lengkap tanpa gelar. Boleh dari perangkat daerah lain.")


class _RowForm(VersionedForm, PersonnelForm):
    """Knows the row that it changes, and which version of it the page showed; none for a new one.

    After a conflict it carries the present version: saving again is then the writer's decision.
    """

    def __init__(self, *args: Any, row: WorkTeam | TeamMember | None = None, **kwargs: Any) -> None:
        self.row = row
        shown = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        kwargs["initial"] = {"row_version": 0} | shown | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def refuse(self, error: DomainError, field: str | None = None) -> None:
        """Show a refusal, and carry the present version after a conflict."""
        super().refuse(error, field)
        if isinstance(error, ChangedMeanwhile) and self.row is not None:
            self.row.refresh_from_db(fields=["row_version"])
            self.carry_version(self.row.row_version)


class TeamForm(_RowForm):
    """A team, its leader, its days and its decree. ``units`` are those that one may choose."""

    constraint_fields = {
        "work_team_name_once": "name",
        "work_team_dates_in_order": "effective_until",
        "work_team_in_one_year": "effective_from",
        "work_team_leader_serves": "leader",
        "work_team_members_fit": "effective_until",
        "work_team_decree_day_has_number": "decree_number",
    }

    name = forms.CharField(label=_("Nama tim"), max_length=120)
    purpose = forms.CharField(
        label=_("Tujuan"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hasil apa yang dicapai tim ini bersama?"),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit kerja"), queryset=Unit.objects.none(), empty_label=_("Pilih unit kerja")
    )
    leader = PersonField(label=_("Ketua tim"), help_text=_PERSON_HELP)
    effective_from = DayField(label=_("Mulai"))
    effective_until = DayField(label=_("Selesai"))
    decree_number = forms.CharField(
        label=_("Nomor surat keputusan atau surat tugas"), max_length=80, required=False
    )
    decree_date = DayField(label=_("Tanggal surat"), required=False)

    def __init__(self, *args: Any, units: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        choice.queryset = units.order_by("path")  # type: ignore[attr-defined]  # a choice of rows

    def clean(self) -> dict[str, Any]:
        """The end is not before the start; a day of the letter needs its number."""
        data = super().clean() or self.cleaned_data
        self.check_order("effective_from", "effective_until")
        if data.get("decree_date") and not data.get("decree_number"):
            self.add_error("decree_number", _("Isi nomor suratnya."))
        return data

    def facts(self) -> TeamFacts:
        """What was written down, for the action."""
        data = self.cleaned_data
        return TeamFacts(
            name=data["name"],
            purpose=data["purpose"],
            unit_id=data["unit"].pk,
            leader_id=data["leader"].pk,
            effective_from=data["effective_from"],
            effective_until=data["effective_until"],
            decree_number=data["decree_number"],
            decree_date=data["decree_date"],
        )


class MemberForm(_RowForm):
    """A member with task and days; who it is stays when it is changed."""

    constraint_fields = {
        "team_member_once_at_a_time": "employee",
        "team_member_serves": "employee",
        "team_member_is_not_leader": "employee",
        "team_member_dates_in_order": "effective_until",
        "team_member_begins_in_team": "effective_from",
        "team_member_ends_in_team": "effective_until",
    }

    employee = PersonField(label=_("Anggota"), help_text=_PERSON_HELP)
    task = forms.CharField(
        label=_("Peran dalam tim"),
        max_length=200,
        help_text=_("Contoh: pengolah data, penghubung puskesmas."),
    )
    effective_from = DayField(label=_("Mulai"))
    effective_until = DayField(
        label=_("Sampai"), required=False, help_text=_("Kosongkan bila sampai tim selesai.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is not None:
            del self.fields["employee"]

    def clean(self) -> dict[str, Any]:
        """The end is not before the start."""
        data = super().clean() or self.cleaned_data
        self.check_order("effective_from", "effective_until")
        return data

    def facts(self) -> MemberFacts:
        """What was written down, for the action."""
        data = self.cleaned_data
        return MemberFacts(data["task"], data["effective_from"], data["effective_until"])


class NoteForm(_RowForm):
    """A member's own word to the leader."""

    note = forms.CharField(
        label=_("Catatan"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CloseForm(_RowForm):
    """Why a team ends."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
