"""Signs that answers were not given by citizens, and what follows from them.

Nothing is deleted: suspicious answers are set aside, reversibly, and the index is shown both ways.
No sign names a person. Source: statistics B3, B4 (Huang et al. 2012 for the time an item takes);
see docs/legal.md#data-quality.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from feedback.rules.index import items_needed
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.rarity import poisson_tail, posterior_tail, runs_tail


class Sign(StrEnum):
    """The eleven signs, in the specification's order."""

    TOKEN = "token"  # noqa: S105  # the name of a sign
    COMPLETENESS = "completeness"
    SPEED = "speed"
    STRAIGHT_LINE = "straight_line"
    DUPLICATE = "duplicate"
    DEVICE_BURST = "device_burst"
    TIME_BURST = "time_burst"
    QUICK_REDEMPTION = "quick_redemption"
    SEQUENTIAL = "sequential"
    COUNTER_OUTLIER = "counter_outlier"
    STAFF_SESSION = "staff_session"


class SignFamily(StrEnum):
    """Kinds of evidence; two signs of one kind are one."""

    SPEED = "speed"
    PATTERN = "pattern"
    DEVICE = "device"
    TIME = "time"
    COUNTER = "counter"


FAMILIES: Final[Mapping[Sign, SignFamily]] = {
    Sign.SPEED: SignFamily.SPEED,
    Sign.STRAIGHT_LINE: SignFamily.PATTERN,
    Sign.DUPLICATE: SignFamily.PATTERN,
    Sign.DEVICE_BURST: SignFamily.DEVICE,
    Sign.STAFF_SESSION: SignFamily.DEVICE,
    Sign.TIME_BURST: SignFamily.TIME,
    Sign.QUICK_REDEMPTION: SignFamily.TIME,
    Sign.SEQUENTIAL: SignFamily.COUNTER,
}
"""Kind of evidence of each soft sign.

Token and completeness reject by themselves; a counter that is an outlier has its unit looked at and
marks no response.
"""


class Effect(StrEnum):
    """What a flag does by itself."""

    SOFT = "soft"
    QUARANTINE = "quarantine"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Flag:
    """One sign raised on one response."""

    sign: Sign
    effect: Effect = Effect.SOFT


class ResponseState(StrEnum):
    """What becomes of a response; the first two stay in the store with their flags."""

    USABLE = "usable"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"


class DeviceBucket(StrEnum):
    """How many answers one device gave on one day: all that is kept of it (1, 2–3, 4–9, 10+)."""

    ONE = "one"
    FEW = "few"
    MANY = "many"
    BURST = "burst"


def token_flag(*, valid: bool) -> Flag | None:
    """1: a receipt code that is unknown, expired or used rejects."""
    return None if valid else Flag(Sign.TOKEN, Effect.REJECT)


def completeness_flag(
    answers: Sequence[int | None], policy: SurveyPolicy = DEFAULT_POLICY
) -> Flag | None:
    """2: fewer than seven of nine answers reject."""
    given = sum(answer is not None for answer in answers)
    if given >= items_needed(len(answers), policy):
        return None
    return Flag(Sign.COMPLETENESS, Effect.REJECT)


def speed_flag(
    seconds: float | None, items: int, policy: SurveyPolicy = DEFAULT_POLICY
) -> Flag | None:
    """3: seconds on the pages of so many items, as the server measured them; None on paper."""
    if seconds is None or seconds >= policy.speed_soft_seconds * items:
        return None
    if seconds < policy.speed_reject_seconds * items:
        return Flag(Sign.SPEED, Effect.REJECT)
    return Flag(Sign.SPEED)


def longest_run(answers: Iterable[int | None]) -> int:
    """Longest run of equal answers; a missing one ends it."""
    return max(
        (len(list(run)) for answer, run in groupby(answers) if answer is not None), default=0
    )


def straight_line_flag(
    asked: Sequence[int | None],
    beside: AbstractSet[Sign],
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> Flag | None:
    """4: all answers alike, and a sign of speed, device or hour beside it; never alone.

    ``asked`` leaves out what was not asked, such as the cost of a free service.
    """
    whole = min(policy.straight_run, len(asked))
    if not whole or longest_run(asked) < whole or beside.isdisjoint(_BESIDE_A_LINE):
        return None
    return Flag(Sign.STRAIGHT_LINE)


def twins(day: Sequence[Hashable]) -> tuple[bool, ...]:
    """Which answers of one unit and day have another with the same nine values and free text."""
    counts = Counter(day)
    return tuple(counts[answer] > 1 for answer in day)


def duplicate_flag(
    *, twin: bool, share: float, usual: float, policy: SurveyPolicy = DEFAULT_POLICY
) -> Flag | None:
    """5: an answer with a twin on a day whose share of twins is more than three times the usual.

    ``share`` is that of the unit's day, ``usual`` that of its other days; both 0 to 1.
    """
    if twin and share > policy.duplicate_factor * usual:
        return Flag(Sign.DUPLICATE)
    return None


def device_bucket(answers: int, policy: SurveyPolicy = DEFAULT_POLICY) -> DeviceBucket:
    """What is kept of the answers of one device and day, this one included.

    Raises: ``ValueError`` below one.
    """
    if answers < 1:
        raise ValueError(answers)
    if answers >= policy.device_quarantine:
        return DeviceBucket.BURST
    if answers >= policy.device_soft:
        return DeviceBucket.MANY
    return DeviceBucket.FEW if answers > 1 else DeviceBucket.ONE


def device_flag(bucket: DeviceBucket, *, shared: bool) -> Flag | None:
    """6: many answers of one device; a burst quarantines by itself.

    ``shared``: a registered kiosk or office network, which is compared only with its own history.
    """
    if shared:
        return None
    match bucket:
        case DeviceBucket.BURST:
            return Flag(Sign.DEVICE_BURST, Effect.QUARANTINE)
        case DeviceBucket.MANY:
            return Flag(Sign.DEVICE_BURST)
        case _:
            return None


def time_burst_flag(
    answers: int, expected: float, hours: int, policy: SurveyPolicy = DEFAULT_POLICY
) -> Flag | None:
    """7: more answers of a unit in an hour than receipt codes issued let expect (Poisson).

    The p-value is multiplied by the ``hours`` of the month that were looked at (Bonferroni). Where
    next to nothing is expected, one answer an hour is, so that a late citizen is no burst.
    """
    rarity = poisson_tail(answers, max(expected, policy.burst_least_expected)) * hours
    return Flag(Sign.TIME_BURST) if rarity < policy.burst_p else None


def quick_redemption_flag(
    seconds: float, *, office_network: bool, policy: SurveyPolicy = DEFAULT_POLICY
) -> Flag | None:
    """8: a code used within a minute after its issue, and on the office network."""
    if office_network and seconds < policy.quick_seconds:
        return Flag(Sign.QUICK_REDEMPTION)
    return None


def sequential_flag(redeemed: Sequence[bool], policy: SurveyPolicy = DEFAULT_POLICY) -> Flag | None:
    """9: codes used in blocks of consecutive issue (Wald and Wolfowitz, too few runs).

    ``redeemed`` tells of the codes of a counter, in the order of issue, whether each was used; it
    needs no link between a code and its answer. Where all or none were used it tells nothing.
    """
    return Flag(Sign.SEQUENTIAL) if runs_tail(redeemed) < policy.sequential_p else None


def counter_outlier_flag(
    difference: float, sd: float, policy: SurveyPolicy = DEFAULT_POLICY
) -> Flag | None:
    """10: a counter whose share of codes used, or mean, is far from those of its class.

    ``difference`` of the shrunk figure from the mean of the class, ``sd`` its standard deviation.
    The unit is looked at; no answer is set aside for it.
    """
    if posterior_tail(difference, sd) < policy.outlier_p:
        return Flag(Sign.COUNTER_OUTLIER)
    return None


def staff_session_flag(*, signed_in: bool) -> Flag | None:
    """11: the same browser was signed in as staff."""
    return Flag(Sign.STAFF_SESSION) if signed_in else None


def judge(flags: Iterable[Flag], policy: SurveyPolicy = DEFAULT_POLICY) -> ResponseState:
    """What becomes of a response: rejected by a hard flag, set aside by a device burst or by soft
    flags of two families, otherwise usable.
    """
    raised = list(flags)
    effects = {flag.effect for flag in raised}
    if Effect.REJECT in effects:
        return ResponseState.REJECTED
    families = {FAMILIES[flag.sign] for flag in raised if flag.sign in FAMILIES}
    if Effect.QUARANTINE in effects or len(families) >= policy.soft_families:
        return ResponseState.QUARANTINED
    return ResponseState.USABLE


def looks_like_staff(signs: Collection[Sign]) -> bool:
    """Whether a counter shows the pattern of staff who answer for themselves: 8, 9 and 10."""
    return set(signs) >= _STAFF_PATTERN


_BESIDE_A_LINE: Final = frozenset({Sign.SPEED, Sign.DEVICE_BURST, Sign.TIME_BURST})
_STAFF_PATTERN: Final = frozenset({Sign.QUICK_REDEMPTION, Sign.SEQUENTIAL, Sign.COUNTER_OUTLIER})
