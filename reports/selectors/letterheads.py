"""Heads of papers: lines, place and emblem of an agency."""

import logging

from reports.documents.emblems import Emblem, uploaded_emblem
from reports.models import Letterhead
from sabang_kinerja.common.errors import Incomplete

logger = logging.getLogger(__name__)


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
