"""Who fixes a unit's predicate, and whether people may follow."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal import policies
from appraisal.enums import EvaluationState
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.models.evaluations import RATED
from appraisal.permissions.asking import first_refusal, is_admin, local_day
from personnel.models import Employee, User
from personnel.selectors.roles import roles_of
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_fix_organisation(user: User, predicate: OrganisationPredicate, now: datetime) -> Verdict:
    """Fix a unit's predicate: the leader above, never the unit's own head (W12)."""
    return can_fix_organisations(user, [predicate], now)[predicate.pk]


def can_fix_organisations(
    user: User, predicates: Sequence[OrganisationPredicate], now: datetime
) -> dict[int, Verdict]:
    """The same question for every row of a list, in a constant number of queries."""
    lines = supervision_map(local_day(now))
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
    return first_refusal(is_admin(user, now), policies.may_move(predicate, "recommend"))


def can_read_determinations(
    user: User, predicates: Sequence[OrganisationPredicate], now: datetime
) -> dict[int, Verdict]:
    """Read everybody's predicates in units: the leader above, the agency's head, BKPSDM.

    Nobody reads the own result there before it was served. A constant number of queries.
    """
    roles = roles_of(user, local_day(now))
    unserved = _own_unserved(user, predicates)
    lines = None if roles.reads_everything else supervision_map(local_day(now))
    verdicts = {}
    for row in predicates:
        leads = lines is not None and lines.leader_above(row.unit_id) == (user.employee_id or 0)
        mine = row.unit_id in roles.headed_units or row.unit.agency_id in roles.agencies
        if not (roles.reads_everything or leads or mine):
            verdicts[row.pk] = denied(
                _(
                    "Format penetapan dibaca oleh pimpinan di atas unit, kepala dan pengelola "
                    "kinerja perangkat daerah, dan BKPSDM."
                )
            )
        elif any(
            period == row.period_id and path.startswith(row.unit.path) for period, path in unserved
        ):
            verdicts[row.pk] = denied(
                _(
                    "Format ini memuat hasil Anda sendiri. "
                    "Dapat diunduh setelah hasil Anda disampaikan."
                ),
                WrongState,
            )
        else:
            verdicts[row.pk] = ALLOWED
    return verdicts


def _own_unserved(user: User, predicates: Sequence[OrganisationPredicate]) -> list[tuple[int, str]]:
    """Period and path of the unit of the reader's own fixed results that were not served yet."""
    if not user.employee_id:
        return []
    return list(
        Evaluation.objects.filter(
            plan__employee=user.employee_id,
            period__in={row.period_id for row in predicates},
            state=EvaluationState.FIXED,
        ).values_list("period_id", "plan__assignment__post__unit__path")
    )


def can_reopen_organisation(user: User, predicate: OrganisationPredicate, now: datetime) -> Verdict:
    """Re-open a fixed predicate on a written order, while nobody below has a predicate yet."""
    refusal = first_refusal(is_admin(user, now), policies.may_move(predicate, "reopen"))
    if not refusal:
        return refusal
    below = Evaluation.objects.filter(
        period=predicate.period_id,
        state__in=RATED,
        plan__assignment__post__unit__path__startswith=predicate.unit.path,
    ).count()
    if below:
        return denied(
            ngettext(
                "Predikat organisasi tidak dapat dibuka kembali karena predikat %(n)s pegawai di "
                "bawahnya sudah ditetapkan.",
                "Predikat organisasi tidak dapat dibuka kembali karena predikat %(n)s pegawai di "
                "bawahnya sudah ditetapkan.",
                below,
            )
            % {"n": below},
            WrongState,
        )
    return ALLOWED


def organisation_is_fixed(predicate: OrganisationPredicate | None) -> bool:
    """Whether people of the unit may be given predicates."""
    return predicate is not None and predicate.is_fixed
