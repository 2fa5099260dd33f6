"""The public page behind a letter's QR code."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from personnel.rules.nip import mask_nip
from reports.documents.signers.seal import has_seal
from reports.documents.signing import Signing, office_words
from reports.documents.verification import group_code, normalise_code
from reports.forms import CodeForm, CompareForm
from reports.models import Letter, Signature
from reports.models.signatures import NumberedPaper
from reports.selectors.papers import paper_with_code, successor_of, validity_of
from reports.selectors.signatures import signatures_of
from reports.views.guesses import note_guess, too_many_guesses
from sabang_kinerja.common.access import public


@require_GET
@public
def verify(request: HttpRequest) -> HttpResponse:
    """Type a code from a letter."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("verify-code", code=form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    context = {"form": form, "compare_form": CompareForm()}
    return render(request, "reports/verify.html", context, status=status)


@require_GET
@never_cache
@public
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the city says of a letter: type, number, date, signer's office, whether it holds.

    No name, no score and no full employee number; an unknown code says only that it is unknown.
    """
    if wait := too_many_guesses(request):
        return wait
    letter = letter_of(code)
    if letter is None:
        note_guess(request)
    response = render(
        request,
        "reports/verify_result.html",
        what_is_said(letter) if letter else {"form": CodeForm()},
        status=200 if letter else 404,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def letter_of(code: str) -> NumberedPaper | None:
    """The paper with a code, however it is written; None for one that nobody has."""
    bare = normalise_code(code)
    return paper_with_code(bare) if bare else None


def what_is_said(letter: NumberedPaper) -> dict[str, object]:
    """What the page of a paper shows: no name, no score, and who signed by role alone."""
    content = letter.content
    government, *agency = content["institution"]
    signing = Signing.from_dict(content["signing"]) if "signing" in content else None
    nip, signatures = content["employee"]["nip"], signatures_of(letter)
    return {
        "letter": letter,
        "code": group_code(letter.verification_code),
        "validity": validity_of(letter),
        "successor": successor_of(letter),
        "office": " ".join(agency) or government,
        "signer": office_words(content["supervisor"]["post"], signing),
        "fixed_on": _fixed_on(letter),
        "signed_on": _signed_on(signatures),
        "masked": mask_nip(nip) if nip else "",
        "signatures": signatures,
        "has_seal": has_seal(),
        "compare_form": CompareForm(initial={"code": letter.verification_code}),
    }


def _fixed_on(letter: NumberedPaper) -> date | None:
    """The day on which the supervisor fixed a result in the application: no signature on paper."""
    day = letter.content["supervisor_signed_on"] if isinstance(letter, Letter) else None
    return date.fromisoformat(day) if day else None


def _signed_on(signatures: list[Signature]) -> date | None:
    """The day of the last signature, once all that were asked for are given."""
    days = [one.signed_on for one in signatures if one.signed_on]
    return max(days) if days and len(days) == len(signatures) else None
