"""Pages of delegations by decree and of substitutes for a time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from personnel import permissions
from personnel.actions import substitutions as actions
from personnel.enums import Role
from personnel.forms.running import SubstitutionForm, WordsForm
from personnel.models import Substitution
from personnel.selectors.roles import roles_of
from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step, form_page
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 25
_NAMED = gettext_lazy("Yang digantikan, penggantinya, dan BKPSDM")


@require_GET
@object_rule(gettext_lazy("Yang menyangkut diri sendiri, tim, perangkat daerah, atau semua"))
def substitution_list(request: HttpRequest) -> HttpResponse:
    """Both kinds on one page: for a time and on behalf, and by decree."""
    who = asked(request)
    rows = (
        permissions.visible_substitutions(who.user, who.now)
        .select_related("absent", "substitute")
        .order_by("-effective_until", "pk")
    )
    delegations = (
        permissions.visible_delegations(who.user, who.now)
        .on(who.day)
        .select_related("employee", "supervisor")
        .order_by("supervisor__name", "employee__name", "pk")
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    decrees = Paginator(delegations, PAGE_SIZE).get_page(request.GET.get("decrees"))
    context = {
        "page": page,
        "rows": [_line(row, who) for row in page.object_list],
        "decrees": decrees,
        "day": who.day,
        "running": sum(row.effective_from <= who.day <= row.effective_until for row in page)
        if page.number == 1
        else None,
        "may_name": who.user.employee_id is not None or _is_admin(who),
    }
    return render_page(request, "personnel/substitution_list.html", context)


def _line(row: Substitution, who: Asked) -> dict[str, object]:
    return {
        "row": row,
        "runs": row.declined_at is None and row.effective_from <= who.day <= row.effective_until,
        "may_decline": bool(permissions.can_decline_substitution(who.user, row, who.now)),
        "may_end": bool(permissions.can_end_substitution(who.user, row, who.now)),
    }


def _is_admin(who: Asked) -> bool:
    return Role.BKPSDM_ADMIN in roles_of(who.user, who.day)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Untuk diri sendiri; BKPSDM untuk siapa pun"))
def substitution_create(request: HttpRequest) -> HttpResponse:
    """Name a substitute for oneself; BKPSDM writes for whom."""
    who = asked(request)
    back = reverse("personnel:substitution-list")
    absent = None if _is_admin(who) else who.user.employee
    if absent is None and not _is_admin(who):
        messages.error(request, _("Akun ini tidak memiliki data pegawai."))
        return redirect(back)
    form = SubstitutionForm(request.POST or None, absent=absent)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.name_substitute(facts=form.facts(), by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request,
                _("%(name)s ditunjuk sebagai pengganti dan diberi tahu.")
                % {"name": made.substitute.full_name},
            )
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Tunjuk pengganti"),
        lead=_(
            "Pengganti menyetujui, mengembalikan, menilai, dan menyampaikan atas nama yang "
            "digantikan. Setiap tanda tangannya tertulis a.n."
        ),
        button=_("Tunjuk"),
        back=back,
        template="personnel/substitution_form.html",
    )


@require_http_methods(["GET", "POST"])
@object_rule(_NAMED)
def substitution_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline to act for somebody."""
    who = asked(request)
    row = _visible(who, pk)
    back = reverse("personnel:substitution-list")
    form = WordsForm(request.POST or None, label=_("Mengapa Anda tidak dapat?"), most=200)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline_substitution(
                substitution_id=row.pk,
                reason=form.cleaned_data["words"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Penunjukan ditolak; yang digantikan diberi tahu."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Tolak menggantikan %(name)s") % {"name": row.absent.full_name},
        button=_("Tolak"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
@object_rule(_NAMED)
def substitution_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a substitution before its last day."""
    who = asked(request)
    row = _visible(who, pk)
    return confirmed_step(
        request,
        title=_("Akhiri penggantian oleh %(name)s?") % {"name": row.substitute.full_name},
        consequences=[
            _("Mulai hari ini pengganti tidak lagi bertindak."),
            _("Yang sudah ditandatangani a.n. tetap berlaku."),
        ],
        button=_("Akhiri"),
        verdict=permissions.can_end_substitution(who.user, row, who.now),
        back=reverse("personnel:substitution-list"),
        step=lambda: actions.end_substitution(substitution_id=row.pk, by=who.user, now=who.now),
        done=_("Penggantian sudah diakhiri."),
    )


def _visible(who: Asked, pk: int) -> Substitution:
    rows = permissions.visible_substitutions(who.user, who.now)
    return get_object_or_404(rows.select_related("absent", "substitute"), pk=pk)
