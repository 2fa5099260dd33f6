"""Pages of people: the list, one person, the forms, the state official."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions
from personnel.actions import people as actions
from personnel.documents import HEADINGS, WIDTHS, people_rows
from personnel.enums import EmployeeKind, LegalStatus, Role
from personnel.filters import EmployeeFilter
from personnel.forms.people import EmployeeForm, OfficialForm
from personnel.models import Assignment, Employee, SupervisionOverride
from personnel.rules.ranks import rank_label
from personnel.selectors.careers import career
from personnel.selectors.history import Source, read_history
from personnel.selectors.people import (
    PersonPage,
    holds_a_post,
    listed,
    matching,
    person_page,
    with_posts,
)
from personnel.selectors.roles import roles_of
from personnel.selectors.supervision import supervision_map
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from personnel.views.units import READERS
from sabang_kinerja.common.access import object_rule, roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

PAGE_SIZE = 50
SUGGESTIONS = 12
PRIVATE = frozenset({"birth_date", "sex", "education"})
"""Shown to the person, to BKPSDM and to the auditor: nobody else needs them."""


def _filtered(request: HttpRequest, who: Asked) -> EmployeeFilter:
    return EmployeeFilter(
        request.GET,
        permissions.visible_people(who.user, who.now).order_by("name", "pk"),
        agencies=permissions.visible_units(who.user, who.now).active().agencies(),
        now=who.now,
    )


def _reads_private(who: Asked) -> bool:
    return bool(roles_of(who.user, who.day).roles & {Role.BKPSDM_ADMIN, Role.AUDITOR})


@require_GET
@roles(*READERS)
def employee_list(request: HttpRequest) -> HttpResponse:
    """People with their posts: searched, narrowed, paged, to be taken along as a file."""
    who = asked(request)
    found = _filtered(request, who)
    page = Paginator(with_posts(found.qs, who.day), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": listed(page.object_list),
        "can_manage": permissions.can_manage_people(who.user, who.now),
    }
    return render_page(
        request, "personnel/employee_list.html", context, fragment="personnel/_employee_rows.html"
    )


@require_GET
@roles(*READERS)
def employee_export(request: HttpRequest, file_type: str) -> HttpResponse:
    """The list as narrowed on screen, as XLSX or CSV."""
    who = asked(request)
    people = _filtered(request, who).qs
    numbers = {pk: nip or "" for pk, nip in Employee.objects.values_list("pk", "nip")}
    rows = people_rows(
        listed(with_posts(people, who.day)),
        supervision_map(who.day),
        numbers,
        with_private=_reads_private(who),
    )
    if file_type == "csv":
        response = HttpResponse(as_csv(HEADINGS, rows), content_type=CSV_TYPE)
    else:
        content = as_xlsx("Pegawai", HEADINGS, rows, WIDTHS)
        response = HttpResponse(content, content_type=XLSX_TYPE)
    name = f"pegawai-{who.day.isoformat()}.{file_type}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_GET
@roles(Role.BKPSDM_ADMIN)
def employee_options(request: HttpRequest) -> HttpResponse:
    """Suggestions for a field that takes one person: options of a datalist."""
    who = asked(request)
    text = str(next(iter(request.GET.values()), "")).strip()
    people = Employee.objects.none()
    if len(text) > 1:
        people = matching(Employee.objects.exclude(legal_status=LegalStatus.LEFT), text)
    rows = listed(with_posts(people.order_by("name", "pk")[:SUGGESTIONS], who.day))
    return render_page(request, "personnel/employee_options.html", {"rows": rows})


@require_GET
@object_rule(
    gettext_lazy(
        "Pegawai itu sendiri, atasannya, pengelola dan kepala perangkat daerahnya, auditor, "
        "pimpinan kota, dan BKPSDM."
    )
)
def employee_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: identity, posts through time, superiors with the reason, history."""
    who = asked(request)
    employee = get_object_or_404(permissions.visible_people(who.user, who.now), pk=pk)
    person = person_page(employee, who.day)
    is_self = who.user.employee_id == employee.pk
    shows_all = is_self or _reads_private(who)
    context = {
        "person": person,
        "employee": employee,
        "rank": rank_label(employee.rank),
        "career": career(person.assignments, who.day),
        "is_self": is_self,
        "shows_all": shows_all,
        "is_official": employee.kind == EmployeeKind.STATE_OFFICIAL,
        "can_manage": permissions.can_manage_people(who.user, who.now),
        "day": who.day,
        "open_units": _open_units(who, [a.post.unit_id for a in person.assignments]),
        "open_people": _open_people(who, person),
        "can_read": permissions.can_read_people(who.user, who.now),
        "history": read_history(
            [
                Source(Employee, {"id": pk}, hidden=frozenset() if shows_all else PRIVATE),
                Source(Assignment, {"employee": pk}, _("Penugasan"), named_by="post"),
                Source(
                    SupervisionOverride,
                    {"employee": pk},
                    _("Penetapan pejabat penilai"),
                    named_by="supervisor",
                ),
            ]
        ),
    }
    return render_page(request, "personnel/employee_detail.html", context)


def _open_people(who: Asked, person: PersonPage) -> set[int]:
    """Direct reports and superiors whose pages the account may open."""
    superiors = (person.supervisor.employee, person.reviewing_superior.employee)
    ids = [row.employee.pk for row in person.direct_reports] + [e.pk for e in superiors if e]
    people = permissions.visible_people(who.user, who.now).filter(pk__in=ids)
    return set(people.values_list("pk", flat=True))


def _open_units(who: Asked, ids: list[int]) -> set[int]:
    """Units among ``ids`` whose pages the account may open: only those become links."""
    units = permissions.visible_units(who.user, who.now).filter(pk__in=ids)
    return set(units.values_list("pk", flat=True))


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def employee_create(request: HttpRequest) -> HttpResponse:
    """Add a civil servant; the first post comes next."""
    who = asked(request)
    initial = {"kind": EmployeeKind.PNS, "legal_status": LegalStatus.ACTIVE}
    form = EmployeeForm(request.POST or None, today=who.day, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            employee = actions.add_employee(facts=form.facts(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "nip")
        else:
            _tell(request, form, _("Pegawai sudah ditambahkan. Berikutnya: penugasannya."))
            return redirect("personnel:assignment-unit", pk=employee.pk)
    return form_page(
        request,
        form,
        title=_("Pegawai baru"),
        button=_("Tambahkan"),
        back=reverse("personnel:employee-list"),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def employee_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct or update what is known of a civil servant."""
    who = asked(request)
    employee = get_object_or_404(Employee.objects.civil_servants(), pk=pk)
    form = EmployeeForm(request.POST or None, today=who.day, employee=employee)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_employee(
                employee_id=employee.pk, facts=form.facts(), by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error, "nip")
        else:
            _tell(request, form, _("Perubahan sudah disimpan."))
            if changed.legal_status == LegalStatus.LEFT and holds_a_post(changed, who.day):
                messages.warning(
                    request, _("Penugasannya masih berjalan. Akhiri pada tabel jabatan di bawah.")
                )
            return redirect("personnel:employee-detail", pk=employee.pk)
    return form_page(
        request,
        form,
        title=employee.full_name,
        button=_("Simpan"),
        back=reverse("personnel:employee-detail", args=[employee.pk]),
    )


def _tell(request: HttpRequest, form: EmployeeForm, done: str) -> None:
    messages.success(request, done)
    for doubt in form.warnings:
        messages.warning(request, doubt)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def official_create(request: HttpRequest) -> HttpResponse:
    """Add the state official at the top of the tree."""
    who = asked(request)
    form = OfficialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        official = actions.add_state_official(facts=form.facts(), by=who.user, now=who.now)
        messages.success(request, _("Pejabat negara sudah ditambahkan. Berikutnya: jabatannya."))
        return redirect("personnel:assignment-unit", pk=official.pk)
    return form_page(
        request,
        form,
        title=_("Pejabat negara baru"),
        lead=_("Menilai kepala perangkat daerah dan tidak dinilai di sini, misalnya Wali Kota."),
        button=_("Tambahkan"),
        back=reverse("personnel:employee-list"),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def official_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name or titles of the state official."""
    who = asked(request)
    official = get_object_or_404(Employee, pk=pk, kind=EmployeeKind.STATE_OFFICIAL)
    form = OfficialForm(request.POST or None, employee=official)
    if request.method == "POST" and form.is_valid():
        actions.change_state_official(
            employee_id=official.pk, facts=form.facts(), by=who.user, now=who.now
        )
        messages.success(request, _("Perubahan sudah disimpan."))
        return redirect("personnel:employee-detail", pk=official.pk)
    return form_page(
        request,
        form,
        title=official.full_name,
        button=_("Simpan"),
        back=reverse("personnel:employee-detail", args=[official.pk]),
    )
