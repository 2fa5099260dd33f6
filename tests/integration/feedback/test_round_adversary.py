"""Somebody reads everything that a role can see over two rounds and tries to learn one answer."""

import random
from fractions import Fraction
from itertools import product

import pytest
from django.db import connection
from django.urls import reverse

from feedback.actions import peer_reports
from feedback.enums import NominationState, RaterGroup, RoundState
from feedback.models import Nomination, PeerReport, Reviewee, ScoreSheet, SheetText
from feedback.rules.round_report import band
from personnel.enums import Role
from tests.factories.personnel import make_user
from tests.factories.rounds import NOW, answer_all, go, make_agency, make_round
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

K = 5
NAMED = {RaterGroup.SELF, RaterGroup.SUPERIOR}
Row = dict[int, int]
"""Coefficients by rater: one published sum of answers about one person."""


class Truth:
    """What everybody answered, which only the test knows."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.said: dict[tuple[int, int], list[int | None]] = {}

    def scores(self, asked: Nomination) -> list[int | None]:
        level = 1 + asked.reviewee.employee_id % 4
        moved = [level + self.chance.choice((-1, 0, 0, 1)) for _one in range(7)]
        given = [0 if self.chance.random() < 0.15 else max(1, min(4, score)) for score in moved]
        given[0] = given[0] or level
        self.said[asked.reviewee_id, asked.rater_id] = [one or None for one in given]
        return given

    def saw(self, review: int, rater: int, place: int) -> bool:
        """Whether a rater judged a value of somebody."""
        said = self.said.get((review, rater))
        return said is not None and said[place] is not None


@pytest.fixture
def office():
    return make_agency(9, 8, 3)


def two_rounds(office):
    """Two released rounds; in the second one person more answers here and there."""
    rounds = []
    for seed in (1, 2):
        made = make_round(
            office, RoundState.COLLECTION, name=f"Putaran {seed}", most_raters=6 + seed % 2
        )
        truth = Truth(seed)
        answer_all(made, office, scores=truth.scores)
        go(made, office, RoundState.CLOSED)
        go(made, office, RoundState.RELEASED)
        rounds.append((made, truth))
    return rounds


def published(report: PeerReport, truth: Truth, place: int) -> list[tuple[Row, str, Fraction]]:
    """Every sum about one value that the report gives away, with what it is published as."""
    review = report.reviewee
    asked = list(review.nominations.filter(state=NominationState.PROPOSED).exclude(group__in=NAMED))
    seen = {
        one.rater_id: (one.group, truth.said[review.pk, one.rater_id][place])
        for one in asked
        if (review.pk, one.rater_id) in truth.said
        and truth.said[review.pk, one.rater_id][place] is not None
    }
    sets = {"": report.content["values"].get(str(place))}
    for group, values in report.content["groups"].items():
        sets[group] = values.get(str(place))
    rows = []
    for group, figure in sets.items():
        if figure is None:
            continue
        raters = [one for one, (of, _said) in seen.items() if group in ("", of)]
        assert figure["band"] == band(len(raters))
        total = sum(Fraction(seen[one][1]) for one in raters)
        if figure["mean"] is not None:
            assert abs(Fraction(figure["mean"]) - total / len(raters)) <= Fraction(1, 200)
        else:
            assert len({seen[one][1] for one in raters}) == 1
            continue
        rows.append((dict.fromkeys(raters, 1), group, total))
    return rows


def test_no_sum_of_published_figures_is_about_fewer_than_five(office):
    looked = 0
    for made, truth in two_rounds(office):
        reports = PeerReport.objects.filter(reviewee__round=made).select_related("reviewee")
        for report in reports:
            for place in range(7):
                rows = published(report, truth, place)
                for signs in product((-1, 0, 1), repeat=len(rows)):
                    total: Row = {}
                    for sign, (row, _group, _sum) in zip(signs, rows, strict=True):
                        for rater in row:
                            total[rater] = total.get(rater, 0) + sign
                    told = {rater for rater, weight in total.items() if weight}
                    # A viewer who rated as well never reads the report: nobody is taken off.
                    assert not told or len(told) >= K
                    looked += 1
    assert looked > 100


def test_change_is_told_only_where_five_or_nobody_came_and_went(office):
    (first, earlier), (second, truth) = two_rounds(office)
    for report in PeerReport.objects.filter(reviewee__round=second).select_related("reviewee"):
        before = Reviewee.objects.get(round=first, employee=report.reviewee.employee_id)
        now, then = (
            set(
                review.nominations.filter(state=NominationState.PROPOSED)
                .exclude(group__in=NAMED)
                .values_list("rater_id", flat=True)
            )
            for review in (report.reviewee, before)
        )
        for place in report.content["trend"]:
            value = int(place)
            after = {one for one in now if truth.saw(report.reviewee_id, one, value)}
            gone = {one for one in then if earlier.saw(before.pk, one, value)}
            for moved in (after - gone, gone - after):
                assert not moved or len(moved) >= K


def test_no_role_reads_a_single_answer_anywhere(client, office):
    """Each rater writes an own word; it is looked for on every page of every role."""
    made = make_round(office, RoundState.COLLECTION)
    truth = Truth(3)
    answer_all(made, office, scores=truth.scores, text="Katakunci rahasia dari rekan.")
    go(made, office, RoundState.CLOSED)
    go(made, office, RoundState.RELEASED)
    review = Reviewee.objects.get(round=made, employee=office.people[0].employee)
    peer_reports.record_dialogue(
        review_id=review.pk, held_on=NOW.date(), note="Bicara.", by=office.leaders[0], now=NOW
    )
    allowed = {office.people[0].pk, office.leaders[0].pk}
    urls = [
        reverse("feedback:review-list"),
        reverse("feedback:review-detail", args=[review.pk]),
        reverse("feedback:report-detail", args=[review.pk]),
        reverse("feedback:round-list"),
        reverse("feedback:round-detail", args=[made.pk]),
        reverse("feedback:round-people", args=[made.pk]),
        reverse("feedback:round-people", args=[made.pk]) + "?q=" + office.people[1].employee.name,
        reverse("feedback:round-export", args=[made.pk, "csv"]),
        reverse("feedback:round-texts", args=[made.pk]),
        reverse("feedback:key-list"),
    ]
    readers = [
        office.people[0], office.people[1], office.leaders[0], office.leaders[1], office.head,
        office.admin, make_user(Role.AUDITOR), make_user(Role.CITY_LEADERSHIP),
    ]  # fmt: skip
    numbers = {str(pk) for pk in ScoreSheet.objects.values_list("pk", flat=True)}
    for reader in readers:
        sign_in(client, reader)
        for url in urls:
            page = client.get(url).content.decode("utf-8", errors="replace")
            assert not any(number in page for number in numbers)
            if "Katakunci" in page:
                assert reader.pk in allowed


def test_rows_tell_neither_writer_nor_order(office):
    made = make_round(office, RoundState.COLLECTION)
    answer_all(made, office, text="Katakunci.")
    order = list(
        Nomination.objects.filter(reviewee__round=made)
        .exclude(group__in=NAMED)
        .order_by("pk")
        .values_list("reviewee_id", flat=True)
    )
    go(made, office, RoundState.CLOSED)
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT xmin::text, reviewee_id FROM feedback_scoresheet WHERE "group" NOT IN '
            "('self', 'superior') ORDER BY ctid"
        )
        rows = cursor.fetchall()
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name IN "
            "('feedback_scoresheet', 'feedback_sheettext')"
        )
        columns = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_name LIKE "
            "'feedback_%event' AND (table_name LIKE '%sheet%' OR table_name LIKE '%raterform%' "
            "OR table_name LIKE '%raterkey%')"
        )
        histories = cursor.fetchall()
    assert len({xmin for xmin, _review in rows}) == 1
    placed = [review for _xmin, review in rows]
    assert placed != order and placed != sorted(placed)
    assert not {name for name in columns if "at" in name.split("_") or "rater" in name}
    assert histories == []
    assert not SheetText.objects.filter(reviewee__round=made).exclude(group__in=["", *NAMED])
