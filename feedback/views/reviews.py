"""Pages on which people see what a 360 round asks of them, and choose who is asked about them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from feedback import permissions
from feedback.actions import nominations, rounds
from feedback.enums import RaterGroup
from feedback.forms.rounds import ConflictForm, NameForm
from feedback.models import DeclaredConflict, Nomination, Reviewee
from feedback.selectors.reviews import peers_page, raters_of
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, form_page
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page

_ABOUT = gettext_lazy("Pegawai yang bersangkutan dan pejabat penilainya")


@require_GET
@signed_in
def review_list(request: HttpRequest) -> HttpResponse:
    """Everything of 360 rounds that concerns the reader: forms, own list and report, the team."""
    who = asked(request)
    context = {
        "peers": peers_page(who.user, who.now),
        "can_audit": permissions.can_audit_rounds(who.user, who.now),
        "watches_keys": permissions.can_watch_keys(who.user, who.now),
    }
    return render_page(request, "feedback/review_list.html", context)


def _review(who: Asked, pk: int) -> Reviewee:
    found = permissions.visible_reviews(who.user, who.now).select_related(
        "round", "employee", "unit__agency", "superior"
    )
    return get_object_or_404(found, pk=pk)


@require_GET
@object_rule(_ABOUT)
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of raters of one person."""
    who = asked(request)
    return _list_page(request, who, _review(who, pk), NameForm())


def _list_page(request: HttpRequest, who: Asked, review: Reviewee, form: NameForm) -> HttpResponse:
    is_own = who.user.employee_id == review.employee_id
    change = (
        permissions.can_nominate(who.user, review, who.now)
        if is_own
        else permissions.can_approve_raters(who.user, review, who.now)
    )
    context = {
        "review": review,
        "is_own": is_own,
        "change": change,
        "raters": raters_of(review),
        "form": form,
        "struck_left": review.round.most_strikes
        - review.nominations.filter(state="struck").count(),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "feedback/review_detail.html", context, status=status)


@require_POST
@object_rule(_ABOUT)
def nomination_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose somebody for a list."""
    who = asked(request)
    review = _review(who, pk)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            nominations.add(
                review_id=pk,
                rater=form.cleaned_data["rater"],
                group=RaterGroup(form.cleaned_data["group"]),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error, "rater")
        else:
            messages.success(request, _("Nama sudah ditambahkan."))
            return redirect("feedback:review-detail", pk)
    return _list_page(request, who, review, form)


_STEPS = {
    "strike": nominations.strike,
    "restore": nominations.restore,
    "remove": nominations.remove,
}


@require_POST
@object_rule(_ABOUT)
def nomination_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Strike, restore or remove one name; each can be taken back."""
    if step not in _STEPS:
        raise Http404
    who = asked(request)
    row = get_object_or_404(
        Nomination, pk=pk, reviewee__in=permissions.visible_reviews(who.user, who.now)
    )
    with domain_errors_as_messages(request):
        _STEPS[step](nomination_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Daftar sudah diubah."))
    return redirect("feedback:review-detail", row.reviewee_id)


@require_POST
@object_rule(_ABOUT)
def review_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a list."""
    who = asked(request)
    _review(who, pk)
    with domain_errors_as_messages(request):
        nominations.approve(review_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Daftar sudah disetujui."))
    return redirect("feedback:review-detail", pk)


@require_http_methods(["GET", "POST"])
@signed_in
def conflict_list(request: HttpRequest) -> HttpResponse:
    """People about whom one is not asked, and who are not asked about oneself."""
    who = asked(request)
    back = reverse("feedback:conflict-list")
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rounds.declare_conflict(**form.cleaned_data, by=who.user, now=who.now)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Tersimpan. Berlaku sejak pengusulan berikutnya."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Benturan kepentingan"),
        button=_("Daftarkan"),
        back=reverse("feedback:review-list"),
        template="feedback/conflict_list.html",
        conflicts=DeclaredConflict.objects.filter(one=who.user.employee_id or 0).select_related(
            "other"
        ),
    )


@require_POST
@object_rule(gettext_lazy("Pegawai yang mendaftarkannya"))
def conflict_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own declaration back."""
    who = asked(request)
    get_object_or_404(DeclaredConflict, pk=pk, one=who.user.employee_id or 0)
    rounds.withdraw_conflict(conflict_id=pk, by=who.user)
    messages.success(request, _("Sudah dihapus."))
    return redirect("feedback:conflict-list")
