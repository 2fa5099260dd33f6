"""axe-core on the page that a browser shows."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


@cache
def _axe() -> str:
    return _AXE.read_text()


def violations(page: Page) -> list[str]:
    """Each rule that the page breaks, with the elements; empty when it is accessible."""
    page.evaluate(_axe())
    found = page.evaluate("() => axe.run()")["violations"]
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes']]}" for rule in found]
