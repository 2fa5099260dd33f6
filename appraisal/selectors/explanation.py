"""Why this result? Every step from the single ratings to the predicate, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import Rating as RatingWord
from appraisal.enums import ResultKind
from appraisal.models import Evaluation
from appraisal.rules.explanation import (
    Judged,
    QuadrantCell,
    ResultsGround,
    quadrant,
    results_ground,
)
from appraisal.rules.ratings import DEFAULT_PROPOSAL, VALUES_RATED, Rating, ResultRatings
from appraisal.rules.segments import SEGMENTS_PROPOSAL
from appraisal.selectors.answer_days import AnswerDays
from appraisal.selectors.evaluations import Tally, ValueRating, tally, value_ratings
from appraisal.selectors.explanation_basis import (
    OrganisationBasis,
    ResultBasis,
    RuleVersion,
    given_by,
    objection_sentences,
    organisation_basis,
    results_basis,
    rule_versions,
)
from appraisal.selectors.explanation_changes import Change, nearest_change, other_changes
from appraisal.selectors.given_ratings import follows_unit_words, segments_words
from appraisal.selectors.recomputation import Recomputation, recompute
from feedback.selectors.appraisal_context import context_sentences, unit_figures
from personnel.enums import PeriodKind
from sabang_kinerja.common.words import in_words, of_total


@dataclass(frozen=True, slots=True)
class Step:
    """One of the two overall ratings: what was chosen, what the rule proposed, and why.

    ``proposed`` is empty where nobody chose, because the rating follows from the unit led.
    ``reason`` is the supervisor's, only where the choice is not the proposal.
    """

    rating: str
    proposed: str
    tally: Tally
    sentence: str
    reason: str = ""

    @property
    def differs(self) -> bool:
        """Whether the supervisor left the proposal."""
        return bool(self.proposed) and self.rating != self.proposed

    @property
    def rating_label(self) -> str:
        """ "di atas ekspektasi", inside a sentence."""
        return str(RatingWord(self.rating).label).lower()

    @property
    def proposed_label(self) -> str:
        """The proposal, inside a sentence."""
        return str(RatingWord(self.proposed).label).lower() if self.proposed else ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the page "Mengapa hasil ini?" says of one fixed evaluation."""

    cells: tuple[tuple[QuadrantCell, ...], ...]
    because: str
    results: Step
    behaviour: Step
    values: list[ValueRating]
    quadrant_sentence: str
    change: Change | None
    changes: tuple[Change, ...]
    not_counted: list[str]
    basis: tuple[ResultBasis, ...]
    given_by: str
    organisation: OrganisationBasis | None
    objection: tuple[str, ...]
    versions: tuple[RuleVersion, ...]
    recomputed: Recomputation


def explain(evaluation: Evaluation, now: datetime, days: AnswerDays | None = None) -> Explanation:
    """Explain a fixed evaluation, from what ``evaluations_for_page`` has read.

    ``days`` are those that the page has read already.
    ``changes`` are the ways to the other predicates besides the nearest one, ``change``.
    """
    days = days or AnswerDays(timezone.localtime(now).date())
    singles = single_ratings(evaluation)
    values = value_ratings(evaluation)
    rated_values = tuple(Rating(row.rating) for row in values if row.rating)
    results, behaviour = Rating(evaluation.results_rating), Rating(evaluation.behaviour_rating)
    every = [*singles.main, *singles.additional]
    versions = (
        evaluation.results_algorithm or DEFAULT_PROPOSAL,
        evaluation.behaviour_algorithm or DEFAULT_PROPOSAL,
    )
    held = evaluation.follows_unit or evaluation.results_algorithm == SEGMENTS_PROPOSAL
    in_segments = evaluation.behaviour_algorithm == SEGMENTS_PROPOSAL
    judged = Judged(
        ResultRatings(()) if held else singles,
        rated_values if len(rated_values) == VALUES_RATED and not in_segments else (),
        results,
        behaviour,
    )
    return Explanation(
        cells=quadrant(results, behaviour),
        because=_because(results, behaviour),
        results=Step(
            results,
            "" if evaluation.follows_unit else evaluation.results_proposed,
            tally([str(rating) for rating in every]),
            _results_words(evaluation, singles, versions[0]),
            evaluation.results_reason,
        ),
        behaviour=Step(
            behaviour,
            evaluation.behaviour_proposed,
            tally([str(rating) for rating in rated_values]),
            _behaviour_words(evaluation, rated_values),
            evaluation.behaviour_reason,
        ),
        values=values,
        quadrant_sentence=_("Kuadran: baris “%(results)s”, kolom “%(behaviour)s”")
        % {"results": short_rating(results), "behaviour": short_rating(behaviour)},
        change=nearest_change(judged, *versions),
        changes=other_changes(judged, *versions),
        not_counted=_not_counted(evaluation),
        basis=results_basis(evaluation),
        given_by=given_by(evaluation),
        organisation=organisation_basis(evaluation),
        objection=objection_sentences(evaluation, now, days),
        versions=rule_versions(evaluation),
        recomputed=recompute(evaluation, singles, rated_values, days.regulations),
    )


def short_rating(rating: str) -> str:
    """ "di atas", "sesuai" or "di bawah"."""
    return {
        Rating.ABOVE: _("di atas"),
        Rating.MEETS: _("sesuai"),
        Rating.BELOW: _("di bawah"),
    }[Rating(rating)]


def single_ratings(evaluation: Evaluation) -> ResultRatings:
    """Ratings of the results by kind, from what ``evaluations_for_page`` has read."""
    kinds = {result.pk: result.kind for result in evaluation.plan.results.all()}
    rated = [
        (kinds.get(row.result_id), Rating(row.rating)) for row in evaluation.result_ratings.all()
    ]
    return ResultRatings(
        main=tuple(rating for kind, rating in rated if kind == ResultKind.MAIN),
        additional=tuple(rating for kind, rating in rated if kind != ResultKind.MAIN),
    )


def _because(results: Rating, behaviour: Rating) -> str:
    """The clause of the title that follows "karena"."""
    if results is behaviour:
        return _("hasil kerja dan perilaku kerja %(both)s ekspektasi") % {
            "both": short_rating(results)
        }
    return _("hasil kerja %(results)s dan perilaku kerja %(behaviour)s ekspektasi") % {
        "results": short_rating(results),
        "behaviour": short_rating(behaviour),
    }


def _results_words(evaluation: Evaluation, singles: ResultRatings, version: str) -> str:
    if evaluation.follows_unit:
        return follows_unit_words(
            str(evaluation.get_organisation_predicate_display()),
            short_rating(evaluation.results_rating),
        )
    if evaluation.results_algorithm == SEGMENTS_PROPOSAL:
        return segments_words(short_rating(evaluation.results_proposed))
    every = [*singles.main, *singles.additional]
    return _results_sentence(singles, version) if every else ""


def _behaviour_words(evaluation: Evaluation, values: Sequence[Rating]) -> str:
    if evaluation.behaviour_algorithm == SEGMENTS_PROPOSAL:
        return segments_words(short_rating(evaluation.behaviour_proposed))
    return _behaviour_sentence(values) if values else ""


def _results_sentence(singles: ResultRatings, version: str) -> str:
    every = [*singles.main, *singles.additional]
    main_below = singles.main.count(Rating.BELOW)
    match results_ground(singles, version):
        case ResultsGround.MOST_ABOVE:
            return _(
                "%(share)s hasil di atas ekspektasi, lebih dari setengahnya, dan tidak satu pun "
                "hasil utama di bawahnya."
            ) % {"share": of_total(every.count(Rating.ABOVE), len(every))}
        case ResultsGround.MOST_BELOW:
            return _("%(share)s hasil di bawah ekspektasi, lebih dari setengahnya.") % {
                "share": of_total(every.count(Rating.BELOW), len(every))
            }
        case ResultsGround.MOST_MAIN_BELOW:
            return _("%(share)s hasil utama di bawah ekspektasi, lebih dari setengahnya.") % {
                "share": of_total(main_below, len(singles.main))
            }
        case ResultsGround.BETWEEN:
            rule = _(
                "Untuk “di atas ekspektasi”, lebih dari setengah hasil harus di atas ekspektasi "
                "dan tidak satu pun hasil utama di bawahnya."
            )
            here = _("Di sini %(share)s di atas ekspektasi") % {
                "share": of_total(every.count(Rating.ABOVE), len(every)).lower()
            }
            if main_below:
                here += _(", dan %(n)s hasil utama di bawahnya") % {"n": in_words(main_below)}
            return f"{rule} {here}."


def _behaviour_sentence(values: Sequence[Rating]) -> str:
    above, below = values.count(Rating.ABOVE), values.count(Rating.BELOW)
    share = of_total(above, len(values))
    if below:
        return _(
            "%(share)s nilai BerAKHLAK di atas ekspektasi dan %(below)s di bawah ekspektasi."
        ) % {"share": share, "below": in_words(below)}
    return _("%(share)s nilai BerAKHLAK di atas ekspektasi dan tidak ada yang di bawah.") % {
        "share": share
    }


def _no_survey() -> str:
    return _("Survei warga tentang loket. Survei mengukur unit; di sini hanya menjadi konteks.")


def _not_counted(evaluation: Evaluation) -> list[str]:
    if evaluation.period.kind == PeriodKind.ANNUAL:
        first = _("Rata-rata predikat periodik. Evaluasi tahunan meninjau satu tahun secara utuh.")
    else:
        first = _("Predikat periode lain. Setiap periode dinilai menurut hasilnya sendiri.")
    period = evaluation.period
    figures = unit_figures(evaluation.plan.assignment.post.unit, period.starts, period.ends)
    return [
        first,
        _("Nilai angka. Hasil penilaian menurut aturan tidak memakai angka."),
        _("Banyaknya bukti. Bukti mendasari rating, tetapi jumlahnya tidak dihitung."),
        _("Pola distribusi. Pola menjadi pertimbangan pimpinan dan tidak mengubah tabel."),
        *(context_sentences(figures) or [_no_survey()]),
    ]
