"""How the links on a page were found."""

from collections.abc import Iterable

from appraisal.models import LinkCheck


def link_checks(urls: Iterable[str]) -> dict[str, LinkCheck]:
    """The latest try of each link, by address (one query; none without links)."""
    wanted = {url for url in urls if url}
    if not wanted:
        return {}
    return {check.url: check for check in LinkCheck.objects.filter(url__in=wanted)}
