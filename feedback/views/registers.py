"""Pages of registers: list, form with its tables, copy from before, file."""

from decimal import Decimal
from typing import Any, BinaryIO, Final, cast

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from feedback import permissions
from feedback.actions import registers as actions
from feedback.enums import Frame
from feedback.filters import RegisterFilter
from feedback.forms.registers import RegisterChoiceForm, RegisterForm
from feedback.models import Register
from feedback.selectors.register_imports import preview_registers, sealable, unsealed
from feedback.selectors.registers import register_state
from feedback.views.surveys import OFFICERS
from personnel.forms.uploads import FileForm
from personnel.imports.reasons import FileRefused
from personnel.imports.tables import NoTable
from personnel.selectors.units import in_tree_order
from personnel.views.asking import Asked, asked
from personnel.views.forms import UNPROCESSABLE, confirmed_step
from sabang_kinerja.common.access import roles
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.common.pages import render_page

PAGE_SIZE = 50
OPEN_FOR: Final = 3600
"""Seconds for which a preview may be confirmed."""
LIST = "feedback:register-list"
SALT = "survey-registers"


@require_GET
@roles(*OFFICERS)
def register_list(request: HttpRequest) -> HttpResponse:
    """Registers with their size, the sample they ask for and their age."""
    who = asked(request)
    units = permissions.surveyed_units(who.user, who.now)
    registers = (
        Register.objects.filter(unit__in=units)
        .select_related("unit__agency", "service")
        .order_by("-ends", "unit__path", "service__name", "pk")
    )
    found = RegisterFilter(
        request.GET, registers, agencies=units.agencies().order_by("path"), request=request
    )
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "rows": [register_state(register, who.day) for register in page],
    }
    return render_page(
        request, "feedback/register_list.html", context, "feedback/_register_rows.html"
    )


def _register(who: Asked, pk: int) -> Register:
    units = permissions.surveyed_units(who.user, who.now)
    registers = Register.objects.filter(unit__in=units).select_related("unit", "service")
    return get_object_or_404(registers, pk=pk)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def register_create(request: HttpRequest) -> HttpResponse:
    """Choose whose register it is, then fill its tables."""
    who = asked(request)
    choice = RegisterChoiceForm(
        request.GET if "unit" in request.GET else None,
        units=in_tree_order(permissions.surveyed_units(who.user, who.now).active()),
        city=bool(permissions.can_run_city_surveys(who.user, who.now)),
        initial={"frame": Frame.SERVICE_REGISTER},
    )
    if not choice.is_bound or not choice.is_valid():
        context = {"form": choice}
        status = UNPROCESSABLE if choice.is_bound else 200
        return render_page(request, "feedback/register_choose.html", context, status=status)
    register = choice.register()
    form = RegisterForm(request.POST or None, register=register, initial={"dated": who.day})
    return _register_page(request, who, form)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def register_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a register says."""
    who = asked(request)
    return _register_page(
        request, who, RegisterForm(request.POST or None, register=_register(who, pk))
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def register_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """A new register that begins with the numbers of an earlier one."""
    who = asked(request)
    like = _register(who, pk)
    register = Register(frame=like.frame, unit=like.unit, service=like.service)
    form = RegisterForm(
        request.POST or None, register=register, like=like, initial={"dated": who.day}
    )
    return _register_page(request, who, form)


def _register_page(request: HttpRequest, who: Asked, form: RegisterForm) -> HttpResponse:
    register = form.instance
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_register(
                facts=form.facts(),
                margins=form.margins(),
                register_id=register.pk,
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Perubahan sudah disimpan."))
            for label, total in form.differing():
                messages.warning(
                    request,
                    _(
                        "Sebaran %(name)s berjumlah %(n)s, bukan %(total)s. Jumlah ini disimpan "
                        "apa adanya dan disesuaikan saat survei ditutup."
                    )
                    % {
                        "name": label,
                        "n": format_decimal(Decimal(total)),
                        "total": format_decimal(Decimal(form.cleaned_data["population"])),
                    },
                )
            return redirect(LIST)
    context = {"form": form, "register": register}
    status = UNPROCESSABLE if form.is_bound else 200
    return render_page(request, "feedback/register_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def register_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a register away, after a question."""
    who = asked(request)
    register = _register(who, pk)
    return confirmed_step(
        request,
        title=_("Hapus register %(name)s?") % {"name": register},
        consequences=[
            _("Sebarannya ikut dihapus; perubahan ini tercatat pada riwayat."),
            _("Survei yang memakainya kehilangan sampel minimal dan tidak dapat hijau."),
        ],
        button=_("Hapus"),
        verdict=permissions.can_run_surveys_of(who.user, register.unit, who.now),
        back=reverse(LIST),
        step=lambda: actions.remove_register(register_id=pk, by=who.user, now=who.now),
        done=_("Register sudah dihapus."),
    )


@require_http_methods(["GET", "POST"])
@roles(*OFFICERS)
def register_import(request: HttpRequest) -> HttpResponse:
    """Take in a file of margins: read, shown, then written together."""
    who = asked(request)
    if request.method == "POST" and "sealed" in request.POST:
        return _apply(request, who)
    form = FileForm(request.POST or None, request.FILES or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = preview_registers(
                cast("BinaryIO", form.cleaned_data["file"].file),
                permissions.surveyed_units(who.user, who.now),
                city=bool(permissions.can_run_city_surveys(who.user, who.now)),
            )
        except FileRefused as error:
            form.add_error("file", str(error))
        except NoTable:
            form.add_error(
                "file",
                _(
                    "Judul kolom Kerangka, Unit, Periode, Dimensi, Kategori, dan Jumlah tidak "
                    "ditemukan. Tambahkan judulnya, lalu unggah lagi."
                ),
            )
    context: dict[str, Any] = {"form": form, "preview": preview}
    if preview is not None:
        context["sealed"] = signing.dumps(sealable(preview.changing), salt=SALT, compress=True)
    status = UNPROCESSABLE if form.errors else 200
    return render_page(request, "feedback/register_import.html", context, status=status)


def _apply(request: HttpRequest, who: Asked) -> HttpResponse:
    try:
        rows = signing.loads(request.POST["sealed"], salt=SALT, max_age=OPEN_FOR)
    except signing.BadSignature:
        messages.error(
            request, _("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi.")
        )
        return redirect(request.path)
    try:
        with transaction.atomic():
            for facts, margins, existing in unsealed(rows):
                actions.save_register(
                    facts=facts, margins=margins, register_id=existing, by=who.user, now=who.now
                )
    except (DomainError, Register.DoesNotExist) as error:
        messages.error(
            request,
            str(error)
            if isinstance(error, DomainError)
            else _("Data berubah sejak pratinjau. Unggah berkasnya sekali lagi."),
        )
        return redirect(request.path)
    messages.success(
        request,
        ngettext("%(n)s register sudah ditulis.", "%(n)s register sudah ditulis.", len(rows))
        % {"n": len(rows)},
    )
    return redirect(LIST)
