"""Refusals that a person reads. Their text is a finished sentence in the reader's language."""


class DomainError(Exception):
    """Base of every refusal by a rule."""


class Denied(DomainError):
    """This person may not do this (HTTP 403)."""


class WrongState(DomainError):
    """The object is not in a state that allows the step (HTTP 409)."""


class Incomplete(DomainError):
    """Something is missing; ``problems`` lists what, each a sentence."""

    def __init__(self, message: str, problems: list[str] | None = None) -> None:
        super().__init__(message)
        self.problems = problems or []


class ChangedMeanwhile(DomainError):
    """Somebody else saved first; nothing was overwritten (HTTP 409)."""


class WindowClosed(DomainError):
    """The time for this step is over or has not begun."""
