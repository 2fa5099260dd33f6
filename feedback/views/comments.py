"""Citizens' words: reading, searching, moderating, taking along."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from feedback import permissions
from feedback.actions.comments import moderate_comment
from feedback.enums import CommentState
from feedback.forms.comments import CommentFilter, CommentForm
from feedback.models import CitizenSurvey
from personnel.models import Unit
from personnel.views.asking import Asked, asked
from personnel.views.forms import form_page
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

PAGE_SIZE = 50
_SEES = gettext_lazy("petugas survei, pimpinan dan pengelola unit, peninjau mutu, pembaca sekota")


@require_GET
@object_rule(_SEES)
def comment_list(request: HttpRequest) -> HttpResponse:
    """Words of the surveys that one reads; the waiting ones first."""
    who = asked(request)
    found = _found(request, who)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    waiting = permissions.visible_comments(who.user, who.now).filter(state=CommentState.WAITING)
    context = {
        "filter": found,
        "page": page,
        "waiting": waiting.count(),
        "runs": set(permissions.surveyed_units(who.user, who.now).values_list("pk", flat=True)),
    }
    return render_page(
        request, "feedback/comment_list.html", context, "feedback/_comment_rows.html"
    )


@require_GET
@object_rule(_SEES)
def comment_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The words as narrowed on screen; never the original text."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    headings = [_("Unit"), _("Periode"), _("Tema"), _("Status"), _("Teks")]
    rows = [
        [
            one.survey.unit.name,
            one.survey.period.label,
            str(one.get_element_display()),
            str(one.get_state_display()),
            one.shown,
        ]
        for one in _found(request, asked(request)).qs
    ]
    content = (
        as_csv(headings, rows)
        if kind == "csv"
        else as_xlsx(_("Komentar warga"), headings, rows, [36, 18, 24, 18, 80])
    )
    response = HttpResponse(content, content_type=CSV_TYPE if kind == "csv" else XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="komentar-warga.{kind}"'
    return response


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("petugas survei unit dan BKPSDM"))
def comment_update(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show or hide one comment, correct its text and theme."""
    who = asked(request)
    visible = permissions.visible_comments(who.user, who.now)
    comment = get_object_or_404(visible.select_related("survey__unit"), pk=pk)
    back = reverse("feedback:comment-list")
    verdict = permissions.can_moderate(who.user, comment, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(back)
    fields = ("state", "shown", "element", "reason")
    form = CommentForm(
        request.POST or None, initial={name: getattr(comment, name) for name in fields}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        data["state"] = CommentState(data["state"])
        try:
            moderate_comment(comment_id=pk, by=who.user, now=who.now, **data)
        except DomainError as error:
            form.refuse(error, "reason" if not data["reason"] else "shown")
        else:
            messages.success(request, _("Komentar sudah ditinjau."))
            return redirect(back)
    return form_page(
        request,
        form,
        title=_("Tinjau komentar"),
        button=_("Simpan"),
        back=back,
        lead=comment.text,
    )


def _found(request: HttpRequest, who: Asked) -> CommentFilter:
    comments = (
        permissions.visible_comments(who.user, who.now)
        .select_related("survey__unit", "survey__period", "service")
        .order_by("-state", "survey__period__starts", "survey", "element", "pk")
    )
    surveys = CitizenSurvey.objects.filter(
        pk__in=permissions.visible_surveys(who.user, who.now).values("pk")
    )
    units = Unit.objects.filter(pk__in=surveys.values("unit")).order_by("name")
    return CommentFilter(request.GET, comments, units=units, request=request)
