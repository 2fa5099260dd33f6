"""Sessions with their places, for lists and pages."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from personnel.models import Employee
from training.enums import EnrolmentState, SessionState
from training.models import TAKING_A_PLACE, Enrolment, TrainingSession


def with_places(sessions: QuerySet[TrainingSession]) -> QuerySet[TrainingSession]:
    """Count along who has a place (``taken``), who waits and who asks, in one query."""
    return sessions.select_related("training", "agency").annotate(
        taken=Count("enrolments", filter=Q(enrolments__state__in=TAKING_A_PLACE)),
        waiting=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING)),
        asked=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.REQUESTED)),
    )


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody of a team who asks to take part, and how full the session is."""

    enrolment: Enrolment
    left: int


def requests_of(team: set[int]) -> list[Request]:
    """What waits for a superior's word, the earliest start first; two queries."""
    asked = list(
        Enrolment.objects.filter(
            employee__in=team,
            state=EnrolmentState.REQUESTED,
            session__state__in=(SessionState.OPEN, SessionState.CLOSED),
        )
        .select_related("employee", "session__training")
        .order_by("session__starts_on", "asked_at")
    )
    taken = {
        row["session"]: row["n"]
        for row in Enrolment.objects.filter(
            session__in=[one.session_id for one in asked], state__in=TAKING_A_PLACE
        )
        .order_by()
        .values("session")
        .annotate(n=Count("pk"))
    }
    return [
        Request(one, max(0, one.session.capacity - taken.get(one.session_id, 0))) for one in asked
    ]


def upcoming(sessions: QuerySet[TrainingSession], day: date) -> QuerySet[TrainingSession]:
    """Sessions whose enrolment is open on ``day``."""
    return sessions.filter(state=SessionState.OPEN, enrol_until__gte=day)


def own_enrolment(session: TrainingSession, employee: Employee | None) -> Enrolment | None:
    """The person's place in a session, if there is one."""
    if employee is None:
        return None
    return session.enrolments.filter(employee=employee).first()
