"""Pages of paper entry: a batch of sheets typed row by row, and undoing it."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from feedback import permissions
from feedback.actions import batches as actions
from feedback.actions.batches import Written
from feedback.forms.sheets import SheetForm
from feedback.models import CitizenSurvey, EntryBatch
from feedback.selectors.batches import batch_counts, sheet_layout
from feedback.views.surveys import OFFICERS
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

ROWS: Final = 10
"""Empty rows of the page; with a script new ones follow."""
MOST_ROWS: Final = 50
SheetFormSet = formset_factory(SheetForm, extra=ROWS, absolute_max=MOST_ROWS, max_num=MOST_ROWS)


def _batch(who: Asked, pk: int) -> EntryBatch:
    units = permissions.surveyed_units(who.user, who.now)
    batches = EntryBatch.objects.select_related("survey__unit", "survey__period")
    return get_object_or_404(
        batches.select_related("survey__questionnaire").filter(survey__unit__in=units), pk=pk
    )


@require_POST
@roles(*OFFICERS)
def entry_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a batch of paper sheets."""
    who = asked(request)
    surveys = permissions.visible_surveys(who.user, who.now).select_related("unit")
    survey = get_object_or_404(surveys, pk=pk)
    try:
        batch = actions.start_batch(survey=survey, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("feedback:survey-detail", pk=pk)
    return redirect("feedback:entry-fill", pk=batch.pk)


def _kwargs(who: Asked, survey: CitizenSurvey) -> dict[str, Any]:
    layout = sheet_layout(survey)
    last = min(max(who.day, survey.opens_on), survey.closes_on)
    only = layout.services[0].pk if len(layout.services) == 1 else None
    return {
        "form_kwargs": {
            "survey": survey,
            "layout": layout,
            "initial": {"day": last, "service": only},
        }
    }


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def entry_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Ten rows as a plain form; with a script a grid that saves each row as it is complete."""
    who = asked(request)
    batch = _batch(who, pk)
    survey = batch.survey
    verdict = permissions.can_enter_answers(who.user, survey, who.now)
    if not verdict or batch.undone_at is not None:
        messages.error(request, str(verdict.reason or _("Berkas jawaban ini sudah dibatalkan.")))
        return redirect("feedback:survey-detail", pk=survey.pk)
    formset = SheetFormSet(request.POST or None, **_kwargs(who, survey))
    written: list[Written] = []
    if request.method == "POST" and formset.is_valid():
        sheets = [form.sheet() for form in formset if form.has_changed()]
        written = actions.add_sheets(batch_id=pk, sheets=sheets, by=who.user, now=who.now)
        messages.success(request, _saved(len(written)))
        formset = SheetFormSet(**_kwargs(who, survey))
    context = {
        "batch": batch,
        "survey": survey,
        "formset": formset,
        "layout": sheet_layout(survey),
        "counts": batch_counts(batch),
        "written": _joined(written),
        "bad_rows": _bad_rows(formset),
    }
    status = UNPROCESSABLE if formset.is_bound else 200
    return render_page(request, "feedback/entry_fill.html", context, status=status)


def _saved(number: int) -> str:
    return ngettext("%(n)s lembar disimpan.", "%(n)s lembar disimpan.", number) % {"n": number}


def _bad_rows(formset: "BaseFormSet[SheetForm]") -> list[int]:
    if not formset.is_bound:
        return []
    return [number for number, form in enumerate(formset, start=1) if form.errors]


@require_POST
@roles(*OFFICERS)
def entry_save(request: HttpRequest, pk: int) -> JsonResponse:
    """One row of the grid: written, or refused cell by cell."""
    who = asked(request)
    batch = _batch(who, pk)
    form = SheetForm(request.POST, **_kwargs(who, batch.survey)["form_kwargs"])
    if not form.is_valid():
        errors = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=UNPROCESSABLE)
    sheet = form.sheet()
    try:
        written = actions.add_sheets(batch_id=pk, sheets=[sheet], by=who.user, now=who.now)
    except DomainError as error:
        return JsonResponse({"refused": str(error)}, status=409)
    return JsonResponse(
        {
            "written": _joined(written),
            "note": _("Tersimpan")
            if sheet.standing == "usable"
            else _("Tersimpan, tetapi jawabannya terlalu sedikit untuk dihitung"),
            **_numbers(batch),
        }
    )


@require_POST
@roles(*OFFICERS)
def entry_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the rows back that were written last; the page says which."""
    who = asked(request)
    batch = _batch(who, pk)
    quick = request.headers.get("Accept") == "application/json"
    try:
        gone = actions.undo_sheets(
            batch_id=pk,
            written=_split(request.POST.get("written", "")),
            by=who.user,
            now=who.now,
        )
    except DomainError as error:
        if quick:
            return JsonResponse({"refused": str(error)}, status=409)
        messages.error(request, str(error))
        return redirect("feedback:entry-fill", pk=pk)
    if quick:
        return JsonResponse({"gone": gone, **_numbers(batch)})
    messages.success(
        request,
        ngettext("%(n)s lembar dibatalkan.", "%(n)s lembar dibatalkan.", gone) % {"n": gone},
    )
    return redirect("feedback:entry-fill", pk=pk)


def _numbers(batch: EntryBatch) -> dict[str, int]:
    counts = batch_counts(batch)
    return {"rows": counts.rows, "usable": counts.usable, "unusable": counts.unusable}


def _joined(written: list[Written]) -> str:
    return ",".join(f"{answer}:{comment or ''}" for answer, comment in written)


def _split(text: str) -> list[Written]:
    found: list[Written] = []
    for pair in filter(None, text.split(",")):
        answer, _colon, comment = pair.partition(":")
        try:
            found.append((UUID(answer), UUID(comment) if comment else None))
        except ValueError:
            continue
    return found


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def entry_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole batch back, after a question."""
    who = asked(request)
    batch = _batch(who, pk)
    counts = batch_counts(batch)
    return confirmed_step(
        request,
        title=_("Batalkan seluruh berkas jawaban ini?"),
        consequences=[
            ngettext(
                "%(n)s lembar jawaban dan sarannya dihapus dari survei.",
                "%(n)s lembar jawaban dan sarannya dihapus dari survei.",
                counts.rows,
            )
            % {"n": counts.rows},
            _("Berkas yang sama boleh dimasukkan lagi sesudahnya."),
        ],
        button=_("Batalkan berkas"),
        verdict=permissions.can_enter_answers(who.user, batch.survey, who.now),
        back=reverse("feedback:survey-detail", args=[batch.survey_id]),
        step=lambda: actions.undo_batch(batch_id=pk, by=who.user, now=who.now),
        done=_("Berkas jawaban sudah dibatalkan."),
    )
