"""What in the organisation chart has to be mended, and the search box."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from personnel import permissions
from personnel.enums import ProblemKind
from personnel.models import Employee
from personnel.rules.nip import normalise_nip
from personnel.selectors.problems import find_problems
from personnel.selectors.search import SHORTEST, search
from personnel.views.asking import asked
from personnel.views.units import READERS
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 50
FIRST_OF_KIND = 8
NIP_LENGTH = 18

MENDED_BY = {
    ProblemKind.NO_SUPERVISOR: _("Isi jabatan pimpinan di atasnya, atau tetapkan dengan SK."),
    ProblemKind.SUPERVISOR_LEFT: _("Akhiri penugasannya, lalu isi jabatannya."),
    ProblemKind.MUTUAL: _("Tetapkan pejabat penilai lain untuk salah satunya."),
    ProblemKind.SUPERVISOR_TOO_LOW: _("Tetapkan pejabat penilai dengan SK pendelegasian."),
    ProblemKind.NO_HEAD: _("Isi jabatan pimpinan, definitif atau Plt."),
    ProblemKind.TWO_HEADS: _("Akhiri penugasan yang lama."),
    ProblemKind.NO_POST: _("Buat penugasan, atau ubah status bila sudah berhenti."),
    ProblemKind.GAP: _("Perbaiki tanggal salah satu penugasan."),
    ProblemKind.STATUS: _("Ubah status atau akhiri penugasannya."),
}

_OWN_OFFICE = _("BKPSDM")
_BOTH = _("Perangkat daerah mengusulkan, BKPSDM menetapkan")
OFFICES = {
    ProblemKind.NO_SUPERVISOR: _BOTH,
    ProblemKind.SUPERVISOR_LEFT: _OWN_OFFICE,
    ProblemKind.MUTUAL: _OWN_OFFICE,
    ProblemKind.SUPERVISOR_TOO_LOW: _BOTH,
    ProblemKind.NO_HEAD: _BOTH,
    ProblemKind.TWO_HEADS: _OWN_OFFICE,
    ProblemKind.NO_POST: _OWN_OFFICE,
    ProblemKind.GAP: _OWN_OFFICE,
    ProblemKind.STATUS: _OWN_OFFICE,
}
"""Which office has to act."""


@require_GET
@roles(*READERS)
def problem_list(request: HttpRequest) -> HttpResponse:
    """Findings by kind, the gravest first; ``?kind=`` shows all of one kind, paged."""
    who = asked(request)
    problems = find_problems(
        permissions.visible_people(who.user, who.now),
        permissions.visible_units(who.user, who.now),
        who.day,
    )
    chosen = request.GET.get("kind", "")
    page = None
    if chosen in ProblemKind.values:
        rows = problems.found.get(ProblemKind(chosen), [])
        page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "problems": problems,
        "sections": [
            (kind, rows[:FIRST_OF_KIND], len(rows), f"{MENDED_BY[kind]} {OFFICES[kind]}.")
            for kind, rows in problems.sections()
        ],
        "chosen": ProblemKind(chosen) if page is not None else None,
        "mended_by": MENDED_BY.get(ProblemKind(chosen)) if page is not None else "",
        "page": page,
        "day": who.day,
        "can_manage": permissions.can_manage_people(who.user, who.now),
        "cases": permissions.visible_cases(who.user, who.now).filter(closed_at=None).count(),
    }
    return render_page(request, "personnel/problem_list.html", context)


@require_GET
@roles(*READERS)
def search_page(request: HttpRequest) -> HttpResponse:
    """People and units by name or number; a whole employee number leads straight to the person."""
    who = asked(request)
    text = " ".join(request.GET.get("q", "").split())
    people = permissions.visible_people(who.user, who.now).order_by("name", "pk")
    digits = normalise_nip(text)
    if len(digits) == NIP_LENGTH and digits.isdecimal():
        person: Employee | None = people.filter(nip=digits).first()
        if person is not None:
            return redirect("personnel:employee-detail", pk=person.pk)
    units = permissions.visible_units(who.user, who.now).active()
    context = {
        "text": text,
        "too_short": 0 < len(text) < SHORTEST,
        "found": search(text, people=people, units=units, day=who.day),
    }
    return render_page(
        request, "personnel/search.html", context, fragment="personnel/_search_results.html"
    )
