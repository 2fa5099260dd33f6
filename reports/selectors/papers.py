"""The four families of numbered papers under one view: find one, whether it holds, who signs it."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet

from personnel.models import Employee
from reports.enums import LetterState
from reports.models import (
    CreditLetter,
    FollowUpLetter,
    Letter,
    Signature,
    TrainingCertificate,
)
from reports.models.signatures import PAPERS, NumberedPaper
from reports.selectors.credit_letters import credit_successor, credit_validity
from reports.selectors.letters import Validity, successor, validity

FAMILIES: Final[Mapping[str, type[NumberedPaper]]] = {
    "letter": Letter,
    "credit": CreditLetter,
    "certificate": TrainingCertificate,
    "follow-up": FollowUpLetter,
}
"""Word of the address → table."""

_LINKS: Final = dict(zip(FAMILIES, PAPERS, strict=True))
"""Word of the address → link of a signature to its paper."""

_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "letter": (
        *("evaluation__plan__employee", "evaluation__plan__assignment__post__unit__agency"),
        *("evaluation__period__year", "agency"),
    ),
    "credit": (
        *("employee", "agency", "conversion__evaluation__supervisor"),
        "determination__supervisor",
    ),
    "certificate": ("employee", "agency", "record"),
    "follow-up": ("employee", "agency", "signer", "improvement_plan"),
}

WITH_PAPERS: Final = tuple(
    f"{_LINKS[family]}__{name}" for family in _WITH for name in _WITH[family]
)
"""What a row of signatures reads of its paper, whichever it is."""

CONTENTS: Final = tuple(f"{link}__content" for link in PAPERS)
"""The frozen contents, which a list does not read."""


def family_of(paper: NumberedPaper) -> str:
    """The word of the address of a paper's family."""
    return next(word for word, table in FAMILIES.items() if isinstance(paper, table))


def link_of(family: str) -> str:
    """The link of a signature to a paper of ``family``."""
    return _LINKS[family]


def papers(family: str) -> "QuerySet[Any]":
    """Papers of a family with everything that their pages read."""
    return FAMILIES[family]._default_manager.select_related(*_WITH[family])


def locked_paper(paper: NumberedPaper) -> NumberedPaper:
    """The paper as it stands; whoever signs, withdraws or asks waits for this one."""
    rows = papers(family_of(paper)).select_for_update(of=("self",))
    found: NumberedPaper = rows.get(pk=paper.pk)
    return found


def paper_with_code(code: str) -> NumberedPaper | None:
    """The paper with a bare verification code."""
    return _first(Q(verification_code=code))


def paper_with_file(digest: str) -> NumberedPaper | None:
    """The paper that was issued or signed as the file with this SHA-256."""
    signed = Signature.objects.filter(file_sha256=digest).first()
    return signed.paper if signed else _first(Q(file_sha256=digest))


def _first(wanted: Q) -> NumberedPaper | None:
    for family in FAMILIES:
        found: NumberedPaper | None = papers(family).filter(wanted).first()
        if found is not None:
            return found
    return None


def employee_of(paper: NumberedPaper) -> Employee:
    """Of whom a paper speaks."""
    return paper.evaluation.plan.employee if isinstance(paper, Letter) else paper.employee


def validity_of(paper: NumberedPaper) -> Validity:
    """What a verifier is told about a paper."""
    if isinstance(paper, Letter):
        return validity(paper)
    if isinstance(paper, CreditLetter):
        return credit_validity(paper)
    return Validity.HOLDS if paper.state == LetterState.READY else Validity.WITHDRAWN


def paper_holds(paper: NumberedPaper) -> bool:
    """Whether a paper is made, in force, and its result is not being changed."""
    return validity_of(paper) == Validity.HOLDS


def successor_of(paper: NumberedPaper) -> NumberedPaper | None:
    """The paper that took the place of one which no longer holds."""
    if isinstance(paper, Letter):
        return successor(paper)
    return credit_successor(paper) if isinstance(paper, CreditLetter) else None
