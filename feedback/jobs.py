"""What the scheduler does: held answers leave in groups, rounds close and are released, contacts
and keys are removed in time."""

import logging
from collections.abc import Callable, Iterable

from celery import shared_task
from django.utils import timezone

from feedback.actions.contacts import purge_contacts
from feedback.actions.mixing import leave_in_groups
from feedback.actions.pulse import close_wave, mix_pulse, open_wave, remind_staff
from feedback.actions.round_closing import close_round, destroy_keys, sweep_forms
from feedback.actions.round_reminders import remind_raters
from feedback.actions.round_steps import take_step
from feedback.enums import RoundState, WaveState
from feedback.models import FeedbackRound, PulseWave
from feedback.tasks import sweep_pulse
from sabang_kinerja.common.errors import WrongState

logger = logging.getLogger(__name__)


@shared_task
def mix_answers() -> int:
    """Let what is ready leave; running it twice does no harm."""
    return leave_in_groups()


@shared_task
def move_pulse() -> int:
    """Open waves on their day and close them after their last; let answers leave, remind.

    Returns how many answers or waves left.
    """
    now = timezone.now()
    left = 0
    for wave in PulseWave.objects.filter(
        state=WaveState.PLANNED, opens_on__lte=timezone.localdate(now)
    ):
        open_wave(wave_id=wave.pk, by=None, now=now)
    for wave in PulseWave.objects.filter(state=WaveState.OPEN):
        if wave.closes_on < timezone.localdate(now):
            close_wave(wave_id=wave.pk, by=None, now=now)
            left += 1
        else:
            left += mix_pulse(wave=wave)
    remind_staff(now=now)
    if left:
        sweep_pulse()
    return left


@shared_task
def forget_contacts() -> int:
    """Remove what is due; running it twice does no harm."""
    return purge_contacts(now=timezone.now())


@shared_task
def take_round_steps() -> int:
    """Take the steps of rounds for which it was asked; running it twice does no harm."""
    waiting = FeedbackRound.objects.exclude(asked_state="").values_list("pk", flat=True)
    return sum(take_step(round_id=pk, now=timezone.now()) for pk in list(waiting))


@shared_task
def move_rounds() -> int:
    """Close rounds whose last day is over, remind raters, destroy keys that are due.

    Twice a day does no harm: nobody is told twice on one day.
    """
    now = timezone.now()
    over = FeedbackRound.objects.filter(
        state=RoundState.COLLECTION, answer_until__lt=timezone.localdate(now)
    ).values_list("pk", flat=True)
    closed = _each(over, lambda pk: close_round(round_id=pk, by=None, now=now))
    remind_raters(now=now)
    if destroy_keys(now=now) or closed:
        sweep_forms()
    return closed


def _each(rounds: Iterable[int], step: Callable[[int], int]) -> int:
    """Take the step for each; one that another process took first is left alone."""
    taken = 0
    for pk in list(rounds):
        try:
            step(pk)
        except WrongState:
            logger.info("round %s has gone on meanwhile", pk)
        else:
            taken += 1
    return taken
