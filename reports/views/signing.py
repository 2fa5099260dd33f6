"""Give a signature: by seal, by certificate, by returning a scan."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from personnel.views.asking import Asked, asked
from personnel.views.forms import confirmed_step
from reports.actions.signatures import return_scan, seal, seal_many, sign_certified
from reports.enums import SignatureState, SignatureWay
from reports.forms import CertifiedForm, ScanForm
from reports.models import Signature
from reports.permissions import signatures as permissions
from reports.selectors.signatures import asked_of, signatures_of
from reports.views.signatures import PAGE_SIZE, address_of, paper_form, signature_of_page
from sabang_kinerja.common.access import object_rule, signed_in
from sabang_kinerja.common.counting import count
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.pages import domain_errors_as_messages
from sabang_kinerja.common.verdicts import Verdict

MOST_TRIES: Final = 5
"""Passphrases that one account may send within ``TRIES_WINDOW`` seconds."""
TRIES_WINDOW: Final = 600


@require_POST
@signed_in
def signature_seal_many(request: HttpRequest) -> HttpResponse:
    """Seal the papers that were chosen on the list."""
    who = asked(request)
    chosen = [int(pk) for pk in request.POST.getlist("signature") if pk.isdecimal()][:PAGE_SIZE]
    rows = list(asked_of(who.user.employee_id).filter(pk__in=chosen))
    if not rows:
        messages.error(request, _("Pilih paling sedikit satu surat."))
        return redirect("reports:signature-list")
    with domain_errors_as_messages(request):
        n = seal_many(signatures=rows, by=who.user, now=who.now)
        text = ngettext("%(n)s surat sudah disegel.", "%(n)s surat sudah disegel.", n) % {"n": n}
        messages.success(request, text)
        if n < len(chosen):
            left = len(chosen) - n
            messages.warning(
                request,
                ngettext(
                    "%(n)s surat tidak disegel. Buka suratnya untuk melihat sebabnya.",
                    "%(n)s surat tidak disegel. Buka suratnya untuk melihat sebabnya.",
                    left,
                )
                % {"n": left},
            )
    return redirect("reports:signature-list")


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Penanda tangan"))
def signature_seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the internal seal into the file."""
    who, row = asked(request), signature_of_page(request, pk)
    return confirmed_step(
        request,
        title=_("Segel surat %(number)s?") % {"number": row.paper.number},
        consequences=[
            _("Segel internal kota dibubuhkan ke dalam berkas atas perintah Anda."),
            _("Ini segel internal, bukan tanda tangan elektronik tersertifikasi."),
            _("Setelah disegel, perubahan satu huruf pun pada berkas dapat diketahui."),
            _("Segel tidak dapat dicabut; suratnya dapat dicabut oleh admin BKPSDM."),
        ],
        button=_("Segel berkas"),
        verdict=_may(who, row, SignatureWay.INTERNAL_SEAL),
        back=address_of(row.paper),
        step=lambda: seal(signature=row, by=who.user, now=who.now),
        done=_("Surat %(number)s sudah disegel.") % {"number": row.paper.number},
    )


@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Penanda tangan, perangkat daerah, BKPSDM"))
def signature_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the scan of a paper that was signed in ink."""
    who, row = asked(request), signature_of_page(request, pk)
    if refused := _refused(request, row, _may(who, row, SignatureWay.WET_INK)):
        return refused
    is_sent = request.method == "POST"
    form = ScanForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        data = form.cleaned_data
        try:
            return_scan(
                signature=row,
                file=data["file"],
                signed_on=data["signed_on"],
                by=who.user,
                now=who.now,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Pindaian surat sudah tersimpan."))
            return redirect(address_of(row.paper))
    title = _("Kembalikan surat yang sudah ditandatangani %(name)s.") % {
        "name": row.signer.full_name
    }
    return paper_form(request, form, row.paper, title, _("Simpan pindaian"), upload=True)


@sensitive_post_parameters("nik", "passphrase")
@require_http_methods(["GET", "POST"])
@object_rule(gettext_lazy("Penanda tangan"))
def signature_certified(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the national service sign; what is typed here is passed on and kept nowhere."""
    who, row = asked(request), signature_of_page(request, pk)
    if refused := _refused(request, row, _may(who, row, SignatureWay.CERTIFIED)):
        return refused
    form = CertifiedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if count(f"certified-tries:{who.user.pk}", TRIES_WINDOW) > MOST_TRIES:
            form.add_error(None, _("Terlalu banyak percobaan. Tunggu sepuluh menit."))
        else:
            try:
                sign_certified(signature=row, by=who.user, now=who.now, **form.cleaned_data)
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Surat sudah ditandatangani secara elektronik."))
                return redirect(address_of(row.paper))
    lead = _("NIK dan frasa sandi diteruskan ke layanan tanda tangan dan tidak disimpan di sini.")
    title = _("Tanda tangani surat %(number)s.") % {"number": row.paper.number}
    return paper_form(request, form, row.paper, title, _("Tanda tangani"), lead=lead)


def _may(who: Asked, row: Signature, way: SignatureWay) -> Verdict:
    given = [one for one in signatures_of(row.paper) if one.state == SignatureState.SIGNED]
    return permissions.can_sign(who.user, row, way, given, who.now)


def _refused(request: HttpRequest, row: Signature, verdict: Verdict) -> HttpResponse | None:
    if verdict:
        return None
    messages.error(request, str(verdict.reason))
    return redirect(address_of(row.paper))
