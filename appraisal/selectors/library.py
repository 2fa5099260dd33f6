"""Reads of the library: what fits a post, and in which words agency kinds are shown."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Func, Q
from django.utils.translation import gettext as _

from appraisal.models import LibraryResult, Plan
from appraisal.models.library import ANY_AGENCY, LibraryQuerySet
from appraisal.rules.texts import plain

_CAPITALS: Final = frozenset({"PUPR", "DPMPTSP", "BKPSDM", "BPKD", "RSUD", "PP", "WH"})


def agency_kind_words(kind: str) -> str:
    """ "Dinas Pendidikan" for DINAS_PENDIDIKAN; every agency for ``ANY``."""
    if kind == ANY_AGENCY:
        return _("Semua perangkat daerah")
    words = kind.split("_")
    return " ".join(word if word in _CAPITALS else word.capitalize() for word in words)


def agency_kinds() -> list[tuple[str, str]]:
    """Every agency kind of the library with its words, by name, "every agency" first."""
    found = (
        LibraryResult.objects.order_by()
        .annotate(one=Func("agency_kinds", function="unnest"))
        .values_list("one", flat=True)
        .distinct()
    )
    kinds = [(kind, agency_kind_words(kind)) for kind in found if kind != ANY_AGENCY]
    return [(ANY_AGENCY, agency_kind_words(ANY_AGENCY)), *sorted(kinds, key=lambda pair: pair[1])]


def matching(entries: LibraryQuerySet, words: str) -> LibraryQuerySet:
    """Entries that hold every word in post, result or indicator."""
    for word in words.split():
        entries = entries.filter(
            Q(text__icontains=word)
            | Q(post_title__icontains=word)
            | Q(pk__in=LibraryResult.objects.filter(indicators__text__icontains=word).values("pk"))
        )
    return entries


def offered_to(plan: Plan, words: str) -> LibraryQuerySet:
    """Entries for the picker of a plan: those of the owner's post first."""
    entries = LibraryResult.objects.active().nearest_first(plan.assignment.post)
    return matching(entries, words).prefetch_related("indicators")


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of the picker; ``is_taken`` when the plan says it already."""

    entry: LibraryResult
    is_taken: bool
    fits: bool


def choices_of(entries: list[LibraryResult], plan: Plan) -> list[Choice]:
    """Entries with what the plan already has of them; ``fits``: written for the owner's post."""
    present = {plain(result.text) for result in plan.results.all()}
    return [
        Choice(entry, plain(entry.text) in present, getattr(entry, "distance", 3) == 0)
        for entry in entries
    ]
