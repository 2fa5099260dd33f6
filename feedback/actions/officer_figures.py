"""An officer sees what citizens say of the counter, may contest it, and is answered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.models import OfficerFigure
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete


@transaction.atomic
def mark_seen(*, figure_id: int, by: User, now: datetime) -> OfficerFigure:
    """Note that the officer has read it; only from then on does the supervisor.

    Raises: ``Denied``, ``OfficerFigure.DoesNotExist``.
    """
    figure = _locked(figure_id)
    permissions.can_see_own(by, figure).require()
    if figure.seen_at is None:
        figure.seen_at = now
        figure.save(update_fields=["seen_at"])
    return figure


@transaction.atomic
def contest_figure(*, figure_id: int, text: str, by: User, now: datetime) -> OfficerFigure:
    """Object in words; until it is answered the supervisor sees nothing of it.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` without a text.
    """
    figure = _locked(figure_id)
    permissions.can_contest(by, figure).require()
    if not text.strip():
        raise Incomplete(_("Tuliskan alasan keberatan."))
    figure.contest, figure.contested_at = text.strip(), now
    figure.seen_at = figure.seen_at or now
    figure.save(update_fields=["contest", "contested_at", "seen_at"])
    return figure


@transaction.atomic
def answer_contest(
    *, figure_id: int, answer: str, withdraw: bool, by: User, now: datetime
) -> OfficerFigure:
    """Answer a contest, and take the figure back where it was right.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` without an answer.
    """
    figure = _locked(figure_id)
    permissions.can_answer_contest(by, figure, now).require()
    if not answer.strip():
        raise Incomplete(_("Tuliskan jawaban."))
    figure.answer, figure.answered_at, figure.answered_by = answer.strip(), now, by
    figure.is_withdrawn = withdraw
    figure.save(update_fields=["answer", "answered_at", "answered_by", "is_withdrawn"])
    return figure


def _locked(pk: int) -> OfficerFigure:
    return (
        OfficerFigure.objects.select_for_update(of=("self",))
        .select_related("survey__unit")
        .get(pk=pk)
    )
