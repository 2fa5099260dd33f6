"""What waits while plans are made: drafts to begin, links to choose, old plans to close."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal import permissions
from appraisal.selectors.links import unlinked_results
from appraisal.selectors.missing_plans import DraftDays
from appraisal.selectors.moves import moved_plans
from appraisal.selectors.plans import posts_to_plan
from appraisal.selectors.todos import Todo
from personnel.models import Assignment, Employee, PerformanceYear, User


def plans_to_begin(employee: Employee, year: PerformanceYear, due: date | None) -> list[Todo]:
    """A plan for each own post without one; ``due`` is the year's last day for drafts."""
    days = DraftDays(year, due)
    return [_plan_to_begin(row, year, days) for row in posts_to_plan(employee, year)]


def _plan_to_begin(assignment: Assignment, year: PerformanceYear, days: DraftDays) -> Todo:
    """A post taken up in the year has a last day of its own (regulation 2.3)."""
    is_new_post = assignment.effective_from > date(year.year, 1, 1)
    title = _("Susun SKP jabatan baru") if is_new_post else _("Susun SKP %(year)s")
    return Todo(
        title % {"year": year},
        _("Jabatan: %(post)s. Mulai dari awal, atau salin dari tahun lalu.")
        % {"post": assignment.post.title},
        _("Susun SKP"),
        reverse("appraisal:plan-list"),
        days.of(assignment),
    )


def links_to_choose(user: User) -> list[Todo]:
    """Results of direct reports that hang on none of the supervisor's results yet."""
    waiting = unlinked_results(user.employee_id or 0).count()
    if not waiting:
        return []
    title = ngettext("%(n)s hasil menunggu tautan", "%(n)s hasil menunggu tautan", waiting)
    return [
        Todo(
            title % {"n": waiting},
            _("Pilih hasil kerja Anda yang didukung, sebelum evaluasi tahunan ditetapkan."),
            _("Hubungkan"),
            reverse("appraisal:link-list"),
        )
    ]


def plans_to_close(user: User, now: datetime) -> list[Todo]:
    """Plans of posts that their owners have left, for the performance team."""
    if not permissions.can_watch_missing_plans(user, now):
        return []
    count = moved_plans(permissions.visible_plans(user, now), now).count()
    if not count:
        return []
    title = ngettext("Tutup %(n)s SKP jabatan lama", "Tutup %(n)s SKP jabatan lama", count)
    return [
        Todo(
            title % {"n": count},
            _("Pemiliknya sudah pindah jabatan; SKP lama ditutup sehari sebelumnya."),
            _("Tutup"),
            reverse("appraisal:plan-moves"),
        )
    ]
