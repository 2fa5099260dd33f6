"""Guides: read, confirmed, written in new versions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.enums import Role
from personnel.views.asking import asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import roles, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages
from training import permissions
from training.actions import guides as actions
from training.forms.socialisation import GuideForm
from training.models import Acknowledgement, Guide, GuideVersion
from training.selectors.socialisation import acknowledged_count, changes_of, guide_rows
from training.views.pages import render_training

RUNNERS = (Role.TRAINING_OFFICER, Role.BKPSDM_ADMIN)


@require_GET
@signed_in
def guide_list(request: HttpRequest) -> HttpResponse:
    """All guides and whether one has confirmed the version in force."""
    who = asked(request)
    context = {"rows": guide_rows(who.user.employee)}
    return render_training(request, "training/guide_list.html", context, here="guides")


@require_GET
@signed_in
def guide_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide in its version in force, or an older one by its number."""
    who = asked(request)
    guide = get_object_or_404(Guide, slug=slug)
    versions = list(guide.versions.order_by("-number"))
    asked_for = request.GET.get("version", "")
    chosen = [one for one in versions if str(one.number) == asked_for] or versions[:1]
    version = chosen[0] if chosen else None
    before = next((one for one in versions if version and one.number < version.number), None)
    own = (
        Acknowledgement.objects.filter(version=version, employee=who.user.employee_id or 0).first()
        if version
        else None
    )
    context = {
        "guide": guide,
        "version": version,
        "versions": versions,
        "is_latest": version is not None and version == versions[0],
        "chapters": changes_of(version, before) if version else [],
        "before": before,
        "own": own,
        "confirmed": acknowledged_count(guide)
        if permissions.can_run_training(who.user, who.now)
        else None,
    }
    return render_training(request, "training/guide_detail.html", context, here="guides")


@require_POST
@signed_in
def guide_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say "I have read and understood" of one version."""
    who = asked(request)
    version = get_object_or_404(GuideVersion.objects.select_related("guide"), pk=pk)
    with domain_errors_as_messages(request):
        actions.acknowledge(version_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Pernyataan Anda sudah tersimpan."))
    return redirect("training:guide-detail", version.guide.slug)


@require_http_methods(["GET", "POST"])
@roles(*RUNNERS)
def guide_update(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new version."""
    who = asked(request)
    guide = get_object_or_404(Guide, slug=slug)
    latest = guide.versions.order_by("-number").first()
    text = GuideForm.text_of(latest.chapters) if latest else ""
    form = GuideForm(request.POST or None, initial={"text": text})
    back = reverse("training:guide-detail", args=[slug])
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_guide(
                guide_id=guide.pk, chapters=form.chapters(), by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error, "text")
        else:
            messages.success(
                request, _("Versi baru terbit; semua diminta membaca dan menyatakannya lagi.")
            )
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Versi baru: %(title)s") % {"title": guide},
        lead=_("Versi yang sudah terbit tidak berubah. Yang berbeda ditandai bab demi bab."),
        button=_("Terbitkan"),
        back=back,
    )
