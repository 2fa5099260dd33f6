"""Which results of the library and which sentences belong to a post of the city."""

from typing import TYPE_CHECKING

from sabang_kinerja.demo.content import matches

if TYPE_CHECKING:
    from sabang_kinerja.demo.organisation import CityPost


def code_of(post: "CityPost") -> str:
    """Under which code the library has the results of a post; empty when it has none."""
    rules = matches()
    unit = post.unit
    if not post.is_head:
        places = _places_of(post.stem, rules["staff"])
        agency = unit.agency.code if unit.agency else ""
        return places.get(agency) or places.get(unit.sort) or places.get("*", "")
    found: str = (
        rules["heads_by_unit"].get(unit.code)
        or rules["heads_by_title"].get(post.title)
        or rules["heads_by_unit_kind"].get(unit.sort)
        or rules["other_heads"]
    )
    return found


def _places_of(stem: str, staff: dict[str, dict[str, str]]) -> dict[str, str]:
    if stem in staff:
        return staff[stem]
    return next((places for known, places in staff.items() if stem.startswith(known)), {})


def family_of(post: "CityPost") -> str:
    """Which family of sentences suits a post."""
    rules = matches()
    agency = post.unit.agency.code if post.unit.agency else ""
    found: str = rules["families"].get(post.profession, "")
    if not found and post.is_head and post.unit.sort not in ("secretariat", "subsection"):
        found = rules["families_by_agency"].get(agency, "")
    return found or "administration"
