"""Writing the people of an import: everything that a plan holds, in bulk, all or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from personnel.enums import AssignmentKind, LegalStatus, OverrideSource, UnitKind
from personnel.imports.match import name_key
from personnel.imports.person_rows import PersonRow, PostDescription
from personnel.imports.plans import PeoplePlan, PersonPlan
from personnel.models import Assignment, Employee, Post, SupervisionOverride, Unit
from personnel.rules.posts import PostKind, PostLevel

BATCH = 500
_FACTS = (
    *("name", "title_before", "title_after", "kind", "birth_date", "sex"),
    *("rank", "rank_since", "education", "legal_status"),
)
_ONE_DAY = timedelta(days=1)


def write_people(plan: PeoplePlan) -> None:
    """Write new people, changed facts, posts, assignments and supervisors.

    Runs inside the caller's transaction. Ends of what goes before are written first, so that the
    database, which forbids overlaps, never sees one.
    """
    new = Employee.objects.bulk_create([_employee(one.row) for one in plan.new], batch_size=BATCH)
    people = {one.row.nip: person.pk for one, person in zip(plan.new, new, strict=True)}
    people |= {one.row.nip: one.known.pk for one in _known(plan) if one.known}
    _write_facts(plan.changed)
    posts = _Posts(plan)
    _write_placements([*plan.new, *plan.changed], people, posts)
    _write_acting(plan, people, posts)
    posts.gain(plan.changed)
    _write_supervisors([*plan.new, *plan.changed], people)


def _known(plan: PeoplePlan) -> list[PersonPlan]:
    return [*plan.changed, *plan.unchanged]


def _employee(row: PersonRow) -> Employee:
    return Employee(
        nip=row.nip,
        name=row.name.name,
        title_before=row.name.before,
        title_after=row.name.after,
        kind=row.kind.value,
        birth_date=row.birth_date,
        sex=row.sex or "",
        rank=row.rank,
        rank_since=row.rank_since,
        education=row.education,
        legal_status=row.legal_status or LegalStatus.ACTIVE,
    )


def _write_facts(changed: list[PersonPlan]) -> None:
    facts = {
        one.known.pk: {c.field: c.new for c in one.changes if c.field in _FACTS}
        for one in changed
        if one.known
    }
    people = Employee.objects.in_bulk([pk for pk, values in facts.items() if values])
    for pk, person in people.items():
        for word, value in facts[pk].items():
            setattr(person, word, value)
    Employee.objects.bulk_update(people.values(), _FACTS, batch_size=BATCH)


class _Posts:
    """Posts of the units that a plan speaks of; made when somebody needs them."""

    def __init__(self, plan: PeoplePlan) -> None:
        units = {one.placement.unit for one in [*plan.new, *plan.changed] if one.placement}
        units |= {one.row.unit.pk for one in plan.acting}
        self.units = Unit.objects.in_bulk(units)
        self.by_title: dict[tuple[int, str], list[Post]] = defaultdict(list)
        self.headed: set[int] = set()
        for post in Post.objects.filter(unit__in=units).order_by("-is_active", "-is_head", "pk"):
            self._keep(post)

    def get(self, unit: int, wanted: PostDescription) -> Post:
        """The post of a unit that a description means."""
        twins = self.by_title[unit, name_key(wanted.title)]
        exact = next((post for post in twins if post.level == wanted.level.value), None)
        if exact is None and not (wanted.is_certain and wanted.level is not PostLevel.NONE):
            exact = next(iter(twins), None)
        if exact is None:
            exact = next((post for post in twins if post.level == PostLevel.NONE.value), None)
        if exact is None:
            exact = self._make(unit, wanted)
        else:
            self._complete(exact, wanted)
        return exact

    def gain(self, plans: Iterable[PersonPlan]) -> None:
        """Fill in class, echelon and level where a post lacks them; the first row decides."""
        told = [
            (one.known.position.post_id, one.post_facts)
            for one in plans
            if one.post_facts and one.known and one.known.position
        ]
        posts = Post.objects.in_bulk([pk for pk, _ in told])
        for pk, facts in told:
            self._complete(posts[pk], facts)

    def _complete(self, post: Post, told: PostDescription) -> None:
        before = (post.is_active, post.post_class, post.echelon, post.level)
        if not post.is_active:
            post.is_active = True
            post.is_head = post.is_head and post.unit_id not in self.headed
        post.post_class = post.post_class or told.post_class
        post.echelon = post.echelon or told.echelon
        if post.level == PostLevel.NONE.value and told.is_certain:
            same = Post.objects.filter(unit=post.unit_id, title=post.title, level=told.level.value)
            if not same.exists():
                post.level, post.kind = told.level.value, told.kind.value
        if before != (post.is_active, post.post_class, post.echelon, post.level):
            post.save()

    def _make(self, unit_id: int, wanted: PostDescription) -> Post:
        unit = self.units[unit_id]
        leads = unit_id not in self.headed and (
            bool(unit.head_title) and name_key(wanted.title) == name_key(unit.head_title)
        )
        form = leads and (unit.kind == UnitKind.AGENCY or wanted.kind is PostKind.JPT)
        post = Post.objects.create(
            unit=unit,
            title=wanted.title,
            kind=wanted.kind.value,
            level=wanted.level.value,
            echelon=wanted.echelon,
            post_class=wanted.post_class,
            is_head=leads,
            uses_head_form=form,
        )
        self._keep(post)
        return post

    def _keep(self, post: Post) -> None:
        self.by_title[post.unit_id, name_key(post.title)].append(post)
        if post.is_head and post.is_active:
            self.headed.add(post.unit_id)


def _write_placements(plans: list[PersonPlan], people: dict[str, int], posts: _Posts) -> None:
    placed = [(one, one.placement) for one in plans if one.placement]
    ended = Assignment.objects.in_bulk([p.close for _, p in placed if p.close])
    corrected = Assignment.objects.in_bulk([p.correct for _, p in placed if p.correct])
    made: list[Assignment] = []
    for one, placement in placed:
        if placement.close:
            ended[placement.close].effective_until = placement.since - _ONE_DAY
        if placement.correct:
            row = corrected[placement.correct]
            if one.row.unit or one.row.post:
                row.post = posts.get(placement.unit, placement.post)
            row.effective_from, row.effective_until = placement.since, placement.until
            continue
        made.append(
            Assignment(
                employee_id=people[one.row.nip],
                post=posts.get(placement.unit, placement.post),
                effective_from=placement.since,
                effective_until=placement.until,
                decree_number=placement.decree,
            )
        )
    Assignment.objects.bulk_update(ended.values(), ["effective_until"], batch_size=BATCH)
    Assignment.objects.bulk_update(
        corrected.values(), ["post", "effective_from", "effective_until"], batch_size=BATCH
    )
    Assignment.objects.bulk_create(made, batch_size=BATCH)


def _write_acting(plan: PeoplePlan, people: dict[str, int], posts: _Posts) -> None:
    known = dict(
        Employee.objects.filter(nip__in={one.row.nip for one in plan.acting}).values_list(
            "nip", "pk"
        )
    )
    people = {nip: pk for nip, pk in known.items() if nip} | people
    for one in plan.acting:
        row = one.row
        if one.close:
            Assignment.objects.filter(pk=one.close).update(effective_until=one.since - _ONE_DAY)
        if one.known is None:
            Assignment.objects.create(
                employee_id=people[row.nip],
                post=posts.get(row.unit.pk, row.post),
                kind=AssignmentKind(row.kind),
                effective_from=one.since,
                effective_until=row.until,
                decree_number=row.decree,
            )
        elif one.is_changed:
            Assignment.objects.filter(pk=one.known.pk).update(effective_until=row.until)


def _write_supervisors(plans: list[PersonPlan], people: dict[str, int]) -> None:
    named = [(one, one.supervision) for one in plans if one.supervision]
    numbers = {supervision.supervisor for _, supervision in named}
    others = Employee.objects.filter(nip__in=numbers - people.keys()).values_list("nip", "pk")
    supervisors = people | {nip: pk for nip, pk in others if nip}
    ended = SupervisionOverride.objects.in_bulk([s.close for _, s in named if s.close])
    corrected = SupervisionOverride.objects.in_bulk([s.correct for _, s in named if s.correct])
    made: list[SupervisionOverride] = []
    for one, supervision in named:
        supervisor = supervisors[supervision.supervisor]
        if supervision.close:
            ended[supervision.close].effective_until = supervision.since - _ONE_DAY
        if supervision.correct:
            corrected[supervision.correct].supervisor_id = supervisor
            corrected[supervision.correct].reviewing_superior = None
            continue
        made.append(
            SupervisionOverride(
                employee_id=people[one.row.nip],
                supervisor_id=supervisor,
                source=OverrideSource.IMPORT,
                effective_from=supervision.since,
            )
        )
    SupervisionOverride.objects.bulk_update(ended.values(), ["effective_until"], batch_size=BATCH)
    SupervisionOverride.objects.bulk_update(
        corrected.values(), ["supervisor", "reviewing_superior"], batch_size=BATCH
    )
    SupervisionOverride.objects.bulk_create(made, batch_size=BATCH)
