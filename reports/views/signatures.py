"""Signatures: what waits for one, the order on a paper, asking for them, their files."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

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
from reports.models import Letter, Signature
from reports.models.signatures import NumberedPaper
from reports.permissions import signatures as permissions
from reports.permissions.papers import visible_papers
from reports.selectors.papers import (
    FAMILIES,
    WITH_PAPERS,
    employee_of,
    family_of,
    link_of,
    paper_holds,
    papers,
)
from reports.selectors.signatures import asked_of, candidates, offered_ways, signatures_of
from reports.views.files import download
from reports.views.papers import page_and_file
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, render_page

PAGE_SIZE: Final = 25
_SEES = gettext_lazy("Yang melihat suratnya, dan penanda tangannya")
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
    if family not in FAMILIES:
        raise Http404
    mine = Signature.objects.filter(signer=who.user.employee_id or 0).values(link_of(family))
    seen = visible_papers(who.user, family, who.now).order_by().values("pk")
    paper: NumberedPaper = get_object_or_404(
        papers(family).filter(Q(pk__in=seen) | Q(pk__in=mine)), pk=pk
    )
    return paper


def address_of(paper: NumberedPaper) -> str:
    """The page of the signatures of a paper."""
    return reverse("reports:signature-detail", args=[family_of(paper), paper.pk])


def signature_of_page(request: HttpRequest, pk: int) -> Signature:
    """One signature that the reader may see, with its paper; a 404 for others."""
    who = asked(request)
    return get_object_or_404(
        permissions.visible_signatures(who.user, who.now).select_related("signer", *WITH_PAPERS),
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
        "rows": [(row, employee_of(row.paper), address_of(row.paper)) for row in page],
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
    page, file = page_and_file(paper)
    context = {
        "paper": paper,
        "employee": employee_of(paper),
        "paper_page": page,
        "paper_file": file,
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
