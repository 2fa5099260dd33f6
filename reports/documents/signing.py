"""How a signature came about that is not the supervisor's own in the own post.

Somebody signs for an absent supervisor ("a.n."), leads a unit without holding its post ("Plt.",
"Plh."), or appraises by decree of delegation. The paper then says so, with the days and the decree.
Source: regulation 2.1; the forms of words are those of official correspondence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from personnel.rules.dates import long_date
from reports.documents.canonical import plain
from reports.documents.people import PersonLines, nip_line


class AuthorityKind(StrEnum):
    """By what somebody signs."""

    SUBSTITUTE = "substitute"
    ACTING = "acting"
    DAILY_ACTING = "daily_acting"
    DELEGATED = "delegated"


ACTING_WORDS: Final = {AuthorityKind.ACTING: "Plt.", AuthorityKind.DAILY_ACTING: "Plh."}
SUPERVISOR_ROLE: Final = "Pejabat Penilai Kinerja"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One reason for which a signature counts.

    ``post`` is the post acted in, empty for the other kinds; ``decree_number`` may be unknown.
    ``starts`` and ``ends`` both belong to it; ``ends`` is None while no end is set.
    """

    kind: AuthorityKind
    post: str = ""
    decree_number: str = ""
    starts: date
    ends: date | None = None

    @property
    def days(self) -> str:
        """ "5 s.d. 20 Januari 2026", one day alone, or "sejak 1 Maret 2026"."""
        if self.ends is None:
            return f"sejak {long_date(self.starts)}"
        if self.ends == self.starts:
            return long_date(self.starts)
        first = long_date(self.starts)
        if self.starts.year == self.ends.year:
            first = first.removesuffix(f" {self.ends.year}")
            if self.starts.month == self.ends.month:
                first = str(self.starts.day)
        return f"{first} s.d. {long_date(self.ends)}"

    @property
    def decree(self) -> str:
        """ "berdasarkan Keputusan Nomor …, sejak …", without a number the days alone."""
        number = self.decree_number
        return f"berdasarkan Keputusan Nomor {number}, {self.days}" if number else self.days


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signed in fact, if it was another person, and by which authorities."""

    authorities: tuple[Authority, ...]
    signer: PersonLines | None = None

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what a frozen content holds; days as ISO text."""
        return cls(
            authorities=tuple(
                Authority(
                    kind=AuthorityKind(one["kind"]),
                    post=one["post"],
                    decree_number=one["decree_number"],
                    starts=date.fromisoformat(one["starts"]),
                    ends=date.fromisoformat(one["ends"]) if one["ends"] else None,
                )
                for one in values["authorities"]
            ),
            signer=PersonLines(**values["signer"]) if values["signer"] else None,
        )


def frozen_signing(values: dict[str, Any]) -> dict[str, Any]:
    """``values`` with a signing as plain values, and without the key where there is none.

    So a paper that was frozen before signings were keeps its fingerprint.
    """
    if values["signing"] is None:
        del values["signing"]
    else:
        values["signing"] = plain(values["signing"])
    return values


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """What stands above and below the ink of a supervisor's signature."""

    roles: tuple[str, ...]
    name: str
    nip: str
    notes: tuple[str, ...]


def signature_words(
    person: PersonLines, signing: Signing | None, role: str = SUPERVISOR_ROLE
) -> SignatureWords:
    """The words of a signature for which ``person`` has the authority.

    A post acted in follows the role on a line of its own; "a.n." stands before the role.
    """
    if signing is None:
        return SignatureWords((role,), person.name, nip_line(person), ())
    acting = [one for one in signing.authorities if one.kind in ACTING_WORDS]
    substitutes = any(one.kind is AuthorityKind.SUBSTITUTE for one in signing.authorities)
    signer = signing.signer or person
    return SignatureWords(
        (f"a.n. {role}" if substitutes else role, *(acting_post(one) for one in acting)),
        signer.name,
        nip_line(signer),
        tuple(_note(one, person) for one in signing.authorities),
    )


def post_words(person: PersonLines, signing: Signing | None) -> str:
    """The own post, and behind it the one that the person acts in: "Sekretaris / Plt. Kepala"."""
    if signing is None or signing.signer is not None:
        return person.post
    acting = [acting_post(one) for one in signing.authorities if one.kind in ACTING_WORDS]
    return " / ".join(filter(None, [person.post, *acting]))


def office_words(post: str, signing: Signing | None) -> str:
    """The office that signed, without a name: "Plt. Kepala Dinas", "a.n. Kepala Bidang"."""
    if signing is None:
        return post
    acting = [acting_post(one) for one in signing.authorities if one.kind in ACTING_WORDS]
    office = acting[-1] if acting else post
    substitutes = any(one.kind is AuthorityKind.SUBSTITUTE for one in signing.authorities)
    return f"a.n. {office}" if substitutes else office


def signed_by(signing: Signing | None) -> str:
    """Who took the step in the application: the supervisor, or somebody for an absent one."""
    if signing is None or signing.signer is None:
        return "pejabat penilai"
    return f"{signing.signer.name} a.n. pejabat penilai"


def acting_post(authority: Authority) -> str:
    """ "Plt. Kepala Dinas Perhubungan"."""
    return f"{ACTING_WORDS[authority.kind]} {authority.post}".strip()


def _note(authority: Authority, person: PersonLines) -> str:
    match authority.kind:
        case AuthorityKind.SUBSTITUTE:
            return f"Pengganti sementara {person.name}, {authority.days}"
        case AuthorityKind.DELEGATED:
            return f"Pendelegasian {authority.decree}"
        case _:
            return f"{ACTING_WORDS[authority.kind]} {authority.decree}"
