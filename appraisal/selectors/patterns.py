"""How the people of a unit stand to the pattern of its organisation predicate, in sentences."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.models import DeviationReason, OrganisationPredicate
from appraisal.rules.distribution import (
    LimitCheck,
    LimitKind,
    check_distribution,
    is_small_unit,
)
from appraisal.rules.predicate import OrganisationPredicate as OrganisationValue
from appraisal.rules.predicate import Predicate
from appraisal.selectors.pattern_figure import (
    deviation_words,
    deviations,
    distribution_figure,
    predicate_word,
)
from personnel.models import Period, Unit
from sabang_kinerja.common.words import in_words


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One condition of the pattern beside what the unit has.

    ``mark`` is "done", "late" or, for a condition that only warns, "care".
    """

    mark: str
    outcome: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """The people of one unit and period beside the pattern."""

    organisation: OrganisationPredicate | None
    counts: Mapping[Predicate, int]
    small_unit: int
    of_agency: bool = False

    @property
    def total(self) -> int:
        """People who are counted."""
        return sum(self.counts.values())

    @property
    def value(self) -> OrganisationValue | None:
        """The fixed organisation predicate, or ``None`` while there is none."""
        if self.organisation is None or not self.organisation.is_fixed:
            return None
        return OrganisationValue(self.organisation.predicate)

    @property
    def is_small(self) -> bool:
        """Whether the unit is too small for shares and its agency is looked at instead."""
        return is_small_unit(self.total, self.small_unit)

    @property
    def left(self) -> tuple[LimitCheck, ...]:
        """Conditions that are not kept; none where no pattern applies."""
        return deviations(self.value, self.counts, self.small_unit)

    @property
    def touched(self) -> frozenset[Predicate]:
        """Predicates whose conditions are not kept."""
        return frozenset(p for check in self.left for p in check.limit.predicates)

    def figure(self) -> SafeString:
        """The chart with limits and the form's curve."""
        return distribution_figure(
            self.value, self.counts, small_unit=self.small_unit, with_curve=True
        )

    def rows(self) -> list[CheckRow]:
        """Every condition in words; empty where no pattern applies."""
        if self.value is None or self.is_small or not self.total:
            return []
        return [_row(check) for check in check_distribution(self.value, self.counts)]

    @property
    def sentence(self) -> str:
        """The finding as one sentence with a full stop."""
        if not self.total:
            return _("Belum ada pegawai yang dinilai.")
        if self.value is None:
            return _("Predikat organisasi belum ditetapkan, jadi belum ada pola pembanding.")
        if self.is_small and self.of_agency:
            return _("Jumlah pegawai terlalu sedikit untuk dibandingkan dengan pola.")
        if self.is_small:
            return ngettext(
                "Unit kecil: %(n)s pegawai, polanya diperiksa pada tingkat perangkat daerah.",
                "Unit kecil: %(n)s pegawai, polanya diperiksa pada tingkat perangkat daerah.",
                self.total,
            ) % {"n": in_words(self.total)}
        if not self.left:
            return _("Sebaran predikat sesuai dengan pola.")
        return f"{capfirst(deviation_words(self.left[0]))}."


def pattern_of(
    organisation: OrganisationPredicate | None,
    predicates: Iterable[str],
    small_unit: int,
    *,
    of_agency: bool = False,
) -> Pattern:
    """Count predicates (empty ones are people without ratings) and hold them beside the pattern.

    A unit with fewer people than ``small_unit`` is looked at with its agency; ``of_agency``: this
    is the agency.
    """
    counted = Counter(Predicate(word) for word in predicates if word)
    return Pattern(organisation, counted, small_unit, of_agency)


def _row(check: LimitCheck) -> CheckRow:
    if check.met:
        mark, outcome = "done", _("Terpenuhi")
    elif check.limit.advisory:
        mark, outcome = "care", _("Perlu diperiksa")
    elif check.limit.kind in (LimitKind.AT_MOST, LimitKind.ABSENT):
        mark, outcome = "late", _("Melampaui")
    else:
        mark, outcome = "late", _("Kurang dari pola")
    return CheckRow(mark, outcome, _title(check), _words(check))


def _title(check: LimitCheck) -> str:
    names = _(" atau ").join(predicate_word(one) for one in check.limit.predicates)
    titles = {
        LimitKind.AT_MOST: _("%(names)s paling banyak %(percent)s %%"),
        LimitKind.AT_LEAST: _("%(names)s paling sedikit %(percent)s %%"),
        LimitKind.PRESENT: _("Ada %(names)s"),
        LimitKind.ABSENT: _("Tidak ada %(names)s"),
        LimitKind.MOST_FREQUENT: _("Terbanyak adalah %(names)s"),
    }
    return titles[check.limit.kind] % {"names": names, "percent": check.limit.percent}


def _words(check: LimitCheck) -> str:
    """ "63 dari 86 orang; paling banyak 60. Lebih tiga orang." """
    figures = {"count": check.count, "total": check.total, "bound": check.bound}
    match check.limit.kind:
        case LimitKind.AT_MOST:
            words = _("%(count)s dari %(total)s orang; paling banyak %(bound)s.") % figures
        case LimitKind.AT_LEAST:
            words = _("%(count)s dari %(total)s orang; paling sedikit %(bound)s.") % figures
        case _:
            words = _("%(count)s dari %(total)s orang.") % figures
    if check.met or check.limit.advisory:
        return words
    off = {"n": in_words(check.off_by)}
    if check.limit.kind in (LimitKind.AT_MOST, LimitKind.ABSENT):
        return f"{words} {_('Lebih %(n)s orang.') % off}"
    return f"{words} {_('Kurang %(n)s orang.') % off}"


def deviation_reason(unit: Unit, period: Period) -> DeviationReason | None:
    """Why a unit leaves its pattern, if somebody wrote it."""
    return (
        DeviationReason.objects.filter(unit=unit, period=period)
        .select_related("written_by__employee")
        .first()
    )
