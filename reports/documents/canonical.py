"""Frozen contents as JSON that is the same text for the same values, and their fingerprint."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def canonical_json(values: Mapping[str, object]) -> str:
    """Write plain values with sorted keys, no white space, letters as themselves."""
    return json.dumps(
        values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def plain_values(content: "DataclassInstance") -> dict[str, Any]:
    """A frozen content as JSON knows values: days and moments (in UTC) as ISO text."""
    return {name: plain(value) for name, value in asdict(content).items()}


def plain(value: Any) -> Any:
    """One value, or mapping or row of values, as JSON knows it."""
    match value:
        case dict():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner) for inner in value]
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case str():
            return str(value)
        case _:
            return value


def fingerprint(text: str) -> str:
    """SHA-256 of the UTF-8 text, in 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def shortened(digest: str) -> str:
    """Both ends of a fingerprint, as paper shows it."""
    groups = [digest[start : start + 4] for start in range(0, len(digest), 4)]
    return f"{' '.join(groups[:3])} … {' '.join(groups[-3:])}"
