"""Answers to a form that saves itself: what was saved, or why not, as JSON."""

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sabang_kinerja.common.errors import ChangedMeanwhile, DomainError


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page itself saves, not the person."""
    return request.headers.get("X-Autosave") == "1"


def autosaved(
    *,
    row_version: int | None = None,
    error: DomainError | None = None,
    form: forms.Form | None = None,
) -> JsonResponse:
    """200 with time and version; 409 when somebody else saved first; 422 for what is not valid."""
    if error is not None:
        status = 409 if isinstance(error, ChangedMeanwhile) else 422
        return JsonResponse({"message": str(error)}, status=status)
    if form is not None and form.errors:
        return JsonResponse({"message": _("Belum tersimpan."), "errors": form.errors}, status=422)
    saved_at = timezone.localtime().strftime("%H.%M")
    return JsonResponse(
        {
            "message": _("Disimpan otomatis pukul %(time)s WIB.") % {"time": saved_at},
            "saved_at": saved_at,
            "row_version": row_version,
        }
    )
