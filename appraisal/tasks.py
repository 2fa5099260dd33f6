"""Work after commit: try the links that people attached."""

from celery import shared_task
from django.utils import timezone

from appraisal.models import LinkCheck
from sabang_kinerja.common.links import try_link

SOFT_LIMIT = 75
"""Seconds: six addresses at most, twelve for each."""


@shared_task(soft_time_limit=SOFT_LIMIT, time_limit=SOFT_LIMIT + 15)
def check_link(check_id: int) -> None:
    """Try one link and keep what came of it; running twice does no harm."""
    check = LinkCheck.objects.filter(pk=check_id).first()
    if check is not None:
        outcome = try_link(check.url)
        LinkCheck.objects.filter(pk=check_id).update(state=outcome, checked_at=timezone.now())
