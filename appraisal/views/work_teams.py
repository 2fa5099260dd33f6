"""Work teams: those that one belongs to, leads or made; one team; make, change, close."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from appraisal import permissions
from appraisal.actions import teams as actions
from appraisal.forms.teams import CloseForm, TeamForm
from appraisal.models import WorkTeam
from appraisal.selectors.teams import (
    LIST_KINDS,
    leaders_results,
    members_of,
    team_for_page,
    teams_by_kind,
    teams_for_list,
)
from appraisal.views.signed_in import SignedInRequest
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page

PAGE_SIZE = 25
_SEES = gettext_lazy("Ketua, anggota, kepala unit, pengelola kinerja, dan pembaca seluruh kota")
_MAKES = gettext_lazy("Kepala unit, pengelola kinerja perangkat daerah, dan BKPSDM")
_FORM = "appraisal/workteam_form.html"


def visible_team(request: SignedInRequest, pk: int) -> WorkTeam:
    """A team that the account may open, or "not found"."""
    rows = permissions.visible_teams(request.user, timezone.now())
    return get_object_or_404(team_for_page(rows), pk=pk)


@require_GET
@signed_in
def workteam_list(request: SignedInRequest) -> HttpResponse:
    """Teams under four tabs; the first one that holds a team is open."""
    now = timezone.now()
    sets = teams_by_kind(permissions.visible_teams(request.user, now), request.user)
    counts = {kind: rows.count() for kind, rows in sets.items()}
    kind = request.GET.get("kind", "")
    if kind not in LIST_KINDS:
        kind = next((name for name in LIST_KINDS if counts[name]), LIST_KINDS[0])
    rows = teams_for_list(sets[kind], timezone.localtime(now).date())
    context = {
        "kind": kind,
        "counts": counts,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "can_create": permissions.units_for_teams(request.user, now).exists(),
    }
    return render_page(request, "appraisal/workteam_list.html", context)


@require_GET
@object_rule(_SEES)
def workteam_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a team is for, who is in it, and the results that name it."""
    team = visible_team(request, pk)
    user, now = request.user, timezone.now()
    day = timezone.localtime(now).date()
    results = permissions.visible_team_results(user, team, now)
    context = {
        "team": team,
        "lines": members_of(team, results, day),
        "leaders_results": leaders_results(team, results),
        "is_leader": user.employee_id is not None and user.employee_id == team.leader_id,
        "can_choose": permissions.can_choose_members(user, team, now),
        "buttons": _buttons(request, team),
        "own": user.employee_id,
    }
    return render_page(request, "appraisal/workteam_detail.html", context)


def _buttons(request: SignedInRequest, team: WorkTeam) -> list[ActionButton]:
    now = timezone.now()
    steps = (
        (_("Tambah anggota"), "teammember-create", permissions.can_choose_members, "primary"),
        (_("Ubah tim"), "workteam-update", permissions.can_edit_team, "outline-primary"),
        (_("Tutup tim"), "workteam-close", permissions.can_close_team, "outline-primary"),
    )
    return [
        ActionButton(label, reverse(f"appraisal:{name}", args=[team.pk]), verdict, "get", variant)
        for label, name, ask, variant in steps
        if (verdict := ask(request.user, team, now))
    ]


@require_http_methods(["GET", "POST"])
@object_rule(_MAKES)
def workteam_create(request: SignedInRequest) -> HttpResponse:
    """Make a team in a unit that one leads or looks after."""
    now = timezone.now()
    back = reverse("appraisal:workteam-list")
    units = permissions.units_for_teams(request.user, now)
    if not units.exists():
        messages.error(request, _("Tim kerja dibuat oleh kepala unit. Hubungi atasan Anda."))
        return redirect(back)
    form = TeamForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            team = actions.create_team(facts=form.facts(), by=request.user, now=now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Tim kerja sudah dibuat dan ketuanya diberi tahu."))
            return redirect("appraisal:workteam-detail", pk=team.pk)
    return form_page(
        request,
        form,
        title=_("Buat tim kerja"),
        lead=_("Ketua tim membagi pekerjaan dan memberi umpan balik, tetapi tidak memberi rating."),
        button=_("Buat"),
        back=back,
        template=_FORM,
    )


@require_http_methods(["GET", "POST"])
@object_rule(_MAKES)
def workteam_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a running team."""
    team, now = visible_team(request, pk), timezone.now()
    verdict = permissions.can_edit_team(request.user, team, now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:workteam-detail", pk=pk)
    units = permissions.units_for_teams(request.user, now)
    form = TeamForm(request.POST or None, units=units, row=team)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_team(
                team_id=pk,
                facts=form.facts(),
                by=request.user,
                now=now,
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect("appraisal:workteam-detail", pk=pk)
    return form_page(
        request,
        form,
        title=_("Ubah tim %(name)s") % {"name": team.name},
        lead=_("Ketua baru memimpin mulai hari ini dan diberi tahu."),
        button=_("Simpan"),
        back=reverse("appraisal:workteam-detail", args=[pk]),
        template=_FORM,
    )


@require_http_methods(["GET", "POST"])
@object_rule(_MAKES)
def workteam_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a team with a reason."""
    team, now = visible_team(request, pk), timezone.now()
    verdict = permissions.can_close_team(request.user, team, now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("appraisal:workteam-detail", pk=pk)
    form = CloseForm(request.POST or None, row=team)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_team(
                team_id=pk,
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=now,
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Tim kerja sudah ditutup. Anggotanya diberi tahu."))
            return redirect("appraisal:workteam-detail", pk=pk)
    return form_page(
        request,
        form,
        title=_("Tutup tim %(name)s") % {"name": team.name},
        lead=_(
            "Tim yang ditutup tidak dapat dibuka lagi. Hasil kerja dan umpan balik tetap tersimpan."
        ),
        button=_("Tutup tim"),
        back=reverse("appraisal:workteam-detail", args=[pk]),
    )
