"""The row of a paper sheet, shaped as the tabulation sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import Education, Occupation, RespondentSex, SubDistrict, VisitTime
from feedback.models import CitizenSurvey
from feedback.rules.margins import age_group
from feedback.rules.sheets import FilledSheet, with_cost
from feedback.selectors.batches import SheetLayout
from personnel.forms.fields import DayField

_BLANK = [("", "")]
_SMALL = "form-select form-select-sm"


def _numbered(choices: Any) -> list[tuple[str, str]]:
    """Choices that one digit of the keyboard finds: "1 Laki-laki"."""
    return _BLANK + [(code, f"{n} {label}") for n, (code, label) in enumerate(choices, start=1)]


class RatingField(forms.CharField):
    """One digit from 1 to 4, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs.update(
            {
                "inputmode": "numeric",
                "maxlength": 1,
                "autocomplete": "off",
                "data-rating": "",
                "class": "form-control form-control-sm",
            }
        )

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # a number, not text
        """Parse; empty is ``None``."""
        text = str(value or "").strip()
        if not text:
            return None
        if text not in {"1", "2", "3", "4"}:
            raise forms.ValidationError(_("Isi 1 sampai 4, atau kosongkan."), code="invalid")
        return int(text)

    def validate(self, value: Any) -> None:
        """A number needs no further look."""


class SheetForm(forms.Form):
    """One sheet. Element fields come from the questionnaire of the survey."""

    day = DayField(label=_("Tanggal"))
    service = forms.TypedChoiceField(label=_("Layanan"), coerce=int)
    visit_time = forms.ChoiceField(
        label=_("Jam"), choices=_numbered(VisitTime.choices), required=False
    )
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"), choices=_numbered(RespondentSex.choices), required=False
    )
    age = forms.CharField(label=_("Umur"), required=False, max_length=3)
    education = forms.ChoiceField(
        label=_("Pendidikan"), choices=_numbered(Education.choices), required=False
    )
    occupation = forms.ChoiceField(
        label=_("Pekerjaan"), choices=_numbered(Occupation.choices), required=False
    )
    sub_district = forms.ChoiceField(
        label=_("Kecamatan"), choices=_numbered(SubDistrict.choices), required=False
    )

    def __init__(
        self, *args: Any, survey: CitizenSurvey, layout: SheetLayout, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.layout = survey, layout
        self.services = {service.pk: service for service in layout.services}
        choices = [(pk, service.name) for pk, service in self.services.items()]
        field = self.fields["service"]
        field.choices = _numbered(choices)  # type: ignore[attr-defined]
        for question in layout.elements:
            name = rating_name(question.code)
            self.fields[name] = RatingField(label=question.label.get("id", question.code))
        self.fields["comment"] = forms.CharField(
            label=_("Saran"), required=False, max_length=2000, strip=True
        )
        for one in self.fields.values():
            kind = _SMALL if isinstance(one, forms.ChoiceField) else "form-control form-control-sm"
            one.widget.attrs.setdefault("class", kind)
            one.error_messages["required"] = _("Isi kolom ini.")
        self.fields["age"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})
        self.fields["day"].widget.attrs["placeholder"] = ""

    def clean_day(self) -> Any:
        """The day lies within the survey."""
        day = self.cleaned_data["day"]
        if not self.survey.opens_on <= day <= self.survey.closes_on:
            raise forms.ValidationError(
                _("Di luar masa survei (%(first)s – %(last)s)."),
                params={
                    "first": f"{self.survey.opens_on:%d-%m-%Y}",
                    "last": f"{self.survey.closes_on:%d-%m-%Y}",
                },
            )
        return day

    def clean_age(self) -> str:
        """Years become their group."""
        text = self.cleaned_data["age"].strip()
        if not text:
            return ""
        group = age_group(int(text)) if text.isascii() and text.isdigit() else None
        if group is None:
            raise forms.ValidationError(_("Umur 17 sampai 110 tahun, atau kosongkan."))
        return group

    def clean(self) -> dict[str, Any]:
        """A sheet without any answer is none."""
        data = super().clean() or self.cleaned_data
        first = rating_name(self.layout.codes[0])
        ratings = [data.get(rating_name(code)) for code in self.layout.codes]
        if not any(ratings) and not any(name in self.errors for name in self.fields):
            self.add_error(first, _("Isi paling sedikit satu jawaban."))
        return data

    def sheet(self) -> FilledSheet:
        """What was typed, ready to be written."""
        data = self.cleaned_data
        service = self.services[data["service"]]
        codes = self.layout.codes
        ratings = [data[rating_name(code)] for code in codes]
        return FilledSheet(
            day=data["day"],
            service_id=service.pk,
            ratings=with_cost(ratings, codes, has_fee=service.has_fee),
            sex=data["sex"],
            age_group=data["age"],
            sub_district=data["sub_district"],
            education=data["education"],
            occupation=data["occupation"],
            visit_time=data["visit_time"],
            comment=data["comment"],
        )


def rating_name(code: str) -> str:
    """Name of the field of an element."""
    return f"r-{code}"
