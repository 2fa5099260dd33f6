"""Send a file to somebody who may have it: an attachment, never shown inside the page."""

from typing import Final, TypeVar

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

R = TypeVar("R", bound=HttpResponseBase)

PDF_TYPE: Final = "application/pdf"
ZIP_TYPE: Final = "application/zip"


def download(file: FieldFile, name: str, content_type: str) -> FileResponse:
    """A stored file under ``name``. Raises ``Http404`` when it is no longer on the disk."""
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    return _guarded(response)


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file made for this answer."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _guarded(response)


def _guarded(response: R) -> R:
    """Never guessed by the browser, never kept by anybody on the way."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
