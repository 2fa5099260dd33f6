"""Form of a key of the API."""

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.enums import ApiScope
from personnel.forms.fields import DayField, PersonnelForm
from personnel.models import Unit
from personnel.models.api import MOST_PER_MINUTE


class ApiClientForm(PersonnelForm):
    """Which program, of which agency, for what, how often and how long."""

    constraint_fields = {"api_client_name_once": "name"}

    name = forms.CharField(
        label=_("Nama program"),
        max_length=80,
        help_text=_("Contoh: Mesin antrean Disdukcapil."),
    )
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.agencies().active(),
        required=False,
        empty_label=_("Seluruh kota"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Yang boleh dilakukan"),
        choices=ApiScope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    per_minute = forms.IntegerField(
        label=_("Permintaan per menit"), min_value=1, max_value=MOST_PER_MINUTE, initial=60
    )
    expires_on = DayField(label=_("Berlaku sampai"))
