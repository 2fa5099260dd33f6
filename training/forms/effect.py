"""Forms after a training: reaction, behaviour, scores."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.forms.fields import PersonnelForm
from training.forms.fields import HoursField
from training.models import Enrolment
from training.rules.effect import BEHAVIOUR_ITEMS, REACTION_ITEMS


class ScaleForm(PersonnelForm):
    """Questions answered on a scale, and a sentence; ``items`` and ``words`` by subclass."""

    items: Sequence[str] = ()
    words: Sequence[Any] = ()
    sentence: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, word) for number, word in enumerate(self.words, start=1)]
        for place, text in enumerate(self.items):
            self.fields[f"item-{place}"] = forms.TypedChoiceField(
                label=text,
                coerce=int,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Pilih satu jawaban.")},
            )
        self.fields["text"] = forms.CharField(
            label=self.sentence,
            max_length=400,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def scores(self) -> list[int]:
        """Answers in the order of the items."""
        return [self.cleaned_data[f"item-{place}"] for place in range(len(self.items))]


class ReactionForm(ScaleForm):
    """Right after the training."""

    items = REACTION_ITEMS
    words = (
        gettext_lazy("sangat tidak setuju"),
        gettext_lazy("tidak setuju"),
        gettext_lazy("ragu-ragu"),
        gettext_lazy("setuju"),
        gettext_lazy("sangat setuju"),
    )
    sentence = gettext_lazy("Saran (boleh kosong)")


class BehaviourForm(ScaleForm):
    """60 to 90 days later."""

    items = BEHAVIOUR_ITEMS
    words = (
        gettext_lazy("belum"),
        gettext_lazy("kadang"),
        gettext_lazy("sering"),
        gettext_lazy("selalu"),
    )
    sentence = gettext_lazy("Contoh dari pekerjaan (boleh kosong)")


class ScoresForm(PersonnelForm):
    """Scores before and after of every participant."""

    def __init__(self, *args: Any, enrolments: Iterable[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enrolments = list(enrolments)
        for one in self.enrolments:
            for name, value, label in (
                ("before", one.score_before, _("tes awal")),
                ("after", one.score_after, _("tes akhir")),
            ):
                field = HoursField(
                    label=f"{one.employee.full_name}, {label}", required=False, initial=value
                )
                self.fields[f"{name}-{one.pk}"] = field

    def rows(self) -> list[tuple[Enrolment, Any, Any]]:
        """Each participant with the two bound fields."""
        return [(one, self[f"before-{one.pk}"], self[f"after-{one.pk}"]) for one in self.enrolments]

    def clean(self) -> dict[str, Any]:
        """Scores are percentages."""
        data = super().clean() or self.cleaned_data
        for name, value in list(data.items()):
            if value is not None and value > 100:
                self.add_error(name, _("Nilai tes dari 0 sampai 100."))
        return data

    def scores(self) -> dict[int, tuple[Decimal | None, Decimal | None]]:
        """Before and after by enrolment."""
        data = self.cleaned_data
        return {
            one.pk: (data[f"before-{one.pk}"], data[f"after-{one.pk}"]) for one in self.enrolments
        }
