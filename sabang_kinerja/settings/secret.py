"""A secret key that is made once per machine and never leaves it."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key


def generated_secret(path: Path) -> str:
    """Read the key kept at ``path``; make it on first use, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()
