"""What dialogues agreed on, as things that wait on the home page of both."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.selectors.dialogues import is_owed_by, open_points_of
from appraisal.selectors.todos import Todo


def agreed_points(employee_id: int) -> list[Todo]:
    """Each point that the person owes, and one line for all that others owe (two queries)."""
    points = open_points_of(employee_id)
    own = [point for point in points if is_owed_by(point, employee_id)]
    others = [point for point in points if point not in own]
    todos = [
        Todo(
            point.text,
            _("Disepakati pada dialog kinerja."),
            _("Buka"),
            reverse("appraisal:dialogue-list", args=[point.dialogue.plan_id]),
            point.due,
        )
        for point in own
    ]
    if others:
        todos.append(
            Todo(
                ngettext(
                    "%(n)s kesepakatan dialog masih terbuka",
                    "%(n)s kesepakatan dialog masih terbuka",
                    len(others),
                )
                % {"n": len(others)},
                _("Dikerjakan oleh lawan dialog Anda; bicarakan bila ada hambatan."),
                _("Lihat"),
                reverse("appraisal:dialogue-open"),
                others[0].due,
            )
        )
    return todos
