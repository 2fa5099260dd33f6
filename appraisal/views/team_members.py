"""Members of a work team: take in, change, take back, and a member's own note."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appraisal import permissions
from appraisal.actions import team_members as actions
from appraisal.forms.teams import MemberForm, NoteForm
from appraisal.models import TeamMember
from appraisal.views.signed_in import SignedInRequest
from appraisal.views.work_teams import visible_team
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError

_CHOOSES = gettext_lazy("Ketua tim, kepala unit, pengelola kinerja, dan BKPSDM")
_FORM = "appraisal/workteam_form.html"


def _visible_member(request: SignedInRequest, pk: int) -> TeamMember:
    teams = permissions.visible_teams(request.user, timezone.now())
    rows = TeamMember.objects.filter(team__in=teams).select_related("team__unit", "employee")
    return get_object_or_404(rows, pk=pk)


def _page_of(team_id: int) -> str:
    return reverse("appraisal:workteam-detail", args=[team_id])


@require_http_methods(["GET", "POST"])
@object_rule(_CHOOSES)
def teammember_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take somebody into a team."""
    team, now = visible_team(request, pk), timezone.now()
    verdict = permissions.can_choose_members(request.user, team, now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(_page_of(pk))
    first = max(timezone.localtime(now).date(), team.effective_from)
    form = MemberForm(request.POST or None, initial={"effective_from": first})
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.add_member(
                team_id=pk,
                employee_id=form.cleaned_data["employee"].pk,
                facts=form.facts(),
                by=request.user,
                now=now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            done = _("%(name)s menjadi anggota tim dan diberi tahu.")
            messages.success(request, done % {"name": member.employee.full_name})
            return redirect(_page_of(pk))
    return form_page(
        request,
        form,
        title=_("Tambah anggota tim %(name)s") % {"name": team.name},
        lead=_("Anggota tetap dinilai oleh pejabat penilainya sendiri."),
        button=_("Tambah"),
        back=_page_of(pk),
        template=_FORM,
    )


@require_http_methods(["GET", "POST"])
@object_rule(_CHOOSES)
def teammember_update(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change task and days of a member, or let the membership end."""
    member, now = _visible_member(request, pk), timezone.now()
    back = _page_of(member.team_id)
    verdict = permissions.can_choose_members(request.user, member.team, now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = MemberForm(request.POST or None, row=member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_member(
                member_id=pk,
                facts=form.facts(),
                by=request.user,
                now=now,
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Keanggotaan %(name)s") % {"name": member.employee.full_name},
        lead=_("Isi tanggal “sampai” untuk mengakhiri keanggotaan."),
        button=_("Simpan"),
        back=back,
        template=_FORM,
    )


@require_http_methods(["GET", "POST"])
@object_rule(_CHOOSES)
def teammember_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a membership back that was written by mistake."""
    member, now = _visible_member(request, pk), timezone.now()
    seen = request.POST.get("row_version", "")
    return confirmed_step(
        request,
        title=_("Hapus %(name)s dari tim?") % {"name": member.employee.full_name},
        consequences=[
            _("Untuk keanggotaan yang keliru dicatat. Yang sudah bekerja diakhiri dengan tanggal."),
            _("Yang bersangkutan diberi tahu."),
        ],
        button=_("Hapus"),
        verdict=permissions.can_choose_members(request.user, member.team, now),
        back=_page_of(member.team_id),
        step=lambda: actions.remove_member(
            member_id=pk,
            by=request.user,
            now=now,
            seen_version=int(seen) if seen.isdecimal() else 0,
        ),
        done=_("Keanggotaan sudah dihapus."),
        template="appraisal/teammember_remove.html",
        row_version=member.row_version,
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Anggota tim, untuk dirinya sendiri"))
def teammember_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write one's own word to the leader of the team."""
    member, now = _visible_member(request, pk), timezone.now()
    back = _page_of(member.team_id)
    verdict = permissions.can_leave_note(request.user, member, now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    form = NoteForm(request.POST or None, row=member)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_note(
                member_id=pk,
                note=form.cleaned_data["note"],
                by=request.user,
                now=now,
                seen_version=form.cleaned_data["row_version"],
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Catatan untuk ketua tim %(name)s") % {"name": member.team.name},
        lead=_("Terbaca oleh semua yang dapat membuka halaman tim ini."),
        button=_("Simpan"),
        back=back,
    )
