"""Rounds for their pages: how far each is, how its design stands; never who has answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from feedback.enums import NominationState, RoundState
from feedback.models import FeedbackRound, Nomination, RaterForm, Reviewee, SheetText
from feedback.rules.moderation import INSULTS
from feedback.rules.round_assignment import Asked, Audit, Limits, RaterGroup, audit
from feedback.rules.round_report import Thresholds
from personnel.models import Employee
from personnel.rules.nip import group_nip


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: ``answered`` is the share of all forms that came in, in percent.

    It is told in steps of five, and of a round large enough that nobody's answer shows in a step.
    """

    people: int
    approved: int
    forms: int
    answered: int | None


LEAST_FORMS: Final = 100
"""Forms of a round from which the share that came in is told."""


def limits_of(round_: FeedbackRound) -> Limits:
    """The limits of a round as the rules take them."""
    return Limits(
        least=round_.least_raters,
        most=round_.most_raters,
        outside=round_.least_outside,
        load=round_.most_load,
    )


def thresholds_of(round_: FeedbackRound) -> Thresholds:
    """The thresholds of a round as the rules take them."""
    return Thresholds(
        detail=round_.least_detail,
        overall=round_.least_overall,
        distribution=round_.least_distribution,
        above=round_.above,
        meets=round_.meets,
    )


def listed_rounds() -> QuerySet[FeedbackRound]:
    """Rounds with the number of their people, the latest first."""
    return FeedbackRound.objects.annotate(people=Count("reviewees")).order_by(
        "-answer_until", "-pk"
    )


def progress_of(round_: FeedbackRound) -> Progress:
    """Counts of a round in three queries."""
    people = Reviewee.objects.filter(round=round_).aggregate(
        all=Count("pk"), approved=Count("pk", filter=Q(approved_at__isnull=False))
    )
    forms, sent = round_.figures.get("forms", 0), round_.figures.get("answered", 0)
    if round_.state not in (RoundState.CLOSED, RoundState.RELEASED):
        held = RaterForm.objects.filter(nomination__reviewee__round=round_).aggregate(
            all=Count("pk"), sent=Count("pk", filter=Q(is_sent=True))
        )
        forms, sent = held["all"], held["sent"]
    share = 5 * round(20 * sent / forms) if forms >= LEAST_FORMS else None
    return Progress(people["all"], people["approved"], forms, share)


def design_of(round_: FeedbackRound) -> Audit:
    """Check the design of a round as it stands (two queries)."""
    asked = [
        Asked(ratee, rater, RaterGroup(group), outside)
        for ratee, rater, group, outside in Nomination.objects.filter(
            reviewee__round=round_, state=NominationState.PROPOSED
        )
        .order_by()
        .values_list("reviewee__employee_id", "rater_id", "group", "is_outside")
    ]
    ratees = Reviewee.objects.filter(round=round_).values_list("employee_id", flat=True)
    return audit(asked, list(ratees), limits_of(round_))


def reviews_listed(reviews: QuerySet[Reviewee]) -> QuerySet[Reviewee]:
    """Reviews with what a list shows, in one query."""
    return reviews.select_related("round", "employee", "unit__agency", "superior").order_by(
        "-round__answer_until", "employee__name", "pk"
    )


SHOWN: Final = 20
"""Names listed under one remark about a design."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a design that BKPSDM should look at, with the people it is about."""

    sentence: str
    people: list[Employee]
    more: int = 0


def design_people(round_: FeedbackRound) -> list[Remark]:
    """What the check of the design found, in words, with names (three queries)."""
    found = design_of(round_)
    agencies = round_.agencies.count()
    remarks = [
        (_("Rekan kurang dari %(n)s") % {"n": round_.least_raters}, found.too_few),
        (
            _("Rekan dari luar tim kurang dari %(n)s") % {"n": round_.least_outside},
            found.without_outside,
        ),
        (_("Lebih dari setengah rekannya saling menilai"), found.closed),
        (_("Diminta mengisi lebih dari %(n)s formulir") % {"n": round_.most_load},
         found.overloaded),
    ]  # fmt: skip
    people = Employee.objects.in_bulk({pk for _text, ids in remarks for pk in ids[:SHOWN]})
    told = [
        Remark(text, [people[pk] for pk in ids[:SHOWN]], max(0, len(ids) - SHOWN))
        for text, ids in remarks
        if ids
    ]
    if found.groups > agencies:
        told.append(
            Remark(
                _(
                    "Ada %(groups)s kelompok yang tidak terhubung dalam %(n)s perangkat daerah; "
                    "ketatnya penilai tidak dapat dibandingkan antarkelompok."
                )
                % {"groups": found.groups, "n": agencies},
                [],
            )
        )
    return told


def reviews_counted(reviews: QuerySet[Reviewee]) -> QuerySet[Reviewee]:
    """Reviews with the number of colleagues asked (``asked``)."""
    asked = Q(nominations__state=NominationState.PROPOSED) & ~Q(
        nominations__group__in=["self", "superior"]
    )
    return reviews_listed(reviews).annotate(asked=Count("nominations", filter=asked))


def people_lines(reviews: Iterable[Reviewee]) -> list[list[str]]:
    """Lines of the export."""
    return [
        [
            one.employee.full_name,
            group_nip(one.employee.nip) if one.employee.nip else "",
            one.unit.name,
            one.superior.full_name if one.superior else "",
            str(one.asked),  # type: ignore[attr-defined]
            _("ya") if one.approved_at else _("belum"),
        ]
        for one in reviews
    ]


def texts_to_look_at(round_: FeedbackRound) -> QuerySet[SheetText]:
    """Texts with a word of the list of insults, or hidden already, in random order of their ids."""
    insult = r"\m(" + "|".join(INSULTS) + r")\M"
    return SheetText.objects.filter(
        Q(text__iregex=insult) | Q(is_hidden=True), reviewee__round=round_
    ).order_by("pk")
