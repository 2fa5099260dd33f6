"""Letters that follow a result: which exist, what they freeze, who stands below them."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from appraisal.enums import AwardKind, EvaluationState, Predicate
from appraisal.models import Award, Evaluation, ImprovementPlan
from personnel.enums import PeriodKind
from personnel.models import Assignment, Employee, Unit
from personnel.rules.kinds import EmployeeKind
from personnel.selectors.supervision import supervision_map
from personnel.selectors.units import heads_on
from reports.documents.follow_up_letter import AppreciationFacts, FollowUpContent, WarningFacts
from reports.models import FollowUpLetter
from reports.selectors.frozen import posts_on
from reports.selectors.letterheads import Stationery
from reports.selectors.letters import letter_speaking_for
from sabang_kinerja.common.errors import WrongState


def with_list_columns(letters: QuerySet[FollowUpLetter]) -> QuerySet[FollowUpLetter]:
    """Everything that a row of a list or file shows, without the frozen content."""
    return letters.select_related("employee", "agency", "improvement_plan").defer("content")


def letter_of_subject(subject: ImprovementPlan | Award) -> FollowUpLetter | None:
    """The letter of a plan or an award, once it was made."""
    rows = FollowUpLetter.objects.select_related("employee", "improvement_plan").defer("content")
    if isinstance(subject, Award):
        return rows.filter(award=subject).first()
    return rows.filter(improvement_plan=subject).first()


def signer_of_warning(plan: ImprovementPlan) -> Employee:
    """The supervisor, who guides the plan. Raises ``WrongState`` while the person has none."""
    if plan.supervisor is None:
        raise WrongState(_("Pejabat penilai pegawai ini belum ada, jadi suratnya belum dibuat."))
    return plan.supervisor


def signer_of_appreciation(employee: Employee, agency: Unit, day: date) -> Employee:
    """The head of the agency; of the head's own, the superior. Raises ``WrongState`` if neither."""
    head = heads_on(day).get(agency.pk)
    if head is not None and head.employee_id != employee.pk:
        return head.employee
    above = supervision_map(day).of(employee.pk).supervisor
    signer = Employee.objects.filter(pk=above).first() if above else None
    if signer is None:
        raise WrongState(_("Pejabat yang menandatangani belum ada, jadi suratnya belum dibuat."))
    return signer


def freeze_follow_up(
    subject: ImprovementPlan | Award, paper: Stationery, *, signer: Employee
) -> FollowUpContent:
    """What the letter of a plan or an award says, at this moment and for good."""
    employee = subject.employee
    posts = posts_on({employee.pk, signer.pk}, paper.day)
    with translation.override("id"):
        warning = _warning(subject) if isinstance(subject, ImprovementPlan) else None
        appreciation = _appreciation(subject) if isinstance(subject, Award) else None
    return FollowUpContent(
        institution=paper.institution,
        address=paper.address,
        place=paper.place,
        employee={**_person(employee, posts.get(employee.pk)), "unit": _unit(posts, employee)},
        supervisor=_person(signer, posts.get(signer.pk)),
        supervisor_signed_on=paper.day,
        warning=warning,
        appreciation=appreciation,
        number=paper.number,
        verification_code=paper.code,
        verification_address=paper.verification_address,
        frozen_at=paper.now,
    )


def _person(person: Employee, held: Assignment | None) -> dict[str, str]:
    return {
        "name": person.full_name,
        "nip": person.nip or "",
        "post": held.post.title if held else "",
    }


def _unit(posts: Mapping[int, Assignment], employee: Employee) -> str:
    held = posts.get(employee.pk)
    return held.post.unit.name if held else ""


def _warning(plan: ImprovementPlan) -> WarningFacts:
    evaluation = plan.evaluation
    letter = letter_speaking_for(evaluation)
    checks = list(plan.checks.order_by("number"))
    return WarningFacts(
        of_pns=plan.employee.kind == EmployeeKind.PNS,
        period=str(evaluation.period.label),
        predicate=str(Predicate(evaluation.predicate).label),
        document_number=letter.number if letter else "",
        starts=plan.starts,
        ends=plan.ends,
        meetings=len(checks),
        first_meeting=checks[0].due,
        goals=plan.goals,
    )


def _appreciation(award: Award) -> AppreciationFacts:
    result = (
        Evaluation.objects.counting()
        .filter(
            plan__employee=award.employee_id,
            period__year=award.year_id,
            period__kind=PeriodKind.ANNUAL,
            state=EvaluationState.FINAL,
        )
        .order_by("plan__starts", "plan__version")
        .last()
    )
    if result is None:
        raise WrongState(_("Hasil tahunan pegawai ini tidak final, jadi piagamnya belum dibuat."))
    return AppreciationFacts(
        award=str(award.get_kind_display()),
        is_certificate=award.kind == AwardKind.CERTIFICATE,
        year=award.year.year,
        predicate=str(Predicate(result.predicate).label),
        decree_number=award.decree_number,
        decree_date=award.decree_date,
    )
