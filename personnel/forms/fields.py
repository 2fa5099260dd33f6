"""Fields that several forms of the personnel room need."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from personnel.rules.dates import InvalidDate, parse_date
from personnel.rules.nip import group_nip
from personnel.selectors.people import by_number_or_name
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.refusals import Refused

REQUIRED = _("Isi kolom ini.")
DATE_ORDER = _("Tanggal selesai harus sama dengan atau setelah tanggal mulai.")


class PersonnelForm(forms.Form):
    """Base of the forms of this room: one sentence for empty fields, crispy without a form tag.

    ``constraint_fields`` names the field beside which a refusal by the database is shown.
    """

    constraint_fields: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = REQUIRED
            if field.required or isinstance(field, forms.BooleanField):
                continue
            field.label = format_html(
                '{} <span class="optional">({})</span>', field.label or "", gettext("boleh kosong")
            )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def refuse(self, error: DomainError, field: str | None = None) -> None:
        """Show a refusal at ``field``, at the field of its constraint, or above the form."""
        if field is None and isinstance(error, Refused):
            field = self.constraint_fields.get(error.constraint)
        self.add_error(field if field in self.fields else NON_FIELD_ERRORS, str(error))

    def check_order(self, first: str, last: str) -> None:
        """Refuse an end before the start, beside the end."""
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if start and end and end < start:
            self.add_error(last, DATE_ORDER)


class DayField(forms.Field):
    """A date typed day first: 05-01-2026, 5/1/2026 or 5 Januari 2026."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {"placeholder": _("contoh: 05-01-2026"), "autocomplete": "off", "maxlength": 30}
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a date as tables do; leave what was typed as it is."""
        return value.strftime("%d-%m-%Y") if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """Parse; empty is ``None``."""
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_date(value)
        except InvalidDate:
            raise forms.ValidationError(
                _("Tanggal tidak ada pada kalender. Tulis seperti 05-01-2026 atau 5 Januari 2026."),
                code="invalid",
            ) from None


class PersonField(forms.Field):
    """One person, typed as number or whole name; suggestions come from the search as one types."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {
                "autocomplete": "off",
                "spellcheck": "false",
                "maxlength": 120,
                "list": "people-options",
                "hx-get": reverse_lazy("personnel:employee-options"),
                "hx-target": "#people-options",
                "hx-trigger": "input changed delay:300ms",
            }
        )

    def prepare_value(self, value: Any) -> Any:
        """Show the number of a person, or the name of one without a number."""
        if isinstance(value, Employee):
            return group_nip(value.nip) if value.nip else value.name
        return value

    def to_python(self, value: Any) -> Employee | None:
        """Find the one person meant; empty is ``None``."""
        text = str(value or "").strip()
        if not text:
            return None
        found = list(by_number_or_name(text)[:2])
        if not found:
            raise forms.ValidationError(
                _("Tidak ada pegawai dengan NIP atau nama ini. Tulis NIP 18 angka."),
                code="unknown",
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("Ada beberapa pegawai dengan nama ini. Tulis NIP-nya."), code="ambiguous"
            )
        return found[0]
