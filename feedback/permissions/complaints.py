"""Who reads the register of complaints, and who keeps it."""

from datetime import datetime

from django.db.models import Q, QuerySet

from feedback.models import Complaint
from feedback.permissions.surveys import can_run_surveys_of
from personnel.models import Unit, User
from personnel.permissions import local_day
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import Verdict


def visible_complaints(user: User, now: datetime) -> QuerySet[Complaint]:
    """Cases of the agencies that one surveys, manages or heads; all for readers of everything."""
    roles = roles_of(user, local_day(now))
    if roles.reads_everything or roles.surveys_city:
        return Complaint.objects.all()
    mine = Q(unit__agency__in=roles.surveyed | roles.agencies)
    for path in Unit.objects.filter(pk__in=roles.headed_units).values_list("path", flat=True):
        mine |= Q(unit__path__startswith=path)
    return Complaint.objects.filter(mine)


def can_keep_complaint(user: User, complaint: Complaint, now: datetime) -> Verdict:
    """Write a case, and say how far it is."""
    return can_run_surveys_of(user, complaint.unit, now)
