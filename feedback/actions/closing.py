"""Close surveys: what is held is let go, nothing more comes in, figures are made.

Source: PermenPANRB 14/2017; statistics A9, B1; decision 0013.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.actions.comments import look_at_new
from feedback.actions.mixing import leave_at_closing
from feedback.enums import SurveyState
from feedback.models import CitizenSurvey, PeriodClosing
from feedback.tasks import compute_period, store_officer_figures, store_results
from personnel.models import User
from sabang_kinerja.common.errors import WrongState

SILENCE: Final = timedelta(minutes=2)
"""A closing without a sign of life for so long has lost its worker, or its message."""


@transaction.atomic
def close_survey(*, survey_id: int, by: User, now: datetime) -> CitizenSurvey:
    """End a survey for good and make its figures.

    Raises: ``Denied`` for surveys of others, ``WrongState`` unless it runs.
    """
    survey = (
        CitizenSurvey.objects.with_input()
        .select_for_update(of=("self",), no_key=True)
        .get(pk=survey_id)
    )
    permissions.can_close_survey(by, survey, now).require()
    _close([survey], by=by, now=now)
    store_results([survey], now)
    store_officer_figures(survey.period, now)
    return survey


@transaction.atomic
def close_period(*, period_id: int, by: User, now: datetime) -> PeriodClosing:
    """End all running surveys of a period; a worker makes their figures.

    Raises: ``Denied``; ``WrongState`` when none runs.
    """
    permissions.can_close_period(by, now).require()
    surveys = list(
        CitizenSurvey.objects.select_for_update(of=("self",), no_key=True).filter(
            period=period_id, state=SurveyState.OPEN
        )
    )
    if not surveys:
        raise WrongState(_("Tidak ada survei yang berjalan pada periode ini."))
    _close(surveys, by=by, now=now)
    closing = PeriodClosing.objects.create(
        period_id=period_id,
        requested_by=by,
        requested_at=now,
        total=len(surveys),
        heartbeat_at=now,
    )
    transaction.on_commit(lambda: compute_period.delay(closing.pk), robust=True)
    return closing


@transaction.atomic
def resume_closing(*, closing_id: int, by: User, now: datetime) -> PeriodClosing:
    """Wake a worker for a closing that has fallen silent, or whose surveys failed.

    Raises: ``Denied``; ``WrongState`` while somebody works on it.
    """
    permissions.can_close_period(by, now).require()
    closing = PeriodClosing.objects.select_for_update().get(pk=closing_id)
    if closing.ended_at is None and not is_silent(closing, now):
        raise WrongState(_("Hasilnya masih dihitung. Tunggu sebentar."))
    if closing.ended_at is not None and not closing.failed:
        raise WrongState(_("Semua hasil periode ini sudah dihitung."))
    closing.ended_at, closing.heartbeat_at, closing.failed = None, now, []
    closing.save(update_fields=["ended_at", "heartbeat_at", "failed"])
    transaction.on_commit(lambda: compute_period.delay(closing.pk), robust=True)
    return closing


def is_silent(closing: PeriodClosing, now: datetime) -> bool:
    """Whether a closing that is not ended shows no sign of life."""
    last = closing.heartbeat_at or closing.requested_at
    return closing.ended_at is None and last < now - SILENCE


def _close(surveys: Sequence[CitizenSurvey], *, by: User, now: datetime) -> None:
    # Whoever answers at this moment holds a key share of the survey's row and waits for nothing
    # else: the rows are locked without their keys, or both would wait for each other.
    leave_at_closing(surveys)
    look_at_new(surveys)
    for survey in surveys:
        survey.state, survey.closed_at, survey.closed_by = SurveyState.CLOSED, now, by
        survey.save(update_fields=["state", "closed_at", "closed_by"])
