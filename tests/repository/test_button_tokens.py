"""A button that sends a form carries the token: Django's test client would not miss it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDED = re.compile(r"""{% include ["']components/button_action\.html["']([^%]*)%}""")


def test_no_button_is_included_without_its_token():
    found = [
        f"{path.relative_to(ROOT)}: {arguments.strip()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for arguments in INCLUDED.findall(path.read_text())
        if arguments.split()[-1:] == ["only"] and "csrf_token=csrf_token" not in arguments
    ]

    assert found == []
