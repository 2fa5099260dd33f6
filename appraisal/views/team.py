"""The supervisor's page of one period: everybody on one grid, one person with all the evidence."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.forms.ratings import RatingForm, Stops, stops_of
from appraisal.models.evaluations import EvaluationQuerySet
from appraisal.regulation import SMALL_UNIT
from appraisal.selectors.due_days import last_day
from appraisal.selectors.organisation import applicable_predicates, pattern_words
from appraisal.selectors.patterns import deviation_reason, pattern_of
from appraisal.selectors.team import (
    TeamCounts,
    TeamRow,
    given_by,
    next_to_rate,
    team_counts,
    team_evaluations,
    team_periods,
    team_rows,
)
from appraisal.views.signed_in import SignedInRequest
from appraisal.views.team_buttons import Organisations, fix_all_button, fix_button, serve_all_button
from appraisal.views.team_drawer import drawer_context
from personnel.models import Period, Unit
from personnel.rules.year import DeadlineKey
from personnel.selectors.regulation import regulation_on
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.words import of_total

CLOSED = "0"
"""Value of ``selected`` that leaves the drawer shut."""

_TEAM = gettext_lazy("Pejabat penilai: hanya pegawai yang dinilainya")


def rows_of(request: SignedInRequest, period: Period) -> list[TeamRow]:
    """The reader's team as the grid shows it."""
    evaluations = list(team_of(request, period))
    return team_rows(
        evaluations, applicable_predicates(evaluations), regulation_on(timezone.localdate())
    )


def given(request: SignedInRequest) -> EvaluationQuerySet:
    """Evaluations that the reader gives, also on behalf of an absent supervisor."""
    raters = permissions.rated_for(request.user, timezone.now())
    return given_by(raters, request.user.employee_id)


def team_of(request: SignedInRequest, period: Period) -> EvaluationQuerySet:
    """Evaluations that the reader gives in a period; empty for everybody else."""
    return team_evaluations(given(request), period)


@require_GET
@object_rule(_TEAM)
def team_current(request: SignedInRequest) -> HttpResponse:
    """Lead to the period in which most waits for the reader's rating."""
    periods = team_periods(given(request))
    if not periods:
        return render(request, "appraisal/team_none.html")
    busiest = max(periods, key=lambda row: (row.to_rate + row.to_serve, row.period.ends))
    return redirect("appraisal:team", period_pk=busiest.period.pk)


@require_GET
@object_rule(_TEAM)
def team(request: SignedInRequest, period_pk: int) -> HttpResponse:
    """The grid, with ``?selected=ID`` the person in the drawer (``selected=0``: nobody)."""
    period = get_object_or_404(Period.objects.select_related("year"), pk=period_pk)
    context = team_context(request, period)
    template = "appraisal/team.html" if context["rows"] else "appraisal/team_none.html"
    return render(request, template, context)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line of the grid with its two rating lines."""

    row: TeamRow
    results: Stops
    behaviour: Stops


def _grid(rows: list[TeamRow]) -> list[GridRow]:
    return [
        GridRow(
            row,
            stops_of(
                f"grid-h-{row.evaluation.pk}",
                _("Hasil kerja, %(name)s") % {"name": row.name},
                row.results.rating,
                row.results.proposed,
            ),
            stops_of(
                f"grid-p-{row.evaluation.pk}",
                _("Perilaku kerja, %(name)s") % {"name": row.name},
                row.behaviour.rating,
                row.behaviour.proposed,
            ),
        )
        for row in rows
    ]


def _selected_pk(request: SignedInRequest, rows: list[TeamRow]) -> int | None:
    """Whom the address names, or the first for whom something is left to do."""
    wanted = request.GET.get("selected", "")
    if wanted == CLOSED:
        return None
    if wanted.isdecimal() and any(row.evaluation.pk == int(wanted) for row in rows):
        return int(wanted)
    first = next_to_rate(rows, 0) or next(
        (row for row in rows if row.is_complete or row.waits_to_be_served), None
    )
    return first.evaluation.pk if first else None


def team_context(
    request: SignedInRequest,
    period: Period,
    *,
    selected: int | None = None,
    form: RatingForm | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Everything on the page; ``form`` is one that was refused, with what was typed."""
    now = timezone.now()
    evaluations = list(team_of(request, period))
    organisations = applicable_predicates(evaluations)
    regulation = regulation_on(timezone.localtime(now).date())
    rows = team_rows(evaluations, organisations, regulation)
    fix_all = fix_all_button(rows, organisations, period)
    small_unit = regulation.whole(SMALL_UNIT)
    pk = selected or _selected_pk(request, rows)
    context: dict[str, Any] = {
        "period": period,
        "periods": team_periods(given(request), period.year_id),
        "rows": _grid(rows),
        "headline": _headline(team_counts(rows)),
        "due": last_day(period, DeadlineKey.RATING_DUE),
        "today": timezone.localtime(now).date(),
        "organisation_notes": _organisation_notes(organisations, rows, small_unit),
        "deviation": _deviation(request, period, rows, organisations, small_unit),
        "fix_all": fix_all,
        "serve_all": serve_all_button(rows, period, is_main=fix_all is None or not fix_all.verdict),
        "selected": None,
        "stored": {},
        "acting_for": _acting_names(rows, request.user.employee_id),
    }
    if pk is not None:
        context |= drawer_context(request, period, rows, pk, form, now)
        context["fix_one"] = fix_button(request.user, context["selected"], organisations[pk], now)
    return context | more


def _acting_names(rows: list[TeamRow], reader: int | None) -> list[str]:
    """On whose behalf the reader rates some of these people; empty for an own team."""
    others = {
        row.evaluation.supervisor.full_name
        for row in rows
        if row.evaluation.supervisor and row.evaluation.supervisor_id != reader
    }
    return sorted(others)


def _headline(counts: TeamCounts) -> str:
    """The true sentence that opens the page."""
    if counts.fixed == counts.total and not counts.to_serve:
        return _("Semua hasil sudah ditetapkan dan disampaikan.")
    if counts.rated == counts.total:
        return _("Semua pegawai sudah Anda nilai.")
    return _("%(share)s pegawai sudah Anda nilai.") % {
        "share": of_total(counts.rated, counts.total)
    }


def _organisation_notes(
    organisations: Organisations, rows: list[TeamRow], small_unit: int
) -> list[dict[str, Any]]:
    """What is known of the organisation predicates behind the rows, each named once.

    Beside each: how the people of this team under it stand to the pattern, previews included.
    """
    found = {row.pk: row for row in organisations.values() if row is not None}
    notes = []
    for row in sorted(found.values(), key=lambda row: row.unit.name):
        under = [one.predicate for one in rows if organisations[one.evaluation.pk] == row]
        notes.append(
            {
                "row": row,
                "pattern": pattern_words(row.predicate) if row.is_fixed else "",
                "team": pattern_of(row, under, small_unit),
            }
        )
    return notes


def _deviation(
    request: SignedInRequest,
    period: Period,
    rows: list[TeamRow],
    organisations: Organisations,
    small_unit: int,
) -> dict[str, Any] | None:
    """The reason that the head of a unit writes when the team leaves the pattern."""
    now = timezone.now()
    led = roles_of(request.user, timezone.localtime(now).date()).headed_units
    if len(led) != 1 or not rows:
        return None
    unit = Unit.objects.select_related("agency").get(pk=next(iter(led)))
    organisation = organisations[rows[0].evaluation.pk]
    pattern = pattern_of(organisation, [row.predicate for row in rows], small_unit)
    reason = deviation_reason(unit, period)
    if not pattern.left and reason is None:
        return None
    calibration = permissions.calibration_of(unit.agency, period)
    return {
        "unit": unit,
        "reason": reason,
        "can_write": permissions.can_write_deviation(request.user, unit, calibration, now),
    }
