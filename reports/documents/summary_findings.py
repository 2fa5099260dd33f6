"""What a summary's figures mean, as sentences. Only from the figures, never beyond them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from appraisal.rules.distribution import (
    LimitCheck,
    LimitKind,
    check_distribution,
    is_small_unit,
)
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.selectors.pattern_figure import (
    deviation_words,
    deviations,
    limit_words,
    predicate_word,
)
from reports.documents.summary_content import AgencySummaryContent, UnitProgress

_NAMED_UNITS: Final = 3
"""Units named in one sentence; the table has them all."""


class Distribution(Protocol):
    """How people of an agency or unit fall over the predicates."""

    @property
    def organisation_predicate(self) -> OrganisationPredicate | None:
        """What the pattern follows."""

    @property
    def counts(self) -> Mapping[Predicate, int]:
        """People per predicate."""

    @property
    def evaluated(self) -> int:
        """All of them."""

    @property
    def deviation_reason(self) -> str:
        """Why the leader left the pattern."""

    @property
    def small_unit(self) -> int:
        """Below so many people no pattern is held beside the figures."""

    def count(self, *predicates: Predicate) -> int:
        """People with one of ``predicates``."""


@dataclass(frozen=True, slots=True)
class PredicateRow:
    """One line of the table: people, share in per cent, the pattern's words, and how it stands."""

    name: str
    count: int
    percent: float
    limit: str
    outcome: str


def headline(content: AgencySummaryContent) -> str:
    """The finding in one sentence without a full stop: the title of the summary."""
    people, done = content.employees, content.evaluated
    if people == 0:
        return "Belum ada pegawai yang wajib SKP pada periode ini"
    if done == 0:
        return f"Belum ada evaluasi yang selesai dari {people} pegawai"
    if done < people:
        return f"{done} dari {people} pegawai selesai dievaluasi; {people - done} belum"
    if content.of_city:
        return f"Seluruh {people} pegawai selesai dievaluasi"
    return f"Seluruh {people} pegawai selesai dievaluasi; {_pattern_clause(content)}"


def lead(content: AgencySummaryContent) -> str:
    """The second sentence: how those who are evaluated did."""
    done = content.evaluated
    if done == 0:
        return "Predikat pegawai tampil di sini setelah evaluasi pertama ditetapkan."
    good = content.count(Predicate.VERY_GOOD, Predicate.GOOD)
    return f"{good} dari {done} pegawai yang sudah dievaluasi berpredikat Baik atau Sangat Baik."


def missing(content: AgencySummaryContent) -> list[str]:
    """What is still to be done, most basic first; empty when nothing is."""
    points = []
    if content.employees and content.organisation_predicate is None and not content.of_city:
        points.append("Predikat organisasi belum ditetapkan oleh pimpinan di atasnya.")
    without_plan = content.employees - content.plans_fixed
    if without_plan:
        where = _where((unit, unit.employees - unit.plans_fixed) for unit in content.units)
        points.append(f"{without_plan} pegawai belum memiliki SKP yang ditetapkan: {where}.")
    unfinished = content.employees - content.evaluated
    if unfinished:
        where = _where((unit, unit.employees - unit.evaluated) for unit in content.units)
        points.append(f"{unfinished} evaluasi belum selesai: {where}.")
    if content.open_objections:
        points.append(f"{content.open_objections} keberatan belum diputus.")
    if _deviations(content) and not content.deviation_reason.strip():
        points.append("Alasan penyimpangan dari pola belum ditulis.")
    return points


def pattern_sentences(content: AgencySummaryContent) -> list[str]:
    """How the distribution stands to its pattern, with the leader's reason when there is one."""
    if content.of_city:
        return ["Pola berlaku untuk setiap perangkat daerah, bukan untuk kota."]
    if content.organisation_predicate is None:
        return ["Pola mengikuti predikat organisasi, yang belum ditetapkan."]
    if content.evaluated == 0:
        return []
    clause = _pattern_clause(content)
    if content.evaluated < content.employees:
        sentences = [f"Sementara, dari {content.evaluated} pegawai: {clause}."]
    else:
        sentences = [f"{clause[:1].upper()}{clause[1:]}."]
    if _deviations(content) and content.deviation_reason.strip():
        sentences.append(f"Alasan penyimpangan: {content.deviation_reason.strip()}")
    return sentences


def deviation_sentences(content: Distribution) -> list[str]:
    """How a distribution stands to its pattern and the leader's reason; nothing without people."""
    if not content.evaluated:
        return []
    clause = _pattern_clause(content)
    sentences = [f"{clause[:1].upper()}{clause[1:]}."]
    if _deviations(content):
        reason = content.deviation_reason.strip() or "belum ditulis."
        sentences.append(f"Alasan penyimpangan: {reason}")
    return sentences


def predicate_rows(content: Distribution) -> list[PredicateRow]:
    """Predicates best first with the pattern's conditions on each."""
    organisation = content.organisation_predicate
    checks: tuple[LimitCheck, ...] = ()
    if organisation is not None and has_pattern(content):
        checks = check_distribution(organisation, content.counts)
    return [_row(predicate, content, checks) for predicate in Predicate]


def has_pattern(content: Distribution) -> bool:
    """Whether a pattern is held beside the figures: it is known, and enough people are there."""
    return content.organisation_predicate is not None and not is_small_unit(
        content.evaluated, content.small_unit
    )


def units_late_first(content: AgencySummaryContent) -> list[UnitProgress]:
    """Units with most unfinished evaluations first, then by name."""
    return sorted(content.units, key=lambda unit: (unit.evaluated - unit.employees, unit.name))


def _row(
    predicate: Predicate, content: Distribution, checks: tuple[LimitCheck, ...]
) -> PredicateRow:
    mine = [check for check in checks if predicate in check.limit.predicates]
    words, outcomes = [], []
    for check in mine:
        first, *others = check.limit.predicates
        if predicate is first and not others:
            words.append(limit_words(check.limit))
        elif predicate is first:
            words.append(f"{limit_words(check.limit)}, bersama {predicate_word(others[0])}")
        else:
            words.append(f"bersama {predicate_word(first)}")
        outcomes.append(_outcome(check))
    count = content.count(predicate)
    percent = 100 * count / content.evaluated if content.evaluated else 0.0
    outcome = next((o for o in outcomes if o != "sesuai"), outcomes[0] if outcomes else "–")
    unbound = "tanpa batas" if has_pattern(content) else "tidak dibandingkan"
    return PredicateRow(
        predicate_word(predicate), count, percent, "; ".join(words) or unbound, outcome
    )


def _outcome(check: LimitCheck) -> str:
    if check.met:
        return "sesuai"
    if check.limit.advisory:
        return "perlu diperiksa"
    sign = "lebih" if check.limit.kind in (LimitKind.AT_MOST, LimitKind.ABSENT) else "kurang"
    return f"{sign} {check.off_by} orang"


def _pattern_clause(content: Distribution) -> str:
    if content.organisation_predicate is None:
        return "predikat organisasi belum ditetapkan"
    if is_small_unit(content.evaluated, content.small_unit):
        return "jumlahnya terlalu sedikit untuk dibandingkan dengan pola"
    found = _deviations(content)
    if not found:
        return "sebaran predikat sesuai dengan pola"
    return "; ".join(deviation_words(check) for check in found)


def _deviations(content: Distribution) -> tuple[LimitCheck, ...]:
    return deviations(content.organisation_predicate, content.counts, content.small_unit)


def _where(units: Iterable[tuple[UnitProgress, int]]) -> str:
    named = sorted(((unit.name, n) for unit, n in units if n), key=lambda pair: (-pair[1], pair[0]))
    words = [f"{name} ({n})" for name, n in named[:_NAMED_UNITS]]
    rest = named[_NAMED_UNITS:]
    if rest:
        words.append(f"dan {len(rest)} unit lain ({sum(n for _, n in rest)})")
    return ", ".join(words)
