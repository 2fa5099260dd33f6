"""May this person do this to this plan or evaluation, and if not, why not? Which rows are theirs?

Every action asks here first; every button is drawn from the same answer.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import policies
from appraisal.enums import EvaluationState, OrganisationState, PlanState
from appraisal.models import Evaluation, Evidence, Objection, OrganisationPredicate, Plan
from appraisal.models.evaluations import (
    EVIDENCE_OPEN,
    FILLING,
    RATING_OPEN,
    SHOWN_TO_EMPLOYEE,
    EvaluationQuerySet,
)
from appraisal.models.plans import EDITABLE, EXPECTATIONS_EDITABLE, PlanQuerySet
from appraisal.rules.objection import objection_deadline
from personnel.enums import Role
from personnel.models import Assignment, Employee, User
from personnel.selectors.roles import roles_of
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.errors import WindowClosed, WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def _local_day(now: datetime) -> date:
    return timezone.localtime(now).date()


def visible_plans(user: User, now: datetime) -> PlanQuerySet:
    """Plans that a person may open: own, of the team, of the agency managed, or all."""
    roles = roles_of(user, _local_day(now))
    if roles.reads_everything:
        return Plan.objects.all()
    if not user.employee_id and not roles.agencies:
        return Plan.objects.none()
    mine = Q(pk__in=[])
    if user.employee_id:
        mine |= Q(employee=user.employee_id)
        mine |= Q(supervisor=user.employee_id) | Q(reviewing_superior=user.employee_id)
    if roles.agencies:
        mine |= Q(assignment__post__unit__agency__in=roles.agencies)
    return Plan.objects.filter(mine)


def visible_evaluations(user: User, now: datetime) -> EvaluationQuerySet:
    """Evaluations of visible plans; whether ratings show is ``can_see_ratings``."""
    roles = roles_of(user, _local_day(now))
    if roles.reads_everything:
        return Evaluation.objects.all()
    if not user.employee_id and not roles.agencies:
        return Evaluation.objects.none()
    mine = Q(pk__in=[])
    if user.employee_id:
        mine |= Q(plan__employee=user.employee_id)
        mine |= Q(supervisor=user.employee_id) | Q(reviewing_superior=user.employee_id)
    if roles.agencies:
        mine |= Q(plan__assignment__post__unit__agency__in=roles.agencies)
    return Evaluation.objects.filter(mine)


def visible_evidence(user: User, now: datetime) -> QuerySet[Evidence]:
    """Evidence of visible evaluations; a file leaves the house only through this set."""
    return Evidence.objects.filter(evaluation__in=visible_evaluations(user, now))


def visible_objections(user: User, now: datetime) -> QuerySet[Objection]:
    """Objections against visible evaluations."""
    return Objection.objects.filter(evaluation__in=visible_evaluations(user, now))


def visible_organisations(user: User, now: datetime) -> QuerySet[OrganisationPredicate]:
    """Organisation predicates of the units above a person, led or managed by one, or of all."""
    day = _local_day(now)
    roles = roles_of(user, day)
    if roles.reads_everything:
        return OrganisationPredicate.objects.all()
    units = Q(unit__in=roles.agencies)
    for led in roles.headed_units:
        units |= Q(unit__path__contains=f"/{led}/")
    if user.employee_id:
        paths = Assignment.objects.on(day).filter(employee=user.employee_id)
        for path in paths.values_list("post__unit__path", flat=True):
            units |= Q(unit__in=[int(part) for part in path.strip("/").split("/") if part])
    return OrganisationPredicate.objects.filter(units)


def can_see_ratings(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """The employee reads ratings once they were served; those who rate and watch, earlier."""
    if evaluation.plan.employee_id == user.employee_id:
        if evaluation.state in SHOWN_TO_EMPLOYEE:
            return ALLOWED
        return denied(_("Hasil dapat dibaca setelah disampaikan oleh pejabat penilai."))
    return ALLOWED


def _is_owner(user: User, plan: Plan) -> Verdict:
    if user.employee_id is not None and plan.employee_id == user.employee_id:
        return ALLOWED
    return denied(_("Hanya pemilik SKP yang dapat melakukan langkah ini."))


def _is_supervisor(user: User, supervisor: Employee | None) -> Verdict:
    if supervisor is not None and supervisor.pk == user.employee_id:
        return ALLOWED
    name = supervisor.full_name if supervisor else _("belum ada")
    return denied(
        _("Hanya pejabat penilai yang dapat melakukan langkah ini. Pejabat penilai: %(name)s.")
        % {"name": name}
    )


def _is_admin(user: User, now: datetime) -> Verdict:
    if Role.BKPSDM_ADMIN in roles_of(user, _local_day(now)):
        return ALLOWED
    return denied(_("Langkah ini dilakukan oleh admin BKPSDM."))


def _first_refusal(*verdicts: Verdict) -> Verdict:
    """The first verdict that refuses, or permission."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


# Plan


def can_edit_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Change results, indicators and annexes of a draft or returned plan."""
    owner = _is_owner(user, plan)
    if not owner:
        return owner
    if plan.state in EDITABLE:
        return ALLOWED
    if plan.state == PlanState.FIXED:
        return denied(
            _(
                "SKP yang sudah ditetapkan tidak dapat diubah. "
                "Pejabat penilai dapat membuka versi baru."
            ),
            WrongState,
        )
    return denied(
        _("SKP tidak dapat diubah karena status saat ini: %(state)s.")
        % {"state": plan.get_state_display()},
        WrongState,
    )


def can_submit_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Hand the plan to the supervisor (completeness is asked by the action)."""
    if user.employee_id is None or plan.employee_id != user.employee_id:
        return denied(_("Hanya pemilik SKP yang dapat mengajukannya."))
    move = policies.may_move(plan, "submit")
    if not move:
        return move
    if plan.supervisor is None:
        return denied(_("Pejabat penilai Anda belum ditetapkan. Hubungi BKPSDM."))
    return ALLOWED


def can_withdraw_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Take a submitted plan back as long as the supervisor has not opened it."""
    refusal = _first_refusal(_is_owner(user, plan), policies.may_move(plan, "withdraw"))
    if not refusal:
        return refusal
    if plan.seen_at is not None:
        return denied(
            _("SKP sudah dibuka oleh pejabat penilai. Minta pejabat penilai mengembalikannya."),
            WrongState,
        )
    return ALLOWED


def can_return_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Send a plan back with a note: supervisor, or the agency's performance manager."""
    manages = plan.assignment.post.unit.agency_id in roles_of(user, _local_day(now)).managed
    who = ALLOWED if manages else _is_supervisor(user, plan.supervisor)
    return _first_refusal(who, policies.may_move(plan, "return"))


def can_set_expectations(user: User, plan: Plan, now: datetime) -> Verdict:
    """Write special expectations: the supervisor while the plan waits for approval."""
    if not (who := _is_supervisor(user, plan.supervisor)):
        return who
    if plan.state in EXPECTATIONS_EDITABLE:
        return ALLOWED
    return denied(_("Harapan khusus tidak dapat diubah setelah SKP disetujui."), WrongState)


def can_approve_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """Agree to a submitted plan."""
    return _first_refusal(_is_supervisor(user, plan.supervisor), policies.may_move(plan, "approve"))


def can_sign_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """The employee signs an approved plan, once, before the supervisor does."""
    if not (owner := _is_owner(user, plan)):
        return owner
    if plan.state != PlanState.APPROVED:
        return policies.may_move(plan, "fix")
    if plan.employee_signed_at is not None:
        return denied(_("Anda sudah menandatangani SKP ini."), WrongState)
    return ALLOWED


def can_fix_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """The supervisor signs after the employee; with that the plan is fixed."""
    refusal = _first_refusal(_is_supervisor(user, plan.supervisor), policies.may_move(plan, "fix"))
    if not refusal:
        return refusal
    if plan.employee_signed_at is None:
        return denied(
            _("Menunggu tanda tangan %(name)s.") % {"name": plan.employee.full_name}, WrongState
        )
    return ALLOWED


def can_open_revision(user: User, plan: Plan, now: datetime) -> Verdict:
    """Open a new version of a fixed plan, unless the annual evaluation is locked."""
    if not (who := _is_supervisor(user, plan.supervisor)):
        return who
    if plan.state != PlanState.FIXED:
        return policies.may_move(plan, "supersede")
    if plan.evaluations.filter(period__kind="annual", state=EvaluationState.FINAL).exists():
        return denied(_("Evaluasi tahunan sudah final; SKP tidak dapat diganti."), WrongState)
    return ALLOWED


def can_close_plan(user: User, plan: Plan, now: datetime) -> Verdict:
    """End a fixed plan after a move, retirement or long leave."""
    return _first_refusal(_is_admin(user, now), policies.may_move(plan, "close"))


# Evaluation: employee


def can_fill_evaluation(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Enter achievements and the self-assessment."""
    if not (owner := _is_owner(user, evaluation.plan)):
        return owner
    if evaluation.state in FILLING:
        return ALLOWED
    return policies.may_move(evaluation, "submit")


def can_add_evidence(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Add or remove evidence until the evaluation is fixed."""
    if not (owner := _is_owner(user, evaluation.plan)):
        return owner
    if evaluation.state in EVIDENCE_OPEN:
        return ALLOWED
    return denied(_("Bukti tidak dapat diubah setelah evaluasi ditetapkan."), WrongState)


def can_submit_evaluation(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Hand the period to the supervisor, not before the period has ended (W11)."""
    refusal = _first_refusal(
        _is_owner(user, evaluation.plan), policies.may_move(evaluation, "submit")
    )
    if not refusal:
        return refusal
    return _period_has_ended(evaluation, now)


def _period_has_ended(evaluation: Evaluation, now: datetime) -> Verdict:
    ends = min(evaluation.period.ends, evaluation.plan.ends)
    if _local_day(now) <= ends:
        return denied(
            _("Periode ini belum berakhir. Dapat diajukan setelah %(date)s.")
            % {"date": ends.strftime("%d-%m-%Y")},
            WindowClosed,
        )
    return ALLOWED


def can_accept(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Accept and sign the served result."""
    return _first_refusal(_is_owner(user, evaluation.plan), policies.may_move(evaluation, "accept"))


def can_object(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Object within the days that the law gives, once (PP 30/2019 art. 59)."""
    if not (owner := _is_owner(user, evaluation.plan)):
        return owner
    if any(o.state != "rejected_formally" for o in evaluation.objections.all()):
        return denied(_("Keberatan hanya dapat diajukan satu kali; putusannya final."), WrongState)
    move = policies.may_move(evaluation, "object")
    if not move:
        return move
    if evaluation.served_at is None:
        return denied(_("Hasil belum disampaikan."), WrongState)
    last = objection_deadline(timezone.localtime(evaluation.served_at).date())
    if _local_day(now) > last:
        return denied(
            _(
                "Batas waktu keberatan berakhir pada %(date)s. "
                "Anda masih dapat meminta penjelasan kepada pejabat penilai."
            )
            % {"date": last.strftime("%d-%m-%Y")},
            WindowClosed,
        )
    return ALLOWED


# Evaluation: supervisor and superiors


def can_rate(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Rate results and values, choose the two ratings, write the recommendation."""
    supervisor = evaluation.supervisor
    if supervisor is None or supervisor.pk != user.employee_id:
        return denied(
            _("Hanya pejabat penilai yang dapat memberi rating. Pejabat penilai: %(supervisor)s.")
            % {"supervisor": supervisor.full_name if supervisor else _("belum ada")}
        )
    if evaluation.state in RATING_OPEN and evaluation.state != EvaluationState.OBJECTED:
        return ALLOWED
    return denied(
        _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
        % {"state": evaluation.get_state_display()},
        WrongState,
    )


def can_fix_evaluation(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Fix the ratings; that the organisation's predicate came first is asked by the action."""
    return _first_refusal(
        _is_supervisor(user, evaluation.supervisor), policies.may_move(evaluation, "fix")
    )


def can_serve(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Hand the signed result to the employee; the clock of the objection starts."""
    return _first_refusal(
        _is_supervisor(user, evaluation.supervisor), policies.may_move(evaluation, "serve")
    )


def can_reopen(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Re-open a final evaluation on a written order."""
    return _first_refusal(_is_admin(user, now), policies.may_move(evaluation, "reopen"))


# Organisation predicate


def can_fix_organisation(user: User, predicate: OrganisationPredicate, now: datetime) -> Verdict:
    """Fix a unit's predicate: the leader above, never the unit's own head (W12)."""
    return can_fix_organisations(user, [predicate], now)[predicate.pk]


def can_fix_organisations(
    user: User, predicates: Sequence[OrganisationPredicate], now: datetime
) -> dict[int, Verdict]:
    """The same question for every row of a list, in a constant number of queries."""
    lines = supervision_map(_local_day(now))
    leaders = {row.pk: lines.leader_above(row.unit_id) for row in predicates}
    people = Employee.objects.in_bulk({pk for pk in leaders.values() if pk is not None})
    verdicts = {}
    for row in predicates:
        own_head, leader = lines.tree.heads.get(row.unit_id), leaders[row.pk]
        if own_head is not None and own_head == user.employee_id:
            verdicts[row.pk] = denied(
                _("Predikat unit ditetapkan oleh pimpinan di atasnya, bukan kepala unit itu.")
            )
        elif leader is None or leader != user.employee_id:
            verdicts[row.pk] = denied(
                _("Hanya pimpinan di atas unit ini yang dapat menetapkannya: %(name)s.")
                % {"name": people[leader].full_name if leader in people else _("belum ada")}
            )
        else:
            verdicts[row.pk] = policies.may_move(row, "fix")
    return verdicts


def can_recommend_organisation(
    user: User, predicate: OrganisationPredicate, now: datetime
) -> Verdict:
    """Recommend a predicate: BKPSDM, who gathers planning and inspectorate."""
    return _first_refusal(_is_admin(user, now), policies.may_move(predicate, "recommend"))


# Objection


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
    refusal = _first_refusal(
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


def can_manage_year(user: User, now: datetime) -> Verdict:
    """Open a year, its periods and evaluations."""
    return _is_admin(user, now)


def organisation_is_fixed(predicate: OrganisationPredicate | None) -> bool:
    """Whether people of the unit may be given predicates."""
    return predicate is not None and predicate.state == OrganisationState.FIXED
