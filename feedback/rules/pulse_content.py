"""The result of a wave of the pulse as it is frozen: plain JSON."""

from collections.abc import Mapping
from typing import Any

from feedback.rules.pulse import Figure, Result


def content_of(result: Result, invited: Mapping[int | None, int]) -> dict[str, Any]:
    """What is kept of a result; ``invited`` counts invitations by agency."""
    everybody = sum(invited.values())
    return {
        "n": result.n,
        "invited": everybody,
        "city": {name: _figure(one) for name, one in result.city.items()},
        "groups": {
            str(group): {
                "invited": invited.get(group, 0),
                "figures": {name: _figure(one) for name, one in found.items()},
            }
            for group, found in result.groups.items()
        },
        "hidden": len([group for group in invited if group and group not in result.groups]),
        "alphas": {name: [round(one, 4) for one in found] for name, found in result.alphas.items()},
        "same": list(result.same),
        "watch": {str(group): list(found) for group, found in result.watch.items()},
    }


def figure_of(content: Mapping[str, Any]) -> Figure:
    """Read a figure back."""
    return Figure(**content)


def _figure(one: Figure) -> dict[str, Any]:
    return {
        "n": one.n,
        "mean": round(one.mean, 4),
        "sd": None if one.sd is None else round(one.sd, 4),
        "favourable": None if one.favourable is None else round(one.favourable, 4),
        "unfavourable": None if one.unfavourable is None else round(one.unfavourable, 4),
    }
