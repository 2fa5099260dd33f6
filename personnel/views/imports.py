"""Pages of an import: list, upload, columns, preview, confirmation, result."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from personnel import policies
from personnel.actions import imports as actions
from personnel.enums import ImportState, ImportSubject, Role
from personnel.forms.imports import ColumnsForm, UploadForm
from personnel.imports.columns import Table
from personnel.imports.reasons import FileRefused
from personnel.imports.writing import PEOPLE_TEMPLATE, UNITS_TEMPLATE, error_file, template_file
from personnel.models import ImportRun
from personnel.selectors.import_pages import TABS, matching_rows, shown, summary_of, tabs_of
from personnel.selectors.import_plans import open_tables
from personnel.views.asking import asked
from personnel.views.forms import UNPROCESSABLE
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import ActionButton, domain_errors_as_messages, render_page
from sabang_kinerja.common.spreadsheets import XLSX_TYPE

RUNS_A_PAGE = 20
ROWS_A_PAGE = 50


@require_GET
@roles(Role.BKPSDM_ADMIN)
def import_list(request: HttpRequest) -> HttpResponse:
    """Imports, the newest first."""
    runs = ImportRun.objects.select_related("started_by__employee").defer("outcome", "columns")
    page = Paginator(runs, RUNS_A_PAGE).get_page(request.GET.get("page"))
    return render_page(request, "personnel/import_list.html", {"page": page})


@require_GET
@roles(Role.BKPSDM_ADMIN)
def import_template(request: HttpRequest, subject: str) -> HttpResponse:
    """An empty table to be filled."""
    if subject == ImportSubject.PEOPLE:
        return _download(template_file(PEOPLE_TEMPLATE), "templat-pegawai")
    if subject == ImportSubject.UNITS:
        return _download(template_file(UNITS_TEMPLATE), "templat-unit")
    raise Http404


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def import_create(request: HttpRequest) -> HttpResponse:
    """Upload a file. It is read, and nothing is written."""
    who = asked(request)
    first = request.GET.get("subject", ImportSubject.PEOPLE)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"subject": first})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.start_import(
                subject=form.cleaned_data["subject"],
                source=cast("BinaryIO", file.file),
                file_name=file.name,
                by=who.user,
                now=who.now,
            )
        except FileRefused as refusal:
            form.refuse(refusal, "file")
        else:
            return redirect("personnel:import-columns", pk=run.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render_page(request, "personnel/import_create.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What the columns mean: proposed, remembered, corrected."""
    who = asked(request)
    run = get_object_or_404(ImportRun, pk=pk)
    if run.state != ImportState.MAPPING:
        return redirect("personnel:import-detail", pk=pk)
    form = ColumnsForm(request.POST or None, tables=_tables(run))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_columns(
                run_id=run.pk,
                row_version=_number(request.POST.get("row_version")),
                sheets=form.chosen(),
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("personnel:import-detail", pk=pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"run": run, "form": form, "discard": _discard_button(run)}
    return render_page(request, "personnel/import_columns.html", context, status=status)


@require_GET
@roles(Role.BKPSDM_ADMIN)
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an import stands: being read, its preview, or what it did."""
    run = get_object_or_404(ImportRun.objects.select_related("started_by__employee"), pk=pk)
    if run.state == ImportState.MAPPING:
        return redirect("personnel:import-columns", pk=pk)
    if run.state == ImportState.READING or not run.counts:
        return _waiting(request, run)
    if _asks_for(request, "progress"):
        return HttpResponseClientRefresh()
    tab = request.GET.get("tab", "")
    tabs = tabs_of(run)
    if tab not in TABS:
        tab = next((one.key for one in tabs if one.count), "refused")
    text = request.GET.get("q", "")
    page = Paginator(matching_rows(run, tab, text), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "summary": summary_of(run),
        "tabs": tabs,
        "tab": tab,
        "q": text,
        "page": page,
        "rows": [shown(run, tab, row) for row in page],
        "buttons": _preview_buttons(run),
        "units": run.subject == ImportSubject.UNITS,
    }
    return render_page(
        request, "personnel/import_detail.html", context, fragment="personnel/_import_rows.html"
    )


@require_http_methods(["GET", "POST"])
@roles(Role.BKPSDM_ADMIN)
def import_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then write everything at once. The address names the preview that was seen."""
    who = asked(request)
    run = get_object_or_404(ImportRun, pk=pk)
    back = reverse("personnel:import-detail", args=[pk])
    if request.method == "POST":
        with domain_errors_as_messages(request):
            actions.apply_import(
                run_id=pk,
                fingerprint=request.GET.get("preview", ""),
                by=who.user,
                now=who.now,
            )
            run.refresh_from_db()
            messages.success(request, summary_of(run))
        return redirect(back)
    context = {
        "run": run,
        "verdict": policies.may_apply_import(run),
        "gone": run.counts.get("gone", 0),
        "back": back,
    }
    return render_page(request, "personnel/import_apply.html", context)


@require_POST
@roles(Role.BKPSDM_ADMIN)
def import_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the preview anew."""
    who = asked(request)
    get_object_or_404(ImportRun, pk=pk)
    with domain_errors_as_messages(request):
        actions.read_again(run_id=pk, by=who.user, now=who.now)
    return redirect("personnel:import-detail", pk=pk)


@require_POST
@roles(Role.BKPSDM_ADMIN)
def import_remap(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the columns."""
    who = asked(request)
    get_object_or_404(ImportRun, pk=pk)
    with domain_errors_as_messages(request):
        actions.reopen_mapping(run_id=pk, by=who.user, now=who.now)
    return redirect("personnel:import-detail", pk=pk)


@require_POST
@roles(Role.BKPSDM_ADMIN)
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up an import; nothing was written."""
    who = asked(request)
    get_object_or_404(ImportRun, pk=pk)
    with domain_errors_as_messages(request):
        actions.discard_import(run_id=pk, by=who.user, now=who.now)
        messages.success(request, _("Impor dibatalkan dan berkasnya dihapus."))
    return redirect("personnel:import-list")


@require_GET
@roles(Role.BKPSDM_ADMIN)
def import_errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as a file that can be mended and uploaded."""
    run = get_object_or_404(ImportRun, pk=pk)
    if not run.counts.get("refused"):
        raise Http404
    return _download(error_file(run.outcome), f"baris-ditolak-{run.pk}")


def _asks_for(request: HttpRequest, fragment: str) -> bool:
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and htmx.target == fragment


def _waiting(request: HttpRequest, run: ImportRun) -> HttpResponse:
    buttons = []
    if run.state == ImportState.READING:
        url = reverse("personnel:import-read", args=[run.pk])
        verdict = policies.may_move_import(run, ImportState.READING)
        buttons.append(ActionButton(_("Baca ulang"), url, verdict, variant="outline-primary"))
    if run.state == ImportState.FAILED:
        url = reverse("personnel:import-remap", args=[run.pk])
        verdict = policies.may_move_import(run, ImportState.MAPPING)
        buttons.append(ActionButton(_("Ubah pemetaan kolom"), url, verdict))
    if policies.may_move_import(run, ImportState.DISCARDED):
        buttons.append(_discard_button(run))
    context = {"run": run, "reading": run.state == ImportState.READING, "buttons": buttons}
    return render_page(
        request,
        "personnel/import_waiting.html",
        context,
        fragment="personnel/_import_progress.html",
    )


def _preview_buttons(run: ImportRun) -> list[ActionButton]:
    if run.state != ImportState.PREVIEWED:
        return []
    query = f"?preview={run.outcome['fingerprint']}"
    steps = [
        (_("Terapkan"), "import-apply", policies.may_apply_import(run), "get", "primary"),
        (
            _("Baca ulang"),
            "import-read",
            policies.may_move_import(run, ImportState.READING),
            "post",
            "outline-primary",
        ),
        (
            _("Ubah pemetaan kolom"),
            "import-remap",
            policies.may_move_import(run, ImportState.MAPPING),
            "post",
            "outline-primary",
        ),
    ]
    buttons = [
        ActionButton(
            label,
            reverse(f"personnel:{name}", args=[run.pk]) + (query if method == "get" else ""),
            verdict,
            method,
            variant,
        )
        for label, name, verdict, method, variant in steps
    ]
    return [*buttons, _discard_button(run)]


def _discard_button(run: ImportRun) -> ActionButton:
    return ActionButton(
        _("Batalkan impor"),
        reverse("personnel:import-discard", args=[run.pk]),
        policies.may_move_import(run, ImportState.DISCARDED),
        variant="link",
        confirm=_("Batalkan impor ini? Berkasnya dihapus; data kepegawaian tidak berubah."),
    )


def _tables(run: ImportRun) -> list[Table]:
    """Every table of the file; what was chosen before for its headings is remembered."""
    with run.file.open("rb") as source:
        return open_tables(cast("BinaryIO", source), run.subject)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else -1


def _download(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=XLSX_TYPE, headers=headers)
