"""Who served where and when: the posts of everybody in time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from personnel.enums import AssignmentKind, EmployeeKind, LegalStatus
from personnel.models import Assignment
from sabang_kinerja.demo.content import organisation
from sabang_kinerja.demo.organisation import CITY, City, CityPost
from sabang_kinerja.demo.people import PeopleMaker, Person, Slice, mayor
from sabang_kinerja.demo.sampling import month_before, pick, scaled, stream
from sabang_kinerja.demo.tables import Tables

STAYS_PUT = frozenset(
    {
        *("DUKCAPIL", "DUKCAPIL-B1", "DUKCAPIL-UMPEG", "SETDA-AS3-1", "INSP-I1", "DISKOMINFO-B3"),
        *("BKPSDM-B2", "BKPSDM-B3", "DISPAR"),
    }
)
"""Units in which nobody moves, so that the demo accounts keep their places."""

ONE_DAY = timedelta(days=1)


@dataclass(slots=True, eq=False)
class Population:
    """Everybody: the mayor first, then those who serve, then those who left this past year.

    ``acting`` holds acting posts beside a person's own, ``by_post`` today's holders.
    """

    people: list[Person] = field(default_factory=list)
    acting: list[tuple[Person, Slice]] = field(default_factory=list)
    by_post: dict[CityPost, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def holders(self, post: CityPost) -> Sequence[Person]:
        """Who holds a post today."""
        return self.by_post[post]

    def head_of(self, city: City, code: str) -> Person | None:
        """Who leads a unit today in a post of one's own."""
        head = city.by_code[code].head
        held = self.holders(head) if head else []
        return held[0] if held else None


class Careers:
    """Gives the people of a city their posts, and moves them about on request."""

    def __init__(self, city: City, seed: int, today: date) -> None:
        self.city = city
        self.today = today
        self.source = stream(seed, "careers")
        self.rules: dict[str, Any] = organisation()["situations"]
        self.population = Population()
        self._maker = PeopleMaker(seed, today)

    def settle(self) -> None:
        """Everybody in a post since years ago (or since the appointment)."""
        everybody = self.population
        leader = mayor()
        office = self.city.by_code[CITY].head
        if office is not None:
            first = date(self.today.year - 4, 2, 14)
            leader.career.append(Slice(office, AssignmentKind.DEFINITIVE, first))
            everybody.by_post[office].append(leader)
        everybody.people.append(leader)
        for post in self.city.posts:
            for person in self._maker.holders(post):
                start = self._long_ago(person, post)
                person.career.append(Slice(post, AssignmentKind.DEFINITIVE, start))
                everybody.people.append(person)
                everybody.by_post[post].append(person)

    def free(self, fits: Callable[[Person], bool]) -> list[Person]:
        """PNS to whom nothing has happened yet and to whom something may, in random order."""
        found = [
            person
            for person in self.population.people
            if person.kind == EmployeeKind.PNS
            and not person.has_event
            and person.post.unit.code not in STAYS_PUT
            and fits(person)
        ]
        self.source.shuffle(found)
        return found

    def came_from(self, person: Person, earlier: CityPost, day: date, why: str) -> None:
        """Put a former post before the present one, which then begins on ``day``."""
        start = person.career[-1].starts
        former = Slice(earlier, AssignmentKind.DEFINITIVE, start, day - ONE_DAY, why_ended=why)
        person.career = [former, self.slice_from(person.post, AssignmentKind.DEFINITIVE, day)]
        person.has_event = True

    def leave(
        self, person: Person, kind: AssignmentKind, status: LegalStatus, day: date, why: str
    ) -> None:
        """Release somebody from the post for study or unpaid leave."""
        last = person.career[-1]
        last.ends, last.why_ended = day - ONE_DAY, why
        person.career.append(self.slice_from(last.post, kind, day))
        person.status, person.has_event = status, True

    def release(self, person: Person, status: LegalStatus, month: int, why: str) -> None:
        """The post is kept, the duty to have a plan ends."""
        person.released = (month_before(self.today, month) - ONE_DAY, why)
        person.status, person.has_event = status, True

    def leaver(self, post: CityPost, day: date, why: str) -> None:
        """Somebody outside the headcount who held ``post`` until the day before ``day``."""
        kind = EmployeeKind.PPPK if why == "contract_end" else EmployeeKind.PNS
        person = self._maker.make(post, kind, left_on=day, old=why == "retirement")
        start = self._long_ago(person, post)
        person.career.append(
            Slice(post, AssignmentKind.DEFINITIVE, start, day - ONE_DAY, why_ended=why)
        )
        person.status, person.has_event = LegalStatus.LEFT, True
        self.population.people.append(person)

    def slice_from(self, post: CityPost, kind: AssignmentKind, day: date) -> Slice:
        """A span that begins on ``day``."""
        return Slice(post, kind, day, decree=self._decree(day))

    def move(self, kind: str) -> dict[str, Any]:
        """What the organisation file says about one kind of move."""
        rows: list[dict[str, Any]] = self.rules["mid_year_moves"]
        return next(row for row in rows if row["kind"] == kind)

    def count(self, rule: dict[str, Any]) -> int:
        """How many people a rule concerns in a city of this size."""
        return scaled(rule["count"], self.city.factor)

    def day(self, rule: dict[str, Any]) -> date:
        """A first day of a month in the last twelve months, by the rule's weights."""
        return month_before(self.today, int(pick(self.source, rule["months"])))

    def _long_ago(self, person: Person, post: CityPost) -> date:
        """First day in the post for somebody who did not move this past year."""
        year = self.today.year
        if person.appointed >= date(year - 2, 1, 1):
            return person.appointed
        first = max(person.appointed.year, year - (6 if post.is_head else 11))
        month = self.source.choice((1, 2, 4, 7, 10))
        day = date(self.source.randint(min(first, year - 3), year - 3), month, 1)
        return max(person.appointed, day)

    def _decree(self, day: date) -> str:
        return f"821.2/{self.source.randint(101, 899)}/{day.year}"


def write_assignments(population: Population, tables: Tables) -> None:
    """Write every span in a post, own and acting."""
    table = tables[Assignment]
    own = ((person, slice_) for person in population.people for slice_ in person.career)
    for person, slice_ in (*own, *population.acting):
        slice_.id = table.add(
            employee_id=person.id,
            post_id=slice_.post.id,
            kind=slice_.kind.value,
            effective_from=slice_.starts,
            effective_until=slice_.ends,
            decree_number=slice_.decree,
        )
