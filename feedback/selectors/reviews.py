"""What a 360 round asks of one reader, and the list of raters of one person."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from feedback.enums import NominationState, RaterGroup, RoundState
from feedback.models import Nomination, RaterForm, Reviewee
from feedback.permissions.rounds import led_reviews, own_forms, own_reviews
from feedback.selectors.rounds import reviews_listed
from personnel.models import User

TEAM_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PeersPage:
    """``forms`` that wait or were sent, ``own`` reviews, ``team`` reviews of people one leads."""

    forms: list[Nomination] = field(default_factory=list)
    own: list[Reviewee] = field(default_factory=list)
    team: list[Reviewee] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Forms that were not sent."""
        return sum(not one.form.is_sent for one in self.forms)


def peers_page(user: User, now: datetime) -> PeersPage:
    """Three queries, whatever the number of rounds."""
    forms = (
        own_forms(user)
        .filter(form__isnull=False)
        .select_related("form", "reviewee__round", "reviewee__employee", "reviewee__unit")
        .order_by("form__is_sent", "group", "reviewee__employee__name", "pk")
    )
    return PeersPage(
        list(forms),
        list(reviews_listed(own_reviews(user))[:10]),
        list(
            reviews_listed(led_reviews(user, now))
            .exclude(employee=user.employee_id or 0)
            .annotate(
                asked=Count(
                    "nominations",
                    filter=Q(nominations__state=NominationState.PROPOSED)
                    & ~Q(nominations__group__in=[RaterGroup.SELF, RaterGroup.SUPERIOR]),
                )
            )[:TEAM_SHOWN]
        ),
    )


def raters_of(review: Reviewee) -> QuerySet[Nomination]:
    """Everybody on a list, those struck or removed last."""
    return review.nominations.select_related("rater").order_by(
        "state", "group", "rater__name", "pk"
    )


def due_forms(employee_id: int) -> list[tuple[str, int, date]]:
    """(round, forms that wait, last day) for the reader's home page: one query."""
    about = "nomination__reviewee__round"
    rows = (
        RaterForm.objects.filter(
            nomination__rater=employee_id,
            nomination__reviewee__round__state=RoundState.COLLECTION,
            is_sent=False,
        )
        .values_list(f"{about}__name", f"{about}__answer_until")
        .annotate(n=Count("pk"))
        .order_by(f"{about}__answer_until")
    )
    return [(name, count, day) for name, day, count in rows]
