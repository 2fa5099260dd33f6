"""Forms of socialisation: the event, the typed list, an excuse, presence, a guide."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.forms.fields import DayField, PersonnelForm
from personnel.models import Unit
from personnel.models.units import UnitQuerySet
from training.actions.events import EventInput
from training.enums import EventMode
from training.models import GuideVersion, KnowledgeTest, SocialisationEvent


class ClockField(forms.Field):
    """A time of day: 8.30, 08:30 or 0830."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {"placeholder": gettext_lazy("contoh: 08.30"), "autocomplete": "off", "maxlength": 8}
        )

    def prepare_value(self, value: Any) -> Any:
        """As it is written in Indonesia."""
        return value.strftime("%H.%M") if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        """Parse; empty is ``None``."""
        text = str(value or "").strip().replace(":", ".")
        if not text:
            return None
        for pattern in ("%H.%M", "%H%M", "%H"):
            try:
                return datetime.strptime(text, pattern).time()  # noqa: DTZ007  no date, no zone
            except ValueError:
                continue
        raise forms.ValidationError(_("Tulis jam seperti 08.30."), code="invalid")


class EventForm(PersonnelForm):
    """A socialisation event on one day."""

    constraint_fields = {
        "event_ends_after_start": "ends",
        "event_has_place_or_link": "place",
    }

    title = forms.CharField(label=gettext_lazy("Judul"), max_length=160)
    batch = forms.CharField(label=gettext_lazy("Angkatan"), max_length=40, required=False)
    day = DayField(label=gettext_lazy("Hari"))
    starts = ClockField(label=gettext_lazy("Mulai pukul"))
    ends = ClockField(label=gettext_lazy("Selesai pukul"))
    mode = forms.ChoiceField(label=gettext_lazy("Cara"), choices=EventMode.choices)
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=200, required=False)
    link = forms.URLField(
        label=gettext_lazy("Tautan"), max_length=300, required=False, assume_scheme="https"
    )
    facilitator = forms.CharField(label=gettext_lazy("Narasumber"), max_length=160)
    capacity = forms.IntegerField(
        label=gettext_lazy("Jumlah tempat"), required=False, min_value=1, max_value=5000
    )
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Untuk perangkat daerah"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tanpa tanda: seluruh kota."),
    )
    materials = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Materi"),
        queryset=GuideVersion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    test = forms.ModelChoiceField(
        label=gettext_lazy("Tes awal dan akhir"),
        queryset=KnowledgeTest.objects.all(),
        required=False,
        empty_label=gettext_lazy("Tanpa tes"),
    )
    counts_hours = forms.BooleanField(
        label=gettext_lazy("Yang hadir mendapat JP (KL11)"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        agencies: UnitQuerySet,
        event: SocialisationEvent | None = None,
        **kwargs: Any,
    ) -> None:
        if event is not None:
            start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
            kwargs["initial"] = {
                name: getattr(event, name)
                for name in (
                    "title", "batch", "mode", "place", "link", "facilitator", "capacity", "test",
                    "counts_hours",
                )
            } | {
                "day": start.date(),
                "starts": start.time(),
                "ends": end.time(),
                "units": event.units.all(),
                "materials": event.materials.all(),
            } | kwargs.get("initial", {})  # fmt: skip
        super().__init__(*args, **kwargs)
        units: Any = self.fields["units"]
        units.queryset = agencies
        materials: Any = self.fields["materials"]
        latest = GuideVersion.objects.select_related("guide").exclude(guide__kind="screen")
        materials.queryset = latest.order_by("guide__title", "-number")

    def entered(self) -> EventInput:
        """What was typed, once valid; times are those of Sabang."""
        data = self.cleaned_data
        zone = timezone.get_default_timezone()
        return EventInput(
            title=data["title"],
            batch=data["batch"],
            starts_at=datetime.combine(data["day"], data["starts"], zone),
            ends_at=datetime.combine(data["day"], data["ends"], zone),
            mode=EventMode(data["mode"]),
            place=data["place"],
            link=data["link"],
            facilitator=data["facilitator"],
            capacity=data["capacity"],
            units=[unit.pk for unit in data["units"]],
            materials=[version.pk for version in data["materials"]],
            test=data["test"],
            counts_hours=data["counts_hours"],
        )


class ListForm(PersonnelForm):
    """Who was there, one number on a line."""

    numbers = forms.CharField(
        label=gettext_lazy("NIP yang hadir"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8, "inputmode": "numeric", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Satu NIP per baris; spasi boleh. Yang tidak diundang dicatat sebagai datang tanpa "
            "undangan."
        ),
    )


class ExcuseForm(PersonnelForm):
    """Why somebody cannot come."""

    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=300)


class DigitsForm(PersonnelForm):
    """The signature of presence."""

    digits = forms.CharField(
        label=gettext_lazy("Empat angka terakhir NIP Anda"),
        min_length=4,
        max_length=4,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}
        ),
    )


class GuideForm(PersonnelForm):
    """All chapters of a guide as one text: a heading begins with ``#``."""

    text = forms.CharField(
        label=gettext_lazy("Isi panduan"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=gettext_lazy("Baris yang dimulai dengan # adalah judul bab."),
    )

    @staticmethod
    def text_of(chapters: list[dict[str, str]]) -> str:
        """Chapters as they are typed."""
        return "\n\n".join(f"# {one['title']}\n{one['text']}" for one in chapters)

    def chapters(self) -> list[dict[str, str]]:
        """The chapters of what was typed."""
        found: list[dict[str, str]] = []
        for line in self.cleaned_data["text"].splitlines():
            if line.startswith("#"):
                found.append({"title": line.lstrip("# ").strip(), "text": ""})
            elif found:
                found[-1]["text"] += line + "\n"
            elif line.strip():
                found.append({"title": "", "text": line + "\n"})
        return [{"title": one["title"], "text": one["text"].strip()} for one in found]
