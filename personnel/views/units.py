"""Pages of the organisation tree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions, policies
from personnel.actions import units as actions
from personnel.enums import Role
from personnel.forms.units import UnitForm
from personnel.models import Post, Unit
from personnel.selectors.history import Source, read_history
from personnel.selectors.units import (
    agency_rows,
    heads_on,
    in_tree_order,
    post_rows,
    unit_tree,
    units_above,
    vacant_posts,
    walk,
)
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page

READERS = (
    Role.BKPSDM_ADMIN,
    Role.AUDITOR,
    Role.CITY_LEADERSHIP,
    Role.PERFORMANCE_MANAGER,
    Role.AGENCY_HEAD,
    Role.SUPERVISOR,
)


@require_GET
@roles(*READERS)
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree, collapsible, with heads and counts."""
    who = asked(request)
    roots = unit_tree(permissions.visible_units(who.user, who.now), who.day)
    everything = list(walk(roots))
    context = {
        "roots": roots,
        "units": len(everything),
        "people": sum(root.people for root in roots),
        "headless": sum(branch.needs_head for branch in everything),
        "ended": permissions.visible_units(who.user, who.now).filter(is_active=False),
        "can_manage": permissions.can_manage_people(who.user, who.now),
    }
    return render_page(request, "personnel/unit_list.html", context)


@require_GET
@roles(*READERS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Agencies with heads and counts."""
    who = asked(request)
    rows = agency_rows(permissions.visible_units(who.user, who.now), who.day)
    context = {
        "rows": rows,
        "people": sum(row.people for row in rows),
        "can_manage": permissions.can_manage_people(who.user, who.now),
    }
    return render_page(request, "personnel/agency_list.html", context)


def _unit(who: Asked, pk: int) -> Unit:
    units = permissions.visible_units(who.user, who.now).select_related("parent", "agency")
    return get_object_or_404(units, pk=pk)


@require_GET
@roles(*READERS)
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: head, posts, people, units below, history."""
    who = asked(request)
    unit = _unit(who, pk)
    everything = unit_tree(Unit.objects.within(unit), who.day)
    posts = post_rows(unit, who.day)
    branch = everything[0] if everything else None
    manage = permissions.can_manage_people(who.user, who.now)
    heads = heads_on(who.day)
    above = units_above(unit)
    context = {
        "unit": unit,
        "chain": [(one, heads.get(one.pk)) for one in [*above, unit]],
        "open_units": set(
            permissions.visible_units(who.user, who.now)
            .filter(pk__in=[one.pk for one in above])
            .values_list("pk", flat=True)
        ),
        "branch": branch,
        "posts": posts,
        "vacant": vacant_posts(posts),
        "can_manage": manage,
        "buttons": _buttons(who, unit) if manage else [],
        "history": read_history(
            [
                Source(Unit, {"id": unit.pk}),
                Source(Post, {"unit": unit.pk}, _("Jabatan"), named_by="title"),
            ]
        ),
    }
    return render_page(request, "personnel/unit_detail.html", context)


def _buttons(who: Asked, unit: Unit) -> list[ActionButton]:
    if unit.is_active:
        return [
            ActionButton(
                _("Nonaktifkan"),
                reverse("personnel:unit-end", args=[unit.pk]),
                policies.may_end_unit(unit, who.day),
                method="get",
                variant="outline-primary",
            )
        ]
    return [
        ActionButton(
            _("Aktifkan"),
            reverse("personnel:unit-restore", args=[unit.pk]),
            policies.may_restore_unit(unit),
            method="get",
            variant="outline-primary",
        )
    ]


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def unit_create(request: HttpRequest) -> HttpResponse:
    """Add a unit below another one; ``?parent=`` chooses it."""
    who = asked(request)
    initial = {"parent_id": request.GET.get("parent"), "kind": "unit"}
    form = UnitForm(request.POST or None, units=in_tree_order(Unit.objects.all()), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            unit = actions.create_unit(facts=form.facts(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "name")
        else:
            messages.success(request, _("Unit sudah ditambahkan."))
            return redirect("personnel:unit-detail", pk=unit.pk)
    return form_page(
        request,
        form,
        title=_("Unit kerja baru"),
        button=_("Tambahkan"),
        back=reverse("personnel:unit-list"),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def unit_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, move or describe a unit."""
    who = asked(request)
    unit = _unit(who, pk)
    form = UnitForm(request.POST or None, units=in_tree_order(Unit.objects.all()), unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_unit(unit_id=unit.pk, facts=form.facts(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "name")
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("personnel:unit-detail", pk=unit.pk)
    return form_page(
        request,
        form,
        title=unit.name,
        button=_("Simpan"),
        back=reverse("personnel:unit-detail", args=[unit.pk]),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def unit_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a unit out of use."""
    who = asked(request)
    unit = _unit(who, pk)
    return confirmed_step(
        request,
        title=_("Nonaktifkan %(unit)s?") % {"unit": unit.name},
        consequences=[
            _("Unit tidak lagi ditawarkan untuk penugasan baru."),
            _("Riwayat dan penugasan lamanya tetap dapat dibaca."),
        ],
        button=_("Nonaktifkan"),
        verdict=policies.may_end_unit(unit, who.day),
        back=reverse("personnel:unit-detail", args=[unit.pk]),
        step=lambda: actions.end_unit(unit_id=unit.pk, by=who.user, now=who.now),
        done=_("Unit sudah dinonaktifkan."),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def unit_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an ended unit back into use."""
    who = asked(request)
    unit = _unit(who, pk)
    return confirmed_step(
        request,
        title=_("Aktifkan %(unit)s?") % {"unit": unit.name},
        consequences=[_("Unit kembali menjadi bagian dari pohon unit.")],
        button=_("Aktifkan"),
        verdict=policies.may_restore_unit(unit),
        back=reverse("personnel:unit-detail", args=[unit.pk]),
        step=lambda: actions.restore_unit(unit_id=unit.pk, by=who.user, now=who.now),
        done=_("Unit sudah diaktifkan."),
    )
