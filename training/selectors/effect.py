"""Whether trainings helped, level by level, and what still waits to be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q

from training.enums import EnrolmentState, Reviewer
from training.models import BehaviourReview, Enrolment, Reaction, Training, TrainingSession
from training.rules.effect import (
    BEHAVIOUR_FROM,
    BEHAVIOUR_ITEMS,
    BEHAVIOUR_UNTIL,
    FEWEST,
    REACTION_ITEMS,
    Estimate,
    mean_interval,
)
from training.rules.learning import normalised_gain


@dataclass(frozen=True, slots=True)
class ItemFigure:
    """One question with the mean of its answers."""

    text: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Effect:
    """The first three levels of one training over all its sessions (feedback C.4)."""

    completed: int
    reaction: list[ItemFigure]
    reaction_all: Estimate
    suggestions: list[str]
    before: Estimate
    after: Estimate
    gain: Estimate
    by_superior: list[ItemFigure]
    by_self: list[ItemFigure]


def effect_of(training: Training) -> Effect:
    """Read reactions, scores and reviews in three queries."""
    enrolments = list(
        Enrolment.objects.filter(session__training=training, state=EnrolmentState.COMPLETED)
    )
    reactions = list(Reaction.objects.filter(session__training=training))
    reviews = list(BehaviourReview.objects.filter(session__training=training))
    pairs = [
        (float(one.score_before), float(one.score_after), one)
        for one in enrolments
        if one.score_before is not None and one.score_after is not None
    ]
    gains = [
        float(gain)
        for _before, _after, one in pairs
        if (
            gain := normalised_gain(Fraction(one.score_before or 0), Fraction(one.score_after or 0))
        )
        is not None
    ]
    told = len(reactions) >= FEWEST
    return Effect(
        completed=len(enrolments),
        reaction=_items(REACTION_ITEMS, [one.scores for one in reactions]),
        reaction_all=mean_interval([sum(one.scores) / 5 for one in reactions]),
        suggestions=sorted(one.text for one in reactions if one.text) if told else [],
        before=mean_interval([before for before, _after, _one in pairs]),
        after=mean_interval([after for _before, after, _one in pairs]),
        gain=mean_interval(gains),
        by_superior=_reviewed(reviews, Reviewer.SUPERIOR),
        by_self=_reviewed(reviews, Reviewer.SELF),
    )


def _items(texts: Sequence[str], answers: Sequence[Sequence[int]]) -> list[ItemFigure]:
    return [
        ItemFigure(text, mean_interval([one[place] for one in answers]))
        for place, text in enumerate(texts)
    ]


def _reviewed(reviews: Sequence[BehaviourReview], reviewer: Reviewer) -> list[ItemFigure]:
    return _items(BEHAVIOUR_ITEMS, [one.scores for one in reviews if one.reviewer == reviewer])


@dataclass(frozen=True, slots=True)
class Waiting:
    """A review that the reader may give: of whom, after which session, until when."""

    enrolment: Enrolment
    until: date
    is_own: bool


def waiting_reviews(employee_id: int | None, team: set[int], day: date) -> list[Waiting]:
    """What a person can say of the own trainings and of the team's, 60 to 90 days later."""
    said = BehaviourReview.objects.filter(
        session=OuterRef("session"), employee=OuterRef("employee")
    )
    rows = (
        Enrolment.objects.filter(
            Q(employee=employee_id or 0) | Q(employee__in=team),
            state=EnrolmentState.COMPLETED,
            session__ends_on__lte=day - timedelta(days=BEHAVIOUR_FROM),
            session__ends_on__gte=day - timedelta(days=BEHAVIOUR_UNTIL),
        )
        .annotate(
            by_self=Exists(said.filter(reviewer=Reviewer.SELF)),
            by_superior=Exists(said.filter(reviewer=Reviewer.SUPERIOR)),
        )
        .select_related("employee", "session__training")
        .order_by("session__ends_on", "employee__name")
    )
    found = []
    for one in rows:
        own = one.employee_id == employee_id
        if one.by_self if own else one.by_superior:
            continue
        until = one.session.ends_on + timedelta(days=BEHAVIOUR_UNTIL)
        found.append(Waiting(one, until, own))
    return found


def both_said(session: TrainingSession, employee_id: int) -> list[BehaviourReview]:
    """The two reviews of a person, once both are in; the two read each other's then."""
    rows = list(session.behaviour_reviews.filter(employee=employee_id).order_by("reviewer"))
    return rows if len(rows) == len(Reviewer) else []
