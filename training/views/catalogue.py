"""Pages of the catalogue and of the versions of the table of hours."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from personnel.enums import Role
from personnel.rules.dates import long_date
from personnel.selectors.history import Source, read_history
from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step, form_page
from sabang_kinerja.common.access import roles, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.verdicts import ALLOWED
from training import permissions
from training.actions import catalogue as actions
from training.filters import TrainingFilter
from training.forms.catalogue import CatalogueForm
from training.forms.hours_table import CellsForm, VersionForm
from training.models import HoursVersion, Training
from training.selectors.hours import table_on
from training.selectors.hours_versions import version_lines
from training.selectors.sessions import upcoming, with_places
from training.views.pages import render_training

PAGE_SIZE = 30
RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)


@require_GET
@signed_in
def catalogue(request: HttpRequest) -> HttpResponse:
    """What can be learnt."""
    who = asked(request)
    trainings = Training.objects.select_related("competence")
    if not permissions.can_run_training(who.user, who.now):
        trainings = trainings.filter(is_active=True)
    found = TrainingFilter(request.GET, trainings, request=request)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render_training(
        request,
        "training/catalogue.html",
        context,
        here="catalogue",
        fragment="training/_catalogue_rows.html",
    )


@require_GET
@signed_in
def training_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what is learnt, how it is measured, when it is held."""
    who = asked(request)
    training = get_object_or_404(Training.objects.select_related("competence"), pk=pk)
    sessions = permissions.visible_sessions(who.user, who.now).filter(training=training)
    context = {
        "training": training,
        "sessions": with_places(upcoming(sessions, who.day)),
        "history": read_history([Source(Training, {"id": pk})])
        if permissions.can_run_training(who.user, who.now)
        else [],
    }
    return render_training(request, "training/training_detail.html", context, here="catalogue")


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def training_create(request: HttpRequest) -> HttpResponse:
    """Add an entry of the catalogue."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def training_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry of the catalogue, or stop offering it."""
    return _edit(request, get_object_or_404(Training, pk=pk))


def _edit(request: HttpRequest, training: Training | None) -> HttpResponse:
    who = asked(request)
    form = CatalogueForm(request.POST or None, training=training)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_training(
                training_id=training.pk if training else None,
                entered=form.entered(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, None if "record" in str(error) else "code")
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("training:training-detail", saved.pk)
    return form_page(
        request,
        form,
        title=training.title if training else _("Pelatihan baru"),
        button=_("Simpan"),
        back=reverse("training:training-detail", args=[training.pk])
        if training
        else reverse("training:catalogue"),
        template="training/catalogue_form.html",
    )


@require_GET
@signed_in
def hours_table(request: HttpRequest) -> HttpResponse:
    """What each of the 25 forms counts today, and which versions there were or will be."""
    who = asked(request)
    in_force = table_on(who.day)
    context = {
        "lines": version_lines(in_force.version),
        "version": in_force.version,
        "versions": HoursVersion.objects.select_related("made_by"),
    }
    return render_training(request, "training/hours_table.html", context, here="table")


@require_GET
@signed_in
def hours_version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of the table, with its changes."""
    version = get_object_or_404(HoursVersion.objects.prefetch_related("cells"), pk=pk)
    context = {
        "lines": version_lines(version),
        "version": version,
        "versions": HoursVersion.objects.select_related("made_by"),
        "history": read_history([Source(HoursVersion, {"id": pk})]),
    }
    return render_training(request, "training/hours_table.html", context, here="table")


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def hours_draft(request: HttpRequest) -> HttpResponse:
    """Begin a version."""
    who = asked(request)
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.draft_hours(**form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "valid_from")
        else:
            return redirect("training:hours-edit", version.pk)
    return form_page(
        request,
        form,
        title=_("Versi baru tabel JP"),
        lead=_("Versi baru dimulai sebagai salinan tabel yang berlaku pada hari itu."),
        button=_("Lanjutkan"),
        back=reverse("training:hours-table"),
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def hours_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the cells of a draft."""
    who = asked(request)
    version = get_object_or_404(HoursVersion.objects.prefetch_related("cells"), pk=pk)
    if version.published_at is not None:
        messages.error(request, _("Versi ini sudah berlaku dan tidak berubah lagi."))
        return redirect("training:hours-version", pk)
    form = CellsForm(request.POST or None, lines=version_lines(version))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_cells(version_id=pk, cells=form.cells(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("training:hours-version", pk)
    context = {"form": form, "version": version}
    return render_training(
        request,
        "training/hours_edit.html",
        context,
        here="table",
        status=UNPROCESSABLE if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def hours_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft into force, for ever."""
    who = asked(request)
    version = get_object_or_404(HoursVersion, pk=pk)
    return confirmed_step(
        request,
        title=_("Berlakukan tabel JP sejak %(day)s?") % {"day": long_date(version.valid_from)},
        consequences=[
            _("Versi ini tidak dapat diubah atau dihapus lagi."),
            _("Yang selesai sebelum hari itu tetap dihitung dengan tabel lama."),
        ],
        button=_("Berlakukan"),
        verdict=ALLOWED,
        back=reverse("training:hours-version", args=[pk]),
        step=lambda: actions.publish_hours(version_id=pk, by=who.user, now=who.now),
        done=_("Tabel JP sudah ditetapkan."),
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def hours_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    who = asked(request)
    get_object_or_404(HoursVersion, pk=pk)
    return confirmed_step(
        request,
        title=_("Hapus rancangan tabel JP ini?"),
        consequences=[_("Isinya hilang; tabel yang berlaku tidak berubah.")],
        button=_("Hapus"),
        verdict=ALLOWED,
        back=reverse("training:hours-version", args=[pk]),
        step=lambda: actions.drop_hours(version_id=pk, by=who.user, now=who.now),
        done=_("Rancangan sudah dihapus."),
        then=reverse("training:hours-table"),
    )
