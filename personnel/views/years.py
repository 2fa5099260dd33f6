"""Pages of the performance year: prepared, opened, closed, its periods and days."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions, policies
from personnel.actions import years as actions
from personnel.enums import Role, YearState
from personnel.forms.years import DeadlineForm, RhythmForm, YearForm
from personnel.models import Deadline, Employee, PerformanceYear, Unit
from personnel.selectors.calendar import holidays_between
from personnel.selectors.history import Entry, Source, read_history
from personnel.selectors.problems import find_problems
from personnel.selectors.years import DueRow, due_rows, next_due
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step, form_page
from personnel.views.problems import MENDED_BY, OFFICES
from sabang_kinerja.common.access import roles, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page


@require_GET
@signed_in
def year_list(request: HttpRequest) -> HttpResponse:
    """Years, the newest first."""
    who = asked(request)
    rows = list(PerformanceYear.objects.all())
    context = {
        "rows": rows,
        "open_years": [row for row in rows if row.state == YearState.OPEN],
        "can_manage": permissions.can_manage_years(who.user, who.now),
    }
    return render_page(request, "personnel/year_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def year_create(request: HttpRequest) -> HttpResponse:
    """Prepare a year; the one after the latest is proposed."""
    who = asked(request)
    latest = PerformanceYear.objects.first()
    proposed = latest.year + 1 if latest else who.day.year
    form = YearForm(request.POST or None, initial={"year": proposed})
    if request.method == "POST" and form.is_valid():
        try:
            year = actions.create_year(**_year_and_rhythm(form), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "year")
        else:
            messages.success(
                request, _("Tahun kinerja disiapkan. Periksa batas waktunya, lalu buka tahunnya.")
            )
            return redirect("personnel:year-detail", pk=year.pk)
    return form_page(
        request,
        form,
        title=_("Siapkan tahun kinerja"),
        lead=_("Periode dan batas waktu dibuat menurut ketentuan dan dapat diubah sesudahnya."),
        button=_("Siapkan"),
        back=reverse("personnel:year-list"),
    )


def _year_and_rhythm(form: YearForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("year", "rhythm", "mode")}


@require_GET
@signed_in
def year_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One year: where it stands, periods, days, and what to mend before it opens."""
    who = asked(request)
    year = get_object_or_404(PerformanceYear, pk=pk)
    manage = permissions.can_manage_years(who.user, who.now)
    rows = due_rows(year, who.day)
    context = {
        "year": year,
        "day": who.day,
        "periods": year.periods.select_related("year"),
        "rows": rows,
        "next": next_due(rows),
        "holidays": len(holidays_between(date(year.year, 1, 1), date(year.year, 12, 31))),
        "can_manage": manage,
        "can_change": manage and policies.may_change_calendar(year),
        "can_change_rhythm": manage and policies.may_change_rhythm(year),
        "buttons": [*_buttons(year, who), *filter(None, [_discard_button(year)])] if manage else [],
        "problems": _problems(who) if manage and year.state == YearState.PREPARING else None,
        "history": _history(year, rows),
    }
    return render_page(request, "personnel/year_detail.html", context)


def _history(year: PerformanceYear, rows: list[DueRow]) -> list[Entry]:
    steps = {row.deadline.key: f"{row.label} {row.period}".strip() for row in rows}
    deadlines = Source(
        Deadline, {"year": year.pk}, _("Batas waktu"), named_by="key", changes_only=True
    )
    entries = read_history([Source(PerformanceYear, {"id": year.pk}), deadlines])
    return [replace(entry, about=steps.get(entry.about, entry.about)) for entry in entries]


def _problems(who: Asked) -> int:
    return find_problems(Employee.objects.all(), Unit.objects.all(), who.day).total


def _buttons(year: PerformanceYear, who: Asked) -> list[ActionButton]:
    if year.state == YearState.PREPARING:
        url = reverse("personnel:year-open", args=[year.pk])
        return [ActionButton(_("Buka tahun kinerja"), url, policies.may_open_year(year), "get")]
    if year.state == YearState.OPEN:
        url = reverse("appraisal:year-close", args=[year.pk])
        verdict = policies.may_close_year(year, who.day)
        return [ActionButton(_("Tutup tahun kinerja"), url, verdict, "get", "outline-primary")]
    return []


def _discard_button(year: PerformanceYear) -> ActionButton | None:
    """Throw a rehearsal away; every other year stays for ever."""
    verdict = policies.may_discard_year(year)
    if not verdict:
        return None
    url = reverse("appraisal:year-discard", args=[year.pk])
    going = year.state == YearState.DISCARDING
    label = _("Lihat kemajuan") if going else _("Buang latihan")
    return ActionButton(label, url, verdict, "get", "outline-primary")


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def year_rhythm(request: HttpRequest, pk: int) -> HttpResponse:
    """Another rhythm while the year is prepared."""
    who = asked(request)
    year = get_object_or_404(PerformanceYear, pk=pk)
    form = RhythmForm(request.POST or None, initial={"rhythm": year.rhythm})
    back = reverse("personnel:year-detail", args=[year.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_rhythm(
                year_id=year.pk, rhythm=form.cleaned_data["rhythm"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error, "rhythm")
        else:
            messages.success(request, _("Periode dan batas waktu dibuat ulang."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Irama evaluasi tahun %(year)s") % {"year": year.year},
        lead=_("Periode dan batas waktu dibuat ulang; perubahan tanggal sebelumnya hilang."),
        button=_("Ubah"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def year_deadlines(request: HttpRequest, pk: int) -> HttpResponse:
    """All days of a year on one page, each with what it rests on."""
    who = asked(request)
    year = get_object_or_404(PerformanceYear, pk=pk)
    rows = due_rows(year, who.day)
    forms = [DeadlineForm(request.POST or None, deadline=row.deadline, year=year) for row in rows]
    bad = [form for form in forms if form.is_bound and not form.is_valid()]
    back = reverse("personnel:year-detail", args=[year.pk])
    refusal = ""
    if request.method == "POST" and not bad:
        days = {
            form.deadline.pk: (form.cleaned_data["due"], form.cleaned_data["legal_basis"])
            for form in forms
        }
        try:
            changed = actions.change_deadlines(year_id=year.pk, days=days, by=who.user, now=who.now)
        except DomainError as error:
            refusal = str(error)
        else:
            _tell_changed(request, changed)
            return redirect(back)
    context = {
        "year": year,
        "rows": _pairs(rows, forms),
        "bad": len(bad),
        "refusal": refusal,
        "verdict": policies.may_change_calendar(year),
        "back": back,
    }
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render_page(request, "personnel/year_deadlines.html", context, status=status)


def _pairs(rows: list[DueRow], forms: list[DeadlineForm]) -> list[tuple[DueRow, DeadlineForm]]:
    return list(zip(rows, forms, strict=True))


def _tell_changed(request: HttpRequest, changed: int) -> None:
    if not changed:
        messages.info(request, _("Tidak ada yang diubah."))
        return
    messages.success(
        request,
        ngettext("%(n)s batas waktu diubah.", "%(n)s batas waktu diubah.", changed)
        % {"n": changed},
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def year_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a year, after a look at what is not yet in order."""
    who = asked(request)
    year = get_object_or_404(PerformanceYear, pk=pk)
    problems = None
    if request.method == "GET":
        problems = find_problems(Employee.objects.all(), Unit.objects.all(), who.day)
    return confirmed_step(
        request,
        title=_("Buka tahun kinerja %(year)s?") % {"year": year.year},
        consequences=[
            _("Pegawai dapat menyusun SKP tahun %(year)s.") % {"year": year.year},
            _("Irama evaluasi (%(rhythm)s) tidak dapat diubah lagi.")
            % {"rhythm": year.get_rhythm_display().lower()},
        ],
        button=_("Buka"),
        verdict=policies.may_open_year(year),
        back=reverse("personnel:year-detail", args=[year.pk]),
        step=lambda: actions.open_year(
            year_id=year.pk, by=who.user, now=who.now, known_problems=_known(request)
        ),
        done=_("Tahun kinerja %(year)s sudah dibuka.") % {"year": year.year},
        template="personnel/year_open.html",
        problems=problems,
        sections=[
            (kind, len(rows), MENDED_BY[kind], OFFICES[kind])
            for kind, rows in (problems.sections() if problems else [])
        ],
    )


def _known(request: HttpRequest) -> int:
    """How many findings the person says to know of; 0 when nothing was ticked."""
    number = request.POST.get("known", "")
    return int(number) if number.isdecimal() else 0
