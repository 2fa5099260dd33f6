"""Forms about assignments and named supervisors."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from personnel.actions.assignments import AssignmentFacts
from personnel.actions.supervision import OverrideFacts
from personnel.enums import AssignmentKind
from personnel.forms.fields import DayField, PersonField, PersonnelForm
from personnel.models import Assignment, Employee, Post

_AGREED = {"required": False, "widget": forms.HiddenInput}


class AgreementForm(PersonnelForm):
    """A form whose saving may end something else first.

    ``agreed`` carries the day on which the person was asked to let the present one end; it counts
    only together with the button that says so.
    """

    agreed = forms.DateField(**_AGREED)  # type: ignore[arg-type]  # shared by the subclasses

    def ask(self, last_day: date) -> None:
        """Put the question into the page that is shown again."""
        data = cast("QueryDict", self.data).copy()
        data["agreed"] = last_day.isoformat()
        self.data = data

    def agreed_day(self, pressed: bool) -> date | None:
        """The day agreed to, when the button of the question was pressed."""
        return self.cleaned_data.get("agreed") if pressed else None


class AssignmentForm(AgreementForm):
    """Who holds which post from when to when. The person may be fixed by the page."""

    constraint_fields = {
        "assignment_one_own_post_at_a_time": "effective_from",
        "assignment_acting_once_per_post": "effective_from",
        "assignment_dates_in_order": "effective_until",
        "assignment_one_definitive_head": "post_id",
    }

    employee = PersonField(
        label=_("Pegawai"), help_text=_("Tulis NIP atau nama lengkap tanpa gelar.")
    )
    post_id = forms.TypedChoiceField(label=_("Jabatan"), coerce=int)
    kind = forms.ChoiceField(label=_("Sifat penugasan"), choices=AssignmentKind.choices)
    effective_from = DayField(
        label=_("Mulai berlaku"), help_text=_("Terhitung mulai tanggal (TMT) menurut SK.")
    )
    effective_until = DayField(
        label=_("Berlaku sampai"),
        required=False,
        help_text=_("Kosongkan bila belum diketahui."),
    )
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=80, required=False)

    field_order = (
        *("employee", "post_id", "kind", "effective_from", "effective_until", "decree_number"),
        "agreed",
    )

    def __init__(
        self,
        *args: Any,
        posts: Iterable[Post],
        employee: Employee | None = None,
        assignment: Assignment | None = None,
        **kwargs: Any,
    ) -> None:
        if assignment is not None:
            names = AssignmentFacts.__dataclass_fields__
            kwargs["initial"] = {name: getattr(assignment, name) for name in names}
        super().__init__(*args, **kwargs)
        self.person = employee
        if employee is not None:
            del self.fields["employee"]
        offered = cast("forms.TypedChoiceField", self.fields["post_id"])
        offered.choices = [(post.pk, _post_label(post)) for post in posts]

    def clean(self) -> dict[str, Any]:
        """The end is not before the start, and belongs to whatever is for a time only."""
        data = super().clean() or self.cleaned_data
        self.check_order("effective_from", "effective_until")
        daily = data.get("kind") == AssignmentKind.DAILY_ACTING
        if daily and "effective_until" in data and data["effective_until"] is None:
            self.add_error("effective_until", _("Isi tanggal selesai untuk pelaksana harian."))
        return data

    def facts(self) -> AssignmentFacts:
        """What was written down, for the action."""
        data = self.cleaned_data
        employee = self.person or data["employee"]
        return AssignmentFacts(
            employee_id=employee.pk,
            post_id=data["post_id"],
            kind=data["kind"],
            effective_from=data["effective_from"],
            effective_until=data["effective_until"],
            decree_number=data["decree_number"].strip(),
        )


def _post_label(post: Post) -> str:
    """Title, and the level where the title does not end with it."""
    level = post.get_level_display()
    if post.level == "none" or post.title.lower().endswith(level.lower()):
        return post.title
    return f"{post.title} ({level})"


class LastDayForm(PersonnelForm):
    """The last day of an assignment or of a naming."""

    constraint_fields = {
        "assignment_dates_in_order": "last_day",
        "override_dates_in_order": "last_day",
    }

    last_day = DayField(
        label=_("Hari terakhir"), help_text=_("Hari ini masih termasuk dalam penugasan.")
    )


class OverrideForm(AgreementForm):
    """A supervisor named by decree."""

    constraint_fields = {
        "override_one_at_a_time": "effective_from",
        "override_dates_in_order": "effective_until",
        "override_not_own_supervisor": "supervisor",
        "override_supervisor_serves": "supervisor",
        "override_not_mutual": "supervisor",
        "override_not_own_reviewer": "reviewing_superior",
        "override_decree_is_named": "decree_number",
    }

    supervisor = PersonField(
        label=_("Pejabat penilai"), help_text=_("Tulis NIP atau nama lengkap tanpa gelar.")
    )
    reviewing_superior = PersonField(
        label=_("Atasan pejabat penilai"),
        required=False,
        help_text=_("Kosongkan bila mengikuti pohon unit."),
    )
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=80)
    effective_from = DayField(label=_("Mulai berlaku"))
    effective_until = DayField(
        label=_("Berlaku sampai"),
        required=False,
        help_text=_("Kosongkan bila belum diketahui."),
    )

    field_order = (
        *("supervisor", "reviewing_superior", "decree_number", "effective_from"),
        *("effective_until", "agreed"),
    )

    def __init__(self, *args: Any, employee: Employee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employee = employee

    def clean(self) -> dict[str, Any]:
        """The end is not before the start; nobody decides on the own objection."""
        data = super().clean() or self.cleaned_data
        self.check_order("effective_from", "effective_until")
        if data.get("reviewing_superior") == self.employee:
            self.add_error("reviewing_superior", _("Atasan pejabat penilai sama dengan pegawai."))
        return data

    def facts(self) -> OverrideFacts:
        """What was written down, for the action."""
        data = self.cleaned_data
        reviewer = data["reviewing_superior"]
        return OverrideFacts(
            employee_id=self.employee.pk,
            supervisor_id=data["supervisor"].pk,
            reviewing_superior_id=reviewer.pk if reviewer else None,
            decree_number=data["decree_number"].strip(),
            effective_from=data["effective_from"],
            effective_until=data["effective_until"],
        )
