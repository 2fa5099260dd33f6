"""Compare by upload: the visitor's file is hashed while it arrives, and kept nowhere."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from reports.documents.signers import SigningFailed
from reports.documents.signers.seal import certificate_text, has_seal, open_seal
from reports.documents.verification import normalise_code
from reports.forms import COMPARED_AT_MOST, CodeForm, CompareForm
from reports.selectors.papers import paper_with_file
from reports.selectors.signatures import compared_with
from reports.views.files import attachment
from reports.views.guesses import note_guess, too_many_files, too_many_guesses
from reports.views.verification import letter_of, what_is_said
from sabang_kinerja.common.access import public
from sabang_kinerja.common.upload_handlers import HashedUpload, HashingUploadHandler

_REST_OF_FORM: Final = 64 * 1024
"""Bytes of a form beside its file."""


@require_http_methods(["GET", "POST"])
@csrf_exempt  # nothing is written, and no account acts
@never_cache
@public
def verify_file(request: HttpRequest) -> HttpResponse:
    """Whether a file is the one that was issued or signed, to the last byte.

    With a code it is compared with that letter, without one it is looked for among all. A body
    that is too large by its own word is refused unread.
    """
    if request.method == "GET":
        return redirect("verify")
    if wait := too_many_guesses(request) or too_many_files(request):
        return wait
    if int(request.META.get("CONTENT_LENGTH") or 0) > COMPARED_AT_MOST + _REST_OF_FORM:
        return _page(request, CompareForm(), 413, too_large=True)
    request.upload_handlers = [HashingUploadHandler(request)]
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, 422)
    file = form.cleaned_data["file"]
    return _answer(request, form, file)


def _answer(request: HttpRequest, form: CompareForm, file: HashedUpload) -> HttpResponse:
    code = normalise_code(form.cleaned_data["code"])
    letter = letter_of(code) if code else None
    if code and letter is None:
        note_guess(request)
    holder = paper_with_file(file.sha256)
    shown = letter or holder
    if shown is None:
        return _page(request, CompareForm(), 200, unknown=True)
    context = what_is_said(shown) | {
        "compared": str(compared_with(shown, file.sha256)),
        "other_number": holder.number if holder and holder != shown else "",
        "compare_form": CompareForm(initial={"code": shown.verification_code}),
    }
    response = render(request, "reports/verify_result.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(request: HttpRequest, form: CompareForm, status: int, **said: bool) -> HttpResponse:
    context = {"form": CodeForm(), "compare_form": form, **said}
    return render(request, "reports/verify.html", context, status=status)


@require_GET
@public
def seal_certificate(request: HttpRequest) -> HttpResponse:
    """The certificate of the internal seal, so that a reader of PDF can check it by itself."""
    if not has_seal():
        raise Http404
    try:
        text = certificate_text(open_seal())
    except SigningFailed as error:
        raise Http404 from error
    return attachment(text, "segel-internal.pem", "application/x-pem-file")
