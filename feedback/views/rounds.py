"""Pages on which BKPSDM runs a 360 round, and the auditor reads its design."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from feedback import permissions
from feedback.actions import peer_reports, round_steps
from feedback.actions import rounds as actions
from feedback.enums import RoundState
from feedback.filters import ReviewFilter
from feedback.forms.rounds import ReasonForm, RoundEditForm
from feedback.models import FeedbackRound, Reviewee, SheetText
from feedback.selectors.rounds import (
    design_people,
    listed_rounds,
    people_lines,
    progress_of,
    reviews_counted,
    texts_to_look_at,
)
from feedback.workflow import ROUND_NEXT
from personnel.enums import Role
from personnel.rules.dates import long_date
from personnel.selectors.history import Source, read_history
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page

PAGE_SIZE = 25
READERS = (Role.BKPSDM_ADMIN, Role.AUDITOR)


@require_GET
@roles(*READERS)
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds, the latest first."""
    who = asked(request)
    page = Paginator(listed_rounds(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "can_run": permissions.can_run_rounds(who.user, who.now)}
    return render_page(request, "feedback/round_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def round_create(request: HttpRequest) -> HttpResponse:
    """Write a new draft."""
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def round_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft, or the days of a round that runs."""
    return _edit(request, get_object_or_404(FeedbackRound, pk=pk))


def _edit(request: HttpRequest, round_: FeedbackRound | None) -> HttpResponse:
    who = asked(request)
    back = reverse("feedback:round-list")
    if round_ is not None:
        back = reverse("feedback:round-detail", args=[round_.pk])
        verdict = permissions.can_change_round(who.user, round_, who.now)
        if not verdict:
            messages.error(request, str(verdict.reason))
            return redirect(back)
    form = RoundEditForm(request.POST or None, round_=round_, today=who.day)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_round(
                round_id=round_.pk if round_ else None,
                entered=form.entered(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Putaran sudah disimpan."))
            return redirect("feedback:round-detail", saved.pk)
    title = _("Ubah %(name)s") % {"name": round_} if round_ else _("Rencanakan putaran 360")
    return form_page(request, form, title=title, button=_("Simpan"), back=back)


@require_GET
@roles(*READERS)
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: where it stands, the next step, its design, what it told."""
    who = asked(request)
    round_ = get_object_or_404(FeedbackRound.objects.prefetch_related("agencies"), pk=pk)
    context = {
        "round": round_,
        "progress": progress_of(round_),
        "design": design_people(round_) if round_.state != RoundState.DRAFT else [],
        "buttons": _buttons(who, round_),
        "texts": texts_to_look_at(round_).count() if round_.state == RoundState.CLOSED else 0,
        "history": read_history([Source(FeedbackRound, {"id": round_.pk})]),
    }
    return render_page(request, "feedback/round_detail.html", context)


def _buttons(who: Asked, round_: FeedbackRound) -> list[ActionButton]:
    if not permissions.can_run_rounds(who.user, who.now):
        return []
    buttons = []
    following = ROUND_NEXT.get(RoundState(round_.state))
    if round_.asked_state:
        return []
    if following is not None:
        buttons.append(
            ActionButton(
                STEPS[following],
                reverse("feedback:round-step", args=[round_.pk]),
                permissions.can_step(who.user, round_, following, who.now),
                method="get",
            )
        )
    change = permissions.can_change_round(who.user, round_, who.now)
    if change:
        buttons.append(
            ActionButton(
                _("Ubah"),
                reverse("feedback:round-update", args=[round_.pk]),
                change,
                method="get",
                variant="outline-primary",
            )
        )
    if round_.state == RoundState.DRAFT:
        buttons.append(
            ActionButton(
                _("Hapus draf"),
                reverse("feedback:round-delete", args=[round_.pk]),
                change,
                method="get",
                variant="link",
            )
        )
    return buttons


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def round_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take the step that comes next."""
    who = asked(request)
    round_ = get_object_or_404(FeedbackRound, pk=pk)
    back = reverse("feedback:round-detail", args=[pk])
    following = ROUND_NEXT.get(RoundState(round_.state))
    if following is None:
        messages.error(request, _("Putaran ini sudah selesai."))
        return redirect(back)
    label = STEPS[following]
    return confirmed_step(
        request,
        title=_("%(step)s: %(round)s?") % {"step": label, "round": round_},
        consequences=list(_consequences(round_, following)),
        button=label,
        verdict=permissions.can_step(who.user, round_, following, who.now),
        back=back,
        step=lambda: round_steps.ask_step(round_id=pk, state=following, by=who.user, now=who.now),
        done=_("Langkah sedang dikerjakan di latar belakang."),
    )


def _consequences(round_: FeedbackRound, state: RoundState) -> list[str]:
    waiting = round_.reviewees.filter(approved_at__isnull=True).count()
    return {
        RoundState.NOMINATION: [
            _("Sistem mengusulkan rekan bagi setiap pegawai dan memberi tahu mereka."),
            _("Batas kerahasiaan tidak dapat diubah lagi."),
        ],
        RoundState.APPROVAL: [
            _("Pegawai tidak lagi mengubah daftarnya; pejabat penilai diberi tahu."),
        ],
        RoundState.COLLECTION: [
            _("%(n)s daftar belum disetujui dan dipakai sebagaimana adanya.") % {"n": waiting},
            _("Setiap pemberi umpan balik menerima formulir sampai %(date)s.")
            % {"date": long_date(round_.answer_until)},
        ],
        RoundState.CLOSED: [
            _("Tidak ada jawaban yang ditambahkan lagi, juga bila ada yang belum mengisi."),
            _("Jawaban dipisahkan dari penulisnya. Langkah ini tidak dapat dibatalkan."),
        ],
        RoundState.RELEASED: [
            _("Laporan dibekukan dan terbuka bagi pejabat penilai; pegawai setelah dialog."),
            _("Laporan tidak pernah dihitung ulang. Langkah ini tidak dapat dibatalkan."),
        ],
    }[state]


STEPS = {
    RoundState.NOMINATION: gettext_lazy("Mulai pengusulan"),
    RoundState.APPROVAL: gettext_lazy("Mulai persetujuan"),
    RoundState.COLLECTION: gettext_lazy("Mulai pengisian"),
    RoundState.CLOSED: gettext_lazy("Tutup pengisian"),
    RoundState.RELEASED: gettext_lazy("Rilis laporan"),
}
"""Label of the step that leads to a state."""


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def round_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a draft back."""
    who = asked(request)
    round_ = get_object_or_404(FeedbackRound, pk=pk)
    return confirmed_step(
        request,
        title=_("Hapus draf %(round)s?") % {"round": round_},
        consequences=[_("Belum ada yang diberi tahu; putaran dapat direncanakan lagi.")],
        button=_("Hapus draf"),
        verdict=permissions.can_step(who.user, round_, RoundState.NOMINATION, who.now),
        back=reverse("feedback:round-detail", args=[pk]),
        then=reverse("feedback:round-list"),
        step=lambda: actions.remove_round(round_id=pk, by=who.user, now=who.now),
        done=_("Draf sudah dihapus."),
    )


def _people(request: HttpRequest, round_: FeedbackRound) -> ReviewFilter:
    return ReviewFilter(
        request.GET,
        reviews_counted(Reviewee.objects.filter(round=round_)),
        agencies=round_.agencies.order_by("path"),
        request=request,
    )


@require_GET
@roles(*READERS)
def round_people(request: HttpRequest, pk: int) -> HttpResponse:
    """People of a round with how many are asked about each; never who answered."""
    round_ = get_object_or_404(FeedbackRound, pk=pk)
    found = _people(request, round_)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"round": round_, "filter": found, "page": page}
    return render_page(
        request, "feedback/round_people.html", context, "feedback/_round_people.html"
    )


@require_GET
@roles(*READERS)
def round_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The list as narrowed on screen, all pages of it."""
    round_ = get_object_or_404(FeedbackRound, pk=pk)
    headings = [_("Nama"), _("NIP"), _("Unit"), _("Pejabat penilai"), _("Rekan"), _("Disetujui")]
    lines = people_lines(_people(request, round_).qs)
    return spreadsheet(
        kind, "putaran-360", _("Putaran 360"), headings, lines, (30, 22, 36, 30, 8, 12)
    )


@require_GET
@roles(Role.BKPSDM_ADMIN)
def round_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts in which a word list saw an insult; without whom they are about."""
    round_ = get_object_or_404(FeedbackRound, pk=pk)
    context = {"round": round_, "texts": texts_to_look_at(round_)}
    return render_page(request, "feedback/round_texts.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def text_hide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hide a text with a reason, or show it again."""
    who = asked(request)
    row = get_object_or_404(SheetText.objects.select_related("reviewee__round"), pk=pk)
    back = reverse("feedback:round-texts", args=[row.reviewee.round_id])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and (row.is_hidden or form.is_valid()):
        try:
            peer_reports.hide_text(
                text_id=str(pk),
                reason="" if row.is_hidden else form.cleaned_data["reason"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "reason")
        else:
            messages.success(request, _("Keputusan tersimpan."))
            return redirect(back)
    return form_page(
        request, form, title=_("Sembunyikan catatan"), button=_("Sembunyikan"), back=back,
        lead=row.text,
    )  # fmt: skip
