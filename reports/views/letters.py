"""Letters: the list, one letter, its file, and the document of one evaluation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from appraisal.models import Evaluation
from appraisal.permissions import visible_evaluations
from personnel.models import Unit
from personnel.selectors.history import Source, read_history
from personnel.selectors.roles import roles_of
from personnel.views.asking import Asked, asked
from reports import permissions
from reports.actions.letters import request_letter
from reports.actions.withdrawals import withdraw_letter
from reports.documents.evaluation_content import EvaluationDocumentContent
from reports.documents.evaluation_document import render
from reports.enums import PAST, SignatureState
from reports.filters import LetterFilter
from reports.forms import WithdrawalForm
from reports.models import Letter
from reports.selectors.letters import (
    export_rows,
    letter_speaking_for,
    standing_of,
    successor,
    validity,
    with_list_columns,
)
from reports.selectors.signatures import signatures_of
from reports.views.files import PDF_TYPE, attachment, download
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

PAGE_SIZE = 25
_SEES = gettext_lazy("Surat dari evaluasi yang terlihat")
_UNTOLD = frozenset(
    {"job", "attempts", "content", "evaluation", "agency", "series", "year", "sequence", "file"}
    | {"file_sha256", "fingerprint", "verification_code", "template_version", "kind"}
    | {"made_by", "ready_at", "ended_by", "evaluation_revision"}
)
"""Columns of a letter that never change, or that the page shows already."""

_HEADINGS = (
    gettext_lazy("Nomor surat"),
    gettext_lazy("Pegawai"),
    gettext_lazy("Perangkat daerah"),
    gettext_lazy("Periode"),
    gettext_lazy("Status"),
    gettext_lazy("Diberi nomor"),
    gettext_lazy("Siap diunduh"),
    gettext_lazy("Tidak berlaku sejak"),
    gettext_lazy("Sidik data (SHA-256)"),
)
_WIDTHS = (22, 34, 40, 18, 18, 14, 14, 18, 66)


def _filtered(request: HttpRequest) -> LetterFilter:
    who = asked(request)
    roles = roles_of(who.user, who.day)
    agencies = Unit.objects.agencies().active()
    if not roles.reads_everything:
        agencies = agencies.filter(pk__in=roles.agencies)
    rows = with_list_columns(permissions.visible_letters(who.user, who.now))
    return LetterFilter(request.GET, rows.order_by("-year", "-sequence", "pk"), agencies=agencies)


@require_GET
@object_rule(_SEES)
def letter_list(request: HttpRequest) -> HttpResponse:
    """Letters that the reader may open, newest number first."""
    found = _filtered(request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render_page(
        request,
        "reports/letter_list.html",
        {"page": page, "filter": found},
        fragment="reports/_letter_rows.html",
    )


@require_GET
@object_rule(_SEES)
def letter_export(request: HttpRequest, kind: str) -> HttpResponse:
    """What the list shows, all pages of it, as a spreadsheet. ``kind``: "csv" or "xlsx"."""
    rows = export_rows(_filtered(request).qs.iterator(chunk_size=500))
    headings = [str(heading) for heading in _HEADINGS]
    name = f"surat-{asked(request).day.isoformat()}.{kind}"
    if kind == "csv":
        return attachment(as_csv(headings, rows), name, CSV_TYPE)
    if kind == "xlsx":
        return attachment(as_xlsx(_("Surat"), headings, rows, _WIDTHS), name, XLSX_TYPE)
    raise Http404


def _visible_letter(who: Asked, pk: int) -> Letter:
    return get_object_or_404(
        permissions.visible_letters(who.user, who.now).select_related(
            "evaluation__plan__employee", "evaluation__period__year", "agency", "job"
        ),
        pk=pk,
    )


@require_GET
@object_rule(_SEES)
def letter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: whether it holds, its file, who made it, what happened to it."""
    who = asked(request)
    letter = _visible_letter(who, pk)
    signatures = signatures_of(letter)
    given = [one for one in signatures if one.state == SignatureState.SIGNED]
    context = {
        "letter": letter,
        "validity": validity(letter),
        "successor": successor(letter),
        "may_open_original": permissions.can_open_original(who.user, letter, who.now),
        "withdraw": permissions.can_withdraw(who.user, letter, who.now),
        "signatures": signatures,
        "signed": given[-1] if given else None,
        "given_count": len(given),
        "history": read_history([Source(Letter, {"id": letter.pk}, _("Surat"), hidden=_UNTOLD)]),
    }
    return render_page(request, "reports/letter_detail.html", context)


@require_GET
@object_rule(_SEES)
def letter_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The PDF of a letter, exactly as it was made."""
    who = asked(request)
    letter = _visible_letter(who, pk)
    verdict = permissions.can_open_original(who.user, letter, who.now)
    if letter.file and verdict:
        return download(letter.file, letter.file_name, PDF_TYPE)
    sentence = verdict.reason or _("Surat ini belum selesai dibuat. Coba lagi sebentar.")
    messages.info(request, str(sentence))
    return redirect("reports:letter-detail", pk=letter.pk)


@require_GET
@object_rule(_SEES)
def letter_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of a letter that no longer holds, marked as such on its face."""
    letter = _visible_letter(asked(request), pk)
    if letter.state not in PAST:
        return redirect("reports:letter-file", pk=letter.pk)
    content = EvaluationDocumentContent.from_dict(letter.content)
    pdf = render(content, standing=standing_of(letter))
    return attachment(pdf, f"{letter.state}-{letter.file_name}", PDF_TYPE)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Admin BKPSDM"))
def letter_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a letter, with a reason that stays on record."""
    who = asked(request)
    letter = _visible_letter(who, pk)
    verdict = permissions.can_withdraw(who.user, letter, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("reports:letter-detail", pk=letter.pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            withdraw_letter(
                letter=letter, reason=form.cleaned_data["reason"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(
                request, _("Surat %(number)s sudah dicabut.") % {"number": letter.number}
            )
            return redirect("reports:letter-detail", pk=letter.pk)
    return render_page(
        request,
        "reports/letter_withdraw.html",
        {"letter": letter, "form": form},
        status=422 if form.is_bound else 200,
    )


def _visible_evaluation(who: Asked, pk: int) -> Evaluation:
    return get_object_or_404(
        visible_evaluations(who.user, who.now).select_related(
            "plan__employee", "plan__assignment__post__unit__agency", "period__year"
        ),
        pk=pk,
    )


@require_GET
@object_rule(gettext_lazy("Evaluasi yang terlihat"))
def letter_of_evaluation(request: HttpRequest, evaluation_pk: int) -> HttpResponse:
    """The document of one evaluation: number and file, or the button that makes it."""
    who = asked(request)
    evaluation = _visible_evaluation(who, evaluation_pk)
    context = {
        "evaluation": evaluation,
        "letter": letter_speaking_for(evaluation),
        "button": ActionButton(
            _("Buat dokumen evaluasi"),
            reverse("reports:letter-create", args=[evaluation.pk]),
            permissions.can_make_letter(who.user, evaluation, who.now),
            variant="outline-primary",
        ),
    }
    return render_page(
        request,
        "reports/letter_of_evaluation.html",
        context,
        fragment="reports/_letter_of_evaluation.html",
    )


@require_POST
@object_rule(gettext_lazy("Pegawai, kedua atasannya, perangkat daerah, BKPSDM"))
def letter_create(request: HttpRequest, evaluation_pk: int) -> HttpResponse:
    """Make the letter of one final evaluation in the background."""
    who = asked(request)
    evaluation = _visible_evaluation(who, evaluation_pk)
    try:
        request_letter(evaluation=evaluation, by=who.user, now=who.now)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("reports:letter-of-evaluation", evaluation_pk=evaluation.pk)
