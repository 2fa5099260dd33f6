"""Calendar texts as calendar programs read them."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.common.icalendar import DayEvent, calendar_text

NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


def parsed(text: str) -> list[dict[str, str]]:
    """Events of a calendar: unfolded, unescaped."""
    lines = text.replace("\r\n ", "").split("\r\n")
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("END", ""):
            events[-1][name] = unescaped(value)
    return events


def unescaped(value: str) -> str:
    out, rest = "", iter(value)
    for character in rest:
        if character == "\\":
            following = next(rest)
            out += "\n" if following == "n" else following
        else:
            out += character
    return out


def test_event_takes_one_whole_day_without_alarm():
    text = calendar_text("Batas", [DayEvent("a@b", date(2026, 1, 31), "SKP ditetapkan")], NOW)

    (event,) = parsed(text)
    assert event["DTSTART;VALUE=DATE"] == "20260131"
    assert event["DTEND;VALUE=DATE"] == "20260201"
    assert event["SUMMARY"] == "SKP ditetapkan"
    assert event["DTSTAMP"] == "20260105T030000Z"
    assert "VALARM" not in text
    assert text.endswith("END:VCALENDAR\r\n")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_text_comes_back_and_no_line_is_too_long(summary):
    text = calendar_text("Batas", [DayEvent("a@b", date(2026, 1, 31), summary)], NOW)

    assert parsed(text)[0]["SUMMARY"] == summary
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
