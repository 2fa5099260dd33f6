"""People of an agency or a level in order, with what parted each from the one above."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.enums import Rating, ResultKind
from appraisal.models import Evaluation, ResultRating
from appraisal.rules.good_years import good_years_in_a_row
from appraisal.rules.predicate import Predicate
from appraisal.rules.ranking import Candidate, TieBreak, rank
from appraisal.rules.ratings import Rating as Level
from appraisal.selectors.annual_results import annual_results, predicates_by_year
from personnel.models import PerformanceYear, Unit
from personnel.rules.nip import group_nip

TIE_BREAKS: Final = {
    TieBreak.PREDICATE: gettext_lazy("predikat"),
    TieBreak.BEHAVIOUR: gettext_lazy("rating perilaku kerja"),
    TieBreak.MAIN_RESULTS: gettext_lazy("bagian hasil utama di atas ekspektasi"),
    TieBreak.GOOD_YEARS: gettext_lazy("tahun berturut-turut Baik atau Sangat Baik"),
    TieBreak.RANK_SINCE: gettext_lazy("TMT golongan, yang lebih lama lebih dulu"),
    TieBreak.AGE: gettext_lazy("umur, yang lebih tua lebih dulu"),
}
HEADINGS: Final = (
    gettext_lazy("Urutan"),
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Perangkat daerah"),
    gettext_lazy("Predikat"),
    gettext_lazy("Rating perilaku kerja"),
    gettext_lazy("Hasil utama di atas ekspektasi"),
    gettext_lazy("Tahun berturut-turut baik"),
    gettext_lazy("TMT golongan"),
    gettext_lazy("Tanggal lahir"),
    gettext_lazy("Pembeda dari urutan di atasnya"),
)
WIDTHS: Final = (8, 22, 34, 34, 34, 18, 20, 16, 14, 14, 14, 40)


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One place: number, the evaluation, the figures behind it, what decided."""

    number: int
    evaluation: Evaluation
    main_above: int
    main_rated: int
    good_years: int
    decided_by: str


def order_words() -> str:
    """The tie-breaks in their order, as one sentence for the sheet."""
    words = "; ".join(f"{at}. {word}" for at, word in enumerate(TIE_BREAKS.values(), start=1))
    return _("Urutan pemecah seri: %(words)s.") % {"words": words}


def ranking(year: PerformanceYear, agencies: "QuerySet[Unit]", level: str = "") -> list[RankedRow]:
    """Everybody with a final annual result, best first (a constant number of queries)."""
    rows = {row.pk: row for row in annual_results(year, agencies, level=level)}
    shares = _main_results(list(rows))
    history = predicates_by_year(year.year, [row.plan.employee_id for row in rows.values()])
    candidates = []
    for row in rows.values():
        person = row.plan.employee
        above, rated = shares.get(row.pk, (0, 0))
        candidates.append(
            Candidate(
                key=row.pk,
                predicate=Predicate(row.predicate),
                behaviour=Level(row.behaviour_rating),
                main_above=above,
                main_rated=rated,
                good_years=good_years_in_a_row(history[person.pk], year.year),
                rank_since=person.rank_since,
                born=person.birth_date,
            )
        )
    return [
        RankedRow(
            place.number,
            rows[place.candidate.key],  # type: ignore[index]  # the key is the evaluation's
            place.candidate.main_above,
            place.candidate.main_rated,
            place.candidate.good_years,
            _decided_words(place.decided_by, is_first=at == 0),
        )
        for at, place in enumerate(rank(candidates))
    ]


def _decided_words(decided_by: TieBreak | None, *, is_first: bool) -> str:
    if is_first:
        return ""
    return str(TIE_BREAKS[decided_by]) if decided_by else _("sama pada semua pemecah seri")


def _main_results(evaluation_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Evaluation → main results above expectation, main results rated."""
    rows = (
        ResultRating.objects.filter(evaluation__in=evaluation_ids, result__kind=ResultKind.MAIN)
        .values("evaluation")
        .annotate(above=Count("pk", filter=Q(rating=Rating.ABOVE)), rated=Count("pk"))
        .order_by()
    )
    return {row["evaluation"]: (row["above"], row["rated"]) for row in rows}


def ranking_lines(rows: list[RankedRow]) -> list[tuple[str | int, ...]]:
    """The order as cells of a spreadsheet."""
    return [
        (
            row.number,
            group_nip(row.evaluation.plan.employee.nip or ""),
            row.evaluation.plan.employee.full_name,
            row.evaluation.plan.assignment.post.title,
            _agency(row.evaluation),
            str(row.evaluation.get_predicate_display()),
            str(row.evaluation.get_behaviour_rating_display()),
            f"{row.main_above}/{row.main_rated}",
            row.good_years,
            _day(row.evaluation.plan.employee.rank_since),
            _day(row.evaluation.plan.employee.birth_date),
            row.decided_by,
        )
        for row in rows
    ]


def _agency(evaluation: Evaluation) -> str:
    agency = evaluation.plan.assignment.post.unit.agency
    return agency.name if agency else ""


def _day(day: object) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
