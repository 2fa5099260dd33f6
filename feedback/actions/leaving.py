"""What held answers become when they leave: a row each, judged; words and contacts apart."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count

from feedback.enums import CommentState, Standing
from feedback.models import CitizenSurvey, Comment, Contact, Response
from feedback.rules.abuse import (
    Flag,
    ResponseState,
    Sign,
    completeness_flag,
    duplicate_flag,
    judge,
    straight_line_flag,
)
from feedback.rules.flags import BITS, flag_bits, flags_of
from feedback.rules.mixing import Group, Place

CONTACT_DAYS: Final = 30
"""After the end of a survey its contacts are removed (feedback-and-training D.1)."""

FEWEST_BEFORE: Final = 20
"""Answers of other days without which no share of twins is usual."""

_STANDINGS: Final = {
    ResponseState.USABLE: Standing.USABLE,
    ResponseState.QUARANTINED: Standing.QUARANTINED,
    ResponseState.REJECTED: Standing.REJECTED,
}
_PROFILE: Final = ("sex", "age_group", "sub_district", "education", "occupation", "visit_time")

Vector = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class OpenedAnswer:
    """One held answer, opened."""

    survey: int
    content: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """Where it was given."""
        read = self.content
        return Place(self.survey, read["channel"], read["service"], read["counter"])

    @property
    def vector(self) -> Vector:
        """The ratings."""
        return tuple(self.content["ratings"])


@dataclass(frozen=True, slots=True)
class Rows:
    """What is written of answers that leave; nothing of one list points to another."""

    responses: list[Response] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


def rows_of(groups: Sequence[Group], opened: Sequence[OpenedAnswer]) -> Rows:
    """Rows of answers that leave, group by group.

    All of a group get the place of the group and its last day: whoever reads the codes knows where
    and on which day each was spent.
    """
    rows = Rows()
    surveys = CitizenSurvey.objects.in_bulk({group.place.survey for group in groups})
    for group in groups:
        members = [opened[member] for member in group.members]
        day = max(date.fromisoformat(one.content["day"]) for one in members)
        twins = _suspicious_twins(surveys[group.place.survey], day, members)
        burst = _burst(members)
        for one, twin in zip(members, twins, strict=True):
            rows.responses.append(_response(group.place, day, one, [burst, twin]))
            if text := one.content["comment"]:
                rows.comments.append(_comment(group.place, text))
            if contact := one.content["contact"]:
                ends = surveys[group.place.survey].closes_on
                rows.contacts.append(_contact(group.place, day, ends, contact))
    return rows


def _burst(members: Sequence[OpenedAnswer]) -> Flag | None:
    """Sign 7 is told of the whole group, by its majority: of one answer it would tell its turn."""
    late = sum(bool(one.content["flags"] & BITS[Sign.TIME_BURST]) for one in members)
    return Flag(Sign.TIME_BURST) if 2 * late > len(members) else None


def _response(
    place: Place, day: date, one: OpenedAnswer, of_group: Sequence[Flag | None]
) -> Response:
    read = one.content
    own = [flag for flag in flags_of(read["flags"]) if flag.sign is not Sign.TIME_BURST]
    found = [*own, *of_group, completeness_flag(one.vector)]
    flags = [flag for flag in found if flag is not None]
    line = straight_line_flag(read["asked"], {flag.sign for flag in flags})
    flags += [] if line is None else [line]
    return Response(
        survey_id=place.survey,
        service_id=place.service,
        counter_id=place.counter,
        channel=place.channel,
        standing=_standing(flags),
        day=day,
        ratings=list(one.vector),
        further=read["further"],
        duration=read["duration"],
        flags=flag_bits(flags),
        **{name: read["profile"].get(name, "") for name in _PROFILE},
    )


def _standing(flags: Sequence[Flag]) -> Standing:
    if any(flag.sign is Sign.COMPLETENESS for flag in flags):
        return Standing.UNUSABLE
    return _STANDINGS[judge(flags)]


def _comment(place: Place, text: str) -> Comment:
    return Comment(
        survey_id=place.survey, service_id=place.service, text=text, state=CommentState.WAITING
    )


def _contact(place: Place, day: date, ends: date, contact: Mapping[str, str]) -> Contact:
    return Contact(
        survey_id=place.survey,
        service_id=place.service,
        given_on=day,
        purge_on=ends + timedelta(days=CONTACT_DAYS),
        **contact,
    )


def _suspicious_twins(
    survey: CitizenSurvey, day: date, members: Sequence[OpenedAnswer]
) -> list[Flag | None]:
    """Sign 5 for each: the same ratings and words as another, on a day that has unusually many."""
    days: defaultdict[date, Counter[Vector]] = defaultdict(Counter)
    kept = Response.objects.filter(survey=survey).values("day", "ratings")
    for row in kept.annotate(n=Count("id")).order_by("day"):
        days[row["day"]][tuple(row["ratings"])] = row["n"]
    days[day].update(one.vector for one in members)
    today = days.pop(day)
    before = sum(days.values(), Counter[Vector]())
    if before.total() < FEWEST_BEFORE:
        return [None] * len(members)
    usual = sum(_in_pairs(one) for one in days.values()) / before.total()
    share = _in_pairs(today) / today.total()
    words = Counter((one.vector, one.content["comment"]) for one in members)
    said = set(
        Comment.objects.filter(
            survey=survey, text__in=[one.content["comment"] for one in members]
        ).values_list("text", flat=True)
    )
    return [
        duplicate_flag(
            twin=today[one.vector] > 1
            and (
                not one.content["comment"]
                or one.content["comment"] in said
                or words[one.vector, one.content["comment"]] > 1
            ),
            share=share,
            usual=usual,
        )
        for one in members
    ]


def _in_pairs(vectors: Counter[Vector]) -> int:
    return sum(n for n in vectors.values() if n > 1)
