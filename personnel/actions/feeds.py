"""The secret address of a person's calendar: made, renewed, taken away."""

from datetime import datetime

from django.db import transaction

from personnel.models import CalendarFeed, User


@transaction.atomic
def renew_feed(*, by: User, now: datetime) -> CalendarFeed:
    """Make the address, or a new one in its place; every earlier one stops working."""
    feed = CalendarFeed.objects.select_for_update().filter(user=by).first()
    feed = feed or CalendarFeed(user=by)
    feed.renew()
    feed.made_at = now
    feed.save()
    return feed


def stop_feed(*, by: User) -> None:
    """Take the address away."""
    CalendarFeed.objects.filter(user=by).delete()
