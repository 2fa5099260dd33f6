"""Pages of the open settings: what holds and why, a new value, one taken back."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions
from personnel.actions import regulation as actions
from personnel.documents import SETTING_HEADINGS, SETTING_WIDTHS, setting_cells
from personnel.enums import Role
from personnel.forms.regulation import DecisionForm
from personnel.models import RegulationSetting
from personnel.rules.dates import long_date
from personnel.rules.regulation import Setting, UnknownSetting, setting_of
from personnel.selectors.settings import (
    decisions_of,
    history_of,
    in_groups,
    matching,
    row_of,
    setting_rows,
    state_of,
    table_words,
    value_words,
)
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step
from sabang_kinerja.common.access import roles, signed_in
from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError, WrongState
from sabang_kinerja.common.pages import ActionButton, render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

CONFLICT = 409


@require_GET
@signed_in
def setting_list(request: HttpRequest) -> HttpResponse:
    """Every open setting with its value of today, in groups."""
    who = asked(request)
    every = setting_rows(who.day)
    text = request.GET.get("q", "")[:80]
    unsure = request.GET.get("only") == "unsure"
    rows = [row for row in matching(every, text) if not (unsure and row.is_sure)]
    context = {
        "groups": in_groups(rows),
        "total": len(every),
        "unsure_count": sum(not row.is_sure for row in every),
        "q": text,
        "only": "unsure" if unsure else "",
    }
    return render_page(
        request, "personnel/setting_list.html", context, "personnel/_setting_rows.html"
    )


@require_GET
@signed_in
def setting_export(request: HttpRequest, file_type: str) -> HttpResponse:
    """Every open setting as XLSX or CSV."""
    day = asked(request).day
    rows = [setting_cells(row) for row in setting_rows(day)]
    if file_type == "csv":
        response = HttpResponse(as_csv(SETTING_HEADINGS, rows), content_type=CSV_TYPE)
    else:
        content = as_xlsx("Ketentuan", SETTING_HEADINGS, rows, SETTING_WIDTHS)
        response = HttpResponse(content, content_type=XLSX_TYPE)
    name = f"ketentuan-{day.isoformat()}.{file_type}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _declared(key: str) -> Setting:
    try:
        return setting_of(key)
    except UnknownSetting:
        raise Http404(key) from None


@require_GET
@signed_in
def setting_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One setting: its value, every value over time, and who decided what."""
    who = asked(request)
    setting = _declared(key)
    decided = decisions_of(key)
    context = {
        "setting": setting,
        "row": row_of(setting, decided, who.day),
        "lines": [_line(setting, one, who) for one in reversed(decided)],
        "default": value_words(setting, setting.default),
        "default_cells": table_words(setting, setting.default),
        "default_until": decided[0].valid_from if decided else None,
        "button": ActionButton(
            _("Putuskan nilai baru"),
            reverse("personnel:setting-decide", args=[key]),
            permissions.can_decide_regulation(who.user, who.now),
            "get",
        ),
        "history": history_of(setting),
    }
    return render_page(request, "personnel/setting_detail.html", context)


def _line(setting: Setting, one: RegulationSetting, who: Asked) -> dict[str, object]:
    return {
        "decision": one,
        "words": value_words(setting, one.value),
        "cells": table_words(setting, one.value),
        "is_here": one.valid_from <= who.day
        and (one.valid_until is None or who.day <= one.valid_until),
        "withdrawing": permissions.can_withdraw_decision(who.user, one, who.now)
        if one.valid_from > who.day
        else None,
    }


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def setting_decide(request: HttpRequest, key: str) -> HttpResponse:
    """A new value from a day on."""
    who = asked(request)
    setting = _declared(key)
    decided = decisions_of(key)
    row = row_of(setting, decided, who.day)
    form = DecisionForm(
        request.POST or None,
        setting=setting,
        value=row.value,
        seen=state_of(decided),
        today=who.day,
    )
    status = UNPROCESSABLE if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = _decide(form, key, who)
        except ChangedMeanwhile as error:
            form.refuse(error)
            form.carry_state(state_of(decisions_of(key)))
            status = CONFLICT
        except WrongState as error:
            form.refuse(error, "valid_from")
        except DomainError as error:
            form.refuse(error)
        else:
            _tell(request, made, who.day)
            return redirect("personnel:setting-detail", key=key)
    context = {"form": form, "setting": setting, "row": row, "decided": decided}
    return render_page(request, "personnel/setting_form.html", context, status=status)


def _decide(form: DecisionForm, key: str, who: Asked) -> RegulationSetting:
    data = form.cleaned_data
    return actions.decide_setting(
        key=key,
        value=data["value"],
        legal_basis=data["legal_basis"],
        valid_from=data["valid_from"],
        note=data["note"],
        seen=data["seen"],
        by=who.user,
        now=who.now,
    )


def _tell(request: HttpRequest, made: RegulationSetting, today: date) -> None:
    if made.valid_from <= today:
        messages.success(request, _("Nilai baru berlaku mulai hari ini."))
        return
    messages.success(
        request,
        _("Nilai baru berlaku mulai %(date)s. Sebelum hari itu masih dapat dibatalkan.")
        % {"date": long_date(made.valid_from)},
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def setting_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a value that has not begun."""
    who = asked(request)
    decision = get_object_or_404(RegulationSetting, pk=pk)
    setting = _declared(decision.key)
    return confirmed_step(
        request,
        title=_("Batalkan nilai %(value)s untuk %(setting)s?")
        % {"value": value_words(setting, decision.value), "setting": setting.label},
        consequences=[
            _("Nilai yang berlaku sebelum %(date)s tetap berlaku sesudahnya.")
            % {"date": long_date(decision.valid_from)},
            _("Pembatalan dicatat pada riwayat."),
        ],
        button=_("Batalkan nilai"),
        verdict=permissions.can_withdraw_decision(who.user, decision, who.now),
        back=reverse("personnel:setting-detail", args=[decision.key]),
        step=lambda: actions.withdraw_setting(decision_id=pk, by=who.user, now=who.now),
        done=_("Nilai yang belum berlaku sudah dibatalkan."),
    )
