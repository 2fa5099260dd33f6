"""Forms of the pulse: a wave, eleven answers, what was done."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.actions.pulse import LONGEST
from feedback.enums import PulseMoment
from feedback.rules.pulse import ITEMS
from personnel.forms.fields import DayField, PersonnelForm

QUESTIONS: Final = {
    "P1": _("Saya dapat menyampaikan pandangan saya dalam proses penilaian kinerja."),
    "P2": _("Saya dapat memengaruhi hasil penilaian melalui proses itu."),
    "P3": _("Proses itu diterapkan secara konsisten."),
    "P4": _("Proses itu bebas dari keberpihakan."),
    "P5": _("Proses itu berdasar informasi yang akurat."),
    "P6": _("Saya dapat mengajukan keberatan atas hasilnya."),
    "P7": _("Proses itu sesuai standar etika."),
    "R1": _("Sistem penilaian baru ini tepat untuk instansi kami."),
    "R2": _("Pimpinan saya mendukung perubahan ini."),
    "R3": _("Saya mampu menjalankan sistem ini."),
    "R4": _("Perubahan ini bermanfaat bagi saya."),
}
"""Our own wording (feedback F.1); an adaptation that nobody has validated yet."""

EXTENT: Final = (
    (5, _("Sangat setuju")),
    (4, _("Setuju")),
    (3, _("Ragu-ragu")),
    (2, _("Tidak setuju")),
    (1, _("Sangat tidak setuju")),
)


class WaveForm(PersonnelForm):
    """A wave and its days."""

    constraint_fields = {"wave_once_a_year": "moment", "wave_dates_in_order": "closes_on"}

    year = forms.IntegerField(label=_("Tahun"), min_value=2020, max_value=2100)
    moment = forms.ChoiceField(label=_("Saat"), choices=PulseMoment.choices)
    opens_on = DayField(
        label=_("Dibuka"), help_text=_("Gelombang terbuka sendiri pada tanggal ini.")
    )
    closes_on = DayField(label=_("Ditutup"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        initial = {
            "year": today.year,
            "opens_on": today + timedelta(days=1),
            "closes_on": today + timedelta(weeks=2),
        }
        super().__init__(*args, initial=initial, **kwargs)


class PulseForm(PersonnelForm):
    """Eleven statements, each may stay open, and one text."""

    text = forms.CharField(
        label=_("Apa yang paling perlu diperbaiki?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        help_text=_("Jangan menulis nama atau hal yang menunjukkan siapa Anda."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=question,
                choices=[(str(value), label) for value, label in EXTENT],
                required=False,
                widget=forms.RadioSelect,
            )

    @property
    def asks(self) -> list[forms.BoundField]:
        """The eleven statements in their order."""
        return [self[name] for name in ITEMS]

    def items(self) -> list[int | None]:
        """What was chosen, in the order of the items."""
        return [int(one) if (one := self.cleaned_data.get(name)) else None for name in ITEMS]


class DoneForm(PersonnelForm):
    """What BKPSDM did, in words for staff."""

    text = forms.CharField(
        label=_("Yang sudah dilakukan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Dibaca semua pegawai bersama hasilnya."),
    )
