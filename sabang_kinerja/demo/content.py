"""What the files in ``data`` hold, read once: results by post, wordings, names, units."""

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"

OWN_CODE_PREFIX: Final = "x_"
"""Codes of posts that the library of work results does not have; they stay inside the demo."""


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """One indicator with its target as the library proposes it."""

    aspect: str
    text: str
    value: Decimal
    unit: str
    direction: str


@dataclass(frozen=True, slots=True)
class ResultText:
    """One result of a post. ``superior`` is the text of the superior's result, or empty.

    Texts may hold ``{urusan}`` (what a unit looks after) and ``{satuan}`` (what it is called).
    """

    kind: str
    text: str
    superior: str
    perspective: str
    indicators: tuple[IndicatorText, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """Results by code of post, and how results hang together from post to post.

    ``superior_of`` leads from a text to the text above it; ``equivalents`` names results that
    stand for one in posts which do not have it; ``supported_by_unit`` the results of the head of
    agency that a unit's leader supports.
    """

    results: dict[str, tuple[ResultText, ...]]
    superior_of: dict[str, str]
    equivalents: dict[str, list[str]]
    supported_by_unit: dict[str, list[str]]


def read_json(name: str) -> dict[str, Any]:
    """One of the data files."""
    found: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found


@cache
def library() -> Library:
    """The library of work results with the demo's own posts beside it."""
    more = read_json("more_results.json")
    posts = read_json("work_results.json")["posts"] + more["posts"]
    results = {post["code"]: tuple(map(_result, post["work_results"])) for post in posts}
    superior_of: dict[str, str] = {}
    for rows in results.values():
        for row in rows:
            if row.superior:
                superior_of.setdefault(row.text, row.superior)
    return Library(results, superior_of, more["equivalents"], more["supported_by_unit"])


@cache
def matches() -> dict[str, Any]:
    """Which post of the city goes by which code of the library, and which family of texts."""
    return read_json("matches.json")


@cache
def wordings() -> dict[str, Any]:
    """Sentences for plans and evaluations."""
    return read_json("wordings.json")


@cache
def phrases() -> dict[str, Any]:
    """Notes of supervisors, objections, reasons to differ, notes on returned plans."""
    return read_json("phrases.json")


@cache
def follow_up_texts() -> dict[str, Any]:
    """Goals and notes of improvement plans, sources of potential, sample amounts of allowance."""
    return read_json("follow_up.json")


@cache
def city_services() -> dict[str, Any]:
    """Services of the city, registers, answer profiles and how answers are collected."""
    return read_json("services.json")


@cache
def citizen_comments() -> list[dict[str, Any]]:
    """Comments of citizens with what moderation should make of them."""
    found: list[dict[str, Any]] = read_json("citizen_comments.json")["comments"]
    return found


@cache
def citizen_cases() -> dict[str, Any]:
    """Complaints, activities of follow-up plans, reasons of reviewers, wishes of citizens."""
    return read_json("citizen_cases.json")


@cache
def names() -> dict[str, Any]:
    """Parts of names and titles."""
    return read_json("names.json")


@cache
def organisation() -> dict[str, Any]:
    """Units, posts and situations of the full city."""
    return read_json("organisation.json")


def holidays() -> list[dict[str, str]]:
    """Holidays and collective leave of several years."""
    with (DATA / "holidays.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_ASPECTS: Final = {
    "KUANTITAS": "quantity",
    "KUALITAS": "quality",
    "WAKTU": "time",
    "BIAYA": "cost",
}
_PERSPECTIVES: Final = {
    "PENERIMA_LAYANAN": "service_recipient",
    "PROSES_BISNIS": "business_process",
    "PENGUATAN_INTERNAL": "internal_strength",
    "ANGGARAN": "budget",
}


def _result(row: dict[str, Any]) -> ResultText:
    return ResultText(
        kind=row["result_kind"],
        text=row["text"],
        superior=row.get("superior_result", {}).get("text", ""),
        perspective=_PERSPECTIVES.get(row.get("perspective", ""), ""),
        indicators=tuple(
            IndicatorText(
                aspect=_ASPECTS[entry["aspect"]],
                text=entry["text"],
                value=Decimal(str(entry["target_value"])),
                unit=entry["target_unit"],
                direction=entry["direction"].lower(),
            )
            for entry in row["indicators"]
        ),
    )
