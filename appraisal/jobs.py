"""What the scheduler does: tell of days, open plans after results, go on with what stopped."""

from celery import shared_task
from django.utils import timezone

from appraisal.actions.development import open_development_plans as open_development
from appraisal.actions.improvement import open_improvement_plans as open_plans
from appraisal.actions.reminding import remind_by_calendar
from appraisal.actions.years import resume_discarding as resume


@shared_task
def remind() -> dict[str, int]:
    """Notices and mails of a day; running it twice does no harm."""
    return remind_by_calendar(now=timezone.now())


@shared_task
def open_improvement_plans() -> int:
    """Open what is missing; running it twice does no harm (regulation 6.4)."""
    return open_plans(now=timezone.now())


@shared_task
def open_development_plans() -> int:
    """Open what is missing; running it twice does no harm."""
    return open_development(now=timezone.now())


@shared_task
def resume_discarding() -> int:
    """Go on throwing rehearsals away whose worker was lost; running it twice does no harm."""
    return resume()
