"""Make the letter that follows a result: content, number and file in one transaction."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from appraisal.models import Award, ImprovementPlan
from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Employee, Unit, User
from reports.actions.made_papers import issuing_agency, keep_paper, new_stationery
from reports.documents.follow_up_letter import TEMPLATE_VERSION, render
from reports.enums import FollowUpKind
from reports.models import FollowUpLetter
from reports.permissions import papers as permissions
from reports.selectors.follow_up_letters import (
    freeze_follow_up,
    signer_of_appreciation,
    signer_of_warning,
)
from reports.selectors.letterheads import emblem_of


@transaction.atomic
def make_warning(*, plan_id: int, by: User, now: datetime) -> FollowUpLetter:
    """The warning of a running improvement plan; one that exists is returned.

    Raises: ``Denied``; ``WrongState`` for a plan that is over or nobody guides.
    """
    plan = (
        ImprovementPlan.objects.select_for_update(of=("self",))
        .select_related("employee", "supervisor", "evaluation__period__year")
        .get(pk=plan_id)
    )
    agency = issuing_agency(plan.employee, now)
    permissions.can_warn(by, plan, agency, now).require()
    if made := FollowUpLetter.objects.filter(improvement_plan=plan).first():
        return made
    return _write(plan, signer_of_warning(plan), agency, by, now)


@transaction.atomic
def make_appreciation(*, award_id: int, by: User, now: datetime) -> FollowUpLetter:
    """The appreciation of an award by decree; one that exists is returned.

    Raises: ``Denied``; ``WrongState`` without a final result or somebody to sign.
    """
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related("employee", "year")
        .get(pk=award_id)
    )
    agency = issuing_agency(award.employee, now)
    permissions.can_appreciate(by, award, agency, now).require()
    if made := FollowUpLetter.objects.filter(award=award).first():
        return made
    day = timezone.localtime(now).date()
    return _write(award, signer_of_appreciation(award.employee, agency, day), agency, by, now)


def _write(
    subject: ImprovementPlan | Award, signer: Employee, agency: Unit, by: User, now: datetime
) -> FollowUpLetter:
    paper = new_stationery(agency, now)
    content = freeze_follow_up(subject, paper, signer=signer)
    is_warning = isinstance(subject, ImprovementPlan)
    letter = FollowUpLetter(
        kind=FollowUpKind.WARNING if is_warning else FollowUpKind.APPRECIATION,
        improvement_plan=subject if isinstance(subject, ImprovementPlan) else None,
        award=subject if isinstance(subject, Award) else None,
        employee=subject.employee,
        signer=signer,
    )
    pdf = render(content, emblem=emblem_of(paper.head))
    keep_paper(letter, paper, content, pdf, version=TEMPLATE_VERSION, by=by)
    sentence = (
        gettext_noop("Surat peringatan kinerja Anda sudah terbit. Baca juga hak dan bantuannya.")
        if is_warning
        else gettext_noop("Piagam penghargaan Anda sudah terbit.")
    )
    url = (
        reverse("appraisal:improvement-detail", args=[subject.pk])
        if is_warning
        else reverse("reports:followupletter-list")
    )
    message = Message(NoticeKind.TASK, f"follow-up-letter-{letter.pk}", sentence, url)
    notify([letter.employee_id], message, now=now)
    return letter
