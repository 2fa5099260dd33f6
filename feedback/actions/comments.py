"""Look at what citizens wrote, and decide what may be read."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.enums import CommentState
from feedback.models import CitizenSurvey, Comment
from feedback.rules.moderation import look
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete


def look_at_new(surveys: Sequence[CitizenSurvey]) -> int:
    """Take the first look at comments that nobody and no list has looked at; how many.

    Words without an insult are shown without personal data; the others wait for a reader.
    """
    new = list(Comment.objects.filter(survey__in=surveys, state=CommentState.WAITING, shown=""))
    for comment in new:
        found = look(comment.text)
        comment.shown = found.shown
        comment.element = comment.element or found.theme
        comment.state = CommentState.WAITING if found.waits else CommentState.SHOWN
    Comment.objects.bulk_update(new, ["shown", "element", "state"], batch_size=500)
    return len(new)


@transaction.atomic
def moderate_comment(
    *,
    comment_id: UUID,
    state: CommentState,
    shown: str,
    element: str,
    reason: str,
    by: User,
    now: datetime,
) -> Comment:
    """Decide what is read of a comment, and under which theme.

    Raises: ``Denied``; ``Incomplete`` without a reason where the state changes, or when a comment
    without words would be shown; ``Comment.DoesNotExist``.
    """
    comment = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("survey__unit")
        .get(pk=comment_id)
    )
    permissions.can_moderate(by, comment, now).require()
    if state != comment.state and not reason.strip():
        raise Incomplete(_("Isi alasan."))
    if state == CommentState.SHOWN and not shown.strip():
        raise Incomplete(_("Tuliskan teks yang boleh tampil."))
    comment.state, comment.shown, comment.element = state, shown.strip(), element
    comment.reason = reason.strip()
    comment.save(update_fields=["state", "shown", "element", "reason"])
    return comment
