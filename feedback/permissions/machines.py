"""What the key of a program opens: the services and counters of its agency, or of the city."""

from django.db.models import QuerySet

from feedback.models import Counter, Service
from feedback.models.services import ServiceQuerySet
from personnel.models import ApiClient


def services_of(client: ApiClient) -> ServiceQuerySet:
    """Active services for which the client may ask."""
    rows = Service.objects.active()
    return rows if client.agency is None else rows.filter(unit__agency=client.agency)


def counters_of(client: ApiClient) -> QuerySet[Counter]:
    """Active counters at which it may issue."""
    rows = Counter.objects.filter(is_active=True)
    return rows if client.agency is None else rows.filter(unit__agency=client.agency)
