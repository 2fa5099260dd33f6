"""Tablets as a survey officer lists them."""

from datetime import date, timedelta

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from feedback.models import Kiosk, ReceiptToken
from personnel.models.units import UnitQuerySet

SHOWN_DAYS = 90


def kiosks_for_list(units: UnitQuerySet, day: date) -> QuerySet[Kiosk]:
    """Tablets of units with ``spent``: codes of the last ninety days that came back with an answer.

    Live ones first.
    """
    spent = (
        ReceiptToken.objects.filter(kiosk=OuterRef("pk"), used=True)
        .filter(issued_on__gt=day - timedelta(days=SHOWN_DAYS))
        .values("kiosk")
        .annotate(n=Count("digest"))
        .values("n")
    )
    return (
        Kiosk.objects.filter(counter__unit__in=units)
        .select_related("counter__unit")
        .annotate(spent=Coalesce(Subquery(spent, output_field=IntegerField()), 0))
        .order_by("revoked_at", "counter__unit__path", "counter__name", "name", "pk")
    )
