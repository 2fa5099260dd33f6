"""What a role-result matrix still lacks: people without a part, results without a contributor.

Source: regulation 3.10; docs/legal.md#matrix.
"""

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)
Result = TypeVar("Result", bound=Hashable)


@dataclass(frozen=True, slots=True)
class MatrixToCheck(Generic[Person, Result]):
    """A matrix as it stands.

    ``filled`` holds each pair of person and result with at least one text, ``done_alone`` the
    results that the leader marked as the own work.
    """

    people: Sequence[Person]
    results: Sequence[Result]
    filled: Set[tuple[Person, Result]]
    done_alone: Set[Result] = frozenset()


def people_without_part(matrix: MatrixToCheck[Person, Result]) -> list[Person]:
    """Direct reports who contribute to nothing yet, in the order of the matrix."""
    busy = {person for person, _result in matrix.filled}
    return [person for person in matrix.people if person not in busy]


def results_without_contributor(matrix: MatrixToCheck[Person, Result]) -> list[Result]:
    """Results to which nobody contributes and which the leader did not mark as own work."""
    carried = {result for _person, result in matrix.filled} | matrix.done_alone
    return [result for result in matrix.results if result not in carried]


def is_complete(matrix: MatrixToCheck[Person, Result]) -> bool:
    """Whether everybody has a part and every result somebody who carries it."""
    return not people_without_part(matrix) and not results_without_contributor(matrix)
