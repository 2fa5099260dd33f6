"""What the database refuses, said in the words of its constraint."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Model

from sabang_kinerja.common.errors import DomainError


class Refused(DomainError):
    """The database keeps a rule that this write breaks; ``constraint`` names the rule."""

    def __init__(self, message: str, constraint: str) -> None:
        super().__init__(message)
        self.constraint = constraint


@contextmanager
def refusals_as_sentences(*models: type[Model]) -> Iterator[None]:
    """Turn a broken constraint of ``models`` into ``Refused`` with the constraint's own sentence.

    Two writers at once are told apart by the database alone, so this is the last word after
    every check of a form. Only the write inside is undone; a surrounding transaction goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        for model in models:
            for constraint in model._meta.constraints:
                if constraint.name == name and constraint.violation_error_message is not None:
                    raise Refused(str(constraint.violation_error_message), name) from error
        raise
