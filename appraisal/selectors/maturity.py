"""What questionnaires on the maturity of performance management ask for (regulation 6.8)."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.enums import PlanState, ResultKind, SuperiorLink
from appraisal.models import Evaluation, Indicator, Plan, ResultRating, WorkResult
from appraisal.models.evaluations import SHOWN_TO_EMPLOYEE
from appraisal.selectors.report_tables import Column, Report, owing
from personnel.enums import PeriodKind, PostLevel
from personnel.models import PerformanceYear, Period, Unit

Line = tuple[str, str, str, str]


def maturity_report(year: PerformanceYear, agencies: "QuerySet[Unit]", day: date) -> Report:
    """Coverage, cascade, indicators by level, and the rhythm of the year as figures."""
    plans = Plan.objects.filter(
        year=year,
        state__in=[PlanState.FIXED, PlanState.CLOSED],
        assignment__post__unit__agency__in=agencies,
    )
    owners = set(owing(agencies, day).values_list("employee_id", flat=True))
    covered = len(owners & set(plans.values_list("employee_id", flat=True)))
    rows = [
        _line(_("Pegawai wajib SKP yang SKP-nya ditetapkan"), covered, len(owners)),
        _cascade(plans),
        *_indicators_by_level(plans),
        *_rhythm(year, agencies, len(owners)),
    ]
    return Report(
        _("Angka kematangan manajemen kinerja tahun %(year)s."),
        (
            Column(gettext_lazy("Ukuran"), 60),
            Column(gettext_lazy("Angka"), 12, numeric=True),
            Column(gettext_lazy("Dari"), 12, numeric=True),
            Column(gettext_lazy("Bagian atau rerata"), 18, numeric=True),
        ),
        rows,
        note=_(
            "Kuesioner kematangan umumnya meminta pemantauan berkala bagi lebih dari 80 % pegawai "
            "dan umpan balik paling sedikit setiap triwulan."
        ),
    )


def _line(words: str, part: int, whole: int) -> Line:
    share = f"{100 * part / whole:.1f} %".replace(".", ",") if whole else _("belum ada")
    return words, str(part), str(whole), share


def _cascade(plans: "QuerySet[Plan]") -> Line:
    counted = WorkResult.objects.filter(plan__in=plans, kind=ResultKind.MAIN).aggregate(
        all=Count("pk"), linked=Count("pk", filter=Q(link=SuperiorLink.LINKED))
    )
    words = _("Hasil kerja utama yang mendukung hasil kerja pimpinan (pohon kinerja)")
    return _line(words, counted["linked"], counted["all"])


def _indicators_by_level(plans: "QuerySet[Plan]") -> list[Line]:
    level = "assignment__post__level"
    number = dict(plans.order_by().values(level).annotate(n=Count("pk")).values_list(level, "n"))
    path = f"result__plan__{level}"
    indicators = dict(
        Indicator.objects.filter(result__plan__in=plans)
        .order_by()
        .values(path)
        .annotate(n=Count("pk"))
        .values_list(path, "n")
    )
    return [
        (
            _("Indikator per SKP, jenjang %(level)s") % {"level": PostLevel(one).label},
            str(indicators.get(one, 0)),
            str(number[one]),
            f"{indicators.get(one, 0) / number[one]:.1f}".replace(".", ","),
        )
        for one in PostLevel.values
        if one in number
    ]


def _rhythm(year: PerformanceYear, agencies: "QuerySet[Unit]", owners: int) -> list[Line]:
    """Of every periodic period: people with a served result, and with written feedback."""
    answered = Exists(ResultRating.objects.filter(evaluation=OuterRef("pk")).exclude(feedback=""))
    counted = {
        row["period"]: row
        for row in Evaluation.objects.filter(
            period__year=year,
            state__in=SHOWN_TO_EMPLOYEE,
            plan__assignment__post__unit__agency__in=agencies,
        )
        .annotate(answered=answered)
        .values("period")
        .annotate(
            people=Count("plan__employee", distinct=True),
            with_words=Count("plan__employee", distinct=True, filter=Q(answered=True)),
        )
        .order_by()
    }
    lines = []
    for period in Period.objects.filter(year=year).exclude(kind=PeriodKind.ANNUAL):
        period.year = year
        found = counted.get(period.pk, {"people": 0, "with_words": 0})
        about = {"period": period}
        lines += [
            _line(_("Realisasi dinilai, %(period)s") % about, found["people"], owners),
            _line(_("Mendapat umpan balik, %(period)s") % about, found["with_words"], owners),
        ]
    return lines
