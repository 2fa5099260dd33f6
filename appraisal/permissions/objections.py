"""Who examines and decides an objection."""

from datetime import datetime

from django.utils.translation import gettext as _

from appraisal import policies
from appraisal.models import Objection
from appraisal.permissions.asking import first_refusal
from personnel.models import User
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_examine(user: User, objection: Objection, now: datetime) -> Verdict:
    """Take up, reject formally, or decide: the reviewing superior only."""
    reviewer = objection.evaluation.reviewing_superior
    if reviewer is not None and reviewer.pk == user.employee_id:
        return ALLOWED
    return denied(
        _("Keberatan diputus oleh atasan pejabat penilai: %(name)s.")
        % {"name": reviewer.full_name if reviewer else _("belum ada")}
    )


def can_decide(user: User, objection: Objection, now: datetime) -> Verdict:
    """Decide after both statements are there."""
    refusal = first_refusal(
        can_examine(user, objection, now), policies.may_move(objection, "decide")
    )
    if not refusal:
        return refusal
    if not objection.supervisor_statement or not objection.employee_statement:
        return denied(
            _("Putusan dapat dibuat setelah keterangan pejabat penilai dan pegawai ada."),
            WrongState,
        )
    return ALLOWED
