"""Who is asked about whom in a 360 round: a proposal that spreads, rotates and links.

Own team and others, few closed pairs, an even load. Preventing a lopsided design is better than
adjusting for it afterwards. Sources: statistics C3; feedback B.4.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from feedback.rules.connected import roots_of


class RaterGroup(StrEnum):
    """In what relation a rater stands; the first two are named, the others confidential."""

    SUPERIOR = "superior"
    SELF = "self"
    PEER = "peer"
    SUBORDINATE = "subordinate"
    INTERNAL_USER = "internal_user"


NAMED: Final = frozenset({RaterGroup.SUPERIOR, RaterGroup.SELF})


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who serves: ``team`` is who has the same superior, ``branch`` what lies near."""

    person: int
    agency: int
    branch: int
    superior: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """How many are asked: ``least`` to ``most`` peers, of whom ``outside`` of the own team.

    ``load`` is the most confidential forms of one rater, ``reports`` the most subordinates asked.
    """

    least: int = 6
    most: int = 7
    outside: int = 2
    load: int = 8
    reports: int = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One person asked about another."""

    ratee: int
    rater: int
    group: RaterGroup
    outside: bool = False


Pair = tuple[int, int]
"""(ratee, rater)"""


@dataclass
class _Board:
    """What has been proposed so far."""

    limits: Limits
    apart: Collection[frozenset[int]]
    chance: random.Random
    loads: Counter[int] = field(default_factory=Counter)
    pairs: set[Pair] = field(default_factory=set)
    returned: Counter[int] = field(default_factory=Counter)
    peers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    asked: list[Asked] = field(default_factory=list)

    def add(self, ratee: int, rater: int, group: RaterGroup, *, outside: bool = False) -> None:
        self.asked.append(Asked(ratee, rater, group, outside))
        self.pairs.add((ratee, rater))
        self.loads[rater] += 1
        if self.is_returned(ratee, rater):
            self.returned.update((ratee, rater))

    def free(self, ratee: int, people: Iterable[Colleague]) -> list[Colleague]:
        """Who may still be asked about ``ratee``, in random order."""
        found = [
            one
            for one in people
            if one.person != ratee
            and self.loads[one.person] < self.limits.load
            and (ratee, one.person) not in self.pairs
            and frozenset((ratee, one.person)) not in self.apart
        ]
        self.chance.shuffle(found)
        return found

    def is_returned(self, ratee: int, rater: int) -> bool:
        return (rater, ratee) in self.pairs

    def may_return(self, ratee: int, rater: int) -> bool:
        """Whether both would still be asked back by no more than half of their peers."""
        half = self.limits.least // 2
        return self.returned[ratee] < half and self.returned[rater] < half


def propose(
    people: Sequence[Colleague],
    *,
    ratees: Collection[int],
    limits: Limits,
    seed: int,
    apart: Collection[frozenset[int]] = frozenset(),
) -> list[Asked]:
    """Propose for each of ``ratees`` a superior, oneself, subordinates and peers.

    ``apart`` are pairs who must not be asked about each other. Nobody is asked more often than
    the load allows; of a person's peers at most half are asked back. ``seed`` makes the proposal
    repeatable.
    """
    board = _Board(limits, apart, random.Random(seed))  # noqa: S311  a fair draw, no secret
    by_person = {one.person: one for one in people}
    teams: dict[int | None, list[Colleague]] = defaultdict(list)
    agencies: dict[int, list[Colleague]] = defaultdict(list)
    for one in people:
        teams[one.superior].append(one)
        agencies[one.agency].append(one)
    wanted = [by_person[one] for one in ratees if one in by_person]
    for one in wanted:
        board.asked.append(Asked(one.person, one.person, RaterGroup.SELF))
        if one.superior is not None:
            board.asked.append(Asked(one.person, one.superior, RaterGroup.SUPERIOR))
        reports = board.free(one.person, teams.get(one.person, []))
        reports.sort(key=lambda other: board.loads[other.person])
        for other in reports[: limits.reports]:
            board.add(one.person, other.person, RaterGroup.SUBORDINATE)
    board.chance.shuffle(wanted)
    # Those with few to choose from choose first.
    wanted.sort(key=lambda one: len(teams[one.superior]) if one.superior else 0)
    # By turns, so that a small agency's load is shared out and nobody is left with the rest.
    for target in sorted({limits.outside + 1, limits.least, limits.most}):
        for one in wanted:
            _add_peers(board, one, teams, agencies[one.agency], min(target, limits.most))
    return board.asked


def _add_peers(
    board: _Board,
    one: Colleague,
    teams: Mapping[int | None, list[Colleague]],
    agency: list[Colleague],
    target: int,
) -> None:
    """Ask peers about ``one`` until there are ``target``, enough of them from outside."""
    inside_before, outside_before = board.peers[one.person]
    need = target - inside_before - outside_before
    if need <= 0:
        return
    team = teams[one.superior] if one.superior is not None else []
    inside = board.free(one.person, team)
    inside_ids = {other.person for other in team}
    outside = [
        other
        for other in board.free(one.person, agency)
        if other.person not in inside_ids
        and other.person != one.superior
        and other.superior != one.person
    ]
    wanted_outside = max(0, board.limits.outside - outside_before)
    chosen = _pick(board, one, inside, need - min(wanted_outside, len(outside), need))
    chosen += _pick(board, one, outside, need - len(chosen))
    rest = [other for other in inside if other not in chosen]
    _pick(board, one, rest, need - len(chosen))


def _pick(
    board: _Board, one: Colleague, candidates: list[Colleague], count: int
) -> list[Colleague]:
    """Ask the least burdened, near before far, not asked back before asked back."""
    chosen: list[Colleague] = []
    for other in sorted(
        candidates,
        key=lambda other: (
            board.loads[other.person]
            + 2 * board.is_returned(one.person, other.person)
            + (0 if other.branch == one.branch else 1)
        ),
    ):
        if len(chosen) >= count:
            break
        if board.is_returned(one.person, other.person) and not board.may_return(
            one.person, other.person
        ):
            continue
        outside = other.superior != one.superior or one.superior is None
        board.add(one.person, other.person, RaterGroup.PEER, outside=outside)
        board.peers[one.person][outside] += 1
        chosen.append(other)
    return chosen


@dataclass(frozen=True, slots=True)
class Audit:
    """What BKPSDM looks at before a round asks; ids of people, and the number of loose groups.

    ``closed`` are pairs asked about each other and about hardly anybody else's: people more than
    half of whose peers are asked back. ``groups`` counts the parts of the graph of who is asked
    about whom; the scores of different parts cannot be compared.
    """

    too_few: tuple[int, ...]
    without_outside: tuple[int, ...]
    closed: tuple[int, ...]
    overloaded: tuple[int, ...]
    groups: int


def audit(asked: Sequence[Asked], ratees: Collection[int], limits: Limits) -> Audit:
    """Check a design, proposed or changed by hand (statistics C3)."""
    confidential = [one for one in asked if one.group not in NAMED]
    pairs = {(one.ratee, one.rater) for one in confidential}
    loads = Counter(one.rater for one in confidential)
    peers: dict[int, list[Asked]] = {one: [] for one in ratees}
    for one in confidential:
        if one.group is not RaterGroup.SUBORDINATE and one.ratee in peers:
            peers[one.ratee].append(one)
    returned = {
        ratee: sum((one.rater, ratee) in pairs for one in found) for ratee, found in peers.items()
    }
    return Audit(
        too_few=tuple(sorted(r for r, found in peers.items() if len(found) < limits.least)),
        without_outside=tuple(
            sorted(
                r for r, found in peers.items() if sum(o.outside for o in found) < limits.outside
            )
        ),
        closed=tuple(sorted(r for r, found in peers.items() if 2 * returned[r] > len(found))),
        overloaded=tuple(sorted(r for r, count in loads.items() if count > limits.load)),
        groups=_groups(pairs),
    )


def _groups(pairs: Collection[Pair]) -> int:
    """Parts of the graph that joins each ratee with the raters."""
    ratees = {one: place for place, one in enumerate(sorted({ratee for ratee, _rater in pairs}))}
    raters = {
        one: place + len(ratees)
        for place, one in enumerate(sorted({rater for _ratee, rater in pairs}))
    }
    size = len(ratees) + len(raters)
    return len(set(roots_of(size, ((ratees[a], raters[b]) for a, b in pairs))))
