"""Remove contacts when their time is over. Source: UU 27/2022; feedback-and-training D.1."""

from datetime import datetime

from feedback.models import Contact
from personnel.permissions import local_day


def purge_contacts(*, now: datetime) -> int:
    """Remove every contact whose last day is past; returns how many."""
    removed, _by_model = Contact.objects.filter(purge_on__lt=local_day(now)).delete()
    return removed
