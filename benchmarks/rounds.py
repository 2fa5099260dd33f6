"""A 360 round of the whole city: proposing, asking, closing, releasing, beside bare rows.

    script/bench rounds [--employees 3000] [--raters 8]

The floor of each step is the bulk insert of as many rows of the same kind with nothing computed,
rolled back; that of the release is reading every sheet once. Forms are filled in and sealed before
the clock starts, because raters do that over weeks.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from benchmarks import city
from feedback.actions import round_closing, round_release, rounds
from feedback.enums import RoundForm
from feedback.models import (
    FeedbackRound,
    Nomination,
    PeerReport,
    RaterForm,
    Reviewee,
    ScoreSheet,
)
from feedback.selectors.rounds import design_of
from personnel.models import Unit
from personnel.permissions import local_day
from sabang_kinerja.demo.rounds import answer_forms

BATCH = 2000


def main(arguments: list[str]) -> None:
    """Print seconds and ratios of one round."""
    parser = argparse.ArgumentParser(prog="script/bench rounds")
    parser.add_argument("--employees", type=int, default=3000, metavar="N")
    parser.add_argument("--raters", type=int, default=8)
    options = parser.parse_args(arguments)
    city.load(options.employees)
    now = timezone.now()
    day = local_day(now)
    made = rounds.save_round(
        round_id=None,
        entered=rounds.RoundInput(
            "Uji",
            RoundForm.SHORT,
            list(Unit.objects.agencies().active().values_list("pk", flat=True)),
            nominate_until=day + timedelta(weeks=1),
            approve_until=day + timedelta(weeks=2),
            answer_until=day + timedelta(weeks=3),
            most_raters=options.raters,
            most_load=options.raters + 2,
        ),
        by=city.admin(),
        now=now,
    )
    by = {"round_id": made.pk, "by": city.admin(), "now": now}
    sys.stdout.write(f"{'':34} {'seconds':>8} {'floor':>8} {'ratio':>6}\n")
    _step("propose raters, tell everybody", lambda: rounds.open_nomination(**by), Nomination)
    _told(made)
    rounds.start_approval(**by)
    _step("forms for all raters", lambda: rounds.start_collection(**by), RaterForm)
    forms = answer_forms(made, share=1.0, seed=1)
    _step(f"close, {forms} forms", lambda: round_closing.close_round(**by), ScoreSheet)
    round_closing.sweep_forms()
    _step(
        "release check and reports",
        lambda: round_release.release_round(**by),
        None,
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{PeerReport.objects.count()} reports; peak memory {memory:.0f} MB\n")


def _told(round_: FeedbackRound) -> None:
    found = design_of(round_)
    names = Nomination.objects.filter(reviewee__round=round_).count()
    sys.stdout.write(
        f"{Reviewee.objects.filter(round=round_).count()} people, {names} names; too few "
        f"{len(found.too_few)}, without outside {len(found.without_outside)}, closed "
        f"{len(found.closed)}, overloaded {len(found.overloaded)}, groups {found.groups}\n"
    )


def _step(name: str, work: Callable[[], object], rows: type[Model] | None) -> None:
    """Time a step, then its floor: inserting again, bare, the rows that it left."""
    start = time.perf_counter()
    work()
    took = time.perf_counter() - start
    bare = _insert(rows) if rows is not None else _read()
    sys.stdout.write(f"{name:34} {took:8.2f} {bare:8.2f} {took / bare:6.1f}\n")
    sys.stdout.flush()


def _insert(model: type[Model]) -> float:
    rows = list(model._default_manager.all())
    with transaction.atomic():
        model._default_manager.all().delete()
        start = time.perf_counter()
        model._default_manager.bulk_create(rows, batch_size=BATCH)
        took = time.perf_counter() - start
        transaction.set_rollback(True)
    return took


def _read() -> float:
    start = time.perf_counter()
    len(ScoreSheet.objects.values_list("reviewee_id", "group", "ratings"))
    return time.perf_counter() - start
