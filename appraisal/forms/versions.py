"""A form that knows which version of its object it shows, so that a late writer is noticed."""

from typing import cast

from django import forms
from django.http import QueryDict


class VersionedForm(forms.Form):
    """Carries ``row_version`` of the object as the page showed it."""

    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def carry_version(self, version: int) -> None:
        """Let a bound form, shown again after a conflict, carry the present version.

        Saving again is then a decision of the person who has read what changed meanwhile.
        """
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("row_version")] = str(version)
        self.data = data
