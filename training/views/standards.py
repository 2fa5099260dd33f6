"""What posts demand: families of posts, and their standards from day to day."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from personnel.enums import Role
from personnel.selectors.history import Source, read_history
from personnel.views.asking import asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from training.actions import standards as actions
from training.forms.competences import EndForm, FamilyForm, StandardForm
from training.models import Competence, CompetenceStandard, PostFamily
from training.views.development_pages import render_development

RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)
READERS = (*RUNNERS, Role.CITY_LEADERSHIP, Role.AUDITOR)


@require_GET
@roles(*READERS)
def family_list(request: HttpRequest) -> HttpResponse:
    """Families of posts with how many standards hold today."""
    who = asked(request)
    holds = Q(standards__valid_from__lte=who.day) & (
        Q(standards__valid_until__isnull=True) | Q(standards__valid_until__gte=who.day)
    )
    families = PostFamily.objects.annotate(demands=Count("standards", filter=holds))
    context = {"families": list(families)}
    return render_development(request, "training/family_list.html", context, here="standards")


@require_GET
@roles(*READERS)
def family_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One family: what it demands today, what comes, what was."""
    who = asked(request)
    family = get_object_or_404(PostFamily, pk=pk)
    rows = list(family.standards.select_related("competence"))
    context = {
        "family": family,
        "now": [one for one in rows if _holds(one, who.day)],
        "ahead": [one for one in rows if one.valid_from > who.day],
        "past": [one for one in rows if one.valid_until and one.valid_until < who.day],
        "history": read_history([Source(PostFamily, {"id": pk})]),
    }
    return render_development(request, "training/family_detail.html", context, here="standards")


def _holds(standard: CompetenceStandard, day: object) -> bool:
    until = standard.valid_until
    return standard.valid_from <= day and (until is None or until >= day)  # type: ignore[operator]


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def family_create(request: HttpRequest) -> HttpResponse:
    """Add a family of posts."""
    return _family(request, None)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def family_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change which posts belong to a family."""
    return _family(request, get_object_or_404(PostFamily, pk=pk))


def _family(request: HttpRequest, family: PostFamily | None) -> HttpResponse:
    who = asked(request)
    form = FamilyForm(request.POST or None, family=family)
    back = (
        reverse("training:family-detail", args=[family.pk])
        if family
        else reverse("training:family-list")
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_family(
                family_id=family.pk if family else None,
                entered=form.entered(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("training:family-detail", saved.pk)
    return form_page(
        request,
        form,
        title=family.name if family else _("Kelompok jabatan baru"),
        button=_("Simpan"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def standard_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a demand hold from a day on; ``?competence=`` names one that stands already."""
    who = asked(request)
    family = get_object_or_404(PostFamily, pk=pk)
    chosen = request.GET.get("competence", "")
    standing = (
        family.standards.on(who.day)
        .filter(competence=int(chosen) if chosen.isdecimal() else 0)
        .select_related("competence")
        .first()
    )
    form = StandardForm(request.POST or None, standard=standing, initial={"valid_from": who.day})
    back = reverse("training:family-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_standard(
                family_id=pk,
                entered=form.entered(),
                valid_from=form.cleaned_data["valid_from"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "valid_from")
        else:
            messages.success(request, _("Standar sudah disimpan."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=standing.competence.name if standing else _("Kompetensi apa yang dituntut?"),
        lead=family.name,
        button=_("Simpan"),
        back=back,
        template="training/standard_form.html",
        competences=list(Competence.objects.values_list("name", flat=True)),
    )


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def standard_end(request: HttpRequest, pk: int, standard_pk: int) -> HttpResponse:
    """Let a demand end."""
    who = asked(request)
    family = get_object_or_404(PostFamily, pk=pk)
    standard = get_object_or_404(family.standards.select_related("competence"), pk=standard_pk)
    form = EndForm(request.POST or None, initial={"valid_until": who.day})
    back = reverse("training:family-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_standard(
                standard_id=standard_pk,
                valid_until=form.cleaned_data["valid_until"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Standar berakhir pada tanggal itu dan tetap tercatat."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Sampai kapan %(name)s dituntut?") % {"name": standard.competence},
        lead=family.name,
        button=_("Simpan"),
        back=back,
    )
