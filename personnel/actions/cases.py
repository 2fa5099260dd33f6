""" "Ini bukan pejabat penilai saya": reported by the person, mended and answered by the office."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel import permissions
from personnel.actions.notices import Message, notify, notify_accounts
from personnel.enums import NoticeKind, Role
from personnel.models import Assignment, RoleGrant, SupervisorCase, User
from personnel.permissions import local_day
from personnel.selectors.supervision import supervisors_of
from sabang_kinerja.common.errors import Denied, Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences


@transaction.atomic
def open_case(*, suggested: str, note: str, by: User, now: datetime) -> SupervisorCase:
    """Report that the supervisor on record is wrong; BKPSDM and the agency's manager are told.

    Raises: ``Denied``; ``WrongState`` while an earlier report is open.
    """
    permissions.can_open_case(by, now).require()
    employee = by.employee
    if employee is None:
        raise Denied(_("Akun ini tidak memiliki data pegawai."))
    supervisor, _reviewer = supervisors_of(employee, local_day(now))
    with refusals_as_sentences(SupervisorCase):
        case = SupervisorCase.objects.create(
            employee=employee,
            supervisor=supervisor,
            suggested=suggested.strip(),
            note=note.strip(),
            opened_at=now,
        )
    message = Message(
        kind=NoticeKind.CASE,
        key=f"case:{case.pk}:opened",
        sentence=gettext_noop("%(name)s melaporkan pejabat penilai yang tidak sesuai."),
        url=reverse("personnel:case-list"),
        details={"name": employee.name},
    )
    notify_accounts(_offices_of(case, now), message, now=now)
    return case


def _offices_of(case: SupervisorCase, now: datetime) -> set[int]:
    """Accounts that mend it: every BKPSDM admin, and the managers of the person's agency."""
    day = local_day(now)
    agencies = Assignment.objects.on(day).filter(employee=case.employee_id)
    running = RoleGrant.objects.exclude(effective_until__lt=day).filter(effective_from__lte=day)
    admins = running.filter(role=Role.BKPSDM_ADMIN)
    managers = running.filter(
        role=Role.PERFORMANCE_MANAGER, agency__in=agencies.values("post__unit__agency")
    )
    return {*admins.values_list("user", flat=True), *managers.values_list("user", flat=True)}


@transaction.atomic
def close_case(*, case_id: int, answer: str, by: User, now: datetime) -> SupervisorCase:
    """Answer a report; the person is told. Whether the supervisor was changed is theirs to see.

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` without an answer.
    """
    case = SupervisorCase.objects.select_for_update(of=("self",)).get(pk=case_id)
    permissions.can_close_case(by, case, now).require()
    if not answer.strip():
        raise Incomplete(_("Tuliskan jawaban untuk pegawai."))
    case.answer, case.closed_at, case.closed_by = answer.strip(), now, by
    case.save(update_fields=["answer", "closed_at", "closed_by"])
    message = Message(
        kind=NoticeKind.CASE,
        key=f"case:{case.pk}:closed",
        sentence=gettext_noop("Laporan Anda tentang pejabat penilai dijawab: %(answer)s"),
        url=reverse("personnel:case-create"),
        details={"answer": case.answer},
    )
    notify([case.employee_id], message, now=now)
    return case
