"""Which year and agencies a page of follow-up is about, and its tables as files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone

from appraisal.selectors.annual_results import year_with_results
from appraisal.views.signed_in import SignedInRequest
from personnel.models import PerformanceYear, Unit
from personnel.models.units import UnitQuerySet
from sabang_kinerja.common.spreadsheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

Line = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The year (``?year=``) and agency (``?agency=``) of a page, among those that one may read."""

    year: PerformanceYear
    years: list[PerformanceYear]
    agency: Unit | None
    agencies: "QuerySet[Unit]"
    readable: list[Unit]

    @property
    def query(self) -> str:
        """The choice as a query, for links."""
        agency = f"&agency={self.agency.pk}" if self.agency else ""
        return f"?year={self.year.year}{agency}"


def chosen(
    request: SignedInRequest, readable: UnitQuerySet, *, needs_agency: bool = False
) -> Chosen:
    """Read the choice; with ``needs_agency`` the first readable one when none is named.

    Raises: ``Http404`` without a year, or for an agency outside the reader's sight.
    """
    year = year_with_results(request.GET.get("year", ""))
    if year is None:
        raise Http404
    agencies = list(readable.active().order_by("name"))
    wanted = request.GET.get("agency", "")
    agency = next((one for one in agencies if str(one.pk) == wanted), None)
    if wanted and agency is None:
        raise Http404
    if agency is None and agencies and (needs_agency or len(agencies) == 1):
        agency = agencies[0]
    return Chosen(
        year=year,
        years=list(PerformanceYear.objects.counting()),
        agency=agency,
        agencies=readable.filter(pk=agency.pk) if agency else readable,
        readable=agencies,
    )


def matches(wanted: str, *, name: str, nip: str | None) -> bool:
    """Whether a search (``?q=``) means a person: part of the name, or the number's beginning."""
    bare = wanted.replace(" ", "")
    return not bare or wanted.lower() in name.lower() or (nip or "").startswith(bare)


def table_file(
    kind: str,
    name: str,
    title: str,
    headings: Sequence[object],
    rows: Iterable[Line],
    widths: Sequence[int],
    notes: Sequence[str] = (),
) -> HttpResponse:
    """A table as a download: ``kind`` is "csv" or "xlsx"; notes stand below the rows."""
    heads = [str(heading) for heading in headings]
    lines: list[Line] = [*rows]
    if notes:
        lines += [(), *((note,) for note in notes)]
    if kind == "csv":
        response = HttpResponse(as_csv(heads, lines), content_type=CSV_TYPE)
    elif kind == "xlsx":
        response = HttpResponse(as_xlsx(title, heads, lines, widths), content_type=XLSX_TYPE)
    else:
        raise Http404
    file_name = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response
