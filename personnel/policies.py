"""Does the state of a unit, post, assignment or year allow a step, whoever asks?"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from personnel.enums import ImportState, YearState
from personnel.models import Assignment, ImportRun, PerformanceYear, Post, Unit
from personnel.rules.dates import long_date
from personnel.workflow import IMPORT_STEPS
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def may_end_unit(unit: Unit, day: date) -> Verdict:
    """A unit ends when nothing below it and nobody in it remains."""
    if not unit.is_active:
        return denied(_("Unit ini sudah tidak aktif."), WrongState)
    below = unit.children.active().count()
    if below:
        return denied(
            ngettext(
                "Masih ada %(n)s unit aktif di bawahnya. Pindahkan atau nonaktifkan lebih dulu.",
                "Masih ada %(n)s unit aktif di bawahnya. Pindahkan atau nonaktifkan lebih dulu.",
                below,
            )
            % {"n": below},
            WrongState,
        )
    return _nobody_remains(Assignment.objects.on_or_after(day).filter(post__unit=unit).count())


def may_restore_unit(unit: Unit) -> Verdict:
    """A unit comes back under a unit that exists."""
    if unit.is_active:
        return denied(_("Unit ini sudah aktif."), WrongState)
    if unit.parent is not None and not unit.parent.is_active:
        return denied(
            _("Unit di atasnya, %(unit)s, tidak aktif. Aktifkan unit itu lebih dulu.")
            % {"unit": unit.parent.name},
            WrongState,
        )
    return ALLOWED


def may_end_post(post: Post, day: date) -> Verdict:
    """A post ends when nobody holds it."""
    if not post.is_active:
        return denied(_("Jabatan ini sudah tidak aktif."), WrongState)
    return _nobody_remains(Assignment.objects.on_or_after(day).filter(post=post).count())


def may_restore_post(post: Post) -> Verdict:
    """A post comes back into a unit that exists and does not have another head post by now."""
    if post.is_active:
        return denied(_("Jabatan ini sudah aktif."), WrongState)
    if not post.unit.is_active:
        return denied(
            _("Unit %(unit)s tidak aktif. Aktifkan unit itu lebih dulu.")
            % {"unit": post.unit.name},
            WrongState,
        )
    if post.is_head and post.unit.posts.active().filter(is_head=True).exists():
        return denied(_("Unit ini sudah memiliki jabatan pimpinan."), WrongState)
    return ALLOWED


def may_end_assignment(assignment: Assignment, last_day: date) -> Verdict:
    """An assignment ends on a day on which it runs."""
    if assignment.effective_until is not None and assignment.effective_until <= last_day:
        return denied(
            _("Penugasan ini sudah berakhir pada %(date)s.")
            % {"date": long_date(assignment.effective_until)},
            WrongState,
        )
    return ALLOWED


def may_change_calendar(year: PerformanceYear) -> Verdict:
    """Days of a year may change until it is closed."""
    if year.state == YearState.CLOSED:
        return denied(_("Tahun kinerja ini sudah ditutup."), WrongState)
    return ALLOWED


def may_change_rhythm(year: PerformanceYear) -> Verdict:
    """The rhythm of periods is settled when the year opens, because evaluations follow it."""
    if year.state != YearState.PREPARING:
        return denied(
            _("Irama evaluasi tidak dapat diubah setelah tahun kinerja dibuka."), WrongState
        )
    return ALLOWED


def may_open_year(year: PerformanceYear) -> Verdict:
    """Only a year in preparation is opened."""
    if year.state == YearState.OPEN:
        return denied(_("Tahun kinerja ini sudah dibuka."), WrongState)
    if year.state == YearState.CLOSED:
        return denied(_("Tahun kinerja ini sudah ditutup."), WrongState)
    return ALLOWED


def may_open_with(found: int, known: int) -> Verdict:
    """Findings in the organisation chart do not forbid opening, but must be known by number."""
    if found and found != known:
        return denied(
            ngettext(
                "Ada %(n)s hal pada bagan organisasi yang belum beres. "
                "Nyatakan bahwa Anda mengetahuinya, atau bereskan lebih dulu.",
                "Ada %(n)s hal pada bagan organisasi yang belum beres. "
                "Nyatakan bahwa Anda mengetahuinya, atau bereskan lebih dulu.",
                found,
            )
            % {"n": found},
            WrongState,
        )
    return ALLOWED


def may_close_year(year: PerformanceYear, day: date) -> Verdict:
    """An open year is closed after its last day, when annual evaluations have begun to end."""
    if year.state != YearState.OPEN:
        return denied(
            _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
            % {"state": year.get_state_display()},
            WrongState,
        )
    first = date(year.year + 1, 1, 1)
    if day < first:
        return denied(
            _("Tahun kinerja ini dapat ditutup mulai %(date)s.") % {"date": long_date(first)},
            WrongState,
        )
    return ALLOWED


def may_discard_year(year: PerformanceYear) -> Verdict:
    """Only a rehearsal is thrown away; everything else is kept."""
    if year.is_rehearsal:
        return ALLOWED
    return denied(_("Hanya tahun latihan yang dapat dibuang."), WrongState)


def _nobody_remains(people: int) -> Verdict:
    if people:
        return denied(
            ngettext(
                "Masih ada %(n)s penugasan di sini. Akhiri atau pindahkan lebih dulu.",
                "Masih ada %(n)s penugasan di sini. Akhiri atau pindahkan lebih dulu.",
                people,
            )
            % {"n": people},
            WrongState,
        )
    return ALLOWED


def may_move_import(run: ImportRun, to: ImportState) -> Verdict:
    """An import goes only where its steps lead."""
    if to in IMPORT_STEPS[ImportState(run.state)]:
        return ALLOWED
    return denied(
        _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
        % {"state": run.get_state_display()},
        WrongState,
    )


def may_apply_import(run: ImportRun) -> Verdict:
    """An import is applied once, from its preview, when there is anything to write."""
    verdict = may_move_import(run, ImportState.APPLIED)
    if verdict and run.changes_nothing:
        return denied(_("Isi berkas sama dengan data yang ada. Tidak ada yang diubah."), WrongState)
    return verdict
