"""What an improvement plan asks of a person, in the words of the home page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.selectors.improvement import Waiting, steps_to_record, waiting_for
from appraisal.selectors.todos import Todo
from personnel.enums import Role
from personnel.models import User
from personnel.selectors.roles import roles_of


def improvement_todos(user: User, day: date) -> list[Todo]:
    """Goals, check-ins, answers and conclusions that wait; next steps for BKPSDM."""
    todos = [_todo(one) for one in waiting_for(user.employee_id or 0, day)]
    if Role.BKPSDM_ADMIN in roles_of(user, day) and (count := steps_to_record()):
        todos.append(
            Todo(
                ngettext(
                    "Catat langkah berikutnya bagi %(n)s pegawai",
                    "Catat langkah berikutnya bagi %(n)s pegawai",
                    count,
                )
                % {"n": count},
                _("Rencana perbaikannya disimpulkan belum membaik."),
                _("Catat"),
                f"{reverse('appraisal:improvement-list')}?state=not_improved",
            )
        )
    return todos


def _todo(waiting: Waiting) -> Todo:
    name = {"name": waiting.plan.employee.name}
    match waiting.step:
        case "goals":
            title = _("Susun tujuan perbaikan bersama %(name)s") % name
            text = _("Rencana perbaikan sudah dibuka; tujuannya ditulis bersama.")
            verb = _("Susun")
        case "check":
            title = _("Adakan pertemuan perbaikan dengan %(name)s") % name
            text = _("Pertemuan bulanan: apa yang sudah membaik, bantuan apa yang perlu.")
            verb = _("Catat")
        case "conclude":
            title = _("Simpulkan rencana perbaikan %(name)s") % name
            text = _("Masa perbaikan sudah berakhir.")
            verb = _("Simpulkan")
        case "answer":
            title = _("Baca catatan pertemuan perbaikan Anda")
            text = _("Anda boleh menulis catatan sendiri.")
            verb = _("Baca")
        case _other:
            title = _("Baca rencana perbaikan Anda")
            text = _("Tujuannya sudah ditulis. Anda boleh menanggapinya.")
            verb = _("Baca")
    url = reverse("appraisal:improvement-detail", args=[waiting.plan.pk])
    return Todo(title, text, verb, url, waiting.due)
