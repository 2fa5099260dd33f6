"""The tree of units with heads and counts, and one unit with its posts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch

from personnel.enums import OWN_POST_KINDS, AssignmentKind, PostKind, UnitKind
from personnel.models import Assignment, Post, Unit
from personnel.models.units import UnitQuerySet


@dataclass(slots=True)
class Branch:
    """A unit of the tree. ``here`` counts the people in it, ``people`` also those below."""

    unit: Unit
    head: Assignment | None
    here: int
    people: int = 0
    children: list["Branch"] = field(default_factory=list)

    @property
    def needs_head(self) -> bool:
        """Whether people wait for a head here."""
        return self.head is None and self.people > 0


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency of the list; ``vacant`` counts units without a head."""

    agency: Unit
    head: Assignment | None
    units: int
    people: int
    vacant: int


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of a unit and who holds it today."""

    post: Post
    holders: list[Assignment]


def unit_tree(units: UnitQuerySet, day: date) -> list[Branch]:
    """The active units as branches, roots first; three queries for any size."""
    rows = list(units.active().select_related("agency"))
    heads = heads_on(day)
    counts = people_by_unit(day)
    branches = {unit.pk: Branch(unit, heads.get(unit.pk), counts.get(unit.pk, 0)) for unit in rows}
    roots: list[Branch] = []
    for unit in rows:
        above = branches.get(unit.parent_id or 0)
        (above.children if above else roots).append(branches[unit.pk])
    for root in roots:
        _sum_up(root)
    return roots


def in_tree_order(units: UnitQuerySet) -> list[Unit]:
    """Active units, each before those below it, brothers in their own order; one query."""
    below: dict[int | None, list[Unit]] = {}
    rows = list(units.active().select_related("agency"))
    ids = {unit.pk for unit in rows}
    for unit in rows:
        below.setdefault(unit.parent_id if unit.parent_id in ids else None, []).append(unit)
    ordered: list[Unit] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += below.get(ordered[-1].pk, [])[::-1]
    return ordered


def _sum_up(branch: Branch) -> int:
    branch.people = branch.here + sum(_sum_up(child) for child in branch.children)
    return branch.people


def heads_on(day: date) -> dict[int, Assignment]:
    """Who leads each unit on a day; a definitive head goes before an acting one."""
    leads = (
        Assignment.objects.on(day)
        .filter(
            post__is_head=True,
            post__is_active=True,
            kind__in=[AssignmentKind.DEFINITIVE, AssignmentKind.ACTING],
        )
        .select_related("employee", "post")
        .order_by("-kind", "effective_from", "pk")
    )
    acting = {a.post.unit_id: a for a in leads if a.kind == AssignmentKind.ACTING}
    return acting | {a.post.unit_id: a for a in leads if a.kind == AssignmentKind.DEFINITIVE}


def people_by_unit(day: date) -> dict[int, int]:
    """How many civil servants have their own post in each unit."""
    return dict(
        Assignment.objects.on(day)
        .own_posts()
        .exclude(post__kind=PostKind.STATE_OFFICE)
        .order_by()
        .values_list("post__unit")
        .annotate(Count("pk"))
    )


def agency_rows(units: UnitQuerySet, day: date) -> list[AgencyRow]:
    """Agencies in the order of the tree with heads and counts; three queries."""
    everything = list(walk(unit_tree(units, day)))
    size: Counter[int | None] = Counter()
    vacant: Counter[int | None] = Counter()
    for branch in everything:
        size[branch.unit.agency_id] += 1
        vacant[branch.unit.agency_id] += branch.needs_head
    return [
        AgencyRow(b.unit, b.head, size[b.unit.pk], b.people, vacant[b.unit.pk])
        for b in everything
        if b.unit.kind == UnitKind.AGENCY
    ]


def walk(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Every branch of the tree, each before those below it."""
    for branch in branches:
        yield branch
        yield from walk(branch.children)


def units_above(unit: Unit) -> list[Unit]:
    """Units from the root down to the one above ``unit``."""
    ids = [int(part) for part in unit.path.split("/") if part]
    above = Unit.objects.in_bulk(ids[:-1])
    return [above[pk] for pk in ids[:-1] if pk in above]


def post_rows(unit: Unit, day: date) -> list[PostRow]:
    """Posts of a unit, the head first, with whoever holds them; ended posts last."""
    holders = (
        Assignment.objects.on(day)
        .select_related("employee")
        .order_by("-kind", "employee__name", "pk")
    )
    posts = unit.posts.order_by("-is_active", "-is_head", "title", "pk").prefetch_related(
        Prefetch("assignments", holders, to_attr="holders_today")
    )
    return [
        PostRow(post, list(post.holders_today))  # type: ignore[attr-defined]  # prefetched above
        for post in posts
    ]


def vacant_posts(rows: list[PostRow]) -> int:
    """Posts in use that nobody holds as the own one."""
    return sum(
        row.post.is_active and not any(a.kind in OWN_POST_KINDS for a in row.holders)
        for row in rows
    )
