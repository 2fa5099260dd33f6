"""The legal map points at code and tests that exist, and names every rule of the calculator."""

import importlib
import re
from pathlib import Path

from sabang_kinerja.calculator.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
LEGAL_MAP = (ROOT / "docs/legal.md").read_text()
APPS = "appraisal|feedback|personnel|reports|training"


def test_legal_map_names_rules_that_exist():
    names = set(re.findall(rf"`((?:{APPS})\.[\w.]+)`", LEGAL_MAP))

    missing = []
    for name in names:
        module, _, attribute = name.rpartition(".")
        if not hasattr(importlib.import_module(module), attribute):
            missing.append(name)

    assert names
    assert missing == []


def test_legal_map_names_tests_that_exist():
    paths = set(re.findall(r"`(tests/[\w/]+\.py)", LEGAL_MAP))

    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).is_file()] == []


def test_legal_map_lists_every_rule_of_the_calculator():
    listed = re.findall(r"^\| `([a-z-]+)` \|", LEGAL_MAP, flags=re.MULTILINE)

    assert listed == list(RULES)


def test_legal_map_has_the_anchors_that_docstrings_point_to():
    anchors = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^## (.+)$", LEGAL_MAP, flags=re.MULTILINE)
    }
    pointed = set()
    for source in ROOT.glob("*/**/*.py"):
        if source.parts[len(ROOT.parts)] in APPS.split("|"):
            pointed |= set(re.findall(r"docs/legal\.md#([\w-]+)", source.read_text()))

    assert pointed
    assert pointed - anchors == set()
