"""How many codes were given out and used at each counter; never which."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from feedback.models import ReceiptToken, Service


@dataclass(frozen=True, slots=True)
class CounterCount:
    """Codes of one service at one counter; ``counter`` is empty for codes given out at none."""

    unit: str
    counter: str
    service: str
    issued: int
    used: int

    @property
    def rate(self) -> float:
        """Share of the codes that were used, 0 to 1."""
        return self.used / self.issued


def receipt_counts(services: QuerySet[Service], *, since: date) -> list[CounterCount]:
    """Codes given out since a day, by counter and service, in the order of their names."""
    rows = (
        ReceiptToken.objects.filter(service__in=services, kiosk__isnull=True, issued_on__gte=since)
        .values("service__unit__name", "counter__name", "service__name", "counter", "service")
        .annotate(issued=Count("digest"), spent=Count("digest", filter=Q(used=True)))
        .order_by("service__unit__name", "counter__name", "service__name", "counter", "service")
    )
    return [
        CounterCount(
            row["service__unit__name"],
            row["counter__name"] or "",
            row["service__name"],
            row["issued"],
            row["spent"],
        )
        for row in rows
    ]
