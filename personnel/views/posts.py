"""Pages of the posts of a unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from personnel import policies
from personnel.actions import posts as actions
from personnel.enums import PostKind, PostLevel, Role
from personnel.forms.units import PostForm
from personnel.models import Post, Unit
from personnel.views.asking import asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError


def _post(pk: int) -> Post:
    return get_object_or_404(Post.objects.select_related("unit"), pk=pk)


def _unit_page(unit_id: int) -> str:
    return reverse("personnel:unit-detail", args=[unit_id])


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def post_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a post to a unit; the first one of a unit is proposed as its head."""
    who = asked(request)
    unit = get_object_or_404(Unit, pk=pk)
    has_head = unit.posts.active().filter(is_head=True).exists()
    initial = {
        "kind": PostKind.ADMINISTRATION,
        "level": PostLevel.PELAKSANA if has_head else PostLevel.NONE,
        "title": "" if has_head else unit.head_title,
        "echelon": "" if has_head else unit.echelon,
        "is_head": not has_head,
    }
    form = PostForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_post(unit=unit, facts=form.facts(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Jabatan sudah ditambahkan."))
            return redirect(_unit_page(unit.pk))
    return form_page(
        request,
        form,
        title=_("Jabatan baru di %(unit)s") % {"unit": unit.name},
        button=_("Tambahkan"),
        back=_unit_page(unit.pk),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def post_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename or describe a post."""
    who = asked(request)
    post = _post(pk)
    form = PostForm(request.POST or None, post=post)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_post(post_id=post.pk, facts=form.facts(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(_unit_page(post.unit_id))
    return form_page(
        request, form, title=post.title, button=_("Simpan"), back=_unit_page(post.unit_id)
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def post_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a post out of use."""
    who = asked(request)
    post = _post(pk)
    return confirmed_step(
        request,
        title=_("Nonaktifkan jabatan %(post)s?") % {"post": post.title},
        consequences=[
            _("Jabatan tidak lagi ditawarkan untuk penugasan baru."),
            _("Penugasan lamanya tetap dapat dibaca."),
        ],
        button=_("Nonaktifkan"),
        verdict=policies.may_end_post(post, who.day),
        back=_unit_page(post.unit_id),
        step=lambda: actions.end_post(post_id=post.pk, by=who.user, now=who.now),
        done=_("Jabatan sudah dinonaktifkan."),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def post_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an ended post back into use."""
    who = asked(request)
    post = _post(pk)
    return confirmed_step(
        request,
        title=_("Aktifkan jabatan %(post)s?") % {"post": post.title},
        consequences=[_("Jabatan kembali dapat diisi.")],
        button=_("Aktifkan"),
        verdict=policies.may_restore_post(post),
        back=_unit_page(post.unit_id),
        step=lambda: actions.restore_post(post_id=post.pk, by=who.user, now=who.now),
        done=_("Jabatan sudah diaktifkan."),
    )
