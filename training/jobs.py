"""What the scheduler does: ask after trainings in time."""

from celery import shared_task
from django.utils import timezone

from training.actions.effect import ask_in_time


@shared_task
def ask_after_trainings() -> int:
    """Ask participants and superiors; running it twice a day does no harm."""
    return ask_in_time(now=timezone.now())
