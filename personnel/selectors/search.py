"""The search box: people and units by name or number."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from personnel.models import Unit
from personnel.models.employees import EmployeeQuerySet
from personnel.models.units import UnitQuerySet
from personnel.selectors.people import Listed, listed, matching, with_posts

SHORTEST = 2
"""Letters below which nothing is looked for."""
MOST = 20
"""Of each kind; more are counted and left to the list."""


@dataclass(frozen=True, slots=True)
class Found:
    """First hits of both kinds, and whether there are more."""

    people: list[Listed]
    units: list[Unit]
    more_people: bool
    more_units: bool


def search(text: str, *, people: EmployeeQuerySet, units: UnitQuerySet, day: date) -> Found:
    """Look for every word of ``text`` among what an account may read (three queries)."""
    if len(text.strip()) < SHORTEST:
        return Found([], [], False, False)
    rows = list(with_posts(matching(people, text), day)[: MOST + 1])
    named = Q()
    for word in text.split():
        named &= Q(name__icontains=word) | Q(code__iexact=word)
    hits = list(units.filter(named).select_related("agency")[: MOST + 1])
    return Found(listed(rows[:MOST]), hits[:MOST], len(rows) > MOST, len(hits) > MOST)
