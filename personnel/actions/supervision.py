"""A supervisor named by decree instead of the one that the tree gives (regulation 2.1)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from personnel import permissions
from personnel.enums import LegalStatus, OverrideSource
from personnel.models import Employee, SupervisionOverride, User
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.errors import DomainError, WrongState
from sabang_kinerja.common.refusals import Refused, refusals_as_sentences


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """What a decree says; without ``reviewing_superior_id`` the tree continues the line."""

    employee_id: int
    supervisor_id: int
    decree_number: str
    effective_from: date
    effective_until: date | None = None
    reviewing_superior_id: int | None = None


class CurrentOverrideRuns(DomainError):
    """Another naming holds on these days and must end first, on ``last_day``."""

    def __init__(self, override: SupervisionOverride, last_day: date) -> None:
        super().__init__(
            _("%(name)s masih ditetapkan sebagai pejabat penilai. Setujui pengakhirannya dulu.")
            % {"name": override.supervisor.name}
        )
        self.override = override
        self.last_day = last_day


@transaction.atomic
def name_supervisor(
    *, facts: OverrideFacts, by: User, now: datetime, end_current_on: date | None = None
) -> SupervisionOverride:
    """Name a supervisor for a span of days. The same decree sent twice is written once.

    Raises: ``Denied``; ``CurrentOverrideRuns``; ``Refused`` for oneself, somebody who has left,
    somebody whom the person supervises, or days on which another naming holds.
    """
    permissions.can_manage_people(by, now).require()
    Employee.objects.select_for_update(of=("self",)).get(pk=facts.employee_id)
    known = SupervisionOverride.objects.filter(**asdict(facts)).first()
    if known is not None:
        return known
    _check_supervisor(facts)
    _end_current(facts, end_current_on)
    with refusals_as_sentences(SupervisionOverride):
        return SupervisionOverride.objects.create(source=OverrideSource.DECREE, **asdict(facts))


@transaction.atomic
def end_override(
    *, override_id: int, last_day: date, by: User, now: datetime
) -> SupervisionOverride:
    """Let a naming end on ``last_day``; from the next day the tree decides again.

    Raises: ``Denied``; ``WrongState`` when it ended before; ``Refused`` for a day before it began.
    """
    permissions.can_manage_people(by, now).require()
    override = SupervisionOverride.objects.select_for_update(of=("self",)).get(pk=override_id)
    if override.effective_until is not None and override.effective_until <= last_day:
        raise WrongState(_("Penetapan ini sudah berakhir."))
    override.effective_until = last_day
    with refusals_as_sentences(SupervisionOverride):
        override.save(update_fields=["effective_until"])
    return override


def _check_supervisor(facts: OverrideFacts) -> None:
    if facts.supervisor_id == facts.employee_id:
        raise Refused(_("Pejabat penilai sama dengan pegawai."), "override_not_own_supervisor")
    supervisor = Employee.objects.get(pk=facts.supervisor_id)
    if supervisor.legal_status == LegalStatus.LEFT:
        raise Refused(
            _("%(name)s sudah berhenti atau pensiun.") % {"name": supervisor.name},
            "override_supervisor_serves",
        )
    lines = supervision_map(facts.effective_from)
    if lines.of(facts.supervisor_id).supervisor == facts.employee_id:
        raise Refused(
            _("%(name)s dinilai oleh pegawai ini; dua orang tidak dapat saling menilai.")
            % {"name": supervisor.name},
            "override_not_mutual",
        )


def _end_current(facts: OverrideFacts, agreed: date | None) -> None:
    last_day = facts.effective_from - timedelta(days=1)
    current = (
        SupervisionOverride.objects.overlapping(facts.effective_from, facts.effective_until)
        .filter(employee=facts.employee_id, effective_from__lte=last_day)
        .select_related("supervisor")
        .first()
    )
    if current is None:
        return
    if agreed != last_day:
        raise CurrentOverrideRuns(current, last_day)
    current.effective_until = last_day
    current.save(update_fields=["effective_until"])
