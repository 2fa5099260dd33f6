"""What leaves daily progress as a file: the month as a list, and what was attached."""

from collections.abc import Iterator
from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from appraisal import permissions
from appraisal.models import DailyProgress
from appraisal.selectors.daily_progress import recorded_late
from appraisal.selectors.daily_progress_days import month_of
from appraisal.views.progress import month_asked, own_entries
from appraisal.views.signed_in import SignedInRequest
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

HEADINGS = (
    gettext_lazy("Tanggal"),
    gettext_lazy("Mulai pukul"),
    gettext_lazy("Sampai pukul"),
    gettext_lazy("Hasil kerja"),
    gettext_lazy("Apa yang dikerjakan"),
    gettext_lazy("Jumlah"),
    gettext_lazy("Satuan"),
    gettext_lazy("Bukti"),
    gettext_lazy("Status"),
    gettext_lazy("Dicatat"),
    gettext_lazy("Terlambat"),
)
WIDTHS = (12, 12, 12, 40, 60, 10, 18, 30, 14, 18, 12)


def _rows(entries: list[DailyProgress]) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        yield (
            f"{entry.day:%d-%m-%Y}",
            f"{entry.starts_at:%H.%M}" if entry.starts_at else "",
            f"{entry.ends_at:%H.%M}" if entry.ends_at else "",
            entry.result.text if entry.result else "",
            entry.text,
            format_decimal(entry.quantity) if entry.quantity is not None else "",
            entry.unit,
            entry.file_name or entry.url,
            str(entry.get_state_display()),
            f"{timezone.localtime(entry.recorded_at):%d-%m-%Y %H.%M}",
            _("ya") if recorded_late(entry) else "",
        )


@require_GET
@signed_in
def progress_export(request: SignedInRequest, kind: str) -> HttpResponse:
    """One's own entries of a month for spreadsheet programs."""
    first, last = month_of(month_asked(request))
    rows = _rows(own_entries(request, first, last))
    headings = [str(heading) for heading in HEADINGS]
    if kind == "csv":
        response = HttpResponse(as_csv(headings, rows), content_type=CSV_TYPE)
    elif kind == "xlsx":
        content = as_xlsx(_("Progres harian"), headings, rows, WIDTHS)
        response = HttpResponse(content, content_type=XLSX_TYPE)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="progres-harian-{first:%Y-%m}.{kind}"'
    return response


@require_GET
@object_rule(gettext_lazy("Pembaca progres harian yang memuat berkas ini"))
def progress_file(request: SignedInRequest, pk: int) -> FileResponse:
    """What was attached to an entry, as an attachment of its checked type."""
    entry = get_object_or_404(permissions.visible_progress(request.user, timezone.now()), pk=pk)
    if not entry.file:
        raise Http404
    try:
        content = entry.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    try:
        name = get_valid_filename(PurePath(entry.file_name).name)
    except SuspiciousFileOperation:
        name = f"progres-{entry.pk}"
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type=entry.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
