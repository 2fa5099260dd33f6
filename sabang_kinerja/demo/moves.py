"""What happened in the last twelve months: retirements, promotions, transfers, leave."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Final

from personnel.enums import AssignmentKind, EmployeeKind, LegalStatus, PostLevel
from sabang_kinerja.demo.careers import Careers, Population
from sabang_kinerja.demo.organisation import City, CityPost
from sabang_kinerja.demo.people import Person, pension_age
from sabang_kinerja.demo.sampling import month_before, scaled

_LEVEL_BELOW: Final = {
    PostLevel.AHLI_MUDA: PostLevel.AHLI_PERTAMA,
    PostLevel.AHLI_MADYA: PostLevel.AHLI_MUDA,
    PostLevel.MAHIR: PostLevel.TERAMPIL,
    PostLevel.PENYELIA: PostLevel.MAHIR,
}


def make_population(city: City, seed: int, today: date) -> Population:
    """Everybody in the city with a post, and everything that happened to them lately."""
    careers = Careers(city, seed, today)
    careers.settle()
    for happen in (
        _vacancies,
        _promotions,
        _other_leavers,
        _transfers,
        _level_ups,
        _arrivals,
        _leaves,
        _releases,
        _daily_acting,
    ):
        happen(careers)
    return careers.population


def _vacancies(careers: Careers) -> None:
    """A leader retired, the post is vacant, the leader of another unit acts."""
    for post in careers.city.posts:
        if post.acting_from is None:
            continue
        code, month = post.acting_from
        day = month_before(careers.today, month)
        careers.leaver(post, day, "retirement")
        acting = careers.population.head_of(careers.city, code)
        if acting is not None:
            acting.has_event = True
            span = careers.slice_from(post, AssignmentKind.ACTING, day)
            careers.population.acting.append((acting, span))


def _promotions(careers: Careers) -> None:
    """A leader retired and somebody from below in the agency follows."""
    rule = careers.move("promotion")
    levels = (PostLevel.PENGAWAS, PostLevel.ADMINISTRATOR)
    leaders = careers.free(lambda p: p.post.is_head and p.post.level in levels)
    for person in leaders[: careers.count(rule)]:
        lower = _post_below(careers.city, person.post)
        if lower is not None:
            day = careers.day(rule)
            careers.leaver(person.post, day, "retirement")
            careers.came_from(person, lower, day, "promotion")


def _post_below(city: City, post: CityPost) -> CityPost | None:
    agency = post.unit.agency
    levels = (PostLevel.AHLI_MUDA, PostLevel.AHLI_PERTAMA, PostLevel.PELAKSANA)
    below = [p for p in city.posts if p.unit.agency is agency and not p.is_head]
    return next((p for level in levels for p in below if p.level == level), None)


def _other_leavers(careers: Careers) -> None:
    gone = sum(p.status == LegalStatus.LEFT for p in careers.population.people)
    for kind in ("retirement", "transfer_out", "death", "contract_end"):
        rule = careers.move(kind)
        wanted = max(1, careers.count(rule) - (gone if kind == "retirement" else 0))
        needed = EmployeeKind.PPPK if kind == "contract_end" else EmployeeKind.PNS
        posts = [
            post for post in careers.city.posts if not post.is_head and post.kinds.get(needed.value)
        ]
        for post in careers.source.sample(posts, min(wanted, len(posts))):
            careers.leaver(post, careers.day(rule), kind)


def _transfers(careers: Careers) -> None:
    """Two people of the same kind of post change places."""
    rule = careers.move("transfer_within_city")
    groups: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    for person in careers.free(lambda p: p.post.level != PostLevel.JPT_PRATAMA):
        post = person.post
        alike = post.unit.sort if post.is_head else post.stem
        groups[post.is_head, alike, post.level].append(person)
    pairs = [
        (one, other)
        for members in groups.values()
        for one, other in zip(members[::2], members[1::2], strict=False)
        if one.post.unit is not other.post.unit
    ]
    careers.source.shuffle(pairs)
    for one, other in pairs[: max(1, careers.count(rule) // 2)]:
        day, here, there = careers.day(rule), one.post, other.post
        careers.came_from(one, there, day, "transfer")
        careers.came_from(other, here, day, "transfer")


def _level_ups(careers: Careers) -> None:
    rule = careers.move("functional_level_up")
    staff = {(p.unit.code, p.stem, p.level): p for p in careers.city.posts if not p.is_head}
    left = careers.count(rule)
    for person in careers.free(lambda p: not p.post.is_head and p.post.level in _LEVEL_BELOW):
        post = person.post
        lower = staff.get((post.unit.code, post.stem, _LEVEL_BELOW[PostLevel(post.level)]))
        if lower is not None and left:
            left -= 1
            careers.came_from(person, lower, careers.day(rule), "level_up")


def _arrivals(careers: Careers) -> None:
    """Transfers from another government: the career here begins this year."""
    rule = careers.move("transfer_in")
    for person in careers.free(lambda p: not p.post.is_head)[: careers.count(rule)]:
        person.career[-1].starts = careers.day(rule)
        person.has_event = True


def _leaves(careers: Careers) -> None:
    rules = {row["kind"]: row for row in careers.rules["legal_status"]}
    study = rules["study_leave"]
    students = careers.free(
        lambda p: not p.post.is_head and p.post.rank_profile in study["from_profiles"]
    )
    students.sort(key=lambda p: p.profession not in study["prefer"])
    for place, person in enumerate(students[: careers.count(study)]):
        day = month_before(careers.today, 9)
        day = day.replace(year=day.year - place % 2)
        kind = AssignmentKind.STUDY_LEAVE
        careers.leave(person, kind, LegalStatus.STUDY, day, "study_leave")
    absent = careers.free(lambda p: not p.post.is_head)
    for person in absent[: careers.count(rules["unpaid_leave"])]:
        kind, day = AssignmentKind.UNPAID_LEAVE, month_before(careers.today, 3)
        careers.leave(person, kind, LegalStatus.UNPAID_LEAVE, day, "unpaid_leave")


def _releases(careers: Careers) -> None:
    """Before retirement, suspended, or lent to another institution."""
    rules = {row["kind"]: row for row in careers.rules["legal_status"]}

    def days_to_pension(person: Person) -> int:
        return pension_age(person.post) * 365 - (careers.today - person.born).days

    oldest = sorted(careers.free(lambda p: not p.post.is_head), key=days_to_pension)
    for person in oldest[: careers.count(rules["pre_retirement"])]:
        careers.release(person, LegalStatus.PRE_RETIREMENT, 7, "pre_retirement")
    others = careers.free(lambda p: not p.post.is_head)
    careers.release(others[0], LegalStatus.SUSPENDED, 5, "suspended")
    for person in others[1 : 1 + careers.count(rules["seconded_out"])]:
        person.status, person.has_event = LegalStatus.SECONDED, True


def _daily_acting(careers: Careers) -> None:
    """A colleague beside an absent leader signs for some days."""
    rule = careers.rules["daily_acting"]
    leaders = careers.free(lambda p: p.post.is_head and p.post.level in rule["post_levels"])
    fewest, most = rule["days"]
    for absent in leaders[: scaled(rule["count"], careers.city.factor)]:
        beside = absent.post.unit.parent
        peers = [p for p in leaders if p is not absent and p.post.unit.parent is beside]
        if peers:
            first = careers.today - timedelta(days=careers.source.randint(20, 250))
            span = careers.slice_from(absent.post, AssignmentKind.DAILY_ACTING, first)
            span.ends = first + timedelta(days=careers.source.randint(fewest, most) - 1)
            careers.population.acting.append((peers[0], span))
