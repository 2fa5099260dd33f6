"""Who reads citizens' words, and who decides what the public reads."""

from datetime import datetime

from django.db.models import QuerySet

from feedback.enums import CommentState
from feedback.models import Comment
from feedback.permissions.surveys import can_run_surveys_of, surveyed_units, visible_surveys
from personnel.models import User
from sabang_kinerja.common.verdicts import Verdict


def visible_comments(user: User, now: datetime) -> QuerySet[Comment]:
    """Shown words of visible surveys; waiting and hidden ones only for whoever runs the survey."""
    visible = visible_surveys(user, now).values("pk")
    comments = Comment.objects.filter(survey__in=visible)
    runs = comments.filter(survey__unit__in=surveyed_units(user, now).values("pk"))
    return runs | comments.filter(state=CommentState.SHOWN)


def can_moderate(user: User, comment: Comment, now: datetime) -> Verdict:
    """Show, hide, correct the theme: whoever runs the surveys of the unit."""
    return can_run_surveys_of(user, comment.survey.unit, now)
