"""What a new version of a plan changes: rows added, removed, changed, word by word.

Results of two versions belong together when they say the same; of the rest, those of the same
kind whose words are alike by half or more. Indicators are paired within a pair of results in the
same way. Nothing here decides whether a change is allowed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from appraisal.rules.texts import plain

ALIKE: Final = 0.5
"""From this share of common words on, two texts count as one that was changed."""

_TOKENS: Final = re.compile(r"\s+|[^\s]+")


class Change(StrEnum):
    """What became of a row."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that stayed (``SAME``), came (``ADDED``) or went (``REMOVED``)."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class IndicatorVersion:
    """An indicator of one version as it is printed; ``facts`` are label and words."""

    text: str
    target: str
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """Indicators are paired whatever their aspect."""
        return ""


@dataclass(frozen=True, slots=True)
class ResultVersion:
    """A result of one version; ``facts`` are further fields as label and words."""

    text: str
    kind: str
    indicators: tuple[IndicatorVersion, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextDifference:
    """One labelled text of both versions."""

    label: str
    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class IndicatorDifference:
    """One indicator of both versions."""

    change: Change
    text: tuple[Piece, ...]
    target: tuple[Piece, ...]
    facts: tuple[TextDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultDifference:
    """One result of both versions with its indicators and further fields."""

    change: Change
    kind: str
    text: tuple[Piece, ...]
    indicators: tuple[IndicatorDifference, ...] = ()
    facts: tuple[TextDifference, ...] = field(default_factory=tuple)


class _Row(Protocol):
    @property
    def text(self) -> str: ...

    @property
    def kind(self) -> str: ...


R = TypeVar("R", bound=_Row)


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as stretches that stayed, went and came; put together they give both texts.

    Without the added stretches they give ``before``, without the removed ones ``after``.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    pieces: list[Piece] = []
    for verb, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            pieces.append(Piece(Change.SAME, "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(Piece(Change.REMOVED, "".join(old[i:j])))
        if k < m:
            pieces.append(Piece(Change.ADDED, "".join(new[k:m])))
    return tuple(pieces)


def text_difference(label: str, before: str, after: str) -> TextDifference:
    """One labelled text of both versions; an empty text was not there."""
    if before == after:
        change = Change.SAME
    elif not before:
        change = Change.ADDED
    elif not after:
        change = Change.REMOVED
    else:
        change = Change.CHANGED
    return TextDifference(label, change, word_difference(before, after))


def text_differences(
    before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]
) -> tuple[TextDifference, ...]:
    """Labelled texts of both versions, in the order of the new one, then what it left out."""
    old, new = dict(before), dict(after)
    labels = [*new, *(label for label in old if label not in new)]
    return tuple(text_difference(label, old.get(label, ""), new.get(label, "")) for label in labels)


def result_differences(
    before: Sequence[ResultVersion], after: Sequence[ResultVersion]
) -> tuple[ResultDifference, ...]:
    """Results in the order of the new version, each removed one after its old neighbour."""
    return tuple(_result(old, new) for old, new in paired(before, after))


def _result(old: ResultVersion | None, new: ResultVersion | None) -> ResultDifference:
    indicators = tuple(
        _indicator(one, other)
        for one, other in paired(old.indicators if old else (), new.indicators if new else ())
    )
    facts = text_differences(old.facts if old else (), new.facts if new else ())
    text = word_difference(old.text if old else "", new.text if new else "")
    parts = [*(row.change for row in indicators), *(fact.change for fact in facts)]
    latest = new or old
    kind = latest.kind if latest else ""
    return ResultDifference(_change(old, new, parts), kind, text, indicators, facts)


def _indicator(old: IndicatorVersion | None, new: IndicatorVersion | None) -> IndicatorDifference:
    facts = text_differences(old.facts if old else (), new.facts if new else ())
    target = text_difference("", old.target if old else "", new.target if new else "")
    parts = [target.change, *(fact.change for fact in facts)]
    return IndicatorDifference(
        _change(old, new, parts),
        word_difference(old.text if old else "", new.text if new else ""),
        target.pieces,
        facts,
    )


def _change(old: _Row | None, new: _Row | None, parts: Iterable[Change]) -> Change:
    if old is None:
        return Change.ADDED
    if new is None:
        return Change.REMOVED
    same = old.text == new.text and old.kind == new.kind
    return Change.SAME if same and all(part is Change.SAME for part in parts) else Change.CHANGED


def paired(before: Sequence[R], after: Sequence[R]) -> list[tuple[R | None, R | None]]:
    """Old and new rows side by side; a row without its other half stands alone."""
    partner = _partners(before, after)
    taken = set(partner.values())
    rows: list[tuple[R | None, R | None]] = [
        (before[partner[place]] if place in partner else None, new)
        for place, new in enumerate(after)
    ]
    for place, old in enumerate(before):
        if place not in taken:
            rows.insert(min(place, len(rows)), (old, None))
    return rows


def _partners(before: Sequence[R], after: Sequence[R]) -> dict[int, int]:
    """Place of the old row that became each new row."""
    found: dict[int, int] = {}
    for place, new in enumerate(after):
        for other, old in enumerate(before):
            if other not in found.values() and plain(old.text) == plain(new.text):
                found[place] = other
                break
    scores = sorted(
        (
            (-_likeness(old.text, new.text), abs(place - other), place, other)
            for place, new in enumerate(after)
            for other, old in enumerate(before)
            if place not in found and other not in found.values() and old.kind == new.kind
        ),
    )
    for score, _distance, place, other in scores:
        if -score >= ALIKE and place not in found and other not in found.values():
            found[place] = other
    return found


def _likeness(one: str, other: str) -> float:
    words = SequenceMatcher(None, plain(one).split(), plain(other).split(), autojunk=False)
    return words.ratio()
