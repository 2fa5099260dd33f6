"""Adverse impact for those who watch the city."""

from collections.abc import Iterator
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal.selectors.fairness import CityFairness, FairnessRow, city_fairness
from appraisal.views.periods import WATCHERS
from appraisal.views.scope import Chosen, Line, chosen, table_file
from appraisal.views.signed_in import SignedInRequest
from personnel.models import Unit
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.numbers import grouped_decimal, rounded

HEADINGS = (
    gettext_lazy("Pembeda"),
    gettext_lazy("Hasil"),
    gettext_lazy("Kelompok"),
    gettext_lazy("Jumlah"),
    gettext_lazy("Dari"),
    gettext_lazy("Pembanding"),
    gettext_lazy("Jumlah pembanding"),
    gettext_lazy("Dari (pembanding)"),
    gettext_lazy("Rasio"),
    gettext_lazy("q"),
    gettext_lazy("Rasio odds dalam strata"),
    gettext_lazy("q dalam strata"),
    gettext_lazy("Tanda"),
)
WIDTHS = (22, 32, 22, 10, 10, 22, 18, 18, 10, 10, 24, 16, 22)


def _read(request: SignedInRequest) -> tuple[Chosen, CityFairness]:
    scope = chosen(request, Unit.objects.none())
    return scope, city_fairness(scope.year)


@require_GET
@roles(*WATCHERS)
def fairness_list(request: SignedInRequest) -> HttpResponse:
    """Rates of groups beside each other, the whole city only; ``?year=2026`` chooses."""
    scope, city = _read(request)
    context = {
        "scope": scope,
        "city": city,
        "files": [
            (name, reverse("appraisal:fairness-export", args=[kind]) + scope.query)
            for name, kind in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
    }
    return render(request, "appraisal/fairness_list.html", context)


@require_GET
@roles(*WATCHERS)
def fairness_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """The same rows as a spreadsheet; what the page hides, the file hides."""
    scope, city = _read(request)
    return table_file(
        kind,
        f"keadilan-{scope.year}",
        _("Keadilan hasil"),
        HEADINGS,
        _lines(city),
        WIDTHS,
        [_("Tanda ini membuka peninjauan proses dan kriteria. Tidak ada yang diubah oleh mesin.")],
    )


def _lines(city: CityFairness) -> Iterator[Line]:
    for label, rows in city.traits:
        for row in rows:
            yield (label, row.outcome, row.group, *_figures(row), row.light)


def _figures(row: FairnessRow) -> Line:
    one = row.found
    if one.is_hidden:
        return ("", "", row.reference, "", "", "", "", "", "")
    within = one.within
    return (
        one.selection.selected,
        one.selection.total,
        row.reference,
        one.reference_selection.selected,
        one.reference_selection.total,
        _number(one.ratio, 2),
        _number(one.q, 3),
        _number(within.odds_ratio if within else None, 2),
        _number(one.within_q, 3),
    )


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else grouped_decimal(Decimal(rounded(value, decimals)))
