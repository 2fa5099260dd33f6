"""What the scheduler does: open improvement plans that final results ask for."""

from celery import shared_task
from django.utils import timezone

from appraisal.actions.improvement import open_improvement_plans as open_plans


@shared_task
def open_improvement_plans() -> int:
    """Open what is missing; running it twice does no harm (regulation 6.4)."""
    return open_plans(now=timezone.now())
