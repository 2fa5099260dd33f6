"""What the scheduler does: files of imports that nobody finished are removed."""

from celery import shared_task
from django.utils import timezone

from personnel.actions.imports import discard_forgotten


@shared_task
def forget_imports() -> int:
    """Remove files that have waited too long; running it twice does no harm."""
    return discard_forgotten(now=timezone.now())
