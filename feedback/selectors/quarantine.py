"""Answers that were set aside: groups of one day and one cause, and what each would change.

Every figure is shown both ways, with the group and without it (statistics B4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy

from feedback.enums import COUNTED, Channel, Standing, SurveyState
from feedback.models import CitizenSurvey, QuarantineReview, Response
from feedback.rules.abuse import Sign
from feedback.rules.flags import flags_of
from feedback.rules.index import Tally, exact_index, pooled, rounded

SIGN_WORDS: Final[Mapping[Sign, Any]] = {
    Sign.TOKEN: gettext_lazy("kode tidak berlaku"),
    Sign.COMPLETENESS: gettext_lazy("tidak lengkap"),
    Sign.SPEED: gettext_lazy("diisi terlalu cepat"),
    Sign.STRAIGHT_LINE: gettext_lazy("semua jawaban sama"),
    Sign.DUPLICATE: gettext_lazy("kembar dengan jawaban lain"),
    Sign.DEVICE_BURST: gettext_lazy("banyak jawaban dari satu perangkat"),
    Sign.TIME_BURST: gettext_lazy("lonjakan dalam satu jam"),
    Sign.QUICK_REDEMPTION: gettext_lazy("kode langsung dipakai di jaringan kantor"),
    Sign.SEQUENTIAL: gettext_lazy("kode dipakai berurutan"),
    Sign.COUNTER_OUTLIER: gettext_lazy("loket jauh berbeda dari yang sebanding"),
    Sign.STAFF_SESSION: gettext_lazy("dari peramban yang masuk sebagai pegawai"),
}
"""Each sign of abuse as reviewers read it."""

_GROUPS: Final = """
    SELECT day, flags, place, sum(answer), count(answer), (
        SELECT count(*) FROM feedback_response AS one WHERE one.survey_id = %(survey)s
            AND one.standing = %(quarantined)s AND one.channel <> %(open)s
            AND one.day = answer.day AND one.flags = answer.flags
    )
    FROM feedback_response AS answer,
        unnest(ratings) WITH ORDINALITY AS rating (answer, place)
    WHERE survey_id = %(survey)s AND standing = %(quarantined)s AND channel <> %(open)s
    GROUP BY day, flags, place ORDER BY day, flags, place
"""
_COUNTED: Final = """
    SELECT place, sum(answer), count(answer)
    FROM feedback_response, unnest(ratings) WITH ORDINALITY AS rating (answer, place)
    WHERE survey_id = %(survey)s AND standing = ANY(%(counted)s) AND channel <> %(open)s
    GROUP BY place ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class QuarantineGroup:
    """Answers of one day with exactly these signs; ``released`` the plain index with them.

    ``shift`` is by how many points they would move it. ``review`` waits for a second reviewer.
    """

    day: date
    flags: int
    count: int
    signs: tuple[str, ...]
    released: str
    shift: float
    review: QuarantineReview | None


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Everything set aside in a survey; ``clean`` and ``everything`` are plain indices as text.

    Both are empty where nobody is left.
    """

    groups: tuple[QuarantineGroup, ...]
    count: int
    clean: str
    everything: str
    shift: float
    past: tuple[QuarantineReview, ...]


def quarantine_of(survey: CitizenSurvey) -> Quarantine:
    """Groups in quarantine with their effect, in three queries; past reviews the latest first."""
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {
            "survey": survey.pk,
            "quarantined": Standing.QUARANTINED.value,
            "counted": list(COUNTED),
            "open": Channel.OPEN.value,
        }
        cursor.execute(_COUNTED, parameters)
        clean = _tally(cursor.fetchall())
        cursor.execute(_GROUPS, parameters)
        tallies = _group_tallies(cursor.fetchall())
    reviews = list(
        QuarantineReview.objects.filter(survey=survey)
        .select_related("proposed_by__employee", "agreed_by__employee")
        .order_by("-proposed_at", "-pk")
    )
    waiting = {
        (one.day, one.flags): one
        for one in reviews
        if one.agreed_at is None and one.withdrawn_at is None
    }
    groups = tuple(
        QuarantineGroup(
            day,
            flags,
            tally.n,
            tuple(sign_words(flags)),
            _shown(_added(clean, tally)),
            _moved(clean, tally),
            waiting.get((day, flags)),
        )
        for (day, flags), tally in tallies.items()
    )
    whole = _added(clean, *tallies.values())
    return Quarantine(
        groups,
        sum(one.count for one in groups),
        _shown(clean),
        _shown(whole),
        _moved(clean, *tallies.values()),
        tuple(one for one in reviews if one.pk not in {row.pk for row in waiting.values()}),
    )


def sign_words(flags: int) -> list[str]:
    """The signs of a group in words."""
    return [str(SIGN_WORDS[flag.sign]) for flag in flags_of(flags)]


def surveys_with_quarantine(surveys: QuerySet[CitizenSurvey]) -> QuerySet[CitizenSurvey]:
    """Closed surveys with answers in quarantine; ``waiting`` counts them, ``proposed`` reviews."""
    waiting = (
        Response.objects.filter(survey=OuterRef("pk"), standing=Standing.QUARANTINED)
        .exclude(channel=Channel.OPEN)
        .order_by()
        .values("survey")
        .annotate(n=Count("pk"))
        .values("n")
    )
    proposed = (
        QuarantineReview.objects.filter(
            survey=OuterRef("pk"), agreed_at__isnull=True, withdrawn_at__isnull=True
        )
        .order_by()
        .values("survey")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        surveys.filter(state=SurveyState.CLOSED)
        .annotate(waiting=Subquery(waiting), proposed=Subquery(proposed))
        .filter(waiting__gt=0)
        .select_related("period", "unit__agency")
        .order_by("-period__starts", "unit__path", "pk")
    )


def _tally(rows: Sequence[tuple[Any, ...]]) -> Tally:
    """Sums by place; ``n`` counts whoever answered the most answered element."""
    sums = tuple(int(row[1] or 0) for row in rows)
    counts = tuple(int(row[2]) for row in rows)
    return Tally(sums, counts, max(counts, default=0))


def _group_tallies(rows: Sequence[tuple[Any, ...]]) -> dict[tuple[date, int], Tally]:
    found: dict[tuple[date, int], list[tuple[Any, ...]]] = {}
    for day, flags, place, total, count, people in rows:
        found.setdefault((day, flags), []).append((place, total, count, people))
    return {
        key: Tally(
            tuple(int(row[1] or 0) for row in places),
            tuple(int(row[2]) for row in places),
            places[0][3],
        )
        for key, places in found.items()
    }


def _added(clean: Tally, *groups: Tally) -> Tally:
    parts = [one for one in (clean, *groups) if one.sums]
    return pooled(parts) if parts else clean


def _exact(tally: Tally) -> Fraction | None:
    return exact_index(tally.means()) if tally.n else None


def _shown(tally: Tally) -> str:
    exact = _exact(tally)
    return "" if exact is None else str(rounded(exact))


def _moved(clean: Tally, *groups: Tally) -> float:
    before, after = _exact(clean), _exact(_added(clean, *groups))
    return 0.0 if before is None or after is None else float(after - before)
