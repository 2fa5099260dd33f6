"""What the scheduler does each morning: tell of near and missed days, and send the daily mails."""

from celery import shared_task
from django.utils import timezone

from appraisal.actions.reminding import remind_by_calendar


@shared_task
def remind() -> dict[str, int]:
    """Notices and mails of a day; running it twice does no harm."""
    return remind_by_calendar(now=timezone.now())
