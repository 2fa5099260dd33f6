"""Signs of abuse at the moment of answering, from what is known in memory and then forgotten.

Nothing that is counted here holds an answer or a code, and each count ends with the next day. The
salt that hides devices is random, drawn anew each day and never written to the database
(statistics B2, B3).
"""

import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.utils import translation

from feedback.actions.receipts import fresh_key
from feedback.models import CitizenSurvey, Counter
from feedback.rules.abuse import (
    Flag,
    Sign,
    device_bucket,
    device_flag,
    quick_redemption_flag,
    speed_flag,
    staff_session_flag,
    time_burst_flag,
)
from feedback.rules.policy import DEFAULT_POLICY
from feedback.selectors.asking import codes_given_out
from personnel.rules.calendar import WIB
from sabang_kinerja.common.counting import count
from sabang_kinerja.common.devices import device_name

OFFICE_HOURS: Final = 22 * 8
"""In a month; codes are given out in them."""

STAFF_COOKIE: Final = "petugas"
"""In a browser: somebody of the staff signed in there lately. It does not say who."""

_DAY_HOURS: Final = 8
_HOUR: Final = 3600
_LOOK_AGAIN: Final = 5 * 60


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How an answer came, never stored: seconds on the page (None: unknown), address, browser."""

    seconds: float | None
    address: str
    agent: str
    signed_in: bool = False


def network_of(address: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 one; empty for what is none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    length = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{length}", strict=False))


def hidden(*parts: str, now: datetime) -> str:
    """What stands for an address or a device until tomorrow: an HMAC with the day's salt."""
    salt = cache.get_or_set(_of_day("survey-salt", now), _new_salt, _salt_seconds())
    return hmac.digest(str(salt).encode(), "\n".join(parts).encode(), "sha256").hex()


def is_office(counter: Counter | None, address: str) -> bool:
    """Whether an address is one of the counter's own networks."""
    if counter is None:
        return False
    try:
        parsed = ipaddress.ip_address(address)
        networks = [ipaddress.ip_network(line) for line in counter.networks.split()]
    except ValueError:
        return False
    return any(parsed in network for network in networks)


def signs_of(
    *,
    survey: CitizenSurvey,
    counter: Counter | None,
    digest: str,
    asked: int,
    how: Circumstances,
    now: datetime,
) -> list[Flag]:
    """Flags of an answer that was just given; counts it among those of its device and hour.

    ``asked`` is how many elements were asked; ``digest`` that of the code, or empty. A page without
    a start that the server signed counts as too fast. Signs 4 and 5 are looked for when the answer
    leaves.
    """
    office = is_office(counter, how.address)
    young = bool(digest) and cache.get(fresh_key(digest)) is not None
    found = [
        Flag(Sign.SPEED) if how.seconds is None else speed_flag(how.seconds, asked),
        device_flag(device_bucket(_count_device(survey, how, now)), shared=office),
        time_burst_flag(_count_hour(survey, now), _expected(survey, now), OFFICE_HOURS),
        quick_redemption_flag(0 if young else _HOUR, office_network=office),
        staff_session_flag(signed_in=how.signed_in),
    ]
    return [flag for flag in found if flag is not None]


def _count_device(survey: CitizenSurvey, how: Circumstances, now: datetime) -> int:
    with translation.override("id"):
        family = device_name(how.agent)
    device = hidden(network_of(how.address), family, str(survey.unit_id), now=now)
    return count(_of_day(f"survey-device:{device}", now), _seconds_of_day(now))


def _count_hour(survey: CitizenSurvey, now: datetime) -> int:
    hour = now.astimezone(WIB).hour
    return count(_of_day(f"survey-hour:{survey.pk}:{hour}", now), _seconds_of_day(now))


def _expected(survey: CitizenSurvey, now: datetime) -> float:
    """Answers an hour if every code of the last month, or of this day, were used."""
    key = _of_day(f"survey-expected:{survey.pk}", now)
    known = cache.get(key)
    if known is None:
        month, today = codes_given_out(survey, now.astimezone(WIB).date())
        known = max(month / OFFICE_HOURS, today / _DAY_HOURS)
        cache.set(key, known, _LOOK_AGAIN)
    return float(known)


def _new_salt() -> str:
    return secrets.token_hex(32)


def _salt_seconds() -> int:
    return DEFAULT_POLICY.device_salt_hours * _HOUR


def _of_day(key: str, now: datetime) -> str:
    return f"{key}:{now.astimezone(WIB).date()}"


def _seconds_of_day(now: datetime) -> int:
    """Until the end of the day, the same moment for all: a count's end does not tell its start."""
    local = now.astimezone(WIB)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int((midnight - local).total_seconds()))
