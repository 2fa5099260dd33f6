"""Find out how signatures came about: substitutes, acting heads, delegations by decree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from appraisal.models import Evaluation, EvaluationTransition, PlanTransition
from personnel.enums import AssignmentKind
from personnel.models import Assignment, Employee, Substitution, SupervisionOverride, Unit
from reports.documents.signing import Authority, AuthorityKind, Signing
from reports.selectors.frozen import day_of, person_lines

_ACTING = {
    AssignmentKind.ACTING: AuthorityKind.ACTING,
    AssignmentKind.DAILY_ACTING: AuthorityKind.DAILY_ACTING,
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: by whose authority, over whom, when.

    ``unit`` is that of the person appraised. ``substitute`` acted for an absent ``authority``;
    ``employee_id`` is None where a unit is judged.
    """

    authority: Employee
    unit: Unit
    day: date
    employee_id: int | None = None
    substitute: Employee | None = None


Step = PlanTransition | EvaluationTransition


def substitute_in(step: Step | None) -> Employee | None:
    """Who took ``step`` for an absent supervisor; read with ``by__employee``."""
    if step is None or step.on_behalf_of_id is None or step.by is None:
        return None
    return step.by.employee


def signature_of(evaluation: Evaluation) -> Signature | None:
    """The supervisor's signature under a fixed evaluation as ``evaluations_to_freeze`` reads it."""
    day = day_of(evaluation.fixed_at)
    if evaluation.supervisor is None or day is None:
        return None
    steps = getattr(evaluation, "fixings", [])
    return Signature(
        authority=evaluation.supervisor,
        unit=evaluation.plan.assignment.post.unit,
        day=day,
        employee_id=evaluation.plan.employee_id,
        substitute=substitute_in(steps[-1] if steps else None),
    )


class Authorities:
    """What the signatures given rest on, read in three queries for any number of them."""

    def __init__(self, signatures: Iterable[Signature | None]) -> None:
        rows = [row for row in signatures if row is not None]
        signers = {row.authority.pk for row in rows}
        substitutes = {row.substitute.pk for row in rows if row.substitute}
        self._posts: dict[int, list[Assignment]] = defaultdict(list)
        self._substitutions: dict[int, list[Substitution]] = defaultdict(list)
        self._decrees: dict[int, list[SupervisionOverride]] = defaultdict(list)
        if not rows:
            return
        kinds = [AssignmentKind.DEFINITIVE, *_ACTING]
        for post in Assignment.objects.filter(
            employee__in=signers | substitutes, kind__in=kinds
        ).select_related("post__unit__agency"):
            self._posts[post.employee_id].append(post)
        for named in Substitution.objects.filter(substitute__in=substitutes):
            self._substitutions[named.substitute_id].append(named)
        for decree in SupervisionOverride.objects.filter(
            employee__in={row.employee_id for row in rows}, supervisor__in=signers
        ).exclude(decree_number=""):
            self._decrees[decree.employee_id].append(decree)

    def signing(self, row: Signature | None) -> Signing | None:
        """How ``row`` came about; ``None`` for a signature in the own name and post."""
        if row is None:
            return None
        found = [*self._delegated(row), *self._acting_head(row)]
        if row.substitute is None:
            return Signing(authorities=tuple(found)) if found else None
        return Signing(
            authorities=(*found, *self._for_absent(row, row.substitute)),
            signer=person_lines(row.substitute, self._own_post(row.substitute.pk, row.day)),
        )

    def _held(self, person_id: int, day: date) -> list[Assignment]:
        return [
            one
            for one in self._posts[person_id]
            if one.effective_from <= day and (one.effective_until or date.max) >= day
        ]

    def _own_post(self, person_id: int, day: date) -> Assignment | None:
        held = self._held(person_id, day)
        return next((one for one in held if one.kind == AssignmentKind.DEFINITIVE), None)

    def _delegated(self, row: Signature) -> Iterable[Authority]:
        for decree in self._decrees[row.employee_id] if row.employee_id else ():
            until = decree.effective_until
            of_signer = decree.supervisor_id == row.authority.pk
            if of_signer and decree.effective_from <= row.day <= (until or date.max):
                yield Authority(
                    kind=AuthorityKind.DELEGATED,
                    decree_number=decree.decree_number,
                    starts=decree.effective_from,
                    ends=until,
                )

    def _acting_head(self, row: Signature) -> Iterable[Authority]:
        """The nearest unit upwards that the signer leads, if without holding its post.

        A daily acting head appraises nobody but as a substitute.
        """
        led = [
            one
            for one in self._held(row.authority.pk, row.day)
            if one.kind != AssignmentKind.DAILY_ACTING
            and one.post.is_head
            and row.unit.path.startswith(one.post.unit.path)
        ]
        nearest = max(led, key=lambda one: len(one.post.unit.path), default=None)
        if nearest is not None and nearest.kind == AssignmentKind.ACTING:
            yield _acting(nearest)

    def _for_absent(self, row: Signature, substitute: Employee) -> Iterable[Authority]:
        """As acting head in the absent one's post, else as the substitute named for these days.

        Of a substitution that was ended on that day only the day itself is known.
        """
        absent = self._own_post(row.authority.pk, row.day)
        for one in self._held(substitute.pk, row.day):
            if absent is not None and one.kind in _ACTING and one.post_id == absent.post_id:
                return [_acting(one)]
        days = next(
            (
                (one.effective_from, one.effective_until)
                for one in self._substitutions[substitute.pk]
                if one.absent_id == row.authority.pk
                and one.effective_from <= row.day <= one.effective_until
            ),
            (row.day, row.day),
        )
        return [Authority(kind=AuthorityKind.SUBSTITUTE, starts=days[0], ends=days[1])]


def _acting(held: Assignment) -> Authority:
    return Authority(
        kind=_ACTING[AssignmentKind(held.kind)],
        post=held.post.title,
        decree_number=held.decree_number,
        starts=held.effective_from,
        ends=held.effective_until,
    )
