"""People: added, corrected, and the state official at the top of the tree."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from personnel import permissions
from personnel.enums import EmployeeKind, LegalStatus
from personnel.models import Employee, User
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True)
class EmployeeFacts:
    """What a person writes down about a civil servant. ``nip`` is bare digits."""

    nip: str
    name: str
    kind: str
    title_before: str = ""
    title_after: str = ""
    birth_date: date | None = None
    sex: str = ""
    rank: str = ""
    rank_since: date | None = None
    education: str = ""
    legal_status: str = LegalStatus.ACTIVE


@dataclass(frozen=True, slots=True)
class OfficialFacts:
    """What a person writes down about the mayor, who has no employee number."""

    name: str
    title_before: str = ""
    title_after: str = ""


@transaction.atomic
def add_employee(*, facts: EmployeeFacts, by: User, now: datetime) -> Employee:
    """Add a civil servant. The same person sent twice is added once.

    Raises: ``Denied``; ``WrongState`` when the number belongs to somebody already.
    """
    permissions.can_manage_people(by, now).require()
    known = Employee.objects.filter(nip=facts.nip).first()
    if known is not None:
        if all(getattr(known, name) == value for name, value in asdict(facts).items()):
            return known
        raise WrongState(_nip_taken(known))
    with refusals_as_sentences(Employee):
        return Employee.objects.create(**asdict(facts))


@transaction.atomic
def change_employee(*, employee_id: int, facts: EmployeeFacts, by: User, now: datetime) -> Employee:
    """Correct or update what is known of a civil servant; the history keeps what was.

    Raises: ``Denied``; ``WrongState`` when the number belongs to somebody else.
    """
    permissions.can_manage_people(by, now).require()
    employee = _locked(employee_id)
    taken = Employee.objects.filter(nip=facts.nip).exclude(pk=employee.pk).first()
    if taken is not None:
        raise WrongState(_nip_taken(taken))
    return _write(employee, asdict(facts))


@transaction.atomic
def add_state_official(*, facts: OfficialFacts, by: User, now: datetime) -> Employee:
    """Add the state official who supervises the heads of agency and is never appraised here.

    Raises: ``Denied``.
    """
    permissions.can_manage_people(by, now).require()
    known = Employee.objects.filter(kind=EmployeeKind.STATE_OFFICIAL, **asdict(facts)).first()
    if known is not None:
        return known
    return Employee.objects.create(kind=EmployeeKind.STATE_OFFICIAL, **asdict(facts))


@transaction.atomic
def change_state_official(
    *, employee_id: int, facts: OfficialFacts, by: User, now: datetime
) -> Employee:
    """Correct the name or titles of a state official.

    Raises: ``Denied``.
    """
    permissions.can_manage_people(by, now).require()
    return _write(_locked(employee_id), asdict(facts))


def _locked(employee_id: int) -> Employee:
    return Employee.objects.select_for_update(of=("self",)).get(pk=employee_id)


def _write(employee: Employee, values: dict[str, object]) -> Employee:
    for name, value in values.items():
        setattr(employee, name, value)
    with refusals_as_sentences(Employee):
        employee.save()
    return employee


def _nip_taken(holder: Employee) -> str:
    return _("NIP ini sudah terdaftar atas nama %(name)s.") % {"name": holder.full_name}
