"""Release a 360 round, once: every report is made, frozen, and never computed anew."""

from collections import defaultdict
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from feedback import permissions
from feedback.actions.round_closing import BATCH, Key, read_key
from feedback.enums import RoundState
from feedback.models import FeedbackRound, PeerReport, Reviewee, ScoreSheet, SheetText
from feedback.rules.reliability import Reliability, one_way
from feedback.rules.round_assignment import NAMED, RaterGroup
from feedback.rules.round_content import Text, content_of
from feedback.rules.round_quality import disagreed, is_far_apart, quality_of
from feedback.rules.round_report import Before, Sheet, report, value_means
from feedback.rules.severity import NotSeparable, severity
from feedback.selectors.rounds import thresholds_of
from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import User


@transaction.atomic
def release_round(*, round_id: int, by: User, now: datetime) -> int:
    """Make every report of a closed round and freeze them; how many.

    Raises: ``Denied``, ``WrongState``.
    """
    round_ = FeedbackRound.objects.select_for_update().get(pk=round_id)
    permissions.can_step(by, round_, RoundState.RELEASED, now).require()
    key = read_key(round_) or Key({}, {})
    sheets = _sheets(round_, key)
    texts = _texts(round_)
    earlier = _before(round_)
    thresholds = thresholds_of(round_)
    scored = [
        (review, one.rater, one.overall)
        for review, found in sheets.items()
        for one in found
        if one.group not in NAMED and one.overall is not None
    ]
    reliable = _reliability(scored)
    rho = reliable.single if reliable is not None else None
    adjusted = _adjusted(scored)
    reviews = list(Reviewee.objects.filter(round=round_).order_by("pk"))
    rows = []
    for review in reviews:
        about = sheets.get(review.pk, [])
        found = report(about, thresholds, rho, earlier.get(review.employee_id))
        told = texts.get(review.pk, {})
        colleagues = sum(one.group not in NAMED for one in about)
        if colleagues < thresholds.detail:
            told = {whose: lines for whose, lines in told.items() if whose}
        overall = found.overall.mean if found.overall else None
        rows.append(
            PeerReport(
                reviewee=review,
                content=content_of(found, told),
                overall=overall,
                adjusted=adjusted.get(review.pk) if overall is not None else None,
            )
        )
    PeerReport.objects.bulk_create(rows, batch_size=BATCH)
    round_.state, round_.released_at, round_.asked_state = RoundState.RELEASED, now, ""
    round_.figures = (
        round_.figures
        | quality_of(reliable, [one for about in sheets.values() for one in about])
        | {
            "disagreed": sum(disagreed(about) for about in sheets.values()),
            "gaps": sum(is_far_apart(about) for about in sheets.values()),
        }
    )
    round_.save(update_fields=["state", "released_at", "asked_state", "figures"])
    notify(
        {review.superior_id for review in reviews},
        Message(
            NoticeKind.TASK,
            f"round:{round_.pk}:released",
            gettext_noop("Laporan 360 tim Anda terbuka: %(round)s. Bicarakan dengan pegawai."),
            reverse("feedback:review-list"),
            {"round": round_.name},
        ),
        now=now,
    )
    return len(rows)


def _sheets(round_: FeedbackRound, key: Key) -> dict[int, list[Sheet]]:
    found: dict[int, list[Sheet]] = defaultdict(list)
    rows = ScoreSheet.objects.filter(reviewee__round=round_).order_by("pk")
    told = rows.values_list("pk", "reviewee_id", "group", "ratings")
    for number, (pk, review, group, ratings) in enumerate(told, start=1):
        # Without a key each sheet is of a rater of its own.
        rater = key.sheets.get(str(pk), -number)
        found[review].append(Sheet(rater, RaterGroup(group), value_means(ratings)))
    return found


def _texts(round_: FeedbackRound) -> dict[int, dict[str, list[Text]]]:
    """Texts that may be shown, by person and by whose they are; colleagues' under no name."""
    found: dict[int, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    rows = SheetText.objects.filter(reviewee__round=round_, is_hidden=False).order_by("pk")
    told = rows.values_list("pk", "reviewee_id", "group", "kind", "text")
    for pk, review, group, kind, text in told:
        found[review][group].append(Text(kind, text, str(pk)))
    return found


def _before(round_: FeedbackRound) -> dict[int, Before]:
    """What was published of each person in the last round, while its key exists."""
    last = (
        FeedbackRound.objects.filter(state=RoundState.RELEASED, form=round_.form)
        .order_by("-released_at")
        .first()
    )
    key = read_key(last) if last is not None else None
    if last is None or key is None:
        return {}
    sheets = _sheets(last, key)
    found = {}
    reports = PeerReport.objects.filter(reviewee__round=last).values_list(
        "reviewee_id", "reviewee__employee_id", "content"
    )
    for review, employee, content in reports:
        colleagues = [one for one in sheets.get(review, []) if one.group not in NAMED]
        found[employee] = Before(
            means={
                int(place): Decimal(figure["mean"])
                for place, figure in content["values"].items()
                if figure["mean"] is not None
            },
            raters={
                place: frozenset(one.rater for one in colleagues if one.values[place] is not None)
                for place in range(7)
            },
        )
    return found


Scored = list[tuple[int, int, Fraction]]
"""(review, rater, mean of the values seen) of every confidential sheet."""


def _reliability(scored: Scored) -> Reliability | None:
    by_review: dict[int, list[float]] = defaultdict(list)
    for review, _rater, score in scored:
        by_review[review].append(float(score))
    try:
        return one_way(list(by_review.values()))
    except ValueError:
        return None


def _adjusted(scored: Scored) -> dict[int, Decimal]:
    try:
        found = severity([(str(a), str(b), float(score)) for a, b, score in scored])
    except NotSeparable:
        return {}
    return {
        int(review): Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for review, value in (found.adjusted or {}).items()
        if value is not None
    }
