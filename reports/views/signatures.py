"""Signatures: what waits for one, the order on a paper, asking for them, their files."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from appraisal.permissions import visible_accounts
from personnel.forms.fields import PersonnelForm
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step
from reports import permissions as rooms
from reports.actions.signature_requests import (
    ask_for_signatures,
    ask_for_signatures_of_job,
    stop_asking,
)
from reports.documents.signers.seal import has_seal
from reports.enums import SignatureState, SignatureWay
from reports.forms import AskForm
from reports.models import CreditLetter, Letter, Signature
from reports.permissions import signatures as permissions
from reports.selectors.signatures import (
    NumberedPaper,
    asked_of,
    candidates,
    offered_ways,
    paper_holds,
    signatures_of,
)
from reports.views.files import download
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page

PAGE_SIZE: Final = 25
_SEES = gettext_lazy("Yang melihat suratnya, dan penanda tangannya")
_LETTER, _CREDIT = "letter", "credit"
_STEPS: Final = {
    SignatureWay.INTERNAL_SEAL: (gettext_lazy("Segel berkas"), "reports:signature-seal"),
    SignatureWay.CERTIFIED: (
        gettext_lazy("Tanda tangani dengan sertifikat elektronik"),
        "reports:signature-certified",
    ),
    SignatureWay.WET_INK: (gettext_lazy("Kembalikan pindaian"), "reports:signature-scan"),
}


def _paper(who: Asked, family: str, pk: int) -> NumberedPaper:
    """A paper that the reader may open, or one that he was asked to sign."""
    mine = Signature.objects.filter(signer=who.user.employee_id or 0)
    if family == _LETTER:
        letters = Letter.objects.select_related(
            "evaluation__plan__employee",
            "evaluation__plan__assignment__post__unit__agency",
            "evaluation__period__year",
            "agency",
        )
        seen = rooms.visible_letters(who.user, who.now).filter(pk=pk)
        found = letters.filter(pk=pk)
        return get_object_or_404(
            found if seen.exists() else found.filter(pk__in=mine.values("letter"))
        )
    if family == _CREDIT:
        papers = CreditLetter.objects.select_related(
            "employee", "agency", "conversion__evaluation__supervisor", "determination__supervisor"
        ).filter(pk=pk)
        people = visible_accounts(who.user, who.now)
        seen_papers = papers.filter(employee__in=people)
        return get_object_or_404(
            seen_papers
            if seen_papers.exists()
            else papers.filter(pk__in=mine.values("credit_letter"))
        )
    raise Http404


def address_of(paper: NumberedPaper) -> str:
    """The page of the signatures of a paper."""
    family = _LETTER if isinstance(paper, Letter) else _CREDIT
    return reverse("reports:signature-detail", args=[family, paper.pk])


def signature_of_page(request: HttpRequest, pk: int) -> Signature:
    """One signature that the reader may see, with its paper; a 404 for others."""
    who = asked(request)
    return get_object_or_404(
        permissions.visible_signatures(who.user, who.now).select_related(
            "signer",
            "letter__evaluation__plan__employee",
            "letter__agency",
            "credit_letter__employee",
            "credit_letter__agency",
            "credit_letter__conversion",
            "credit_letter__determination",
        ),
        pk=pk,
    )


def paper_form(
    request: HttpRequest,
    form: PersonnelForm,
    paper: NumberedPaper,
    title: str,
    button: str,
    **more: Any,
) -> HttpResponse:
    """A form about one paper; with what was typed and what is wrong when it was sent (422)."""
    context = {"form": form, "paper": paper, "title": title, "button": button, **more}
    context["back"] = address_of(paper)
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "reports/signature_form.html", context, status=status)


@require_GET
@signed_in
def signature_list(request: HttpRequest) -> HttpResponse:
    """Papers that wait for the reader's signature, the oldest request first."""
    who = asked(request)
    page = Paginator(asked_of(who.user.employee_id), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, address_of(row.paper)) for row in page],
        "may_seal": has_seal(),
    }
    return render_page(
        request, "reports/signature_list.html", context, fragment="reports/_signature_rows.html"
    )


@require_GET
@object_rule(_SEES)
def signature_detail(request: HttpRequest, family: str, pk: int) -> HttpResponse:
    """The signatures of one paper in their order, and the step that is open now."""
    who = asked(request)
    paper = _paper(who, family, pk)
    rows = signatures_of(paper)
    now_asked = next((row for row in rows if row.state == SignatureState.ASKED), None)
    context = {
        "paper": paper,
        "family": family,
        "rows": rows,
        "asked": now_asked,
        "is_mine": now_asked is not None and now_asked.signer_id == who.user.employee_id,
        "holds": paper_holds(paper),
        "complete": bool(rows) and all(row.state == SignatureState.SIGNED for row in rows),
        "steps": _buttons(who, now_asked, rows) if now_asked else [],
        "ask": permissions.can_ask(who.user, paper, rows, who.now),
        "stop": permissions.can_stop(who.user, paper, rows, who.now),
    }
    return render_page(request, "reports/signature_detail.html", context)


def _buttons(who: Asked, row: Signature, rows: Sequence[Signature]) -> list[ActionButton]:
    """The ways that are open; one that is locked for good on this paper is not shown."""
    given = [one for one in rows if one.state == SignatureState.SIGNED]
    found: list[ActionButton] = []
    for way, (label, name) in _STEPS.items():
        verdict = permissions.can_sign(who.user, row, way, given, who.now)
        if way in offered_ways() and verdict:
            variant = "outline-primary" if found else "primary"
            url = reverse(name, args=[row.pk])
            found.append(ActionButton(label, url, verdict, method="get", variant=variant))
    return found


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Yang boleh membuat suratnya"))
def signature_ask(request: HttpRequest, family: str, pk: int) -> HttpResponse:
    """Choose who signs, and ask the first."""
    who = asked(request)
    paper = _paper(who, family, pk)
    rows = signatures_of(paper)
    verdict = permissions.can_ask(who.user, paper, rows, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect(address_of(paper))
    form = AskForm(
        request.POST if request.method == "POST" else None,
        candidates=candidates(paper, who.now),
        signed={row.role for row in rows},
    )
    if form.is_bound and form.is_valid():
        try:
            ask_for_signatures(
                paper=paper, roles=form.cleaned_data["roles"], by=who.user, now=who.now
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Tanda tangan sudah diminta."))
            return redirect(address_of(paper))
    return paper_form(request, form, paper, _("Siapa yang menandatangani surat ini?"), _("Minta"))


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Peminta, perangkat daerah, BKPSDM"))
def signature_stop(request: HttpRequest, family: str, pk: int) -> HttpResponse:
    """Take back what was asked for and not given."""
    who = asked(request)
    paper = _paper(who, family, pk)
    return confirmed_step(
        request,
        title=_("Batalkan permintaan tanda tangan surat %(number)s?") % {"number": paper.number},
        consequences=[
            _("Yang belum menandatangani tidak diminta lagi."),
            _("Tanda tangan yang sudah diberikan tetap tersimpan."),
            _("Permintaan baru dapat dibuat dengan penanda tangan lain."),
        ],
        button=_("Batalkan permintaan"),
        verdict=permissions.can_stop(who.user, paper, signatures_of(paper), who.now),
        back=address_of(paper),
        step=lambda: stop_asking(paper=paper, by=who.user, now=who.now),
        done=_("Permintaan tanda tangan dibatalkan."),
    )


@require_GET
@object_rule(_SEES)
def signature_file(request: HttpRequest, pk: int) -> FileResponse:
    """The signed file or the scan, exactly as it came; of a paper that ended, for the archive."""
    who, row = asked(request), signature_of_page(request, pk)
    paper = row.paper
    ended = isinstance(paper, Letter) and not rooms.can_open_original(who.user, paper, who.now)
    if not row.file or ended:
        raise Http404
    return download(row.file, row.download_name, row.content_type)


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Perangkat daerah, BKPSDM"))
def signature_job(request: HttpRequest, uuid: str) -> HttpResponse:
    """Ask for the usual signatures on all letters of a job."""
    who = asked(request)
    job = get_object_or_404(
        rooms.visible_jobs(who.user, who.now).select_related("agency", "period__year"), uuid=uuid
    )
    return confirmed_step(
        request,
        title=_("Minta tanda tangan untuk semua surat proses ini?"),
        consequences=[
            _("Surat yang sudah jadi dan belum pernah dimintakan tanda tangan ikut diminta."),
            _("Penanda tangan diminta satu per satu, menurut urutannya."),
            _("Setiap orang diberi tahu sekali, berapa pun jumlah suratnya."),
        ],
        button=_("Minta tanda tangan"),
        verdict=permissions.can_ask_for_job(who.user, job, who.now),
        back=reverse("reports:job-detail", args=[job.uuid]),
        step=lambda: ask_for_signatures_of_job(job=job, by=who.user, now=who.now),
        done=_("Tanda tangan sudah diminta."),
    )
