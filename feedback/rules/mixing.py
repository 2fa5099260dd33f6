"""Which held answers may leave together, so that none can be told from four others.

Whoever reads the codes knows service, counter and day of each code that was spent; these three are
therefore the same for all answers of a group. Source: statistics B1; decision 0013.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

SMALLEST_GROUP: Final = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer was given, as far as it will be told; ids, and the channel's name."""

    survey: int
    channel: str
    service: int | None
    counter: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Answers (by their position) that leave together, with the place that all of them get."""

    place: Place
    members: tuple[int, ...]


def groups_that_leave(places: Sequence[Place], *, closing: bool) -> list[Group]:
    """Groups of five or more from one place; whoever is in none stays.

    When a survey closes all leave: what is too few for its counter is told without the counter,
    what is too few for its service without the service. Only fewer than five of a whole survey
    and channel leave as they are; among so few nobody can be hidden.
    """
    groups: list[Group] = []
    staying = list(range(len(places)))
    for told in _TOLD if closing else _TOLD[:1]:
        together: defaultdict[Place, list[int]] = defaultdict(list)
        for member in staying:
            together[told(places[member])].append(member)
        leaving = {
            place: members
            for place, members in together.items()
            if len(members) >= SMALLEST_GROUP or (closing and told is _TOLD[-1])
        }
        groups += [Group(place, tuple(members)) for place, members in leaving.items()]
        gone = {member for members in leaving.values() for member in members}
        staying = [member for member in staying if member not in gone]
    return groups


def _whole(place: Place) -> Place:
    return place


def _without_counter(place: Place) -> Place:
    return replace(place, counter=None)


def _without_service(place: Place) -> Place:
    return replace(place, counter=None, service=None)


_TOLD: Final = (_whole, _without_counter, _without_service)
