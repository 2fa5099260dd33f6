"""The city's tree and its posts, in full or on another scale."""

from collections import defaultdict
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final

from personnel.enums import PostKind, PostLevel, UnitKind
from personnel.models import Post, Unit
from sabang_kinerja.demo.content import OWN_CODE_PREFIX, matches, organisation
from sabang_kinerja.demo.matching import code_of, family_of
from sabang_kinerja.demo.sampling import apportion
from sabang_kinerja.demo.tables import Tables

FULL_CITY: Final = 3000
FEWEST_PEOPLE: Final = 200
CITY: Final = "KOTA"

ALWAYS_THERE: Final = (
    # where the demo accounts work, one agency with an acting leader, one of each kind of service
    *("SETDA-AS3-1", "INSP-I1", "DUKCAPIL-B1", "DUKCAPIL-UMPEG", "DISKOMINFO-B3", "DISPAR-B1"),
    *("BKPSDM-B2", "BKPSDM-B3", "BKPSDM-UMPEG", "DINSOS-SEK", "DINSOS-B1"),
    *("SD-01", "SMP-01", "TK-01", "PKM-1", "RSUD-KEP", "RSUD-RI1", "SATPOLPPWH-B1", "BPBD-B3"),
)
"""Units that a scaled-down city keeps, with everything above them."""

NEVER_EMPTY: Final = (
    ("DUKCAPIL-B1", "Administrator Database Kependudukan"),
    ("BKPSDM-B2", "Analis Sumber Daya Manusia Aparatur"),
    ("BKPSDM-B3", "Analis Sumber Daya Manusia Aparatur"),
    ("INSP-I1", "Auditor"),
    ("DISKOMINFO-B3", "Statistisi"),
    ("SETDA-AS3-1", "Analis Kebijakan"),
    ("RSUD-RI1", "Perawat"),
)
"""Posts (unit, title without level) that have somebody in a city of any size."""


@dataclass(slots=True, eq=False)
class CityUnit:
    """One unit of the city that is being made."""

    code: str
    name: str
    sort: str
    parent: "CityUnit | None"
    is_agency: bool
    echelon: str
    head_title: str
    order: int
    id: int = 0
    path: str = ""
    agency: "CityUnit | None" = None
    head: "CityPost | None" = None

    def lineage(self) -> list["CityUnit"]:
        """The unit and everything above it, from below."""
        return [self, *(self.parent.lineage() if self.parent else [])]


@dataclass(slots=True, eq=False)
class CityPost:
    """One post. ``code`` finds its results, ``stem`` is its title without the level."""

    unit: CityUnit
    title: str
    stem: str
    kind: str
    level: str
    echelon: str
    post_class: int | None
    profession: str
    rank_profile: str
    female_share: float
    is_head: bool
    holders: int
    kinds: dict[str, int]
    acting_from: tuple[str, int] | None = None
    code: str = ""
    family: str = ""
    id: int = 0

    @property
    def uses_head_form(self) -> bool:
        """Heads of agencies and JPT write on the form with perspectives."""
        return self.kind == PostKind.JPT or (self.is_head and self.unit.is_agency)


@dataclass(slots=True, eq=False)
class City:
    """Units and posts, parents before children, heads before the others."""

    factor: float
    units: list[CityUnit] = field(default_factory=list)
    posts: list[CityPost] = field(default_factory=list)
    by_code: dict[str, CityUnit] = field(default_factory=dict)

    def posts_in(self, code: str) -> list[CityPost]:
        """Posts of one unit."""
        return [post for post in self.posts if post.unit.code == code]


def plan_city(people: int) -> City:
    """The organisation for ``people`` civil servants.

    The tree of the full city serves larger ones too: there every post that is no head post has
    more holders. A smaller one keeps a part of each kind of unit.
    Raises: ``ValueError`` below ``FEWEST_PEOPLE``.
    """
    if people < FEWEST_PEOPLE:
        raise ValueError(people)
    city = City(factor=people / FULL_CITY)
    kept = _kept_units(min(1.0, city.factor))
    for row in organisation()["units"]:
        if row["code"] in kept:
            _add_unit(city, row)
    for row in organisation()["posts"]:
        if row["unit"] in kept:
            city.posts.append(_post(city, row))
    _fill_posts(city, people)
    city.posts.insert(0, _mayors_post(city.by_code[CITY]))
    for post in city.posts:
        if post.is_head:
            post.unit.head = post
        post.code = code_of(post)
        post.family = family_of(post)
    return city


def _kept_units(share: float) -> set[str]:
    rows = {row["code"]: row for row in organisation()["units"]}
    wanted: set[str] = set()
    for code in ALWAYS_THERE:
        at: str | None = code
        while at is not None:
            wanted.add(at)
            at = rows[at]["parent"]
    siblings: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for code, row in rows.items():
        siblings[row["parent"], row["kind"]].append(code)
    kept: set[str] = set()
    for (parent, _kind), codes in siblings.items():  # parents come first in the file
        if parent is None or parent in kept:
            first = [code for code in codes if code in wanted]
            rest = [code for code in codes if code not in wanted]
            kept.update(first, rest[: max(0, ceil(len(codes) * share) - len(first))])
    return kept


def _add_unit(city: City, row: dict[str, Any]) -> None:
    unit = CityUnit(
        code=row["code"],
        name=row["name"],
        sort=row["kind"],
        parent=city.by_code.get(row["parent"] or ""),
        is_agency=row["agency"],
        echelon=row["echelon"] or "",
        head_title=row["head_title"] or "",
        order=row["order"],
    )
    unit.agency = unit if unit.is_agency else (unit.parent.agency if unit.parent else None)
    city.units.append(unit)
    city.by_code[unit.code] = unit


def _post(city: City, row: dict[str, Any]) -> CityPost:
    unit = city.by_code[row["unit"]]
    title = row.get("head_title") or row["title"]
    level_words = " " + str(PostLevel(row["post_level"]).label)
    acting = row.get("acting")
    return CityPost(
        unit=unit,
        title=title,
        stem=row["title"].removesuffix(level_words),
        kind=row["post_kind"],
        level=row["post_level"],
        echelon=row["echelon"] or "",
        post_class=row["post_class"],
        profession=row["profession"],
        rank_profile=row["rank_profile"],
        female_share=row["female_share"],
        is_head=row["is_head"],
        holders=row["headcount"],
        kinds=dict(row["by_employee_kind"]),
        acting_from=(acting["acting_by_head_of"], int(acting["effective_from"][5:7]))
        if acting and acting["acting_by_head_of"] in city.by_code
        else None,
    )


def _mayors_post(unit: CityUnit) -> CityPost:
    return CityPost(
        unit=unit,
        title=unit.head_title,
        stem=unit.head_title,
        kind=PostKind.STATE_OFFICE,
        level=PostLevel.NONE,
        echelon="",
        post_class=None,
        profession="structural",
        rank_profile="",
        female_share=0,
        is_head=True,
        holders=0,
        kinds={},
    )


def _fill_posts(city: City, people: int) -> None:
    """Give every post its holders: one to each head post that is not vacant, the rest in ratio."""
    merged: dict[tuple[str, str, str], CityPost] = {}
    for post in list(city.posts):
        key = (post.unit.code, post.title, post.level)
        if key in merged:  # the file has the same post twice in two units
            merged[key].holders += post.holders
            for kind, count in post.kinds.items():
                merged[key].kinds[kind] = merged[key].kinds.get(kind, 0) + count
            city.posts.remove(post)
        else:
            merged[key] = post
    heads = [post for post in city.posts if post.is_head]
    for post in heads:
        if post.acting_from is None:
            post.holders, post.kinds = 1, post.kinds or {"PNS": 1}
    others = [post for post in city.posts if not post.is_head]
    certain = dict.fromkeys(NEVER_EMPTY, 1)
    first = [certain.pop((post.unit.code, post.stem), 0) for post in others]
    left = people - sum(post.holders for post in heads) - sum(first)
    if left < 0:
        raise ValueError(people)
    weights = [max(0, post.holders - one) for post, one in zip(others, first, strict=True)]
    for post, one, more in zip(others, first, apportion(left, weights), strict=True):
        kinds = list(post.kinds)
        shares = apportion(one + more, [post.kinds[kind] for kind in kinds])
        post.holders, post.kinds = one + more, dict(zip(kinds, shares, strict=True))


def write_city(city: City, tables: Tables) -> None:
    """Write units and posts; the mayor's post stands at the root."""
    mandates = matches()["mandates"]
    for unit in city.units:
        unit.id = tables[Unit].next_id
        unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.id}/"
        tables[Unit].add(
            code=unit.code,
            name=unit.name,
            kind=_unit_kind(unit),
            parent_id=unit.parent.id if unit.parent else None,
            agency_id=unit.agency.id if unit.agency else None,
            path=unit.path,
            echelon=unit.echelon,
            head_title=unit.head_title,
            mandate=mandates.get(unit.code, "") if unit.is_agency else "",
            position=unit.order,
        )
    for post in city.posts:
        in_library = bool(post.code) and not post.code.startswith(OWN_CODE_PREFIX)
        post.id = tables[Post].add(
            unit_id=post.unit.id,
            title=post.title,
            kind=post.kind,
            level=post.level,
            echelon=post.echelon,
            post_class=post.post_class,
            is_head=post.is_head,
            uses_head_form=post.uses_head_form,
            library_code=post.code if in_library else "",
        )


def _unit_kind(unit: CityUnit) -> UnitKind:
    if unit.parent is None:
        return UnitKind.CITY
    return UnitKind.AGENCY if unit.is_agency else UnitKind.UNIT
