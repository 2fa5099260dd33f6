"""The questionnaire as a citizen fills it in: one form for a page with scripts and one without."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.answers import GivenAnswer, GivenContact, is_asked
from feedback.enums import ContactKind, QuestionKind
from feedback.models import CitizenSurvey, Question, Service
from feedback.rules.languages import said
from feedback.rules.profile import PROFILE

MOST_BYTES: Final = 6000
"""Of all that is typed, so that it fits into a sealed answer."""

_FURTHER: Final = "lain-"
_MISSING: Final = _("Pertanyaan ini belum dijawab.")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question as the page shows it; ``number`` counts from 1 among ``of``."""

    field: forms.BoundField
    text: str
    kind: str
    number: int
    of: int

    @property
    def is_choice(self) -> bool:
        """Whether one of several answers is ticked."""
        return self.kind != QuestionKind.TEXT

    @property
    def past(self) -> str:
        """Where the ruler stands: in the middle of this question's stretch."""
        return f"{100 * (self.number - 0.5) / self.of:.1f}%"

    @property
    def ticks(self) -> list[str]:
        """Where the stretches end."""
        return [f"{100 * n / self.of:.2f}%" for n in range(self.of + 1)]


class AnswerForm(forms.Form):
    """Elements are asked one and all, everything else may stay empty.

    A contact counts only with its sentence ticked, and the sentence only with a contact.
    """

    comment = forms.CharField(required=False, max_length=600, widget=forms.Textarea({"rows": 4}))
    contact = forms.CharField(required=False, max_length=120)
    wish = forms.CharField(required=False, max_length=300, widget=forms.Textarea({"rows": 2}))
    consent = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, survey: CitizenSurvey, service: Service, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._language = language
        questions = survey.questionnaire.questions.order_by("position", "pk")
        self._questions = [
            one
            for one in questions
            if one.kind != QuestionKind.ELEMENT or is_asked(one.code, service)
        ]
        for question in self._questions:
            self.fields[_name(question)] = self._field_of(question)
        for row in PROFILE:
            choices = [("", ""), *((code, said(t, language)) for code, t in row.options.items())]
            self.fields[row.code] = forms.ChoiceField(
                label=said(row.text, language), choices=choices, required=False
            )

    @property
    def asks(self) -> list[Ask]:
        """The questions in their order, further ones included."""
        of = len(self._questions)
        return [
            Ask(self[_name(one)], said(one.text, self._language), one.kind, number, of)
            for number, one in enumerate(self._questions, start=1)
        ]

    @property
    def profile(self) -> list[forms.BoundField]:
        """What somebody may tell of themselves."""
        return [self[row.code] for row in PROFILE]

    @property
    def missing(self) -> list[Ask]:
        """Questions that still need an answer."""
        return [ask for ask in self.asks if ask.field.errors]

    def clean(self) -> dict[str, Any]:
        """Consent and contact belong together; all words must fit."""
        cleaned = super().clean() or {}
        contact, consent = cleaned.get("contact"), cleaned.get("consent")
        if contact and not consent:
            self.add_error("consent", _("Centang persetujuan ini, atau kosongkan kontak."))
        if consent and not contact and "contact" not in self.errors:
            self.add_error("contact", _("Tulis nomor telepon atau surel, atau hapus centang."))
        if cleaned.get("wish") and not contact and "contact" not in self.errors:
            self.add_error("contact", _("Tulis ke mana kami dapat menjawab."))
        typed = "".join(value for value in cleaned.values() if isinstance(value, str))
        if len(typed.encode()) > MOST_BYTES:
            self.add_error("comment", _("Tulisan terlalu panjang. Ringkaslah sedikit."))
        return cleaned

    def clean_contact(self) -> str:
        """A telephone number or an e-mail address."""
        value: str = self.cleaned_data["contact"]
        digits = sum(sign.isdigit() for sign in value)
        if value and "@" not in value and not 8 <= digits <= 16:
            raise forms.ValidationError(_("Tulis nomor telepon lengkap, atau alamat surel."))
        return value

    def given(self) -> GivenAnswer:
        """What was filled in; only after ``is_valid``."""
        cleaned = self.cleaned_data
        ratings: dict[str, int | None] = {}
        further: dict[str, str] = {}
        for question in self._questions:
            value = cleaned[_name(question)]
            if question.kind == QuestionKind.ELEMENT:
                ratings[question.code] = int(value)
            elif value:
                further[question.code] = value
        contact = None
        if cleaned["contact"]:
            kind = ContactKind.EMAIL if "@" in cleaned["contact"] else ContactKind.PHONE
            contact = GivenContact(kind.value, cleaned["contact"], cleaned["wish"])
        profile = {row.code: cleaned[row.code] for row in PROFILE if cleaned[row.code]}
        return GivenAnswer(ratings, further, profile, cleaned["comment"], contact)

    def _field_of(self, question: Question) -> forms.Field:
        if question.kind == QuestionKind.TEXT:
            return forms.CharField(
                required=False, max_length=200, widget=forms.Textarea({"rows": 3})
            )
        return forms.ChoiceField(
            choices=[
                (str(option["value"]), said(_texts(option), self._language))
                for option in question.options
            ],
            required=question.kind == QuestionKind.ELEMENT,
            error_messages={"required": _MISSING, "invalid_choice": _MISSING},
        )


def _name(question: Question) -> str:
    return question.code if question.kind == QuestionKind.ELEMENT else _FURTHER + question.code


def _texts(option: Mapping[str, Any]) -> Mapping[str, str]:
    texts: Mapping[str, str] = option["text"]
    return texts
