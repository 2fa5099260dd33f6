"""A list as a spreadsheet file, in the kind that the address names."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone

from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def spreadsheet(
    kind: str,
    name: str,
    title: "StrOrPromise",
    headings: "Sequence[StrOrPromise]",
    rows: Iterable[Sequence[str]],
    widths: Sequence[int],
) -> HttpResponse:
    """The rows as an attachment; ``kind`` is "csv" or "xlsx", anything else is not found."""
    heads = [str(heading) for heading in headings]
    if kind == "csv":
        response = HttpResponse(as_csv(heads, rows), content_type=CSV_TYPE)
    elif kind == "xlsx":
        content = as_xlsx(str(title), heads, rows, widths)
        response = HttpResponse(content, content_type=XLSX_TYPE)
    else:
        raise Http404
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
