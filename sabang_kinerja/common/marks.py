"""Shapes of the face as data: icons, marks of states, levels of predicates."""

from typing import Final

ICONS: Final = {
    "home": "M4 11.2 12 4.5l8 6.7V20h-6v-5.5h-4V20H4z",
    "plan": "M6 3.5h8.5L18.5 7.5v13H6zM14 3.5V8h4.5M9 12h6.5M9 16h6.5",
    "clip": "M8.5 13.5l5.8-5.8a2.6 2.6 0 0 1 3.7 3.7l-7.6 7.6a4.4 4.4 0 0 1-6.2-6.2l7.4-7.4",
    "people": (
        "M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3 19.5c.4-3.4 2.7-5.2 6-5.2s5.6 1.8 6 5.2"
        "M16 5.6a3 3 0 0 1 0 5.5M17.5 14.6c2 .6 3.2 2.3 3.5 4.9"
    ),
    "person": (
        "M12 12a3.8 3.8 0 1 0 0-7.6A3.8 3.8 0 0 0 12 12z"
        "M4.5 20c.6-3.9 3.4-5.7 7.5-5.7s6.9 1.8 7.5 5.7"
    ),
    "result": "M4 17h16M4 17v-4M8 17v-2.5M12 17v-4M16 17v-2.5M20 17v-4",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "clock": "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 7.5V12l3 2",
    "cascade": "M6 4v8.5a3.5 3.5 0 0 0 3.5 3.5H18M14.5 12.5 18 16l-3.5 3.5",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
    "close": "M6 6l12 12M18 6 6 18",
    "right": "M9.5 6l6 6-6 6",
    "left": "M14.5 6l-6 6 6 6",
    "open": "M6 9.5l6 6 6-6",
    "up": "M12 19V5M6 11l6-6 6 6",
    "down": "M12 5v14M6 13l6 6 6-6",
    "plus": "M12 5v14M5 12h14",
    "warning": "M12 4.5 21 19.5H3zM12 10v4.5M12 17.2v.01",
    "info": "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 11.5V16M12 8.2v.01",
    "speech": "M4 5h16v11h-8l-4.5 4v-4H4z",
    "download": "M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14",
    "upload": "M12 15.5v-11M7.5 9 12 4.5 16.5 9M5 19.5h14",
    "edit": "M4.5 19.5l1-4.2L16 4.8l3.2 3.2L8.7 18.5z",
    "saved": (
        "M7.5 18a4 4 0 0 1-.4-8 5.5 5.5 0 0 1 10.5 1.5A3.3 3.3 0 0 1 17 18zM9.5 13.5l2 2 3.5-3.7"
    ),
    "send": "M4.5 12 20 4.5 15 20l-3.5-6z",
    "external": "M13.5 5H19v5.5M19 5l-8 8M16.5 14v5H5V7.5h5",
    "file": "M6 3.5h8.5L18.5 7.5v13H6zM14 3.5V8h4.5",
    "image": "M4 5.5h16v13H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5",
    "link": (
        "M10 14a4 4 0 0 0 6 .4l2.5-2.5a4 4 0 0 0-5.7-5.7L11.5 7.5"
        "M14 10a4 4 0 0 0-6-.4l-2.5 2.5a4 4 0 0 0 5.7 5.7l1.3-1.3"
    ),
    "calendar": "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8",
    "key": "M8.5 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11.3 12.2 19.5 4M16 7.5l3 3",
    "device": "M4.5 5h15v10.5h-15zM9.5 19.5h5M12 15.5v4",
    "sound": "M4 9.5h3.5L12 6v12l-4.5-3.5H4zM15.5 9.5a3.6 3.6 0 0 1 0 5M18 7a7 7 0 0 1 0 10",
    "leave": "M10 4.5H5v15h5M14.5 8l4 4-4 4M18.5 12H9.5",
}
"""Paths on a grid of 24, line 1.75, no fill."""

STATE_MARKS: Final = {
    "draft": (
        '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"'
        ' stroke-dasharray="2.6 2.2"/>'
    ),
    "wait": (
        '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        '<path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor"/>'
    ),
    "turn": '<path d="M3 2.2v11.6L14 8z" fill="currentColor"/>',
    "care": (
        '<path d="M6.5 4 3 7.5 6.5 11M3.2 7.5h6.3a3.3 3.3 0 0 1 0 6.5H8" fill="none"'
        ' stroke="currentColor" stroke-width="1.8" stroke-linecap="round"'
        ' stroke-linejoin="round"/>'
    ),
    "done": (
        '<circle cx="8" cy="8" r="7" fill="currentColor"/><path class="st-hole"'
        ' d="M4.8 8.3l2.2 2.2 4.2-4.6" fill="none" stroke-width="1.7" stroke-linecap="round"'
        ' stroke-linejoin="round"/>'
    ),
    "late": (
        '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor"/><path class="st-hole"'
        ' d="M8 4.6v4M8 11v.01" stroke-width="1.8" stroke-linecap="round"/>'
    ),
    "lock": (
        '<path d="M3.5 7.5h9v6.5h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5" fill="none"'
        ' stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/>'
    ),
}
"""One shape a kind of state, on a grid of 16."""

_KINDS: Final = {
    "draft": {"draft", "not_open", "preparing", "mapping"},
    "care": {"returned", "objected", "partial", "rejected_formally", "rejected", "declined"},
    "done": {
        "fixed",
        "accepted",
        "ready",
        "done",
        "applied",
        "decided",
        "open",
        "lapsed",
        "verified",
        "enrolled",
        "completed",
        "held",
        "present",
    },
    "lock": {
        "final",
        "closed",
        "released",
        "superseded",
        "withdrawn",
        "cancelled",
        "discarded",
    },
    "late": {"failed"},
}

GAUGE: Final = {
    "very_poor": 1,
    "poor": 2,
    "needs_improvement": 3,
    "good": 4,
    "very_good": 5,
    "excellent": 5,
}
"""Level of a predicate, of a person or an organisation."""


def state_kind(state: str) -> str:
    """Kind of mark for a stored state or a kind itself; what is under way is "wait"."""
    if state in STATE_MARKS:
        return state
    return next((kind for kind, states in _KINDS.items() if state in states), "wait")
