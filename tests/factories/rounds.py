"""360 rounds for tests, walked to a state through the real actions."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from feedback.actions import nominations, rater_forms, round_closing, round_release, rounds
from feedback.enums import NominationState, RoundForm, RoundState
from feedback.models import FeedbackRound, Nomination, PeerReport, RaterForm, Reviewee
from personnel.enums import Role
from personnel.models import Employee, Unit, User
from tests.factories.personnel import make_employee, make_unit, make_user

NOW = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 20, 2, 0, tzinfo=UTC)

Scores = Callable[[Nomination], list[int | None]]


@dataclass
class Agency:
    """An agency with its head, divisions with their heads, and people who have accounts."""

    agency: Unit
    head: User
    leaders: list[User]
    people: list[User]
    admin: User
    by_employee: dict[int, User] = field(default_factory=dict)

    def user(self, employee: Employee | int) -> User:
        """The account of a person."""
        return self.by_employee[employee if isinstance(employee, int) else employee.pk]


def make_agency(*sizes: int) -> Agency:
    """An agency whose divisions have ``sizes`` people besides their heads."""
    agency = make_unit()
    head = make_user(employee=make_employee(head_of=agency))
    leaders, people = [], []
    for size in sizes or (9, 8):
        division = make_unit(agency)
        leaders.append(make_user(employee=make_employee(head_of=division)))
        people += [make_user(employee=make_employee(division)) for _one in range(size)]
    made = Agency(agency, head, leaders, people, make_user(Role.BKPSDM_ADMIN))
    made.by_employee = {user.employee_id: user for user in [head, *leaders, *people]}
    return made


def make_round(
    office: Agency, state: RoundState = RoundState.DRAFT, now: datetime = NOW, **fields: object
) -> FeedbackRound:
    """A round of one agency in ``state``; everybody answers before it closes."""
    entered: dict[str, object] = {
        "name": "Putaran 360 semester II 2026",
        "form": RoundForm.SHORT,
        "agencies": [office.agency.pk],
        "nominate_until": date(2026, 9, 20),
        "approve_until": date(2026, 9, 27),
        "answer_until": date(2026, 10, 18),
    }
    made = rounds.save_round(
        round_id=None,
        entered=rounds.RoundInput(**(entered | fields)),
        by=office.admin,
        now=now,
    )
    steps = list(RoundState)
    for step in steps[1 : steps.index(state) + 1]:
        go(made, office, step, now)
    made.refresh_from_db()
    return made


def go(round_: FeedbackRound, office: Agency, state: RoundState, now: datetime = NOW) -> None:
    """Take one step."""
    take = {
        RoundState.NOMINATION: rounds.open_nomination,
        RoundState.APPROVAL: rounds.start_approval,
        RoundState.COLLECTION: rounds.start_collection,
        RoundState.CLOSED: round_closing.close_round,
    }
    if state == RoundState.RELEASED:
        round_release.release_round(round_id=round_.pk, by=office.admin, now=now)
        return
    if state == RoundState.CLOSED:
        answer_all(round_, office)
    take[state](round_id=round_.pk, by=office.admin, now=now)


def approve_all(round_: FeedbackRound, office: Agency) -> None:
    """Let every superior who has an account approve the lists."""
    for review in Reviewee.objects.filter(round=round_, superior__in=list(office.by_employee)):
        nominations.approve(review_id=review.pk, by=office.user(review.superior_id), now=NOW)


def spread_scores(asked: Nomination) -> list[int | None]:
    """People differ, raters hardly do: a round whose means are reliable."""
    chance = random.Random(asked.pk)
    level = 1 + asked.reviewee.employee_id % 4
    return [max(1, min(4, level + chance.choice((-1, 0, 0, 0, 0, 1)))) for _one in range(7)]


def answer_all(
    round_: FeedbackRound, office: Agency, scores: Scores = spread_scores, text: str = ""
) -> None:
    """Let everybody who has an account send the forms asked of them."""
    asked = Nomination.objects.filter(
        reviewee__round=round_,
        state=NominationState.PROPOSED,
        rater__in=list(office.by_employee),
        form__is_sent=False,
    ).select_related("reviewee__round", "reviewee__unit", "form")
    for one in asked:
        answer(one.form, office.user(one.rater_id), scores(one), keep=text)


def answer(form: RaterForm, by: User, ratings: list[int | None], **texts: object) -> RaterForm:
    """Send one form; a text is let be shown."""
    entered = rater_forms.FormInput(ratings=ratings, show_keep=True, show_improve=True, **texts)
    return rater_forms.save_form(form_id=form.pk, entered=entered, send=True, by=by, now=NOW)


def report_of(round_: FeedbackRound, employee: Employee) -> PeerReport:
    """The released report of a person."""
    return PeerReport.objects.get(reviewee__round=round_, reviewee__employee=employee)
