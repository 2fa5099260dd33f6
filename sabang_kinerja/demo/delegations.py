"""Authority to appraise given by decree, where a functional official leads (regulation 2.1)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from personnel.enums import AssignmentKind, OverrideSource
from personnel.models import SupervisionOverride
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.organisation import City, CityPost, CityUnit
from sabang_kinerja.demo.people import Person, Slice
from sabang_kinerja.demo.tables import Tables

SCHOOLS = ("primary_school", "junior_school", "kindergarten")

Leaders = dict[int, list[tuple[Person, Slice]]]


def write_delegations(
    city: City, population: Population, running_year: int, tables: Tables
) -> None:
    """Name supervisors by decree since the beginning of the running year.

    The reviewing superior is left to the tree, which continues from the named supervisor.
    """
    leaders = _leaders(population)
    since = date(running_year, 1, 1)
    for person in population.people:
        for own in person.career:
            if own.kind != AssignmentKind.DEFINITIVE:
                continue
            found = _delegation(city, own.post)
            if found is None:
                continue
            unit, number = found
            for leader, span in leaders[unit.id]:
                first = max(own.starts, span.starts, since)
                last = min(own.ends or date.max, span.ends or date.max)
                if leader is not person and first <= last:
                    tables[SupervisionOverride].add(
                        employee_id=person.id,
                        supervisor_id=leader.id,
                        source=OverrideSource.DECREE,
                        decree_number=f"800.1/{number}/{running_year}",
                        effective_from=first,
                        effective_until=None if last == date.max else last,
                    )


def _delegation(city: City, post: CityPost) -> tuple[CityUnit, int] | None:
    """Whose head appraises the holders of a post, and by which decree; None: the tree says."""
    unit, sort = post.unit, post.unit.sort
    if sort in SCHOOLS:
        if post.is_head and unit.parent is not None:
            return unit.parent, 901
        return unit, 902
    if sort == "health_centre" and not post.is_head:
        return unit, 903
    if sort == "installation" and not post.is_head:
        return unit, 904
    if sort == "hospital" and post.is_head:
        return city.by_code["DINKES"], 905
    if sort in ("sub_district", "special_secretariat") and post.is_head:
        return city.by_code["SETDA"], 906
    return None


def _leaders(population: Population) -> Leaders:
    """Who led which unit when, definitively or acting."""
    found: Leaders = defaultdict(list)
    for person, span in _spans(population):
        leads = span.kind in (AssignmentKind.DEFINITIVE, AssignmentKind.ACTING)
        if span.post.is_head and leads:
            found[span.post.unit.id].append((person, span))
    return found


def _spans(population: Population) -> Iterator[tuple[Person, Slice]]:
    yield from ((person, span) for person in population.people for span in person.career)
    yield from population.acting
