"""Keep what citizens come for, where they are served, and by whom."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.models import Counter, CounterDuty, Service
from personnel.models import Employee, Unit, User
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What a form says about a service; ``code`` is settled once it exists."""

    unit: Unit
    code: str
    name: str
    service_class: str
    has_fee: bool


@transaction.atomic
def save_service(
    *, facts: ServiceFacts, by: User, now: datetime, service_id: int | None = None
) -> Service:
    """Add a service, or change the one with ``service_id``; its code and unit stay.

    Raises: ``Denied``; ``Refused`` when the unit or the city has it already.
    """
    if service_id is None:
        service = Service(unit=facts.unit, code=facts.code)
    else:
        service = _service(service_id)
    permissions.can_run_surveys_of(by, service.unit, now).require()
    service.name = facts.name
    service.service_class = facts.service_class
    service.has_fee = facts.has_fee
    with refusals_as_sentences(Service):
        service.save()
    return service


@transaction.atomic
def offer_service(*, service_id: int, offered: bool, by: User, now: datetime) -> Service:
    """Say that a service is given, or no longer; what was answered about it stays.

    Raises: ``Denied``.
    """
    service = _service(service_id)
    permissions.can_run_surveys_of(by, service.unit, now).require()
    service.is_active = offered
    service.save(update_fields=["is_active"])
    return service


def _service(pk: int) -> Service:
    return Service.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)


@transaction.atomic
def save_counter(
    *,
    unit: Unit,
    name: str,
    networks: str,
    by: User,
    now: datetime,
    counter_id: int | None = None,
) -> Counter:
    """Add a counter, or change the one with ``counter_id``; its unit stays.

    Raises: ``Denied``; ``Refused`` for a name that the unit has already.
    """
    counter = Counter(unit=unit) if counter_id is None else _counter(counter_id)
    permissions.can_run_surveys_of(by, counter.unit, now).require()
    counter.name, counter.networks = name, networks
    with refusals_as_sentences(Counter):
        counter.save()
    return counter


@transaction.atomic
def use_counter(*, counter_id: int, used: bool, by: User, now: datetime) -> Counter:
    """Take a counter out of use, or back. Raises: ``Denied``."""
    counter = _counter(counter_id)
    permissions.can_run_surveys_of(by, counter.unit, now).require()
    counter.is_active = used
    counter.save(update_fields=["is_active"])
    return counter


@transaction.atomic
def add_duty(
    *,
    counter_id: int,
    employee: Employee,
    effective_from: date,
    effective_until: date | None,
    by: User,
    now: datetime,
) -> CounterDuty:
    """Say who serves at a counter and when.

    Raises: ``Denied``; ``Refused`` when that person stands there on one of the days already.
    """
    counter = _counter(counter_id)
    permissions.can_run_surveys_of(by, counter.unit, now).require()
    with refusals_as_sentences(CounterDuty):
        return CounterDuty.objects.create(
            counter=counter,
            employee=employee,
            effective_from=effective_from,
            effective_until=effective_until,
        )


@transaction.atomic
def end_duty(*, duty_id: int, last_day: date, by: User, now: datetime) -> CounterDuty:
    """Say on which day somebody served at a counter for the last time.

    Raises: ``Denied``; ``Incomplete`` for a day before the first one.
    """
    duty = CounterDuty.objects.select_related("counter__unit").get(pk=duty_id)
    permissions.can_run_surveys_of(by, duty.counter.unit, now).require()
    if last_day < duty.effective_from:
        raise Incomplete(_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."))
    duty.effective_until = last_day
    with refusals_as_sentences(CounterDuty):
        duty.save(update_fields=["effective_until"])
    return duty


def _counter(pk: int) -> Counter:
    return Counter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
