"""Sections of a report about work: results by indicator, behaviour, objections."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence

from django.db.models import Count, Prefetch, Q

from appraisal.enums import (
    CoreValue,
    ObjectionOutcome,
    ObjectionState,
    Rating,
)
from appraisal.models import (
    Achievement,
    BehaviourRating,
    Evaluation,
    Indicator,
    Objection,
    ResultRating,
    WorkResult,
)
from appraisal.models.evaluations import SHOWN_TO_EMPLOYEE
from reports.documents.report_content import (
    Cell,
    Column,
    Kind,
    ReportSection,
    ReportTable,
)
from reports.models.figures import FIXED_PLANS
from reports.selectors.report_judging import percent
from reports.selectors.report_scope import ReportScope

RATINGS = (Rating.ABOVE, Rating.MEETS, Rating.BELOW)


def results_sections(scope: ReportScope) -> tuple[ReportSection, ReportSection | None]:
    """Results of who leads the unit and the units directly below, with who supports them.

    By unit, then each with its indicators, which fill an annex (second) where the city's agencies
    are reported. Five queries. Results are those of plans that run in the period, whoever leads the
    unit by its end; ratings and achievements those that the leader was told. ``Didukung`` counts
    the people in whose fixed plan a result hangs on this one.
    """
    results = list(
        WorkResult.objects.filter(
            plan__year=scope.period.year_id,
            plan__state__in=FIXED_PLANS,
            plan__starts__lte=scope.period.ends,
            plan__ends__gte=scope.period.starts,
            plan__assignment__post__is_head=True,
            plan__assignment__post__unit__in=[scope.unit.pk, *_children(scope)],
        )
        .select_related("plan__assignment__post__unit")
        .prefetch_related(Prefetch("indicators", Indicator.objects.order_by("position", "pk")))
        .annotate(
            supporters=Count(
                "supporting_results__plan__employee",
                distinct=True,
                filter=Q(supporting_results__plan__state__in=FIXED_PLANS),
            )
        )
        .order_by("plan__assignment__post__unit__path", "plan_id", "-kind", "position", "pk")
    )
    evaluations = Evaluation.objects.filter(
        period=scope.period,
        plan__in={result.plan_id for result in results},
        state__in=SHOWN_TO_EMPLOYEE,
    )
    reached = dict(
        Achievement.objects.filter(evaluation__in=evaluations).values_list("indicator", "text")
    )
    ratings = dict(
        ResultRating.objects.filter(result__in=results, evaluation__in=evaluations).values_list(
            "result", "rating"
        )
    )
    rows: list[tuple[Cell, ...]] = []
    for result in results:
        rating = Rating(ratings[result.pk]).label if result.pk in ratings else "belum ada"
        rows.extend(
            (
                result.plan.assignment.post.unit.name,
                result.text,
                str(rating),
                result.supporters,
                indicator.text if indicator else "",
                indicator.target if indicator else "",
                (reached.get(indicator.pk) or "belum ada") if indicator else "belum ada",
            )
            for indicator in result.indicators.all() or [None]
        )
    alone = {one.pk for one in results if not one.supporters and not one.done_alone}
    place = "dalam lampiran laporan" if scope.of_city else "di bawah ini"
    sentences = [f"{len(results)} hasil kerja pimpinan dijabarkan {place}."] if results else []
    waiting = []
    if alone:
        waiting.append(f"{len(alone)} hasil kerja pimpinan belum didukung hasil kerja siapa pun.")
    table = ReportTable(
        key="hasil",
        title="Hasil kerja pimpinan dengan indikatornya",
        columns=(
            Column("Unit", width=14),
            Column("Hasil kerja", width=19),
            Column("Rating", width=10),
            Column("Didukung", Kind.WHOLE, 10),
            Column("Indikator", width=21),
            Column("Target", width=9),
            Column("Realisasi", width=17),
        ),
        grouped=4,
        rows=tuple(rows),
        note="Didukung: banyaknya pegawai yang hasil kerjanya menjabarkan hasil ini.",
        empty="Pimpinan belum memiliki hasil kerja pada tahun ini.",
    )
    by_unit = _results_by_unit(results, ratings, alone)
    chapter = ReportSection(
        key="hasil",
        title="Hasil menurut indikator dan penjabarannya",
        sentences=(*sentences, *waiting),
        decide=tuple(waiting),
        tables=(by_unit,) if scope.of_city else (by_unit, table),
    )
    if not scope.of_city:
        return chapter, None
    title = "Lampiran: hasil kerja pimpinan perangkat daerah"
    return chapter, ReportSection(key="lampiran-hasil", title=title, tables=(table,), annex=True)


def _results_by_unit(
    results: Sequence[WorkResult], ratings: Mapping[int, str], alone: Container[int]
) -> ReportTable:
    """How the results of each unit's head were rated, in the order of the tree."""
    rated: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    unsupported: Counter[int] = Counter()
    for one in results:
        unit = one.plan.assignment.post.unit
        rated[unit.pk, unit.name][ratings.get(one.pk, "")] += 1
        unsupported[unit.pk] += one.pk in alone
    counts = [
        (*(found[one] for one in (*RATINGS, "")), found.total(), unsupported[pk])
        for (pk, _name), found in rated.items()
    ]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *found) for (_pk, name), found in zip(rated, counts, strict=True)
    )
    return ReportTable(
        key="hasil-unit",
        title="Hasil kerja pimpinan menurut unit",
        columns=(
            Column("Unit", width=34),
            *(Column(str(rating.label), Kind.WHOLE, 12) for rating in RATINGS),
            Column("Belum dinilai", Kind.WHOLE, 10),
            Column("Jumlah", Kind.WHOLE, 9),
            Column("Belum didukung", Kind.WHOLE, 11),
        ),
        rows=rows,
        total=("Jumlah", *map(sum, zip(*counts, strict=True))) if rows else (),
        empty="Pimpinan belum memiliki hasil kerja pada tahun ini.",
    )


def _children(scope: ReportScope) -> list[int]:
    return [pk for pk in scope.units if pk != scope.unit.pk]


def behaviour_section(scope: ReportScope) -> ReportSection:
    """Ratings of the seven values: one query."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rows = (
        BehaviourRating.objects.filter(evaluation__in=scope.evaluations)
        .values_list("core_value", "rating")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for value, rating, n in rows:
        counts[value][rating] = n
    lines = tuple(
        (
            str(value.label),
            *(counts[value][rating] for rating in RATINGS),
            percent(counts[value][Rating.BELOW], counts[value].total()),
        )
        for value in CoreValue
    )
    below = [(counts[value][Rating.BELOW], str(value.label)) for value in CoreValue]
    most = max(n for n, _name in below)
    names = ", ".join(name for n, name in below if n == most)
    sentence = f"Paling sering di bawah ekspektasi: {names} ({most} pegawai)." if most else ""
    table = ReportTable(
        key="perilaku",
        title="Rating perilaku kerja menurut nilai BerAKHLAK",
        columns=(
            Column("Nilai", width=34),
            *(Column(str(rating.label), Kind.WHOLE, 16) for rating in RATINGS),
            Column("Persen di bawah", Kind.PERCENT, 18),
        ),
        rows=lines if any(one.total() for one in counts.values()) else (),
        empty="Belum ada perilaku kerja yang dinilai.",
    )
    return ReportSection(
        key="perilaku",
        title="Perilaku kerja",
        sentences=(sentence,) if sentence else (),
        tables=(table,),
    )


def objections_section(scope: ReportScope) -> ReportSection:
    """Objections of the period by what became of them: one query."""
    counts = Counter(
        Objection.objects.filter(
            evaluation__period=scope.period, evaluation__plan__employee__in=scope.unit_of
        ).values_list("state", "outcome")
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_objection_words(state, outcome), n) for (state, outcome), n in sorted(counts.items())
    )
    table = ReportTable(
        key="keberatan",
        title="Keberatan menurut keadaannya",
        columns=(Column("Keadaan", width=70), Column("Jumlah", Kind.WHOLE, 30)),
        rows=rows,
        total=("Jumlah", counts.total()) if rows else (),
        empty="Tidak ada keberatan pada periode ini.",
    )
    return ReportSection(key="keberatan", title="Keberatan", tables=(table,))


def _objection_words(state: str, outcome: str) -> str:
    words = str(ObjectionState(state).label)
    return f"{words}: {ObjectionOutcome(outcome).label}" if outcome else words
