"""A person's own development, and the page of one plan with its steps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from personnel.selectors.history import Source, read_history
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages
from training import permissions
from training.actions import development as opening
from training.actions import development_steps as actions
from training.enums import DevelopmentState
from training.forms.development import BeginForm, CloseForm, NoteForm, ReviewForm
from training.models import DevelopmentPlan
from training.selectors.competences import person_needs
from training.selectors.development import contents_of, for_list, missing_words
from training.selectors.development_words import headline, own_headline, reason
from training.views.development_pages import render_development, visible_plan

S = DevelopmentState
OWNER = gettext_lazy("Pegawai, untuk rencananya sendiri")
SUPERIOR = gettext_lazy("Atasan langsung atau penggantinya")
SEES = gettext_lazy("Pegawai, atasannya, dan petugas pelatihan")


_SILENT = frozenset({"versions", "submitted_at", "agreed_at", "closed_at"})
"""Columns that the state tells already."""


@require_GET
@object_rule(gettext_lazy("Pegawai, tentang dirinya sendiri"))
def own(request: HttpRequest) -> HttpResponse:
    """One's own plans, and what the own post demands beside what was measured."""
    who = asked(request)
    employee = who.user.employee
    rows = DevelopmentPlan.objects.filter(employee=who.user.employee_id or 0)
    plans = list(for_list(rows).order_by("-year"))
    context = {
        "headline": own_headline(plans),
        "plans": plans,
        "needs": person_needs(employee, who.day) if employee else None,
        "can_begin": permissions.can_begin_development(who.user),
    }
    return render_development(request, "training/development_own.html", context, here="own")


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Pegawai, untuk dirinya sendiri"))
def development_create(request: HttpRequest) -> HttpResponse:
    """Begin a plan of one's own accord."""
    who = asked(request)
    form = BeginForm(request.POST or None, years=range(who.day.year, who.day.year + 2))
    if request.method == "POST" and form.is_valid():
        try:
            plan = opening.begin_development(
                year=form.cleaned_data["year"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("training:development-detail", plan.pk)
    return form_page(
        request,
        form,
        title=_("Untuk tahun mana Anda ingin merencanakan?"),
        lead=_("Tujuan dan bantuannya Anda pilih sendiri, lalu dibahas dengan atasan."),
        button=_("Mulai"),
        back=reverse("training:development-own"),
    )


@require_GET
@object_rule(SEES)
def development_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Goals, actions, indicators, meetings, and the next step of whoever reads."""
    who = asked(request)
    plan = visible_plan(who, pk)
    own_plan = bool(permissions.owns(who.user, plan))
    missing = missing_words(plan, contents_of(plan)) if plan.state == S.DRAFT else []
    context = {
        "plan": plan,
        "own": own_plan,
        "day": who.day,
        "headline": headline(plan, who.day, own=own_plan),
        "reason": reason(plan, own=own_plan),
        "can_write": permissions.can_write_development(who.user, plan),
        "can_follow": permissions.can_follow_development(who.user, plan, who.now),
        "can_answer": permissions.can_answer_check(who.user, plan),
        "review": _review_form(who, plan),
        "buttons": _buttons(who, plan, complete=not missing),
        "missing": missing,
        "history": read_history([Source(DevelopmentPlan, {"id": pk}, hidden=_SILENT)]),
    }
    return render_development(
        request,
        "training/development_detail.html",
        context,
        here="own" if own_plan else "team",
    )


def _review_form(who: Asked, plan: DevelopmentPlan) -> ReviewForm | None:
    if not permissions.can_step_development(who.user, plan, S.AGREED, who.now):
        return None
    return ReviewForm(initial={"row_version": plan.row_version})


def _buttons(who: Asked, plan: DevelopmentPlan, *, complete: bool) -> list[ActionButton]:
    """The steps that are open to the reader, the way on before the way back."""

    def button(label: str, name: str, state: DevelopmentState, **look: str) -> ActionButton:
        return ActionButton(
            label,
            reverse(f"training:development-{name}", args=[plan.pk]),
            permissions.can_step_development(who.user, plan, state, who.now),
            **look,  # type: ignore[arg-type]  # method and variant
        )

    steps = []
    if permissions.owns(who.user, plan):
        if plan.state in (S.OFFERED, S.DECLINED):
            steps.append(button(_("Ambil tawaran"), "take", S.DRAFT))
        if complete:
            steps.append(button(_("Ajukan"), "submit", S.SUBMITTED))
        if plan.state == S.SUBMITTED:
            steps.append(button(_("Tarik kembali"), "withdraw", S.DRAFT, variant="outline-primary"))
        words = _("Tidak sekarang") if plan.state == S.OFFERED else _("Tidak dilanjutkan")
        steps.append(button(words, "aside", S.DECLINED, method="get", variant="link"))
    else:
        steps.append(button(_("Selesaikan"), "close", S.CLOSED, method="get"))
        if plan.state == S.AGREED:
            steps.append(button(_("Buka kembali"), "reopen", S.DRAFT, method="get", variant="link"))
    return [step for step in steps if step.verdict]


@require_POST
@object_rule(OWNER)
def development_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer up."""
    who = asked(request)
    visible_plan(who, pk)
    with domain_errors_as_messages(request):
        actions.take_up(plan_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Rencana terbuka. Mulai dengan satu tujuan."))
    return redirect("training:development-detail", pk)


@require_http_methods(["GET", "POST"])
@object_rule(OWNER)
def development_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave an offer or a free draft."""
    who = asked(request)
    plan = visible_plan(who, pk)
    return confirmed_step(
        request,
        title=_("Tidak melanjutkan rencana %(year)s?") % {"year": plan.year},
        consequences=[
            _("Tidak ada yang dicatat dalam penilaian Anda."),
            _("Yang sudah ditulis tetap ada; Anda dapat kembali kapan saja."),
        ],
        button=_("Tidak dilanjutkan"),
        verdict=permissions.can_step_development(who.user, plan, S.DECLINED, who.now),
        back=reverse("training:development-detail", args=[pk]),
        step=lambda: actions.put_aside(plan_id=pk, by=who.user, now=who.now),
        done=_("Baik. Anda dapat kembali kapan saja."),
        then=reverse("training:development-own"),
    )


@require_POST
@object_rule(OWNER)
def development_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a plan to the superior."""
    who = asked(request)
    visible_plan(who, pk)
    with domain_errors_as_messages(request):
        plan = actions.submit_development(plan_id=pk, by=who.user, now=who.now)
        superior = plan.superior.full_name if plan.superior else ""
        messages.success(request, _("Rencana sudah diajukan kepada %(name)s.") % {"name": superior})
    return redirect("training:development-detail", pk)


@require_POST
@object_rule(OWNER)
def development_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a plan back."""
    who = asked(request)
    visible_plan(who, pk)
    with domain_errors_as_messages(request):
        actions.withdraw_development(plan_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Rencana dapat Anda ubah lagi."))
    return redirect("training:development-detail", pk)


@require_POST
@object_rule(SUPERIOR)
def development_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, or give back with a word; ``decision`` says which."""
    who = asked(request)
    plan = visible_plan(who, pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Halaman ini sudah lama. Baca sekali lagi, lalu lanjutkan."))
        return redirect("training:development-detail", pk)
    with domain_errors_as_messages(request):
        if request.POST.get("decision") == "return":
            actions.return_development(
                plan_id=pk,
                note=form.cleaned_data["note"],
                by=who.user,
                now=who.now,
                seen_version=form.cleaned_data["row_version"],
            )
            words = _("Rencana kembali kepada %(name)s beserta catatan Anda.")
        else:
            actions.agree_development(
                plan_id=pk,
                note=form.cleaned_data["note"],
                by=who.user,
                now=who.now,
                seen_version=form.cleaned_data["row_version"],
            )
            words = _("Rencana disepakati. %(name)s sudah diberi tahu.")
        messages.success(request, words % {"name": plan.employee.full_name})
    return redirect("training:development-detail", pk)


@require_http_methods(["GET", "POST"])
@object_rule(SUPERIOR)
def development_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an agreed plan be written anew."""
    who = asked(request)
    plan = visible_plan(who, pk)
    form = NoteForm(request.POST or None)
    back = reverse("training:development-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_development(
                plan_id=pk, note=form.cleaned_data["note"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Pegawai dapat mengubah rencananya."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Buka kembali rencana %(name)s?") % {"name": plan.employee.full_name},
        button=_("Buka kembali"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@object_rule(SUPERIOR)
def development_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a plan with what it brought."""
    who = asked(request)
    plan = visible_plan(who, pk)
    form = CloseForm(request.POST or None)
    back = reverse("training:development-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_development(
                plan_id=pk,
                conclusion=form.cleaned_data["conclusion"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Rencana selesai; pegawai dapat membaca kesimpulannya."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Selesaikan rencana %(name)s?") % {"name": plan.employee.full_name},
        lead=_("Sesudahnya rencana ini tidak berubah lagi."),
        button=_("Selesaikan"),
        back=back,
    )
