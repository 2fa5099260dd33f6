"""The public page behind a letter's QR code."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from personnel.rules.nip import mask_nip
from reports.documents.signing import Signing, office_words
from reports.documents.verification import group_code, normalise_code
from reports.enums import LetterState
from reports.forms import CodeForm
from reports.models import CreditLetter, Letter, TrainingCertificate
from reports.selectors.credit_letters import credit_successor, credit_validity
from reports.selectors.letters import Validity, successor, validity
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
    return render(request, "reports/verify.html", {"form": form}, status=status)


@require_GET
@never_cache
@public
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the city says of a letter: type, number, date, signer's office, whether it holds.

    No name, no score and no full employee number; an unknown code says only that it is unknown.
    """
    if wait := too_many_guesses(request):
        return wait
    letter = _letter_of(code)
    if letter is None:
        note_guess(request)
    response = render(
        request,
        "reports/verify_result.html",
        _what_is_said(letter) if letter else {"form": CodeForm()},
        status=200 if letter else 404,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


Paper = Letter | CreditLetter | TrainingCertificate


def _letter_of(code: str) -> Paper | None:
    bare = normalise_code(code)
    if not bare:
        return None
    letter = Letter.objects.filter(verification_code=bare).select_related("evaluation").first()
    return (
        letter
        or CreditLetter.objects.filter(verification_code=bare)
        .select_related("employee", "conversion", "determination")
        .first()
        or TrainingCertificate.objects.filter(verification_code=bare)
        .select_related("employee", "record")
        .first()
    )


def _what_is_said(letter: Paper) -> dict[str, object]:
    content = letter.content
    government, *agency = content["institution"]
    signing = Signing.from_dict(content["signing"]) if "signing" in content else None
    nip, signed_on = content["employee"]["nip"], content["supervisor_signed_on"]
    return {
        "letter": letter,
        "code": group_code(letter.verification_code),
        **_standing(letter),
        "office": " ".join(agency) or government,
        "signer": office_words(content["supervisor"]["post"], signing),
        "signed_on": date.fromisoformat(signed_on) if signed_on else None,
        "masked": mask_nip(nip) if nip else "",
    }


def _standing(letter: Paper) -> dict[str, object]:
    if isinstance(letter, Letter):
        return {"validity": validity(letter), "successor": successor(letter)}
    if isinstance(letter, CreditLetter):
        return {"validity": credit_validity(letter), "successor": credit_successor(letter)}
    holds = letter.state == LetterState.READY
    return {"validity": Validity.HOLDS if holds else Validity.WITHDRAWN, "successor": None}
