"""The port of signing: a PDF goes in, the same PDF with one more signature comes out.

Wet ink needs no signer: the paper is printed, and its scan comes back.
"""

from dataclasses import dataclass, field
from typing import Protocol

from sabang_kinerja.common.errors import DomainError


class SigningFailed(DomainError):
    """No signature came about; the sentence says what can be done."""


@dataclass(frozen=True, slots=True)
class SigningTask:
    """What is signed, by whom.

    ``name`` and ``office`` are those of the person who asks for it, ``number`` that of the paper,
    ``place`` the town. ``nik`` and ``passphrase`` are only for a certified signature; they are
    passed on and kept nowhere.
    """

    pdf: bytes
    number: str
    name: str
    office: str
    place: str
    nik: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


class Signer(Protocol):
    """One way of signing a file."""

    def sign(self, task: SigningTask) -> bytes:
        """The file with one more signature, appended to it. Raises: ``SigningFailed``."""
