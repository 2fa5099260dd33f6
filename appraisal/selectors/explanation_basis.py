"""What lies under the two ratings, beside and after them: evidence, pattern, objection, rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.enums import ObjectionOutcome, ObjectionState, OrganisationPredicateValue
from appraisal.enums import Rating as RatingWord
from appraisal.models import Evaluation, Evidence, Objection
from appraisal.regulation import OBJECTION_DAYS
from appraisal.rules.predicate import OrganisationPredicate
from appraisal.selectors.answer_days import AnswerDays
from appraisal.selectors.evaluations import reached_words, result_rows
from appraisal.selectors.organisation import pattern_words
from personnel.rules.dates import long_date


@dataclass(frozen=True, slots=True)
class IndicatorBasis:
    """One indicator beside what was reached of it, in words."""

    text: str
    target: str
    reached: str


@dataclass(frozen=True, slots=True)
class ResultBasis:
    """One work result with its indicators, evidence as a phrase ("2 berkas, 1 tautan") and rating.

    ``rating`` is the key, ``rating_label`` its words, ``feedback`` the supervisor's remark.
    """

    number: int
    kind: str
    text: str
    indicators: tuple[IndicatorBasis, ...]
    evidence: str
    rating: str
    rating_label: str
    feedback: str


@dataclass(frozen=True, slots=True)
class OrganisationBasis:
    """The organisation's predicate, the pattern that goes with it, and what they did here."""

    label: str
    pattern: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A rule that was asked, and in which version."""

    rule: str
    version: str


def results_basis(evaluation: Evaluation) -> tuple[ResultBasis, ...]:
    """Every result of the plan in printed order, from what was prefetched."""
    return tuple(
        ResultBasis(
            number=row.number,
            kind=str(row.result.get_kind_display()),
            text=row.result.text,
            indicators=tuple(
                IndicatorBasis(
                    one.indicator.text,
                    one.indicator.target,
                    reached_words(one.indicator, one.achievement),
                )
                for one in row.indicators
            ),
            evidence=evidence_words(row.evidence),
            rating=row.rating,
            rating_label=str(RatingWord(row.rating).label) if row.rating else "",
            feedback=row.feedback.strip(),
        )
        for row in result_rows(evaluation)
    )


def evidence_words(evidence: Sequence[Evidence]) -> str:
    """ "2 berkas, 1 tautan", or that there is none."""
    links = sum(bool(piece.url) for piece in evidence)
    files = len(evidence) - links
    words = []
    if files:
        words.append(ngettext("%(n)s berkas", "%(n)s berkas", files) % {"n": files})
    if links:
        words.append(ngettext("%(n)s tautan", "%(n)s tautan", links) % {"n": links})
    return ", ".join(words) or _("tanpa bukti")


def given_by(evaluation: Evaluation) -> str:
    """Who gave the ratings and when; after a changing decision, who changed them."""
    supervisor = evaluation.supervisor
    sentence = _("Rating diberikan oleh %(name)s%(date)s.") % {
        "name": supervisor.full_name if supervisor else _("belum ada"),
        "date": f", {_day(evaluation.fixed_at)}" if evaluation.fixed_at else "",
    }
    changed = _changing(evaluation)
    if changed is None or changed.decided_at is None:
        return sentence
    reviewer = evaluation.reviewing_superior
    return (
        sentence
        + " "
        + _("Diubah oleh putusan keberatan %(name)s, %(date)s.")
        % {
            "name": reviewer.full_name if reviewer else _("belum ada"),
            "date": _day(changed.decided_at),
        }
    )


def organisation_basis(evaluation: Evaluation) -> OrganisationBasis | None:
    """The organisation's predicate of the time of fixing; None where there was none."""
    if not evaluation.organisation_predicate:
        return None
    word = OrganisationPredicate(evaluation.organisation_predicate)
    if evaluation.follows_unit:
        sentence = _(
            "Pegawai ini memimpin unit, sehingga rating hasil kerjanya mengikuti predikat "
            "unit: %(rating)s."
        ) % {"rating": str(RatingWord(evaluation.results_rating).label).lower()}
    else:
        sentence = _(
            "Predikat organisasi ditetapkan lebih dahulu. Polanya menjadi pertimbangan pimpinan; "
            "predikat pegawai tetap dibaca dari tabel kuadran."
        )
    return OrganisationBasis(
        str(OrganisationPredicateValue(word).label), pattern_words(word), sentence
    )


def objection_sentences(evaluation: Evaluation, now: datetime, days: AnswerDays) -> tuple[str, ...]:
    """How, to whom and until when to object, or what became of it."""
    stands = [
        row for row in evaluation.objections.all() if row.state != ObjectionState.REJECTED_FORMALLY
    ]
    if stands:
        return (_sentence_of(stands[0]),)
    last = days.objection_due(evaluation)
    if last is None:
        allowed = days.regulations.on(timezone.localtime(now).date()).whole(OBJECTION_DAYS)
        return (
            _("Batas keberatan dihitung sejak hasil ini disampaikan: %(n)s hari.") % {"n": allowed},
        )
    if timezone.localtime(now).date() > last:
        return (
            _("Batas waktu keberatan berakhir pada %(date)s.") % {"date": long_date(last)},
            _("Anda masih dapat meminta penjelasan kepada pejabat penilai."),
        )
    reviewer = evaluation.reviewing_superior
    return (
        _("Keberatan diajukan paling lambat %(date)s pukul 23.59 WIB.") % {"date": long_date(last)},
        _("Buka halaman hasil ini, pilih “Ajukan keberatan”, lalu tuliskan alasannya."),
        _("Diputus oleh %(name)s setelah mendengar kedua pihak. Putusannya final.")
        % {"name": reviewer.full_name if reviewer else _("atasan pejabat penilai")},
    )


def _sentence_of(objection: Objection) -> str:
    if objection.state != ObjectionState.DECIDED or objection.decided_at is None:
        return _("Keberatan sudah diajukan pada %(date)s dan belum diputus.") % {
            "date": _day(objection.filed_at)
        }
    words = (
        _("Keberatan diputus pada %(date)s: hasil diubah. Putusannya final.")
        if objection.outcome == ObjectionOutcome.CHANGED
        else _("Keberatan diputus pada %(date)s: hasil tetap. Putusannya final.")
    )
    return words % {"date": _day(objection.decided_at)}


def _changing(evaluation: Evaluation) -> Objection | None:
    return next(
        (row for row in evaluation.objections.all() if row.outcome == ObjectionOutcome.CHANGED),
        None,
    )


def rule_versions(evaluation: Evaluation) -> tuple[RuleVersion, ...]:
    """Every rule that had a say, with the version that was asked."""
    results = (
        _("Rating hasil kerja kepala unit")
        if evaluation.follows_unit
        else _("Usulan rating hasil kerja")
    )
    return (
        RuleVersion(results, evaluation.results_algorithm or "–"),
        RuleVersion(_("Usulan rating perilaku kerja"), evaluation.behaviour_algorithm or "–"),
        RuleVersion(_("Tabel kuadran"), "PermenPANRB 6/2022"),
        RuleVersion(_("Pola distribusi"), "SE MenPANRB 3/2023"),
        RuleVersion(_("Revisi hasil"), str(evaluation.revision)),
    )


def _day(moment: datetime) -> str:
    day: date = timezone.localtime(moment).date()
    return long_date(day)
