"""Flags of an answer as one whole number: a bit for each sign, two for what weighs more."""

from collections.abc import Iterable
from typing import Final

from feedback.rules.abuse import Effect, Flag, Sign

BITS: Final = {sign: 1 << place for place, sign in enumerate(Sign)}
"""Bit 0 is sign 1 of the specification, bit 10 sign 11."""

EFFECT_BITS: Final = {Effect.SOFT: 0, Effect.QUARANTINE: 1 << 11, Effect.REJECT: 1 << 12}

_HEAVIER: Final = {Sign.DEVICE_BURST: Effect.QUARANTINE, Sign.SPEED: Effect.REJECT}
"""Signs that may weigh more than softly, and how much then."""

_ALWAYS: Final = {Sign.TOKEN: Effect.REJECT, Sign.COMPLETENESS: Effect.REJECT}


def flag_bits(flags: Iterable[Flag]) -> int:
    """The number that is kept."""
    bits = 0
    for flag in flags:
        bits |= BITS[flag.sign] | EFFECT_BITS[flag.effect]
    return bits


def flags_of(bits: int) -> tuple[Flag, ...]:
    """The flags that a kept number stands for, in the order of the signs."""
    return tuple(Flag(sign, _effect(sign, bits)) for sign, bit in BITS.items() if bits & bit)


def _effect(sign: Sign, bits: int) -> Effect:
    heavier = _HEAVIER.get(sign)
    if heavier is not None and bits & EFFECT_BITS[heavier]:
        return heavier
    return _ALWAYS.get(sign, Effect.SOFT)
