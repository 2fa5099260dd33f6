"""Frozen contents as JSON that is the same text for the same values, and their fingerprint."""

import json
from collections.abc import Mapping
from hashlib import sha256


def canonical_json(values: Mapping[str, object]) -> str:
    """Write plain values with sorted keys, no white space, letters as themselves."""
    return json.dumps(
        values, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def fingerprint(text: str) -> str:
    """SHA-256 of the UTF-8 text, in 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def shortened(digest: str) -> str:
    """Both ends of a fingerprint, as paper shows it."""
    groups = [digest[start : start + 4] for start in range(0, len(digest), 4)]
    return f"{' '.join(groups[:3])} … {' '.join(groups[-3:])}"
