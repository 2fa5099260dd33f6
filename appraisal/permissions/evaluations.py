"""May this person take this step with this evaluation, and if not, why not?"""

from datetime import datetime

from django.utils.translation import gettext as _

from appraisal import policies
from appraisal.enums import EvaluationState
from appraisal.models import Evaluation, Evidence
from appraisal.models.evaluations import (
    EVIDENCE_OPEN,
    FILLING,
    RATING_OPEN,
)
from appraisal.permissions.asking import (
    first_refusal,
    is_admin,
    is_owner,
    is_supervisor,
    local_day,
    rates,
)
from appraisal.permissions.calibration import calibration_lock
from appraisal.selectors.answer_days import AnswerDays
from personnel.models import User
from sabang_kinerja.common.errors import WindowClosed, WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_fill_evaluation(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Enter achievements and the self-assessment."""
    if not (owner := is_owner(user, evaluation.plan)):
        return owner
    if evaluation.state in FILLING:
        return ALLOWED
    return policies.may_move(evaluation, "submit")


def can_add_evidence(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Add or remove evidence until the evaluation is fixed."""
    if not (owner := is_owner(user, evaluation.plan)):
        return owner
    if evaluation.state in EVIDENCE_OPEN:
        return ALLOWED
    return denied(_("Bukti tidak dapat diubah setelah evaluasi ditetapkan."), WrongState)


def can_check_link(user: User, evidence: Evidence, now: datetime) -> Verdict:
    """Have a link tried again: everybody who reads the evidence."""
    if not evidence.url:
        return denied(_("Bukti ini berupa berkas; tidak ada tautan yang diperiksa."), WrongState)
    return ALLOWED


def can_submit_evaluation(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Hand the period to the supervisor, not before the period has ended (W11)."""
    refusal = first_refusal(
        is_owner(user, evaluation.plan), policies.may_move(evaluation, "submit")
    )
    if not refusal:
        return refusal
    return _period_has_ended(evaluation, now)


def _period_has_ended(evaluation: Evaluation, now: datetime) -> Verdict:
    ends = min(evaluation.period.ends, evaluation.plan.ends)
    if local_day(now) <= ends:
        return denied(
            _("Periode ini belum berakhir. Dapat diajukan setelah %(date)s.")
            % {"date": ends.strftime("%d-%m-%Y")},
            WindowClosed,
        )
    return ALLOWED


def can_accept(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Accept and sign the served result."""
    return first_refusal(is_owner(user, evaluation.plan), policies.may_move(evaluation, "accept"))


def can_object(
    user: User, evaluation: Evaluation, now: datetime, days: AnswerDays | None = None
) -> Verdict:
    """Object within the days that the law gives, once (PP 30/2019 art. 59).

    ``days`` is what the page has read already; without it the settings are read here.
    """
    if not (owner := is_owner(user, evaluation.plan)):
        return owner
    if any(o.state != "rejected_formally" for o in evaluation.objections.all()):
        return denied(_("Keberatan hanya dapat diajukan satu kali; putusannya final."), WrongState)
    move = policies.may_move(evaluation, "object")
    if not move:
        return move
    last = (days or AnswerDays(local_day(now))).objection_due(evaluation)
    if last is None:
        return denied(_("Hasil belum disampaikan."), WrongState)
    if local_day(now) > last:
        return denied(
            _(
                "Batas waktu keberatan berakhir pada %(date)s. "
                "Anda masih dapat meminta penjelasan kepada pejabat penilai."
            )
            % {"date": last.strftime("%d-%m-%Y")},
            WindowClosed,
        )
    return ALLOWED


def can_rate(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Rate results and values, choose the two ratings, write the recommendation."""
    supervisor = evaluation.supervisor
    if not rates(user, evaluation, now):
        return denied(
            _("Hanya pejabat penilai yang dapat memberi rating. Pejabat penilai: %(supervisor)s.")
            % {"supervisor": supervisor.full_name if supervisor else _("belum ada")}
        )
    if evaluation.state in RATING_OPEN and evaluation.state != EvaluationState.OBJECTED:
        return calibration_lock(evaluation)
    return denied(
        _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
        % {"state": evaluation.get_state_display()},
        WrongState,
    )


def can_fix_evaluation(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Fix the ratings; that the organisation's predicate came first is asked by the action."""
    return first_refusal(is_supervisor(user, evaluation, now), policies.may_move(evaluation, "fix"))


def can_serve(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Hand the signed result to the employee; the clock of the objection starts."""
    return first_refusal(
        is_supervisor(user, evaluation, now), policies.may_move(evaluation, "serve")
    )


def can_reopen(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Re-open a final evaluation on a written order."""
    return first_refusal(is_admin(user, now), policies.may_move(evaluation, "reopen"))
