"""Which answers of a wave leave together, and whether they name their agency.

Who answered stands beside the invitations while a wave asks; an answer is therefore never written
alone. Source: feedback F.2; statistics C2; decision 0020.
"""

from collections import defaultdict
from collections.abc import Sequence

from feedback.rules.pulse import LEAST


def who_leaves(groups: Sequence[int | None], *, closing: bool) -> dict[int, int | None]:
    """Answers (by position) that leave, each with the agency that it then names.

    Five or more of one agency leave; the others stay. At the end all leave, those too few for
    their agency without it; are these fewer than five together, the smallest agency that leaves
    at the same time joins them.
    """
    together: defaultdict[int | None, list[int]] = defaultdict(list)
    for member, group in enumerate(groups):
        together[group].append(member)
    leaving = {group: found for group, found in together.items() if len(found) >= LEAST}
    if closing:
        nameless = [
            member
            for group, found in together.items()
            if group is None or group not in leaving
            for member in found
        ]
        leaving.pop(None, None)
        if 0 < len(nameless) < LEAST and leaving:
            smallest = min(leaving, key=lambda group: (len(leaving[group]), str(group)))
            nameless += leaving.pop(smallest)
        if nameless:
            leaving[None] = nameless
    return {member: group for group, found in leaving.items() for member in found}
