"""A preview as an answer: the picture, or the sentence why there is none."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from sabang_kinerja.common.previews import Preview, PreviewProblem


def problem_words(problem: PreviewProblem | None) -> str:
    """Why a file is not shown; empty when it is."""
    match problem:
        case None:
            return ""
        case PreviewProblem.NO_KIND:
            return _("Jenis berkas ini tidak dapat ditampilkan di sini. Unduh untuk membukanya.")
        case PreviewProblem.ENCRYPTED:
            return _("PDF ini dikunci dengan kata sandi, jadi isinya tidak dapat ditampilkan.")
        case PreviewProblem.BROKEN:
            return _("Berkas ini rusak atau tidak lengkap, jadi isinya tidak dapat ditampilkan.")
        case PreviewProblem.MISSING:
            return _("Halaman ini tidak ada dalam berkas.")
        case PreviewProblem.LARGE | PreviewProblem.SLOW:
            return _("Isi berkas ini terlalu besar untuk ditampilkan di sini. Unduh berkasnya.")


def picture_response(preview: Preview) -> HttpResponse:
    """The picture of a page; on its own it can load and run nothing."""
    if preview.problem:
        raise Http404
    response = HttpResponse(preview.picture, content_type=preview.content_type)
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    return response
