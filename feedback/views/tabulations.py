"""A tabulation file: read, its columns named, shown, then written in one transaction.

Between the steps the table travels in the page, sealed, so that no file waits on the server.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, BinaryIO, Final, cast

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from feedback import permissions
from feedback.actions import batches as actions
from feedback.forms.tabulations import MeaningsForm
from feedback.imports.tabulation import (
    KnownService,
    Remark,
    RowProblem,
    RowWarning,
    Tabulation,
    TabulationReader,
)
from feedback.imports.tabulation_columns import (
    MOST_ROWS,
    NEEDED,
    ordered_by_number,
    propose_columns,
)
from feedback.models import CitizenSurvey, EntryBatch
from feedback.selectors.batches import SheetLayout, sheet_layout
from feedback.views.surveys import OFFICERS
from personnel.forms.uploads import FileForm
from personnel.imports.reading import read_sheets
from personnel.imports.reasons import FileRefused
from personnel.imports.tables import NoTable, find_table, same_words
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import render_page

SALT: Final = "survey-tabulation"
OPEN_FOR: Final = 3600
"""Seconds for which a preview may be confirmed."""
SHOWN: Final = 100
"""Kinds of trouble that stand on the page."""
SAMPLES: Final = 4


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def answers_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a tabulation: file, columns, preview, all at once."""
    who = asked(request)
    survey = _survey(who, pk)
    verdict = permissions.can_enter_answers(who.user, survey, who.now)
    if not verdict:
        messages.error(request, str(verdict.reason))
        return redirect("feedback:survey-detail", pk=pk)
    if request.method == "POST" and "sealed" in request.POST:
        return _columns_or_more(request, who, survey)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        table = _read(form, survey)
        if table is not None:
            sealed = signing.dumps(table, salt=SALT, compress=True)
            return _columns_page(request, survey, table, sealed, None)
    context = {"form": form, "survey": survey}
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "feedback/answers_import.html", context, status=status)


def _survey(who: Asked, pk: int) -> CitizenSurvey:
    units = permissions.surveyed_units(who.user, who.now)
    surveys = CitizenSurvey.objects.filter(unit__in=units)
    return get_object_or_404(surveys.select_related("unit", "period", "questionnaire"), pk=pk)


def _read(form: FileForm, survey: CitizenSurvey) -> dict[str, Any] | None:
    file = form.cleaned_data["file"]
    try:
        table = find_table(read_sheets(cast("BinaryIO", file.file)), NEEDED)
    except FileRefused as error:
        form.add_error("file", str(error))
        return None
    except NoTable:
        form.add_error(
            "file",
            _("Judul kolom Tanggal dan U1 (atau Persyaratan) tidak ditemukan pada berkas ini."),
        )
        return None
    if not table.rows:
        form.add_error("file", _("Berkas ini tidak memuat satu lembar pun."))
        return None
    if len(table.rows) > MOST_ROWS:
        form.add_error("file", _("Berkas ini melebihi 5.000 lembar. Bagi menjadi beberapa berkas."))
        return None
    content = [table.headings, [cells for _number, cells in table.rows]]
    fingerprint = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    if _known(survey, fingerprint):
        form.add_error("file", _("Berkas ini sudah dimasukkan ke survei ini."))
        return None
    return {
        "name": file.name,
        "sha256": fingerprint,
        "headings": table.headings,
        "rows": table.rows,
    }


def _known(survey: CitizenSurvey, fingerprint: str) -> bool:
    kept = EntryBatch.objects.filter(survey=survey, undone_at__isnull=True)
    return kept.filter(sha256=fingerprint).exists()


def _columns_or_more(request: HttpRequest, who: Asked, survey: CitizenSurvey) -> HttpResponse:
    sealed = request.POST["sealed"]
    try:
        table = signing.loads(sealed, salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        messages.error(
            request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi.")
        )
        return redirect(request.path)
    form = _meanings(survey, table, request)
    if "columns" in request.POST or not form.is_valid():
        return _columns_page(request, survey, table, sealed, form)
    layout = sheet_layout(survey)
    found = _reader(survey, layout).read(table["headings"], table["rows"], form.meanings)
    if "apply" in request.POST and found.sheets:
        return _apply(request, who, survey, table, found)
    return _preview_page(request, survey, table, sealed, form, found)


def _meanings(
    survey: CitizenSurvey, table: dict[str, Any], request: HttpRequest | None
) -> MeaningsForm:
    layout = sheet_layout(survey)
    return MeaningsForm(
        request.POST if request else None,
        headings=table["headings"],
        proposed=propose_columns(table["headings"], layout.codes),
        layout=layout,
    )


def _reader(survey: CitizenSurvey, layout: SheetLayout) -> TabulationReader:
    return TabulationReader(
        codes=layout.codes,
        services={
            same_words(service.name): KnownService(service.pk, service.has_fee)
            for service in layout.services
        },
        first_day=survey.opens_on,
        last_day=survey.closes_on,
    )


def _columns_page(
    request: HttpRequest,
    survey: CitizenSurvey,
    table: dict[str, Any],
    sealed: str,
    form: MeaningsForm | None,
) -> HttpResponse:
    bound = form is not None
    form = form or _meanings(survey, table, None)
    rows = table["rows"]
    columns = [
        {
            "field": form[f"c{column}"],
            "samples": list(dict.fromkeys(cells[column] for _n, cells in rows if cells[column]))[
                :SAMPLES
            ],
        }
        for column in range(len(table["headings"]))
    ]
    context = {
        "survey": survey,
        "table": table,
        "sealed": sealed,
        "form": form,
        "columns": columns,
        "by_number": ordered_by_number(table["headings"]),
    }
    status = UNPROCESSABLE if bound and form.errors else 200
    return render_page(request, "feedback/answers_columns.html", context, status=status)


def _preview_page(
    request: HttpRequest,
    survey: CitizenSurvey,
    table: dict[str, Any],
    sealed: str,
    form: MeaningsForm,
    found: Tabulation,
) -> HttpResponse:
    meanings = form.meanings
    context = {
        "survey": survey,
        "table": table,
        "sealed": sealed,
        "form": form,
        "found": found,
        "mapping": [
            (table["headings"][column], form.labels[meaning])
            for column, meaning in sorted(meanings.items())
        ],
        "chosen": [(f"c{column}", meaning) for column, meaning in meanings.items()],
        "refused": _lines(found.refused),
        "warnings": _lines(found.warnings),
    }
    return render_page(request, "feedback/answers_preview.html", context)


def _lines(remarks: Iterable[Remark]) -> list[tuple[str, str]]:
    """Row numbers and the sentence about them; rows with the same trouble stand together."""
    found: dict[str, list[int]] = {}
    for one in remarks:
        found.setdefault(_sentence(one), []).append(one.row)
    return [(", ".join(map(str, rows)), sentence) for sentence, rows in found.items()][:SHOWN]


def _sentence(one: Remark) -> str:
    sentences = {
        RowProblem.RATING: _("jawaban di luar 1 sampai 4"),
        RowProblem.DATE: _("tanggal tidak ada pada kalender"),
        RowProblem.DATE_OUTSIDE: _("tanggal di luar masa survei"),
        RowProblem.SERVICE: _("layanan ini tidak ada pada unit; tambahkan lebih dulu"),
        RowProblem.NOTHING: _("tidak ada satu jawaban pun"),
        RowWarning.AGE: _("umur tidak wajar, dikosongkan"),
        RowWarning.SEX: _("jenis kelamin tidak dikenal, dikosongkan"),
        RowWarning.EDUCATION: _("pendidikan tidak dikenal, dikosongkan"),
        RowWarning.OCCUPATION: _("pekerjaan tidak dikenal, dikosongkan"),
        RowWarning.SUB_DISTRICT: _("kecamatan tidak dikenal, dikosongkan"),
    }
    sentence = sentences[one.code]
    return f"{one.heading} = {one.value[:60]}: {sentence}" if one.value else sentence


def _apply(
    request: HttpRequest,
    who: Asked,
    survey: CitizenSurvey,
    table: dict[str, Any],
    found: Tabulation,
) -> HttpResponse:
    try:
        actions.import_sheets(
            survey=survey,
            sheets=found.sheets,
            refused=len(found.refused),
            file_name=table["name"],
            sha256=table["sha256"],
            by=who.user,
            now=who.now,
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    messages.success(
        request,
        _("%(n)s kuesioner masuk: %(usable)s sah, %(unusable)s tidak lengkap, %(refused)s ditolak.")
        % {
            "n": found.came_in,
            "usable": found.usable,
            "unusable": found.unusable,
            "refused": len(found.refused),
        },
    )
    return redirect("feedback:survey-detail", pk=survey.pk)
