"""The words of a questionnaire, language beside language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.questionnaires import QuestionInput
from feedback.enums import QuestionKind, WeightMode
from feedback.models import Question, Questionnaire
from personnel.forms.fields import PersonnelForm

LANGUAGES: Final = (("id", _("Indonesia")), ("en", _("Inggris")), ("ace", _("Aceh (rancangan)")))
MORE: Final = 2
"""Empty further questions that the page offers."""
VALUES: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Line:
    """One text in each language, side by side."""

    label: str
    fields: list[forms.BoundField]


@dataclass(frozen=True, slots=True)
class Block:
    """One question on the page; ``kind`` only for further ones."""

    title: str
    is_new: bool
    position: forms.BoundField
    kind: forms.BoundField | None
    drop: forms.BoundField | None
    lines: list[Line]

    @property
    def has_errors(self) -> bool:
        """Whether anything in it is marked."""
        fields = [self.position, *(field for line in self.lines for field in line.fields)]
        return any(field.errors for field in fields)


class WordingForm(PersonnelForm):
    """Elements by code with four answers each, and further questions beside them."""

    weight_mode = forms.ChoiceField(label=_("Bobot unsur"), choices=WeightMode.choices)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        initial = {"weight_mode": questionnaire.weight_mode}
        super().__init__(*args, initial=initial, **kwargs)
        questions = list(questionnaire.questions.all())
        self.elements = [one for one in questions if one.kind == QuestionKind.ELEMENT]
        self.further = [one for one in questions if one.kind != QuestionKind.ELEMENT]
        for number, one in enumerate(self.elements):
            self._add_element(f"q{number}", one)
        for number in range(len(self.further) + MORE):
            known = self.further[number] if number < len(self.further) else None
            self._add_further(f"x{number}", known, len(questions) + 1 + number)

    def _add_element(self, prefix: str, question: Question) -> None:
        self._position(prefix, question.position)
        self.fields[f"{prefix}-drop"] = forms.BooleanField(
            label=_("Tidak ditanyakan"),
            required=False,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )
        options = {option["value"]: option["text"] for option in question.options}
        for code, _label in LANGUAGES:
            self._text(f"{prefix}-label-{code}", question.label.get(code, ""), code, rows=1)
            self._text(f"{prefix}-text-{code}", question.text.get(code, ""), code, rows=3)
            for value in VALUES:
                words = options.get(value, {}).get(code, "")
                self._text(f"{prefix}-o{value}-{code}", words, code, rows=1)

    def _add_further(self, prefix: str, question: Question | None, position: int) -> None:
        self._position(prefix, question.position if question else position)
        self.fields[f"{prefix}-kind"] = forms.ChoiceField(
            label=_("Jenis"),
            choices=[
                (QuestionKind.CHOICE, QuestionKind.CHOICE.label),
                (QuestionKind.TEXT, QuestionKind.TEXT.label),
            ],
            initial=question.kind if question else QuestionKind.CHOICE,
        )
        for code, _label in LANGUAGES:
            text = question.text.get(code, "") if question else ""
            options = question.options if question else []
            lines = "\n".join(option["text"].get(code, "") for option in options)
            self._text(f"{prefix}-text-{code}", text, "", rows=2)
            self._text(f"{prefix}-options-{code}", lines, "", rows=4)

    def _position(self, prefix: str, position: int) -> None:
        self.fields[f"{prefix}-position"] = forms.IntegerField(
            label=_("Urutan"), min_value=1, max_value=99, initial=position
        )

    def _text(self, name: str, initial: str, language: str, *, rows: int) -> None:
        widget: forms.Widget = (
            forms.TextInput(attrs={"class": "form-control form-control-sm"})
            if rows == 1
            else forms.Textarea(attrs={"rows": rows, "class": "form-control form-control-sm"})
        )
        self.fields[name] = forms.CharField(
            required=language in ("id", "en"),
            max_length=500,
            initial=initial,
            widget=widget,
            error_messages={"required": _("Isi kolom ini.")},
        )

    def _line(self, label: Any, *names: str) -> Line:
        return Line(str(label), [self[name] for name in names])

    def _each(self, stem: str) -> list[str]:
        return [f"{stem}-{code}" for code, _label in LANGUAGES]

    @property
    def element_blocks(self) -> Iterator[Block]:
        """Elements as the page shows them."""
        for number, question in enumerate(self.elements):
            prefix = f"q{number}"
            yield Block(
                title=question.label.get("id", question.code),
                is_new=False,
                position=self[f"{prefix}-position"],
                kind=None,
                drop=self[f"{prefix}-drop"],
                lines=[
                    self._line(_("Nama unsur"), *self._each(f"{prefix}-label")),
                    self._line(_("Pertanyaan"), *self._each(f"{prefix}-text")),
                    *(
                        self._line(
                            _("Jawaban %(n)s") % {"n": value}, *self._each(f"{prefix}-o{value}")
                        )
                        for value in VALUES
                    ),
                ],
            )

    @property
    def further_blocks(self) -> Iterator[Block]:
        """Further questions, and empty places for new ones."""
        for number in range(len(self.further) + MORE):
            prefix = f"x{number}"
            known = number < len(self.further)
            title = self.further[number].text.get("id", "") if known else _("Pertanyaan baru")
            yield Block(
                title=str(title),
                is_new=not known,
                position=self[f"{prefix}-position"],
                kind=self[f"{prefix}-kind"],
                drop=None,
                lines=[
                    self._line(_("Pertanyaan"), *self._each(f"{prefix}-text")),
                    self._line(_("Pilihan, satu tiap baris"), *self._each(f"{prefix}-options")),
                ],
            )

    def clean(self) -> dict[str, Any]:
        """Something is asked; a choice has at least two answers, as many in each language."""
        data = super().clean() or self.cleaned_data
        dropped = [data.get(f"q{number}-drop") for number in range(len(self.elements))]
        if all(dropped):
            raise forms.ValidationError(_("Kuesioner memerlukan paling sedikit satu unsur."))
        for number, drop in enumerate(dropped):
            if drop:
                for name in [name for name in self.errors if name.startswith(f"q{number}-")]:
                    del self._errors[name]  # type: ignore[attr-defined]  # what is dropped needs no words
        for number in range(len(self.further) + MORE):
            self._check_further(f"x{number}", data)
        return data

    def _check_further(self, prefix: str, data: dict[str, Any]) -> None:
        if not data.get(f"{prefix}-text-id"):
            return
        if not data.get(f"{prefix}-text-en"):
            self.add_error(f"{prefix}-text-en", _("Isi kolom ini."))
        if data.get(f"{prefix}-kind") != QuestionKind.CHOICE:
            return
        lines = {code: _lines(data.get(f"{prefix}-options-{code}", "")) for code in ("id", "en")}
        if len(lines["id"]) < 2:
            self.add_error(f"{prefix}-options-id", _("Tulis paling sedikit dua pilihan."))
        elif len(lines["en"]) != len(lines["id"]):
            self.add_error(
                f"{prefix}-options-en", _("Jumlah pilihan harus sama dalam setiap bahasa.")
            )

    def questions(self) -> list[QuestionInput]:
        """What was written, in the order of the numbers."""
        found: list[tuple[int, QuestionInput]] = []
        data = self.cleaned_data
        for number, question in enumerate(self.elements):
            prefix = f"q{number}"
            if not data.get(f"{prefix}-drop"):
                found.append((data[f"{prefix}-position"], self._element(prefix, question)))
        for number in range(len(self.further) + MORE):
            prefix = f"x{number}"
            if data.get(f"{prefix}-text-id"):
                known = self.further[number].code if number < len(self.further) else ""
                found.append((data[f"{prefix}-position"], self._further(prefix, known, number)))
        return [one for _position, one in sorted(found, key=lambda entry: entry[0])]

    def _element(self, prefix: str, question: Question) -> QuestionInput:
        return QuestionInput(
            kind=QuestionKind.ELEMENT,
            code=question.code,
            label=self._texts(f"{prefix}-label"),
            text=self._texts(f"{prefix}-text"),
            options=[
                {"value": value, "text": self._texts(f"{prefix}-o{value}")} for value in VALUES
            ],
        )

    def _further(self, prefix: str, code: str, number: int) -> QuestionInput:
        kind = QuestionKind(self.cleaned_data[f"{prefix}-kind"])
        lines = {
            language: _lines(self.cleaned_data[f"{prefix}-options-{language}"])
            for language, _label in LANGUAGES
        }
        options = [
            {
                "value": value,
                "text": {
                    language: words[value - 1] if value <= len(words) else ""
                    for language, words in lines.items()
                },
            }
            for value in range(1, len(lines["id"]) + 1)
        ]
        return QuestionInput(
            kind=kind,
            code=code or self._free_code(number),
            label={},
            text=self._texts(f"{prefix}-text"),
            options=options if kind == QuestionKind.CHOICE else [],
        )

    def _free_code(self, number: int) -> str:
        taken = {question.code for question in self.further}
        place = number + 1
        while f"further-{place}" in taken:
            place += MORE
        return f"further-{place}"

    def _texts(self, stem: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{stem}-{code}"] for code, _label in LANGUAGES}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class CheckerForm(PersonnelForm):
    """Who checked the Acehnese texts."""

    checker = forms.CharField(
        label=_("Nama penutur yang memeriksa"),
        max_length=120,
        help_text=_("Seorang penutur asli yang telah membaca seluruh naskah bahasa Aceh."),
    )
