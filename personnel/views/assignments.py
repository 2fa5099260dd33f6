"""Pages of assignments: begun for a person or a post, corrected, ended, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions
from personnel.actions import assignments as actions
from personnel.enums import AssignmentKind, Role
from personnel.forms.assignments import AssignmentForm, LastDayForm
from personnel.forms.units import unit_choices
from personnel.models import Assignment, Employee, Post, Unit
from personnel.rules.dates import long_date
from personnel.selectors.people import person_page
from personnel.selectors.units import in_tree_order
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page


def _assignment(pk: int) -> Assignment:
    rows = Assignment.objects.select_related("employee", "post__unit")
    return get_object_or_404(rows, pk=pk)


def _person(pk: int) -> str:
    return reverse("personnel:employee-detail", args=[pk])


@require_GET
@roles(Role.BKPSDM_ADMIN)
def assignment_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """First step of a new assignment: in which unit? The present one is proposed."""
    employee = get_object_or_404(Employee, pk=pk)
    chosen = request.GET.get("unit", "")
    if chosen.isdecimal() and Unit.objects.active().filter(pk=chosen).exists():
        return redirect("personnel:assignment-create", pk=employee.pk, unit_id=int(chosen))
    own = person_page(employee, asked(request).day).own
    context = {
        "employee": employee,
        "units": unit_choices(in_tree_order(Unit.objects.all())),
        "present": own.post.unit_id if own else None,
        "missing": "unit" in request.GET,
        "back": _person(employee.pk),
    }
    return render_page(request, "personnel/assignment_unit.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def assignment_create(request: HttpRequest, pk: int, unit_id: int) -> HttpResponse:
    """Second step: post, nature, days and decree for a person."""
    who = asked(request)
    employee = get_object_or_404(Employee, pk=pk)
    unit = get_object_or_404(Unit.objects.active(), pk=unit_id)
    form = AssignmentForm(
        request.POST or None,
        posts=unit.posts.active(),
        employee=employee,
        initial={"kind": AssignmentKind.DEFINITIVE},
    )
    return _start(
        request,
        who,
        form,
        title=_("Penugasan baru untuk %(name)s") % {"name": employee.full_name},
        back=reverse("personnel:assignment-unit", args=[employee.pk]) + f"?from={unit.pk}",
        unit=unit,
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def post_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a post: the person is looked for, the post is known."""
    who = asked(request)
    post = get_object_or_404(Post.objects.active().select_related("unit"), pk=pk)
    form = AssignmentForm(
        request.POST or None,
        posts=[post],
        initial={"kind": AssignmentKind.DEFINITIVE, "post_id": post.pk},
    )
    return _start(
        request,
        who,
        form,
        title=_("Isi jabatan %(post)s") % {"post": post.title},
        back=reverse("personnel:unit-detail", args=[post.unit_id]),
        unit=post.unit,
    )


def _start(
    request: HttpRequest, who: Asked, form: AssignmentForm, *, title: str, back: str, unit: Unit
) -> HttpResponse:
    question = ""
    if request.method == "POST" and form.is_valid():
        pressed = "agree" in request.POST
        try:
            assignment = actions.start_assignment(
                facts=form.facts(),
                by=who.user,
                now=who.now,
                end_current_on=form.agreed_day(pressed),
            )
        except actions.CurrentAssignmentRuns as error:
            form.ask(error.last_day)
            question = _(
                "Pegawai ini masih menjabat %(post)s. Penugasan itu akan berakhir pada %(date)s."
            ) % {"post": error.assignment.post.title, "date": long_date(error.last_day)}
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Penugasan sudah disimpan."))
            return redirect(_person(assignment.employee_id))
    return form_page(
        request,
        form,
        title=title,
        lead=_("Unit: %(unit)s") % {"unit": unit.name},
        button=_("Tetapkan"),
        back=back,
        question=question,
        agree=_("Akhiri dan tetapkan"),
        template="personnel/agreement_form.html",
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def assignment_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written down wrongly; a move is a new assignment instead."""
    who = asked(request)
    assignment = _assignment(pk)
    unit = assignment.post.unit
    posts = unit.posts.filter(is_active=True) | unit.posts.filter(pk=assignment.post_id)
    form = AssignmentForm(
        request.POST or None, posts=posts, employee=assignment.employee, assignment=assignment
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_assignment(
                assignment_id=assignment.pk, facts=form.facts(), by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(_person(assignment.employee_id))
    return form_page(
        request,
        form,
        title=_("Perbaiki penugasan %(name)s") % {"name": assignment.employee.full_name},
        lead=_("Untuk perpindahan, buat penugasan baru; yang lama berakhir sehari sebelumnya."),
        button=_("Simpan"),
        back=_person(assignment.employee_id),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def assignment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an assignment end on a day."""
    who = asked(request)
    assignment = _assignment(pk)
    form = LastDayForm(request.POST or None, initial={"last_day": who.day})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_assignment(
                assignment_id=assignment.pk,
                last_day=form.cleaned_data["last_day"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "last_day")
        else:
            messages.success(request, _("Penugasan sudah diakhiri."))
            return redirect(_person(assignment.employee_id))
    return form_page(
        request,
        form,
        title=_("Akhiri penugasan %(name)s") % {"name": assignment.employee.full_name},
        lead=_("%(post)s, sejak %(date)s.")
        % {"post": assignment.post.title, "date": long_date(assignment.effective_from)},
        button=_("Akhiri"),
        back=_person(assignment.employee_id),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def assignment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an assignment that was entered by mistake."""
    who = asked(request)
    assignment = _assignment(pk)
    return confirmed_step(
        request,
        title=_("Hapus penugasan %(post)s?") % {"post": assignment.post.title},
        consequences=[
            _("Hanya untuk penugasan yang salah dicatat; untuk perpindahan, akhiri penugasannya."),
            _("Penghapusan tercatat pada riwayat %(name)s.")
            % {"name": assignment.employee.full_name},
        ],
        button=_("Hapus"),
        verdict=permissions.can_manage_people(who.user, who.now),
        back=_person(assignment.employee_id),
        step=lambda: actions.remove_assignment(
            assignment_id=assignment.pk, by=who.user, now=who.now
        ),
        done=_("Penugasan sudah dihapus."),
    )
