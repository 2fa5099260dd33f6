"""One verdict, three uses: it draws the button, words the refusal, guards the action."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sabang_kinerja.common.errors import Denied, DomainError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Verdict:
    """May this person do this now? Truthy when allowed.

    ``reason`` is the sentence that stands beside the locked button; empty when allowed.
    ``error`` is what ``require`` raises.
    """

    allowed: bool
    reason: "StrOrPromise" = ""
    error: type[DomainError] = Denied

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise the domain error that fits the refusal; do nothing when allowed."""
        if not self.allowed:
            raise self.error(str(self.reason))


ALLOWED = Verdict(allowed=True)


def denied(reason: "StrOrPromise", error: type[DomainError] = Denied) -> Verdict:
    """Refuse, with the sentence that a person reads."""
    return Verdict(allowed=False, reason=reason, error=error)
