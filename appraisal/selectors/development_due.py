"""What a development plan asks of a person, in the words of the home page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from appraisal.selectors.todos import Todo
from personnel.models import User
from personnel.selectors.roles import roles_of
from training.selectors.development import Waiting, waiting_for


def development_todos(user: User, day: date) -> list[Todo]:
    """Plans to write, to answer and to look at."""
    if user.employee_id is None:
        return []
    leaders = {user.employee_id, *roles_of(user, day).acts_for}
    return [_todo(one) for one in waiting_for(user.employee_id, leaders, day)]


def _todo(waiting: Waiting) -> Todo:
    told = {"name": waiting.plan.employee.name, "year": waiting.plan.year}
    plain = ""
    match waiting.step:
        case "write":
            title = _("Susun rencana pengembangan %(year)s") % told
            text = _("Pilih tujuan dan bantuan yang Anda perlukan, lalu bahas dengan atasan.")
            verb = _("Susun")
        case "review":
            title = _("Tanggapi rencana pengembangan %(name)s") % told
            text = _("Setujui, atau tulis apa yang akan membantu.")
            verb = _("Tanggapi")
            plain = _("Tanggapi rencana pengembangan bawahan")
        case _other:
            title = _("Bahas rencana pengembangan dengan %(name)s") % told
            text = _("Pertemuan periode: apa yang sudah lebih baik, bantuan apa yang perlu.")
            verb = _("Catat")
            plain = _("Bahas rencana pengembangan bawahan")
    url = reverse("training:development-detail", args=[waiting.plan.pk])
    return Todo(title, text, verb, url, waiting.due, plain=plain)
