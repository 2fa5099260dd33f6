"""Attached files shown in place: a page of a PDF or a picture, or why there is none."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.models import DailyProgress, Evidence
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule
from sabang_kinerja.common.pages import render_page
from sabang_kinerja.common.preview_words import picture_response, problem_words
from sabang_kinerja.common.previews import Preview, preview_of
from sabang_kinerja.common.uploads import file_kind

_EVIDENCE_READER = gettext_lazy("Pembaca evaluasi yang memuat bukti ini")
_PROGRESS_READER = gettext_lazy("Pembaca progres harian yang memuat berkas ini")
_HIGHEST_PAGE: Final = 99_999


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page and the fragment say of one page of a file; addresses are empty at the ends."""

    title: str
    facts: str
    place: str
    page: int
    preview: Preview
    problem: str
    picture_url: str
    before_url: str
    after_url: str
    file_url: str


def _evidence(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(
        permissions.visible_evidence(request.user, timezone.now()).exclude(file=""), pk=pk
    )


def _progress(request: SignedInRequest, pk: int) -> DailyProgress:
    return get_object_or_404(
        permissions.visible_progress(request.user, timezone.now()).exclude(file=""), pk=pk
    )


def _page_asked(request: SignedInRequest) -> int:
    asked = request.GET.get("page", "")
    return min(int(asked), _HIGHEST_PAGE) if asked.isdecimal() and int(asked) else 1


def _preview(row: Evidence | DailyProgress, page: int) -> Preview:
    try:
        return preview_of(row.file, sha256=row.sha256, content_type=row.content_type, page=page)
    except FileNotFoundError:
        raise Http404 from None


def _shown(
    request: SignedInRequest,
    row: Evidence | DailyProgress,
    *,
    title: str,
    noun: str,
    file_url: str,
) -> HttpResponse:
    page = _page_asked(request)
    preview = _preview(row, page)
    here = reverse(f"appraisal:{noun}-preview", args=[row.pk])
    shown = _Shown(
        title=title,
        facts=f"{file_kind(row.content_type)}, {filesizeformat(row.size)}",
        place=f"lihat-{noun}-{row.pk}",
        page=page,
        preview=preview,
        problem=problem_words(preview.problem),
        picture_url=reverse(f"appraisal:{noun}-page", args=[row.pk, page]),
        before_url=f"{here}?page={page - 1}" if 1 < page <= preview.pages else "",
        after_url=f"{here}?page={page + 1}" if page < preview.pages else "",
        file_url=file_url,
    )
    return render_page(
        request,
        "appraisal/file_preview.html",
        {"shown": shown},
        fragment="appraisal/_file_preview.html",
    )


@require_GET
@object_rule(_EVIDENCE_READER)
def evidence_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """One page of a piece of evidence, with the way to the next."""
    row = _evidence(request, pk)
    url = reverse("appraisal:evidence-download", args=[pk])
    return _shown(request, row, title=row.title, noun="evidence", file_url=url)


@require_GET
@object_rule(_EVIDENCE_READER)
def evidence_page(request: SignedInRequest, pk: int, page: int) -> HttpResponse:
    """The picture of one page of a piece of evidence."""
    return picture_response(_preview(_evidence(request, pk), page))


@require_GET
@object_rule(_PROGRESS_READER)
def progress_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """One page of what was attached to an entry."""
    row = _progress(request, pk)
    url = reverse("appraisal:progress-file", args=[pk])
    return _shown(request, row, title=row.file_name, noun="progress", file_url=url)


@require_GET
@object_rule(_PROGRESS_READER)
def progress_page(request: SignedInRequest, pk: int, page: int) -> HttpResponse:
    """The picture of one page of what was attached to an entry."""
    return picture_response(_preview(_progress(request, pk), page))
