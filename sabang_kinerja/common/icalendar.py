"""Events as an iCalendar text (RFC 5545): lines of at most 75 octets, ended by CRLF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
_MOST_OCTETS: Final = 75


@dataclass(frozen=True, slots=True)
class DayEvent:
    """One day with something on it. ``uid`` stays the same as long as the thing does."""

    uid: str
    day: date
    summary: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class TimedEvent:
    """Something with a beginning and an end; both carry a zone."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    url: str = ""
    place: str = ""


def calendar_text(name: str, events: Iterable[DayEvent | TimedEvent], now: datetime) -> str:
    """A whole calendar; ``now`` carries a zone. No alarms: reminding is the reader's program."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kota Sabang//Kinerja Sabang//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: DayEvent | TimedEvent, now: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"DTSTAMP:{_moment(now)}",
        *_when(event),
        f"SUMMARY:{_escaped(event.summary)}",
    ]
    if event.url:
        lines.append(f"URL:{event.url}")
    lines.append("END:VEVENT")
    return lines


def _when(event: DayEvent | TimedEvent) -> list[str]:
    if isinstance(event, DayEvent):
        return [
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            "TRANSP:TRANSPARENT",
        ]
    return [
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        *([f"LOCATION:{_escaped(event.place)}"] if event.place else []),
    ]


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Backslash, semicolon, comma and line break as the format wants them."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> str:
    """Break a long line without splitting a character; the next part begins with a blank."""
    parts, part, room = [], "", _MOST_OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = " ", _MOST_OCTETS - 1
        part += character
        room -= size
    return "\r\n".join([*parts, part])
