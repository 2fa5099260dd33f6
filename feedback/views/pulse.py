"""Pages of the pulse: staff answer and read; BKPSDM asks, sees where fear is, says what helped."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from feedback import permissions
from feedback.actions import pulse as actions
from feedback.enums import PulseMoment, WaveState
from feedback.forms.pulse import DoneForm, PulseForm, WaveForm
from feedback.models import PulseWave
from feedback.rules.pulse import LEAST
from feedback.selectors.pulse import export_lines, open_invitation, pulse_page, wave_rate
from personnel.enums import Role
from personnel.rules.dates import long_date
from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step, form_page
from sabang_kinerja.common.access import roles, signed_in
from sabang_kinerja.common.downloads import spreadsheet
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 25
TEXTS_SHOWN = 200
TICKS = ("0%", "25%", "50%", "75%", "100%")
READERS = (Role.BKPSDM_ADMIN, Role.CITY_LEADERSHIP, Role.AUDITOR)


@require_http_methods(["GET", "POST"])
@signed_in
def pulse_answer(request: HttpRequest) -> HttpResponse:
    """Eleven statements, once; without a draft on the server."""
    who = asked(request)
    invitation = open_invitation(who.user.employee_id)
    verdict = permissions.can_answer_pulse(invitation, who.now)
    form = PulseForm(request.POST or None)
    if request.method == "POST" and invitation is not None and verdict and form.is_valid():
        try:
            actions.answer_pulse(
                invitation_id=invitation.pk,
                items=form.items(),
                text=form.cleaned_data["text"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Terima kasih. Jawaban Anda sudah masuk."))
            return redirect("feedback:pulse-result")
    context = {"form": form, "invitation": invitation, "verdict": verdict}
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render_page(request, "feedback/pulse_answer.html", context, status=status)


@require_GET
@signed_in
def pulse_result(request: HttpRequest) -> HttpResponse:
    """The city's last result for all staff, with what was done about it."""
    who = asked(request)
    wave = PulseWave.objects.filter(state=WaveState.CLOSED).order_by("-closed_at").first()
    context = {
        "page": pulse_page(wave, with_groups=False) if wave else None,
        "ticks": TICKS,
        "invitation": open_invitation(who.user.employee_id),
        "can_groups": permissions.can_read_groups(who.user, who.now),
    }
    return render_page(request, "feedback/pulse_result.html", context)


@require_GET
@roles(*READERS)
def wave_list(request: HttpRequest) -> HttpResponse:
    """All waves, the latest first."""
    who = asked(request)
    page = Paginator(PulseWave.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "can_run": permissions.can_run_pulse(who.user, who.now)}
    return render_page(request, "feedback/wave_list.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def wave_create(request: HttpRequest) -> HttpResponse:
    """Plan a wave."""
    who = asked(request)
    form = WaveForm(request.POST or None, today=who.day)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"moment": PulseMoment(form.cleaned_data["moment"])}
        try:
            wave = actions.plan_wave(**data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, None if hasattr(error, "constraint") else "closes_on")
        else:
            return redirect("feedback:wave-detail", wave.pk)
    return form_page(
        request,
        form,
        title=_("Rencanakan gelombang"),
        button=_("Simpan"),
        back=reverse("feedback:wave-list"),
    )


@require_GET
@roles(*READERS)
def wave_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One wave: how far it is, or its result with agencies and what helps."""
    who = asked(request)
    wave = get_object_or_404(PulseWave, pk=pk)
    context = {
        "wave": wave,
        "page": pulse_page(wave, with_groups=True) if wave.state == WaveState.CLOSED else None,
        "ticks": TICKS,
        "invited": wave.invitations.count() if wave.state == WaveState.OPEN else 0,
        "rate": wave_rate(wave) if wave.state == WaveState.OPEN else None,
        "runs": permissions.can_run_pulse(who.user, who.now),
        "texts": list(wave.texts.order_by("pk")[:TEXTS_SHOWN])
        if wave.state == WaveState.CLOSED and wave.result["n"] >= LEAST
        else [],
    }
    return render_page(request, "feedback/wave_detail.html", context)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def wave_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite everybody, after a question."""
    who = asked(request)
    wave = get_object_or_404(PulseWave, pk=pk)
    return confirmed_step(
        request,
        title=_("Buka %(wave)s?") % {"wave": wave},
        consequences=[
            _("Semua pegawai yang bertugas diundang dan diberi tahu."),
            _("Mereka dapat menjawab sampai %(date)s.") % {"date": long_date(wave.closes_on)},
        ],
        button=_("Buka gelombang"),
        verdict=permissions.can_open_wave(who.user, wave, who.now),
        back=reverse("feedback:wave-detail", args=[pk]),
        step=lambda: actions.open_wave(wave_id=pk, by=who.user, now=who.now),
        done=_("Gelombang sudah dibuka."),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def wave_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the asking, after a question."""
    who = asked(request)
    wave = get_object_or_404(PulseWave, pk=pk)
    return confirmed_step(
        request,
        title=_("Tutup %(wave)s?") % {"wave": wave},
        consequences=[
            _("Tidak ada jawaban yang ditambahkan lagi; hasil dihitung sekali."),
            _("Daftar undangan dihapus, sehingga siapa yang menjawab tidak tersimpan."),
        ],
        button=_("Tutup gelombang"),
        verdict=permissions.can_close_wave(who.user, wave, who.now),
        back=reverse("feedback:wave-detail", args=[pk]),
        step=lambda: actions.close_wave(wave_id=pk, by=who.user, now=who.now),
        done=_("Gelombang sudah ditutup."),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def wave_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a planned wave back."""
    who = asked(request)
    wave = get_object_or_404(PulseWave, pk=pk)
    return confirmed_step(
        request,
        title=_("Batalkan %(wave)s?") % {"wave": wave},
        consequences=[_("Belum ada yang diundang; gelombang dapat direncanakan lagi.")],
        button=_("Batalkan gelombang"),
        verdict=permissions.can_open_wave(who.user, wave, who.now),
        back=reverse("feedback:wave-detail", args=[pk]),
        then=reverse("feedback:wave-list"),
        step=lambda: actions.remove_wave(wave_id=pk, by=who.user, now=who.now),
        done=_("Gelombang sudah dibatalkan."),
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def wave_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was done about a result."""
    who = asked(request)
    wave = get_object_or_404(PulseWave, pk=pk)
    back = reverse("feedback:wave-detail", args=[pk])
    form = DoneForm(request.POST or None, initial={"text": wave.done_note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_done(wave_id=pk, text=form.cleaned_data["text"], by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error, "text")
        else:
            messages.success(request, _("Tersimpan dan terbuka bagi semua pegawai."))
            return redirect(back)
    return form_page(request, form, title=_("Yang sudah dilakukan"), button=_("Simpan"), back=back)


@require_GET
@roles(*READERS)
def wave_export(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Figures of a closed wave as a table."""
    wave = get_object_or_404(PulseWave, pk=pk, state=WaveState.CLOSED)
    headings = [
        _("Unit"), _("Ukuran"), _("Jawaban"), _("Rata-rata"), _("Simpangan baku"),
        _("Setuju (%)"), _("Tidak setuju (%)"),
    ]  # fmt: skip
    lines = export_lines(pulse_page(wave, with_groups=True))
    return spreadsheet(
        kind, "suara-pegawai", _("Suara pegawai"), headings, lines, (36, 30, 10, 11, 15, 12, 16)
    )
