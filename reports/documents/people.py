"""How papers name a person."""

from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from personnel.rules.nip import group_nip

NIP_LABEL: Final = "NIP"
NI_PPPK_LABEL: Final = "NI PPPK"

_RUNNING: Final = 60
"""Letters of a name above a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLines:
    """One person as the form names them on the day of signing.

    ``name`` with titles; ``nip`` bare, None for a state official; ``nip_label`` is "NIP" or
    "NI PPPK"; ``rank`` as printed ("Pembina / IV/a", for PPPK "IX", for a state official empty).
    """

    name: str
    nip: str | None
    rank: str
    post: str
    unit: str
    nip_label: str = NIP_LABEL


def running_words(title: str, subject: str, person: PersonLines | None = None) -> str:
    """What is repeated above every later page, on two lines of a sheet at most.

    A very long ``subject``, a name or a unit, is cut; the number behind it tells who is meant.
    """
    found = f"{title} – {shorten(subject, _RUNNING, placeholder=' …')}"
    number = nip_line(person) if person else ""
    return f"{found} · {number}" if number else found


def nip_line(person: PersonLines) -> str:
    """The number with its label, as it stands under a name; empty for a state official."""
    return f"{person.nip_label} {group_nip(person.nip)}" if person.nip else ""
