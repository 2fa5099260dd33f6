"""Two 360 rounds of a few agencies: one released, one that asks. By the actions of the pages."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

import pghistory

from feedback.actions import nominations, peer_reports, round_closing, round_release, rounds
from feedback.actions.rater_forms import FormInput, sealed_form
from feedback.enums import NominationState, RaterGroup, RoundForm
from feedback.models import FeedbackRound, Nomination, RaterForm, Reviewee
from personnel.models import Unit, User
from personnel.permissions import local_day
from sabang_kinerja.demo.sampling import sometimes, stream

AGENCIES: Final = ("DUKCAPIL", "DISPAR", "BKPSDM")
KEEP: Final = (
    "Tetap sabar mendengarkan sampai selesai.",
    "Selalu menyiapkan bahan sebelum rapat.",
    "Mau membantu walau bukan tugasnya.",
    "Cepat membalas pertanyaan rekan.",
    "Teliti memeriksa berkas.",
)
IMPROVE: Final = (
    "Berbagi informasi lebih awal.",
    "Mencatat kesepakatan agar tidak terlupa.",
    "Memberi kesempatan rekan lain berpendapat.",
    "Menyampaikan kritik dengan lebih tenang.",
)
ANSWERS: Final = 0.9
ANSWERED_SO_FAR: Final = 0.45


def write_rounds(seed: int, now: datetime) -> None:
    """Add the rounds to a city that is complete, its triggers on."""
    with pghistory.context(source="demo"):
        admin = User.objects.get(username="bkpsdm")
        agencies = list(Unit.objects.filter(code__in=AGENCIES).values_list("pk", flat=True))
        year = local_day(now).year
        first = _asked(f"Putaran 360 semester I {year}", agencies, admin, now - timedelta(days=75))
        answer_forms(first, ANSWERS, seed)
        closed = now - timedelta(days=30)
        round_closing.close_round(round_id=first.pk, by=admin, now=closed)
        round_release.release_round(round_id=first.pk, by=admin, now=closed)
        _talk(first, now - timedelta(days=20))
        second = _asked(
            f"Putaran 360 semester II {year}", agencies, admin, now - timedelta(days=25)
        )
        answer_forms(second, ANSWERED_SO_FAR, seed)


def _asked(name: str, agencies: list[int], admin: User, begun: datetime) -> FeedbackRound:
    """A round whose lists were approved and that asks."""
    day = local_day(begun)
    made = rounds.save_round(
        round_id=None,
        entered=rounds.RoundInput(
            name,
            RoundForm.SHORT,
            agencies,
            nominate_until=day + timedelta(weeks=2),
            approve_until=day + timedelta(weeks=3),
            answer_until=day + timedelta(weeks=6),
        ),
        by=admin,
        now=begun,
    )
    rounds.open_nomination(round_id=made.pk, by=admin, now=begun)
    _strike(made, begun)
    for review in Reviewee.objects.filter(round=made).select_related("superior__user"):
        user = getattr(review.superior, "user", None)
        if user is not None and nominations.standing(review) >= made.least_overall:
            nominations.approve(review_id=review.pk, by=user, now=begun)
    later = begun + timedelta(weeks=3)
    rounds.start_approval(round_id=made.pk, by=admin, now=later)
    rounds.start_collection(round_id=made.pk, by=admin, now=later)
    return made


def _strike(round_: FeedbackRound, now: datetime) -> None:
    """The employee of the demo account strikes one name."""
    user = User.objects.get(username="pegawai")
    one = Nomination.objects.filter(
        reviewee__round=round_, reviewee__employee=user.employee_id, group=RaterGroup.PEER
    ).first()
    if one is not None:
        nominations.strike(nomination_id=one.pk, by=user, now=now)


def answer_forms(round_: FeedbackRound, share: float, seed: int) -> int:
    """Fill in forms at once, as so many actions would have done one by one; how many."""
    shown = set(
        User.objects.filter(username__in=["pegawai", "penilai"]).values_list(
            "employee_id", flat=True
        )
    )
    forms = list(
        RaterForm.objects.filter(
            nomination__reviewee__round=round_, nomination__state=NominationState.PROPOSED
        ).select_related("nomination__reviewee__employee", "nomination__rater")
    )
    sent = []
    for form in forms:
        asked = form.nomination
        ratee, rater = asked.reviewee.employee, asked.rater
        chance = stream(seed, "360", round_.name, ratee.nip, rater.nip)
        if share < ANSWERS and asked.rater_id in shown:
            continue
        certain = share == ANSWERS and shown & {asked.rater_id, asked.reviewee.employee_id}
        if not certain and not sometimes(chance, share):
            continue
        form.sealed, form.is_sent = sealed_form(_form(chance, seed, ratee.nip, rater.nip)), True
        sent.append(form)
    RaterForm.objects.bulk_update(sent, ["sealed", "is_sent"], batch_size=1000)
    return len(sent)


def _form(chance: Random, seed: int, ratee: str | None, rater: str | None) -> FormInput:
    """People differ more than raters do, and values differ a little."""
    level = 3.1 + stream(seed, "360 ratee", ratee).gauss(0, 0.55)
    level += stream(seed, "360 rater", rater).gauss(0, 0.2)
    ratings = [
        0
        if sometimes(chance, 0.03)
        else max(1, min(4, round(level + stream(seed, ratee, value).gauss(0, 0.3)
                                 + chance.gauss(0, 0.35))))
        for value in range(7)
    ]  # fmt: skip
    if not any(ratings):
        ratings[0] = 3
    return FormInput(
        ratings=ratings,
        keep=chance.choice(KEEP) if sometimes(chance, 0.5) else "",
        improve=chance.choice(IMPROVE) if sometimes(chance, 0.4) else "",
        show_keep=sometimes(chance, 0.85),
        show_improve=sometimes(chance, 0.8),
    )


def _talk(round_: FeedbackRound, now: datetime) -> None:
    """The demo employee and the supervisor have spoken; the employee has not answered yet."""
    supervisor = User.objects.get(username="penilai")
    review = Reviewee.objects.filter(
        round=round_, employee__user__username="pegawai", superior=supervisor.employee_id
    ).first()
    if review is None:
        return
    peer_reports.note_reading(review_id=review.pk, by=supervisor, now=now)
    peer_reports.record_dialogue(
        review_id=review.pk,
        held_on=local_day(now),
        note="Membahas cara berbagi informasi lebih awal dan pendampingan pegawai baru.",
        by=supervisor,
        now=now,
    )
