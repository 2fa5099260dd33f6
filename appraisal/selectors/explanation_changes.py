"""What would have led to another predicate, in words."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from appraisal.enums import Predicate as PredicateWord
from appraisal.rules.explanation import Judged, SmallestChange, smallest_change, smallest_changes
from appraisal.rules.ratings import Rating
from sabang_kinerja.common.words import in_words


@dataclass(frozen=True, slots=True)
class Change:
    """What would lead to another predicate."""

    sentence: str
    predicate: str
    label: str


def nearest_change(judged: Judged, version: str, behaviour_version: str) -> Change | None:
    """The nearest better predicate, for the best one the nearest lower, by the rules applied."""
    found = smallest_change(judged, version, behaviour_version)
    return _worded(judged, found) if found else None


def _worded(judged: Judged, found: SmallestChange) -> Change:
    return Change(
        sentence=_change_sentence(judged, found),
        predicate=found.predicate,
        label=str(PredicateWord(found.predicate).label),
    )


def other_changes(judged: Judged, version: str, behaviour_version: str) -> tuple[Change, ...]:
    """The ways to the other predicates besides the nearest one, best first."""
    nearest = smallest_change(judged, version, behaviour_version)
    ways = smallest_changes(judged, version, behaviour_version)
    return tuple(_worded(judged, way) for way in ways if way != nearest)


def _change_sentence(judged: Judged, found: SmallestChange) -> str:
    conditions, follows = [], []
    if found.results is not judged.results:
        blocked = judged.singles.main.count(Rating.BELOW) > 0
        if found.results_changed:
            conditions.append(
                _clause(
                    _("%(n)s hasil") % {"n": in_words(found.results_changed)},
                    judged.results,
                    found.results,
                    _("hasil utama") if blocked else "",
                )
            )
        else:
            follows.append(_("hasil kerja"))
    if found.behaviour is not judged.behaviour:
        blocked = judged.values.count(Rating.BELOW) > 0
        if found.values_changed:
            conditions.append(
                _clause(
                    _("%(n)s nilai perilaku") % {"n": in_words(found.values_changed)},
                    judged.behaviour,
                    found.behaviour,
                    _("nilai") if blocked else "",
                )
            )
        else:
            follows.append(_("perilaku kerja"))
    if follows:
        what = _(" dan ").join(follows)
        conditions.append(_("usulan sistem untuk %(what)s diikuti") % {"what": what})
    return str(
        capfirst(
            _("bila %(conditions)s, predikatnya menjadi")
            % {"conditions": _(" dan ").join(conditions)}
        )
    )


def _clause(subject: str, before: Rating, after: Rating, blocking: str) -> str:
    """ "dua hasil lagi dinilai di atas ekspektasi"; ``blocking`` names what must not stay below."""
    if after is Rating.ABOVE:
        clause = _("%(subject)s lagi dinilai di atas ekspektasi") % {"subject": subject}
        if blocking:
            clause += _(", termasuk setiap %(blocking)s yang kini di bawah") % {
                "blocking": blocking
            }
        return clause
    if after is Rating.BELOW:
        return _("%(subject)s lagi dinilai di bawah ekspektasi") % {"subject": subject}
    if before is Rating.BELOW:
        return _("%(subject)s tidak lagi dinilai di bawah ekspektasi") % {"subject": subject}
    return _("%(subject)s tidak lagi dinilai di atas ekspektasi") % {"subject": subject}
