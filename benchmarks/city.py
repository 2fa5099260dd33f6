"""The demo city of a benchmark, in a database of its own, with letters for all its people."""

import sys

from django.core.management import call_command
from django.utils import timezone

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from personnel.enums import PeriodKind
from personnel.models import Employee, Period, Unit, User
from reports.actions.letters import request_agency_letters
from reports.models import Letter


def load(employees: int) -> None:
    """Fill the database, unless an earlier benchmark of this run has done so."""
    call_command("prepare", demo=employees)
    if Letter.objects.exists():
        return
    sys.stdout.write(f"{Employee.objects.count()} people, {_ask_for_letters()} letters\n")
    sys.stdout.flush()


def admin() -> User:
    """The demo's account of BKPSDM."""
    return User.objects.get(username="bkpsdm")


def _ask_for_letters() -> int:
    """Number the letters of the last closed year for every agency; nobody prints them."""
    period = (
        Period.objects.filter(kind=PeriodKind.ANNUAL, evaluations__state=EvaluationState.FINAL)
        .order_by("-ends")
        .first()
    )
    final = Evaluation.objects.filter(period=period, state=EvaluationState.FINAL)
    agencies = Unit.objects.filter(pk__in=final.values("plan__assignment__post__unit__agency"))
    for agency in agencies:
        request_agency_letters(agency=agency, period=period, by=admin(), now=timezone.now())
    return Letter.objects.count()
