"""Keep the head of an agency's papers."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import Unit, User
from reports import permissions
from reports.documents.emblems import file_ending, uploaded_emblem
from reports.models import Letterhead
from sabang_kinerja.common.errors import Incomplete


@dataclass(frozen=True, slots=True)
class LetterheadFacts:
    """What stands at the head: lines as they are broken, address, place of signing."""

    lines: str
    address: str
    place: str


@transaction.atomic
def save_letterhead(
    *,
    agency: Unit,
    facts: LetterheadFacts,
    emblem: bytes | None,
    by: User,
    now: datetime,
) -> Letterhead:
    """Write an agency's letterhead; papers that have their number keep the head they had.

    ``emblem`` None keeps the present drawing, empty bytes remove it.
    Raises ``Incomplete`` when the emblem is no still drawing or a line is missing.
    """
    permissions.can_edit_letterhead(by, agency, now).require()
    lines = [line.strip() for line in facts.lines.splitlines() if line.strip()]
    if not lines:
        raise Incomplete(_("Isi nama perangkat daerah seperti pada kop surat."))
    agency = Unit.objects.select_for_update(of=("self",)).get(pk=agency.pk)  # one at a time
    head = Letterhead.objects.filter(agency=agency).first() or Letterhead(agency=agency)
    head.lines = "\n".join(lines)
    head.address = facts.address.strip()
    head.place = facts.place.strip()
    if emblem is not None:
        _replace_emblem(head, emblem)
    head.save()
    return head


def _replace_emblem(head: Letterhead, emblem: bytes) -> None:
    storage, earlier = head.emblem.storage, head.emblem.name
    if earlier:
        transaction.on_commit(lambda: storage.delete(earlier), robust=True)
        head.emblem = ""
    if emblem:
        uploaded_emblem(emblem, head.agency.name)
        name = f"{head.agency_id}.{file_ending(emblem)}"
        head.emblem.save(name, ContentFile(emblem), save=False)
