"""Every component of the face on one page, for those who build on it; only in the demo."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appraisal.enums import Predicate
from appraisal.forms.ratings import stops_of
from appraisal.rules.explanation import quadrant
from appraisal.rules.predicate import OrganisationPredicate
from appraisal.rules.predicate import Predicate as PredicateKey
from appraisal.rules.ratings import Rating
from appraisal.selectors.pattern_figure import distribution_figure
from personnel.selectors.history import Change, Entry
from sabang_kinerja.common.access import public
from sabang_kinerja.common.marks import ICONS, STATE_MARKS
from sabang_kinerja.common.pages import ActionButton
from sabang_kinerja.common.verdicts import ALLOWED, denied


class SampleForm(forms.Form):
    """One field of each kind."""

    indicator = forms.CharField(
        label=gettext_lazy("Indikator"), help_text=gettext_lazy("Apa yang diukur.")
    )
    target = forms.CharField(label=gettext_lazy("Target"))
    aspect = forms.ChoiceField(
        label=gettext_lazy("Aspek"),
        choices=[("time", gettext_lazy("Waktu")), ("cost", gettext_lazy("Biaya"))],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Jenis hasil kerja"),
        choices=[("main", gettext_lazy("Utama")), ("additional", gettext_lazy("Tambahan"))],
        widget=forms.RadioSelect,
    )
    read = forms.BooleanField(label=gettext_lazy("Panduan perilaku sudah dibaca"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_target(self) -> str:
        """Refuse words without a figure, to show an error at its place."""
        text: str = self.cleaned_data["target"]
        if not any(letter.isdigit() for letter in text):
            raise forms.ValidationError(_("Tulis angka dan satuan, misalnya 95 %."))
        return text


class SecretForm(forms.Form):
    """A password."""

    secret = forms.CharField(label=gettext_lazy("Kata sandi"), widget=forms.PasswordInput)


class SampleFilter:
    """What a list is filtered by, as a ``FilterSet`` hands it over."""

    class Form(forms.Form):
        """Two filters."""

        q = forms.CharField(label=gettext_lazy("Nama atau NIP"), required=False)
        state = forms.ChoiceField(
            label=gettext_lazy("Status"),
            choices=[("", gettext_lazy("Semua status")), ("draft", gettext_lazy("Draf"))],
            required=False,
        )

    form = Form()


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing that waits, as the home page shows it."""

    title: str
    text: str
    verb: str
    url: str
    due: date | None


_COUNTS: Final = {
    PredicateKey.VERY_GOOD: 15,
    PredicateKey.GOOD: 63,
    PredicateKey.NEEDS_IMPROVEMENT: 6,
    PredicateKey.POOR: 2,
}


@require_http_methods(["GET", "POST"])
@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show each component once; a POST only says that it arrived, so that buttons can be tried."""
    if request.method == "POST":
        messages.success(request, _("Perubahan sudah disimpan."))
    today = timezone.localdate()
    form = SampleForm(
        {
            "indicator": _("Permohonan selesai dalam 24 jam"),
            "target": _("sebanyak mungkin"),
            "aspect": "time",
            "kind": "main",
        }
    )
    context = {
        "form": form,
        "secret": SecretForm()["secret"],
        "filter": SampleFilter,
        "history": _history(),
        "distribution": distribution_figure(OrganisationPredicate.GOOD, _COUNTS),
        "today": today,
        "icons": list(ICONS),
        "states": list(zip(STATE_MARKS, _state_words(), strict=True)),
        "predicates": Predicate.choices,
        "buttons": _buttons(request.path),
        "todos": _todos(today),
        "cells": quadrant(Rating.MEETS, Rating.ABOVE),
        "lines": [
            stops_of("empty", _("Belum dinilai. Usulan sistem: sesuai ekspektasi."), "", "meets"),
            stops_of("same", _("Sama. Usulan sistem: sesuai ekspektasi."), "meets", "meets"),
            stops_of("other", _("Berbeda. Usulan sistem: sesuai ekspektasi."), "above", "meets"),
        ],
        "page": Paginator(range(62), 3).get_page(2),
        "table": _table(),
        "route": [
            {"label": _("Draf"), "detail": "4 Januari", "state": "past"},
            {"label": _("Diajukan"), "detail": "13 Januari", "state": "past"},
            {"label": _("Disetujui"), "detail": _("menunggu tanda tangan Anda"), "state": "here"},
            {"label": _("Ditetapkan"), "detail": _("paling lambat 31 Januari"), "state": ""},
        ],
    }
    return render(request, "gallery.html", context)


def _state_words() -> list[str]:
    return [
        _("Draf"),
        _("Diajukan, menunggu penilai"),
        _("Giliran Anda"),
        _("Dikembalikan"),
        _("Ditetapkan"),
        _("Lewat 3 hari"),
        _("Final"),
    ]


def _buttons(here: str) -> list[ActionButton]:
    locked = denied(_("Dapat diajukan setelah satu indikator diberi target."))
    question = _(
        "Tetapkan hasil ini? Setelah ditetapkan, rating tidak dapat diubah "
        "kecuali melalui keberatan."
    )
    return [
        ActionButton(_("Tetapkan"), here, ALLOWED, confirm=question),
        ActionButton(_("Kembalikan"), here, ALLOWED, method="get", variant="outline-primary"),
        ActionButton(_("Batal"), here, ALLOWED, method="get", variant="link"),
        ActionButton(_("Ajukan"), here, locked),
    ]


def _todos(today: date) -> list[Sample]:
    return [
        Sample(
            _("Perbaiki bukti yang dikembalikan"),
            _("Tautan “Berita acara Rondo” tidak dapat dibuka. Unggah berkasnya langsung."),
            _("Perbaiki bukti"),
            "#",
            today + timedelta(days=2),
        ),
        Sample(
            _("Catat kemajuan bulan November"),
            _("Dua hari kerja belum tercatat."),
            _("Catat"),
            "#",
            today + timedelta(days=11),
        ),
        Sample(
            _("Beri keterangan atas keberatan"),
            _("Kedua pihak didengar sebelum diputus."),
            _("Beri keterangan"),
            "#",
            today - timedelta(days=3),
        ),
    ]


def _history() -> list[Entry]:
    change = Change(_("Target"), "11.500", "12.000")
    return [
        Entry(timezone.now(), "Zulfadhli Ismail", "update", _("Indikator"), "", [change]),
        Entry(timezone.now(), "", "insert", _("Rencana hasil kerja"), "", []),
    ]


def _table() -> dict[str, Any]:
    columns = [
        {"label": _("Nama"), "numeric": False},
        {"label": _("Status"), "numeric": False},
        {"label": _("Jam pelajaran"), "numeric": True},
    ]
    people = [
        ("Bukhari Saleh, S.E.", _("Ditetapkan"), "24"),
        ("Nadia Safira, A.Md.", _("Draf"), "8"),
    ]
    rows = [
        {"cells": list(zip(columns, cells, strict=True)), "is_here": number == 1}
        for number, cells in enumerate(people)
    ]
    return {"columns": columns, "rows": rows}
