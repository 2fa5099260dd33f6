"""Names and titles put together from parts; that one resembles a living person's is chance."""

import random
from collections.abc import Sequence
from typing import Any, Final

from personnel.enums import Sex
from sabang_kinerja.demo.content import names
from sabang_kinerja.demo.sampling import pick, sometimes

_OLD_DEGREES: Final = {"Drs.": Sex.MALE, "Dra.": Sex.FEMALE, "Ir.": None}
OLD_DEGREE_AGE: Final = 50
RELIGIOUS_TITLE_AGE: Final = 45


def make_name(source: random.Random, sex: Sex) -> str:
    """A name without titles."""
    parts = names()
    if sometimes(source, parts["outside"]["share_percent"] / 100):
        groups = parts["outside"]["groups"]
        group = source.choices(groups, [row["weight"] for row in groups])[0]
        return f"{source.choice(group[f'{sex.value}_first'])} {source.choice(group['last'])}"
    own = parts[sex.value]
    patterns = [row for row in parts["patterns"] if "outside" not in row["pattern"]]
    pattern = source.choices(patterns, [row["weight"] for row in patterns])[0]["pattern"]
    slots = pattern.split()
    words: list[str] = []
    for slot in slots:
        left = [row for row in own[slot] if row["part"] not in words]
        if len(slots) == 1:  # an initial alone is no name
            left = [row for row in left if not row["part"].endswith(".")]
        words.append(_part(source, left))
    return " ".join(words)


def make_titles(
    source: random.Random, *, profession: str, education: str, sex: Sex, age: int, name: str
) -> tuple[str, str]:
    """Titles before and after a name, as profession, education, sex and age allow."""
    titles = names()["titles"]
    known = titles["by_profession"].get(profession, {})
    choice = known.get(education) or titles["default"].get(education, {})
    before = _part(source, [row for row in choice.get("before", []) if _fits(row, sex, age)])
    after = _part(source, [row for row in choice.get("after", []) if _fits(row, sex, age)])
    if education == "S2" and not known and after.startswith("M."):
        first = _part(source, titles["default"]["S1"]["after"])
        after = f"{first}, {after}"
    if before in _OLD_DEGREES:  # it says what the degree after the name would say again
        after = after.rpartition(", ")[2] if ", " in after else ""
    religious = _religious_title(source, profession, sex, age, name)
    return " ".join(word for word in (before, religious) if word), after


def _religious_title(source: random.Random, profession: str, sex: Sex, age: int, name: str) -> str:
    rules = names()["titles"]["religious_before"]
    scholar = rules["Tgk."]
    if (
        sex == scholar["sex"]
        and profession in scholar["only_profession"]
        and not name.startswith("Tgk.")
        and sometimes(source, scholar["share_percent"] / 100)
    ):
        return "Tgk."
    title = "H." if sex == Sex.MALE else "Hj."
    if age > RELIGIOUS_TITLE_AGE and sometimes(source, rules[title]["share_over_45_percent"] / 100):
        return title
    return ""


def _fits(row: dict[str, Any], sex: Sex, age: int) -> bool:
    if row["part"] not in _OLD_DEGREES:
        return True
    return age >= OLD_DEGREE_AGE and _OLD_DEGREES[row["part"]] in (None, sex)


def _part(source: random.Random, rows: Sequence[dict[str, Any]]) -> str:
    """One part by its weight; a dash stands for none."""
    if not rows:
        return ""
    part: str = pick(source, {row["part"]: row["freq"] for row in rows})
    return "" if part == "-" else part
