"""Legal map and map of statistics point at code and tests that exist, and name every rule."""

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

from sabang_kinerja.calculator.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
MAPS = {name: (ROOT / f"docs/{name}.md").read_text() for name in ("legal", "statistics")}
APPS = "appraisal|feedback|personnel|reports|training"


@pytest.mark.parametrize("name", MAPS)
def test_map_names_rules_that_exist(name):
    names = set(re.findall(rf"`((?:{APPS})\.[\w.]+)`", MAPS[name]))

    missing = []
    for rule in names:
        try:
            resolve_name(rule)
        except (AttributeError, ImportError):
            missing.append(rule)

    assert names
    assert missing == []


@pytest.mark.parametrize("name", MAPS)
def test_map_names_tests_that_exist(name):
    paths = set(re.findall(r"`(tests/[\w/]+\.py)", MAPS[name]))

    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).is_file()] == []


def test_legal_map_lists_every_rule_of_the_calculator():
    listed = re.findall(r"^\| `([a-z-]+)` \|", MAPS["legal"], flags=re.MULTILINE)

    assert listed == list(RULES)


@pytest.mark.parametrize("name", MAPS)
def test_map_has_the_anchors_that_docstrings_point_to(name):
    anchors = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^## (.+)$", MAPS[name], flags=re.MULTILINE)
    }
    pointed = set()
    for source in ROOT.glob("*/**/*.py"):
        if source.parts[len(ROOT.parts)] in APPS.split("|"):
            pointed |= set(re.findall(rf"docs/{name}\.md#([\w-]+)", source.read_text()))

    assert pointed
    assert pointed - anchors == set()
