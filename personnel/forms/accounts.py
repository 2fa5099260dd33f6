"""Forms about accounts and roles."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.enums import DERIVED_ROLES, Role
from personnel.forms.fields import DayField, PersonnelForm
from personnel.models import Unit, User
from personnel.rules.nip import group_nip, normalise_nip
from personnel.selectors.accounts import account_by_name

_NAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
_GRANTED = [("", _("Pilih peran")), *(c for c in Role.choices if c[0] not in DERIVED_ROLES)]


class AccountField(forms.CharField):
    """One account, typed as NIP, e-mail address or name of the account."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def prepare_value(self, value: Any) -> Any:
        """Show an account by its number, or by its name."""
        if isinstance(value, User):
            return group_nip(value.username) if value.username.isdigit() else value.username
        return value

    def to_python(self, value: Any) -> Any:
        """Find the account; empty is ``None``."""
        text = super().to_python(value)
        if not text:
            return None
        bare = normalise_nip(text)
        found = account_by_name(bare if bare.isdigit() else text.strip())
        if found is None:
            raise forms.ValidationError(
                _("Tidak ada akun dengan NIP, surel, atau nama ini."), code="unknown"
            )
        return found

    def run_validators(self, value: Any) -> None:
        """Length was bounded by the widget; an account has none."""


class GrantForm(PersonnelForm):
    """A role for a span of days. Roles that follow from posts are not on offer."""

    constraint_fields = {
        "role_grant_dates_in_order": "effective_until",
        "role_grant_manager_has_agency": "agency",
    }

    account = AccountField(label=_("Akun"), help_text=_("Tulis NIP, surel, atau nama akun."))
    role = forms.ChoiceField(label=_("Peran"), choices=_GRANTED)
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.agencies().active(),
        required=False,
        empty_label=_("Tidak terbatas"),
        help_text=_("Wajib untuk pengelola kinerja; kosong untuk peran lain."),
    )
    effective_from = DayField(label=_("Mulai berlaku"))
    effective_until = DayField(
        label=_("Berlaku sampai"),
        required=False,
        help_text=_("Kosongkan bila belum ditentukan."),
    )
    decree_number = forms.CharField(label=_("Nomor SK"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """Dates in order; the agency exactly where it belongs."""
        cleaned = super().clean() or {}
        self.check_order("effective_from", "effective_until")
        role, agency = cleaned.get("role"), cleaned.get("agency")
        if role == Role.PERFORMANCE_MANAGER and agency is None and "agency" not in self.errors:
            self.add_error("agency", _("Pilih perangkat daerah untuk peran ini."))
        if role and role != Role.PERFORMANCE_MANAGER and agency is not None:
            self.add_error(
                "agency", _("Perangkat daerah hanya diisi untuk peran pengelola kinerja.")
            )
        return cleaned


class EndGrantForm(PersonnelForm):
    """The last day of a role."""

    constraint_fields = {"role_grant_dates_in_order": "last_day"}

    last_day = DayField(
        label=_("Hari terakhir"), help_text=_("Peran masih berlaku pada hari tersebut.")
    )


class ReasonForm(PersonnelForm):
    """Why a step against an account is taken; stands in its history."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Tercatat dalam riwayat akun."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EmailForm(PersonnelForm):
    """The one address of an account."""

    constraint_fields = {"user_email_unique": "email"}

    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        help_text=_("Dipakai untuk masuk dan untuk mengatur ulang kata sandi."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class AccountForm(PersonnelForm):
    """An account without an employee."""

    constraint_fields = {"user_email_unique": "email"}

    username = forms.CharField(
        label=_("Nama akun"),
        max_length=40,
        help_text=_("Huruf kecil, angka, titik, dan garis; misalnya auditor.luar."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean_username(self) -> str:
        """A name begins with a letter, so that it is never taken for a NIP."""
        name: str = self.cleaned_data["username"].lower()
        if not _NAME.fullmatch(name):
            raise forms.ValidationError(
                _("Awali dengan huruf; gunakan 3–40 huruf kecil, angka, titik, atau garis."),
                code="name",
            )
        return name


class CodeSheetForm(PersonnelForm):
    """Whose codes are printed together."""

    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.agencies().active(),
        empty_label=_("Pilih perangkat daerah"),
    )
