"""Ask for a link to be tried."""

from datetime import datetime

from django.db import transaction

from appraisal import permissions
from appraisal.enums import LinkState
from appraisal.models import Evidence, LinkCheck
from appraisal.tasks import check_link
from personnel.models import User


def ask_for_check(url: str) -> LinkCheck:
    """Have a link tried once the transaction holds. Without a broker it waits to be asked again."""
    check, _made = LinkCheck.objects.get_or_create(url=url)
    transaction.on_commit(lambda: check_link.delay(check.pk), robust=True)
    return check


@transaction.atomic
def check_again(*, evidence: Evidence, by: User, now: datetime) -> LinkCheck:
    """Try the link of a piece of evidence once more; whoever may read it may ask."""
    permissions.can_check_link(by, evidence, now).require()
    LinkCheck.objects.filter(url=evidence.url).update(state=LinkState.WAITING, checked_at=None)
    return ask_for_check(evidence.url)
