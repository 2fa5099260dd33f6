"""IP ASN as a simulation, and whether a training helped."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal.enums import Predicate
from appraisal.selectors.professionalism import PersonIndex, indexes, unit_indexes
from appraisal.selectors.training_effect import result_change
from personnel.enums import Role
from personnel.models import Employee, Unit
from personnel.views.asking import asked
from sabang_kinerja.common.access import roles, signed_in
from sabang_kinerja.common.downloads import spreadsheet
from training.models import Training
from training.rules.professionalism import (
    CATEGORY_LABELS,
    Dimension,
    PostGroup,
    index_category,
)
from training.selectors.effect import effect_of
from training.selectors.learners import hours_text
from training.views.pages import render_training, year_asked

READERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN, Role.CITY_LEADERSHIP, Role.AUDITOR)
DIMENSIONS = {
    Dimension.QUALIFICATION: (gettext_lazy("Kualifikasi"), 25),
    Dimension.COMPETENCE: (gettext_lazy("Kompetensi"), 40),
    Dimension.PERFORMANCE: (gettext_lazy("Kinerja"), 30),
    Dimension.DISCIPLINE: (gettext_lazy("Disiplin"), 5),
}
WHERE = {
    Dimension.QUALIFICATION: gettext_lazy("Pendidikan belum tercatat pada data pegawai."),
    Dimension.COMPETENCE: gettext_lazy("Jabatan belum tercatat."),
    Dimension.PERFORMANCE: gettext_lazy("Predikat tahunan belum final."),
    Dimension.DISCIPLINE: gettext_lazy("Register hukuman disiplin belum dinyatakan lengkap."),
}


def _rows(one: PersonIndex) -> list[tuple[object, int, object, object]]:
    return [
        (label, most, one.index.points[dimension], _because(one, dimension))
        for dimension, (label, most) in DIMENSIONS.items()
    ]


def _because(one: PersonIndex, dimension: Dimension) -> object:
    facts = one.facts
    if one.index.points[dimension] is None:
        return WHERE[dimension]
    if dimension == Dimension.QUALIFICATION:
        return _("Pendidikan %(level)s.") % {"level": one.employee.education}
    if dimension == Dimension.PERFORMANCE:
        return _("Predikat %(predicate)s.") % {"predicate": Predicate(facts.predicate or "").label}
    if dimension == Dimension.DISCIPLINE:
        return _("Hukuman disiplin dalam lima tahun terakhir.")
    told = {"hours": hours_text(facts.technical_hours or 0)}  # type: ignore[arg-type]  # 0 is one
    words = _("Pelatihan teknis %(hours)s JP pada tahun ini") % told
    if facts.post == PostGroup.STRUCTURAL:
        words += ", " + (
            _("pelatihan kepemimpinan") if facts.leadership else _("tanpa pelatihan kepemimpinan")
        )
    elif facts.post == PostGroup.FUNCTIONAL:
        words += ", " + (
            _("pelatihan fungsional") if facts.functional else _("tanpa pelatihan fungsional")
        )
    return (
        words
        + ", "
        + (_("seminar atau kursus.") if facts.seminar else _("tanpa seminar atau kursus."))
    )


@require_GET
@signed_in
def professionalism_own(request: HttpRequest) -> HttpResponse:
    """One's own simulated index, dimension by dimension, with what is missing."""
    who = asked(request)
    if who.user.employee_id is None:
        return redirect("training:catalogue")
    year = year_asked(request, who)
    employee = get_object_or_404(Employee, pk=who.user.employee_id)
    [one] = indexes([employee], year)
    category = one.index.category
    context = {
        "one": one,
        "rows": _rows(one),
        "category": CATEGORY_LABELS[category] if category else "",
        "year": year,
        "years": range(who.day.year, who.day.year - 4, -1),
    }
    return render_training(request, "appraisal/professionalism_own.html", context, here="index")


@require_GET
@roles(*READERS)
def professionalism_list(request: HttpRequest) -> HttpResponse:
    """Means by agency over the people whose data are complete."""
    who = asked(request)
    year = year_asked(request, who)
    agencies = list(Unit.objects.agencies().active().order_by("name"))
    rows = [
        (row, CATEGORY_LABELS[index_category(row.mean)] if row.mean is not None else "")
        for row in unit_indexes(agencies, year, who.day)
    ]
    context = {
        "rows": rows,
        "year": year,
        "years": range(who.day.year, who.day.year - 4, -1),
        "complete": sum(row.complete for row, _category in rows),
        "people": sum(row.people for row, _category in rows),
    }
    return render_training(request, "appraisal/professionalism_list.html", context, here="index")


@require_GET
@roles(*READERS)
def professionalism_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The means as a table, with the version of the rules."""
    who = asked(request)
    year = year_asked(request, who)
    agencies = list(Unit.objects.agencies().active().order_by("name"))
    lines = [
        [
            row.agency.name,
            str(row.people),
            str(row.complete),
            f"{row.mean:.2f}" if row.mean is not None else "",
            _("simulasi, angka resmi dari BKN/SIASN"),
        ]
        for row in unit_indexes(agencies, year, who.day)
    ]
    headings = [
        _("Perangkat daerah"), _("Pegawai"), _("Data lengkap"), _("Rata-rata IP ASN"),
        _("Keterangan"),
    ]  # fmt: skip
    return spreadsheet(kind, f"ip-asn-{year}", _("IP ASN"), headings, lines, (44, 10, 14, 18, 40))


@require_GET
@roles(*READERS)
def training_effect(request: HttpRequest, pk: int) -> HttpResponse:
    """The four levels of one training, each with n and interval; never called a cause."""
    training = get_object_or_404(Training, pk=pk)
    context = {
        "training": training,
        "effect": effect_of(training),
        "result": result_change(training),
    }
    return render_training(request, "appraisal/training_effect.html", context, here="catalogue")
