"""Tags of the face: icons, marks, charts, numbers and dates as people here write them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import forms, template
from django.forms import BoundField
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from appraisal.enums import Predicate, Rating
from appraisal.rules.explanation import QuadrantCell
from appraisal.selectors.library import agency_kind_words
from personnel.rules.nip import group_nip
from sabang_kinerja.common.charts.meter import is_behind, meter
from sabang_kinerja.common.charts.ruler import year_ruler
from sabang_kinerja.common.devices import device_name
from sabang_kinerja.common.marks import GAUGE, ICONS, STATE_MARKS, state_kind
from sabang_kinerja.common.numbers import format_decimal, rounded
from sabang_kinerja.common.previews import can_preview
from sabang_kinerja.common.uploads import file_kind

register = template.Library()
register.filter("is_behind", is_behind)
register.filter("device", device_name)
register.filter("can_preview", can_preview)
register.filter("file_kind", file_kind)
register.filter("agency_kind", agency_kind_words)

_NEAR: Final = 2
"""Days before a date from which it is marked as near."""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon beside a word, or with ``label`` for screen readers when it stands alone."""
    picture = format_html(
        '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', ICONS[name]
    )
    if not label:
        return picture
    return format_html('{}<span class="visually-hidden">{}</span>', picture, label)


@register.simple_tag
def state_mark(state: str, label: str, *, turn: bool = False) -> SafeString:
    """State by shape, then word, then colour; ``turn`` when the reader is the one to act."""
    kind = "turn" if turn else state_kind(state)
    return format_html(
        '<span class="st st-{}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</span>',
        kind,
        mark_safe(STATE_MARKS[kind]),  # noqa: S308  our own drawing
        label,
    )


@register.simple_tag
def predicate_badge(predicate: str, label: str = "") -> SafeString:
    """A predicate as five-step gauge and word; ``label`` or "belum ada" while there is none."""
    if not predicate:
        return format_html('<span class="pred pred-none">{}</span>', label or _("belum ada"))
    return format_html(
        '<span class="pred pred-{}">{}{}</span>', GAUGE[predicate], gauge(predicate), label
    )


@register.simple_tag
def gauge(predicate: str) -> SafeString:
    """The five rising steps, filled up to the predicate's level."""
    level = GAUGE[predicate]
    bars = "".join(
        f'<rect class="{"on" if step <= level else "off"}" x="{(step - 1) * 4}" '
        f'y="{12 - step * 2.4:.1f}" width="3" height="{step * 2.4 + 2:.1f}"/>'
        for step in range(1, 6)
    )
    return mark_safe(  # noqa: S308  built from numbers only
        f'<svg viewBox="0 0 19 14" aria-hidden="true">{bars}</svg>'
    )


@register.filter
def level(predicate: str) -> int:
    """1 (very poor) to 5 (very good), for classes."""
    return GAUGE[predicate]


@register.inclusion_tag("components/ruler_year.html")
def ruler(year: int, today: date, judged_from: date | None = None) -> dict[str, Any]:
    """The year from zero, with today; twice, because a phone has room for initials only.

    ``judged_from`` is the first day of the yearly evaluation, 15 December unless the year says
    otherwise.
    """
    judged = judged_from or date(year, 12, 15)
    doing = date(year, 2, 1)
    wide = year_ruler(
        year,
        today,
        [
            (date(year, 1, 1), pgettext("tahap tahun", "Rencana")),
            (doing, pgettext("tahap tahun", "Pelaksanaan, pemantauan, pembinaan")),
            (judged, pgettext("tahap tahun", "Penilaian")),
        ],
    )
    narrow = year_ruler(
        year,
        today,
        [
            (doing, pgettext("tahap tahun", "Pelaksanaan")),
            (judged, pgettext("tahap tahun", "Nilai")),
        ],
    )
    said = [_("Tahun kinerja %(year)s.") % {"year": year}]
    if wide.now and wide.current:
        said.append(
            _("Hari ini %(today)s, tahap %(stage)s.")
            % {"today": formats.date_format(today, "j F"), "stage": wide.current.lower()}
        )
    said.append(
        _("Penilaian tahunan %(start)s sampai %(end)s.")
        % {
            "start": formats.date_format(judged, "j F"),
            "end": long_date(date(year + 1, 1, 31)),
        }
    )
    return {"wide": wide, "narrow": narrow, "today": today, "label": " ".join(said)}


@register.inclusion_tag("components/meter.html")
def meter_bar(share: float, expected: float | None, label: str) -> dict[str, Any]:
    """Progress from zero to its target, with where it should be today (both 0 to 1)."""
    return {"meter": meter(share, expected), "label": label}


@register.inclusion_tag("components/quadrant.html")
def quadrant(cells: Sequence[Sequence[QuadrantCell]], own: str = "") -> dict[str, Any]:
    """The table of the law with one cell lit; ``own`` stands in it ("hasil Anda")."""
    here = next((cell for row in cells for cell in row if cell.is_here), None)
    return {
        "own": own,
        "here": here and Predicate(here.predicate).label,
        "columns": [
            {
                "label": Rating(cell.behaviour).label,
                "is_lit": here and here.behaviour == cell.behaviour,
            }
            for cell in cells[0]
        ],
        "rows": [
            {
                "label": Rating(row[0].results).label,
                "is_lit": here and here.results == row[0].results,
                "cells": [
                    {
                        "predicate": cell.predicate,
                        "label": Predicate(cell.predicate).label,
                        "is_here": cell.is_here,
                    }
                    for cell in row
                ],
            }
            for row in cells
        ],
    }


@register.filter
def long_date(day: date | datetime | None) -> str:
    """ "5 Januari 2026"; in English "5 January 2026"."""
    return formats.date_format(_day_of(day), "j F Y") if day else ""


@register.filter
def weekday_date(day: date | datetime | None) -> str:
    """ "Selasa, 24 November 2026"."""
    return formats.date_format(_day_of(day), "l, j F Y") if day else ""


@register.filter
def day_month(day: date | datetime | None) -> str:
    """ "5 Des", where the year is plain from the page."""
    return formats.date_format(_day_of(day), "j M") if day else ""


@register.filter
def short_date(day: date | datetime | None) -> str:
    """05-01-2026, in tables."""
    return _day_of(day).strftime("%d-%m-%Y") if day else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """14.30 WIB."""
    return timezone.localtime(moment).strftime("%H.%M WIB") if moment else ""


def _day_of(day: date | datetime) -> date:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


@register.filter
def nip(digits: str | None) -> str:
    """Grouped employee number; empty for a state official."""
    return group_nip(digits) if digits else ""


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """1.240 or 82,96; with ``decimals`` always so many (2 for an IKM: 82,90)."""
    if decimals is not None:
        return formats.number_format(rounded(value, decimals), decimals, force_grouping=True)
    return format_decimal(Decimal(str(value)))


@register.filter
def percent(share: float | Decimal, decimals: int = 0) -> str:
    """A share of 0 to 1 as "70 %"."""
    return f"{formats.number_format(rounded(100 * share, decimals), decimals)} %"


@register.filter
def days_until(due: date | None, today: date) -> str:
    """ "2 hari lagi", "hari ini", "lewat 3 hari"."""
    if due is None:
        return ""
    left = (due - today).days
    if left == 0:
        return _("hari ini")
    if left < 0:
        return ngettext("lewat %(n)s hari", "lewat %(n)s hari", -left) % {"n": -left}
    return ngettext("%(n)s hari lagi", "%(n)s hari lagi", left) % {"n": left}


@register.filter
def due_class(due: date | None, today: date) -> str:
    """Class of a date in a list of what waits: late, near, or neither."""
    if due is None:
        return ""
    left = (due - today).days
    return "is-late" if left < 0 else "is-near" if left <= _NEAR else ""


@register.filter
def full_stop(sentence: object) -> str:
    """A title that is a sentence ends as one."""
    text = str(sentence).strip()
    return text if text.endswith((".", "?", "…")) else f"{text}."


@register.filter
def one_stop(sentence: object) -> str:
    """A sentence that ends with a name and its degree ("M.Si.") takes no second full stop."""
    return str(sentence).replace("..", ".")


@register.filter
def lookup(mapping: dict[str, Any], key: str) -> Any:
    """Value of a key that only the template knows."""
    return mapping.get(key, "")


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The present query string with some keys changed; ``None`` removes a key."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        params.pop(key, None)
        if value is not None:
            params[key] = value
    return f"?{params.urlencode()}"


@register.filter
def bootstrap_field(field: BoundField) -> SafeString:
    """A bare form field in the look of the house, for bars that crispy does not lay out.

    django-allauth repeats labels inside its fields; ours stand above them.
    """
    widget = field.field.widget
    look = "form-select" if isinstance(widget, forms.Select) else "form-control"
    attrs: dict[str, str | bool] = {"class": f"{look} is-invalid" if field.errors else look}
    if isinstance(widget, (forms.PasswordInput, forms.EmailInput)):
        attrs["placeholder"] = ""
    return field.as_widget(attrs=attrs)


@register.filter
def code_field(field: BoundField) -> SafeString:
    """The field for a one-time code: large figures, the keyboard of numbers, no memory."""
    look = "form-control form-code is-invalid" if field.errors else "form-control form-code"
    return field.as_widget(
        attrs={
            "class": look,
            "placeholder": "",
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "autofocus": True,
        }
    )
