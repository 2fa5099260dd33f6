"""The API: its rooms' addresses in one place, refusals in one shape, a page that explains it."""

import logging
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from feedback.views.api import router as asking
from personnel.views.api import ApiKey
from reports.views.api import router as figures
from sabang_kinerja.common.access import keyed, public
from sabang_kinerja.common.errors import Denied, DomainError, Incomplete
from sabang_kinerja.common.problems import Problem, problem_response

logger: Final = logging.getLogger(__name__)


class _Api(NinjaAPI):
    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where the addresses begin; they need no namespace of their own."""
        return reverse("api-page", kwargs=path_params)


api: Final = _Api(
    title="sabang-kinerja",
    version="1",
    description="Needs a key that BKPSDM gives out. Refusals are application/problem+json.",
    docs_url=None,
    urls_namespace="api",
)
_ROUTERS: Final = (asking, figures)
for _router in _ROUTERS:
    api.add_router("/v1", _router)

_WITH_KEY: Final = gettext_lazy("Program dengan kunci API")
_WORDS: Final = {
    "api-services": gettext_lazy("Daftar layanan aktif milik perangkat daerah kunci, atau kota."),
    "api-counters": gettext_lazy("Daftar loket aktif milik perangkat daerah kunci, atau kota."),
    "api-receipts": gettext_lazy(
        "Menerbitkan kode survei; setiap kode berlaku sekali, sampai tanggal berakhirnya. Dengan "
        "Idempotency-Key dan isi yang sama, kode yang sama diberikan lagi selama sepuluh menit."
    ),
    "api-predicate-periods": gettext_lazy("Periode yang jumlah predikatnya sudah terbit."),
    "api-predicates": gettext_lazy(
        "Jumlah pegawai menurut perangkat daerah dan predikat pada satu periode yang sudah terbit; "
        "null berarti disembunyikan untuk melindungi orang."
    ),
    "api-survey-periods": gettext_lazy("Periode survei warga yang hasilnya dapat dibaca."),
    "api-survey-results": gettext_lazy(
        "Hasil survei warga semua unit pada satu periode survei, dengan rentang dan mutu datanya."
    ),
    "service": gettext_lazy("kode layanan"),
    "counter": gettext_lazy("nomor loket (id), dari perangkat daerah yang sama"),
    "count": gettext_lazy("jumlah kode"),
}
"""Addresses and fields in plain words; what is missing is shown as programs read it."""

_KINDS: Final = {400: "malformed", 401: "missing-key", 403: "denied", 404: "not-found"}


@api.exception_handler(Problem)
def _as_it_is(_request: HttpRequest, error: Problem) -> HttpResponse:
    return problem_response(error)


@api.exception_handler(ValidationError)
def _wrong_fields(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each wrong field by its place: ``count``, ``Idempotency-Key``."""
    fields = [
        {"field": ".".join(str(part) for part in one["loc"][2:]) or "body", "detail": one["msg"]}
        for one in error.errors
    ]
    said = _("Isi permintaan belum benar. Lihat errors.")
    return problem_response(Problem(422, "invalid", said, errors=fields))


@api.exception_handler(HttpError)
def _of_ninja(_request: HttpRequest, error: HttpError) -> HttpResponse:
    said = _("Isi permintaan bukan JSON yang benar.") if error.status_code == 400 else str(error)
    return problem_response(
        Problem(error.status_code, _KINDS.get(error.status_code, "refused"), said)
    )


@api.exception_handler(Http404)
def _not_found(_request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(Problem(404, "not-found", str(error)))


@api.exception_handler(DomainError)
def _refused(_request: HttpRequest, error: DomainError) -> HttpResponse:
    status = 403 if isinstance(error, Denied) else 422 if isinstance(error, Incomplete) else 409
    return problem_response(Problem(status, "refused", str(error)))


@api.exception_handler(Exception)
def _failed(_request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("API failed", exc_info=error)
    said = _("Terjadi gangguan pada sistem, bukan kesalahan Anda. Coba lagi nanti.")
    return problem_response(Problem(500, "failed", said))


@require_GET
@public
def api_page(request: HttpRequest) -> HttpResponse:
    """What the API offers, in plain words, drawn from the description that programs read."""
    schema = api.get_openapi_schema()
    scopes = dict(_guarded())
    steps = [
        {
            "method": method.upper(),
            "path": address,
            "words": _WORDS.get(step["operationId"]) or step["description"],
            "scope": scopes[step["operationId"]],
            "fields": _fields(schema, step),
        }
        for address, methods in schema["paths"].items()
        for method, step in methods.items()
    ]
    return render(request, "api.html", {"steps": steps, "key": "kinerja_…"})


@csrf_exempt
@public
def api_unknown(_request: HttpRequest, rest: str) -> HttpResponse:
    """Every other address below the API: not found, in the API's own shape."""
    said = _("Alamat API ini tidak ada: %(path)s") % {"path": rest[:80]}
    return problem_response(Problem(404, "not-found", said))


def _fields(schema: dict[str, Any], step: dict[str, Any]) -> list[dict[str, Any]]:
    """Fields that a request carries, with their limits, as the description has them."""
    content = step.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return []
    model = schema["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
    return [
        {
            "name": name,
            "needed": name in model.get("required", ()),
            "least": facts.get("minimum"),
            "most": facts.get("maximum"),
            "words": _WORDS.get(name, ""),
        }
        for name, facts in model["properties"].items()
    ]


def _guarded() -> Iterator[tuple[str, str]]:
    """Each address that asks for a key: its name, which is also its operation's, and its scope."""
    views = (view for router in _ROUTERS for view in router.path_operations.values())
    for view in views:
        for operation in view.operations:
            for key in operation.auth_callbacks:
                if isinstance(key, ApiKey):
                    yield str(view.url_name), key.scope


def _declared() -> list[URLPattern]:
    """Addresses of django-ninja, each with its rule of access and refusals in one shape."""
    with_key = dict(_guarded())
    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern)]
    for pattern in patterns:
        view = _in_one_shape(pattern.callback)
        declare = keyed(_WITH_KEY) if pattern.name in with_key else public
        pattern.callback = declare(view)
    return patterns


def _in_one_shape(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @csrf_exempt
    @wraps(view, assigned=())
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        if response.status_code != 405:
            return response
        said = _("Cara ini tidak ada di sini. Yang ada: %(methods)s") % {
            "methods": response["Allow"]
        }
        return problem_response(Problem(405, "method", said, headers={"Allow": response["Allow"]}))

    return answered


urlpatterns: Final = [
    path("", api_page, name="api-page"),
    *_declared(),
    path("<path:rest>", api_unknown, name="api-unknown"),
]
