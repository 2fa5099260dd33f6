"""What the scheduler does: held answers leave in groups, contacts are removed in time."""

from celery import shared_task
from django.utils import timezone

from feedback.actions.contacts import purge_contacts
from feedback.actions.mixing import leave_in_groups


@shared_task
def mix_answers() -> int:
    """Let what is ready leave; running it twice does no harm."""
    return leave_in_groups()


@shared_task
def forget_contacts() -> int:
    """Remove what is due; running it twice does no harm."""
    return purge_contacts(now=timezone.now())
