"""Heads of papers: lines, place and emblem of an agency."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.utils import timezone

from personnel.models import Unit
from reports.documents.emblems import Emblem, uploaded_emblem
from reports.documents.name_lines import name_lines
from reports.models import Letterhead
from sabang_kinerja.common.errors import Incomplete

logger = logging.getLogger(__name__)

VERIFY_PATH: Final = "/v"


@dataclass(frozen=True, slots=True)
class Stationery:
    """What a numbered paper needs beside its subject: who issues it, number, code, the moment.

    Without ``head`` the agency's name is broken by itself and the place is that of the city.
    """

    agency: Unit
    head: Letterhead | None
    number: str
    code: str
    now: datetime

    @property
    def day(self) -> date:
        """The day on which the paper is dated, in WIB."""
        return timezone.localtime(self.now).date()

    @property
    def institution(self) -> tuple[str, ...]:
        """The lines on top: the government, then the agency."""
        lines = self.head.lines.splitlines() if self.head else name_lines(self.agency.name)
        return (settings.GOVERNMENT_NAME, *lines)

    @property
    def address(self) -> str:
        """Where the agency is; empty when nobody entered it."""
        return self.head.address if self.head else ""

    @property
    def place(self) -> str:
        """Where the paper is signed."""
        return self.head.place if self.head else settings.LETTER_PLACE

    @property
    def verification_address(self) -> str:
        """The page that tells whether a paper holds."""
        return f"{settings.SITE_URL.rstrip('/')}{VERIFY_PATH}"


def emblem_of(head: Letterhead | None) -> Emblem | None:
    """The drawing that an agency uploaded; None when there is none or its file is lost."""
    if head is None or not head.emblem:
        return None
    try:
        with head.emblem.open("rb") as file:
            return uploaded_emblem(file.read(), f"Lambang {head.agency.name}")
    except (OSError, Incomplete):
        logger.exception("emblem of letterhead %s cannot be used", head.pk)
        return None
