"""People with numbers that are valid and belong to nobody."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from personnel.enums import AssignmentKind, EmployeeKind, LegalStatus, PostLevel, Sex
from personnel.models import Employee
from personnel.rules.nip import age_on
from personnel.rules.ranks import CIVIL_SERVANT_RANKS
from sabang_kinerja.demo.content import organisation
from sabang_kinerja.demo.names import make_name, make_titles
from sabang_kinerja.demo.organisation import CityPost
from sabang_kinerja.demo.sampling import month_before, pick, sometimes, stream
from sabang_kinerja.demo.tables import Tables

FIRST_SEQUENCE: Final = 901
"""Numbers of the demo end in 901 to 999, which no appointment of a real city reaches."""

PENSION_AGE: Final = 58
LATE_PENSION_AGE: Final = 60
"""For JPT, Ahli Madya and teachers."""

_RANKS: Final = [rank.symbol for rank in CIVIL_SERVANT_RANKS]
_ENTRY_RANK: Final = {
    **{"SD": "I/a", "SMP": "I/c", "SMA": "II/a", "D3": "II/c", "D4": "III/a"},
    **{"S1": "III/a", "S2": "III/b", "S3": "III/c"},
}
_ENTRY_AGE: Final = {"SD": 19, "SMP": 19, "SMA": 19, "D3": 21, "D4": 22, "S1": 23, "S2": 25}
_YEARS_A_RANK: Final = 3.3
_SLOWEST_START: Final = 9.0
_SLOWEST_YEARS_A_RANK: Final = 4.5
_OLDEST_ENTRY: Final = 40
"""Years of service and of age that still agree with a rank."""

_DOCTORS: Final = ("doctor", "specialist", "dentist", "pharmacist")
_CONTRACT: Final = (EmployeeKind.PPPK, EmployeeKind.PPPK_PART_TIME)


@dataclass(slots=True, eq=False)
class Slice:
    """One person in one post for a span of days; without an end it still runs."""

    post: CityPost
    kind: AssignmentKind
    starts: date
    ends: date | None = None
    why_ended: str = ""
    decree: str = ""
    id: int = 0


@dataclass(slots=True, eq=False)
class Person:
    """One civil servant (or the mayor) with a career of slices, oldest first.

    ``released`` tells from which last day on no plan is owed although the post is kept, and why;
    ``strength`` leans the ratings of all years one way, around zero.
    """

    kind: EmployeeKind
    name: str
    before: str
    after: str
    sex: Sex
    born: date
    appointed: date
    education: str
    rank: str
    rank_since: date | None
    profession: str
    nip: str | None = None
    status: LegalStatus = LegalStatus.ACTIVE
    career: list[Slice] = field(default_factory=list)
    has_event: bool = False
    released: tuple[date, str] | None = None
    strength: float = 0.0
    id: int = 0
    user_id: int = 0

    @property
    def post(self) -> CityPost:
        """The post held last."""
        return self.career[-1].post


class PeopleMaker:
    """Makes people for posts; every number is given once."""

    def __init__(self, seed: int, today: date) -> None:
        self._source = stream(seed, "people")
        self._today = today
        self._given: Counter[str] = Counter()

    def holders(self, post: CityPost) -> Iterator[Person]:
        """Everybody who holds a post today."""
        for kind, count in post.kinds.items():
            for _each in range(count):
                yield self.make(post, EmployeeKind(kind))

    def make(
        self, post: CityPost, kind: EmployeeKind, *, left_on: date | None = None, old: bool = False
    ) -> Person:
        """One person for a post.

        ``left_on`` is the first day out of service; with ``old`` it is the day of retirement.
        """
        source = self._source
        day = left_on or self._today
        sex = _sex(source, post)
        education = _education(source, post)
        rank = _rank(source, post, kind)
        if old:
            born = _months_earlier(day, 12 * pension_age(post)) - timedelta(
                days=source.randint(1, 27)
            )
            age = age_on(born, day)
            served = min(age - 22.0, source.gauss(29, 4))
        else:
            age, served = self._age_and_service(post, kind, education, rank)
            born = _birthday(source, day, age)
        appointed = self._appointed(kind, day, served)
        name = make_name(source, sex)
        before, after = make_titles(
            source,
            profession=post.profession,
            education=education,
            sex=sex,
            age=age,
            name=name,
        )
        return Person(
            kind=kind,
            name=name,
            before=before,
            after=after,
            sex=sex,
            born=born,
            appointed=appointed,
            education=education,
            rank=rank,
            rank_since=_rank_since(source, appointed, day),
            profession=post.profession,
            nip=self._number(kind, born, appointed, sex),
            strength=source.gauss(0, 1),
        )

    def _age_and_service(
        self, post: CityPost, kind: EmployeeKind, education: str, rank: str
    ) -> tuple[int, float]:
        """Age in years and years of service that agree with each other and with the rank."""
        source = self._source
        entry_age = _ENTRY_AGE.get(education, 26)
        rules = organisation()["age_distributions"]
        bands = rules["percent"][_age_group(post, kind)]
        first, last = source.choices([b.split("-") for b in rules["bands"]], bands)[0]
        age = source.randint(int(first), int(last))
        if kind in (*_CONTRACT, EmployeeKind.CPNS):
            return max(age, entry_age + 5 * (kind in _CONTRACT)), 0.0
        steps = max(0, _RANKS.index(rank) - _RANKS.index(_ENTRY_RANK[education]))
        years = organisation()["service_years"]["PNS"]
        served = max(years["min"] + steps * _YEARS_A_RANK, source.gauss(years["mean"], years["sd"]))
        served = min(served, _SLOWEST_START + steps * _SLOWEST_YEARS_A_RANK)
        age = max(age, entry_age + round(years["min"] + steps * _YEARS_A_RANK))
        age = min(age, pension_age(post) - 1, round(_OLDEST_ENTRY + served))
        return age, max(years["min"], min(served, age - entry_age))

    def _appointed(self, kind: EmployeeKind, day: date, served: float) -> date:
        """First day of service."""
        source = self._source
        rules = organisation()["service_years"]
        if kind == EmployeeKind.CPNS:
            months = [int(text[5:7]) for text in rules["CPNS"]["effective_from"]]
            return month_before(day, source.choice(months))
        shift = self._today.year - int(organisation()["meta"]["performance_year"])
        if kind == EmployeeKind.PPPK:
            cohorts = {row["effective_from"]: row["share"] for row in rules["PPPK"]["cohorts"]}
            start = date.fromisoformat(pick(source, cohorts))
        elif kind == EmployeeKind.PPPK_PART_TIME:
            start = date.fromisoformat(source.choice(rules["PPPK_PART_TIME"]["effective_from"]))
        else:
            return date(int(day.year - served), source.choice((1, 3, 4, 12)), 1)
        start = start.replace(year=start.year + shift)
        return start if start < day else start.replace(year=start.year - 1)

    def _number(self, kind: EmployeeKind, born: date, appointed: date, sex: Sex) -> str:
        middle = f"{appointed:%Y}21" if kind in _CONTRACT else f"{appointed:%Y%m}"
        stem = f"{born:%Y%m%d}{middle}{1 if sex == Sex.MALE else 2}"
        sequence = FIRST_SEQUENCE + self._given[stem]
        self._given[stem] += 1
        return f"{stem}{sequence:03d}"


def mayor() -> Person:
    """The mayor: a state official without a number, who supervises and is never appraised."""
    return Person(
        kind=EmployeeKind.STATE_OFFICIAL,
        name="Teuku Ramzan Alfarabi",
        before="H.",
        after="S.E., M.Si.",
        sex=Sex.MALE,
        born=date(1972, 5, 17),
        appointed=date(2000, 1, 1),
        education="S2",
        rank="",
        rank_since=None,
        profession="structural",
    )


def write_people(people: list[Person], tables: Tables) -> None:
    """Write the people and note their ids."""
    for person in people:
        person.id = tables[Employee].add(
            nip=person.nip,
            name=person.name,
            title_before=person.before,
            title_after=person.after,
            kind=person.kind.value,
            birth_date=person.born,
            sex=person.sex.value,
            rank=person.rank,
            rank_since=person.rank_since,
            education=person.education,
            legal_status=person.status.value,
        )


def pension_age(post: CityPost) -> int:
    """Age at which the holder of a post retires."""
    late = post.level in (PostLevel.JPT_PRATAMA, PostLevel.AHLI_MADYA)
    return LATE_PENSION_AGE if late or post.profession == "teacher" else PENSION_AGE


def _sex(source: random.Random, post: CityPost) -> Sex:
    female = post.profession == "midwife" or sometimes(source, post.female_share)
    return Sex.FEMALE if female else Sex.MALE


def _education(source: random.Random, post: CityPost) -> str:
    special = organisation()["education_override_by_profession"].get(post.profession)
    if special and post.level.startswith("ahli"):
        return str(pick(source, special))
    by_profile = organisation()["education_by_profile"]
    profile = post.rank_profile
    return str(pick(source, by_profile.get(profile) or by_profile[post.level]))


def _rank(source: random.Random, post: CityPost, kind: EmployeeKind) -> str:
    profiles = organisation()["rank_distributions"][kind.value]
    rank = str(pick(source, profiles[post.rank_profile]))
    if kind == EmployeeKind.CPNS and rank == "III/b" and post.profession not in _DOCTORS:
        return "III/a"
    if rank == "X" and post.profession not in (*_DOCTORS, "nurse"):
        return "IX"
    return rank


def _age_group(post: CityPost, kind: EmployeeKind) -> str:
    groups = organisation()["age_distributions"]["percent"]
    if kind != EmployeeKind.PNS:
        return kind.value
    if post.level in groups:
        return post.level
    return "pelaksana_PNS" if post.level == PostLevel.PELAKSANA else "functional_junior_PNS"


def _birthday(source: random.Random, day: date, age: int) -> date:
    latest = _months_earlier(day, 12 * age)
    return latest - timedelta(days=source.randint(1, 364))


def _months_earlier(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _rank_since(source: random.Random, appointed: date, day: date) -> date:
    years = source.randint(0, 3)
    since = date(day.year - years, source.choice((4, 10)), 1)
    if since > day:
        since = since.replace(year=since.year - 1)
    return max(since, appointed)
