"""The API of the citizens' survey: codes for a queue machine, services and counters."""

from datetime import date
from typing import Annotated, Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Header, Router, Schema, Status
from pydantic import ConfigDict

from feedback.actions.receipts import IssuedCodes, draw_codes
from feedback.models import Counter, Service
from feedback.permissions.machines import counters_of, services_of
from feedback.rules.codes import group_code, survey_url
from personnel.actions.api_clients import KeptAnswer
from personnel.enums import ApiScope
from personnel.views.api import ApiKey, client_of, key_of
from sabang_kinerja.common.problems import Problem

router: Final = Router(tags=["Survei warga"])

_READ: Final = ApiKey(ApiScope.SERVICES_READ)
_ISSUE: Final = ApiKey(ApiScope.RECEIPTS_ISSUE)


class ServiceOut(Schema):
    """A service about which citizens are asked."""

    code: str
    name: str
    unit: str
    agency: str


class CounterOut(Schema):
    """A place of service."""

    id: int
    name: str
    unit: str


class ReceiptsWanted(Schema):
    """How many codes, for which service and at which counter."""

    model_config = ConfigDict(extra="forbid")

    service: str = Field(..., max_length=40, description="code of a service")
    counter: int | None = Field(None, description="id of a counter of the same agency")
    count: int = Field(1, ge=1, le=50)


class ReceiptOut(Schema):
    """One code, as it stands on paper, and the address for its QR picture."""

    code: str
    url: str


class ReceiptsOut(Schema):
    """Codes that are nowhere else: whoever asked prints them."""

    service: str
    counter: int | None
    expires_on: date
    receipts: list[ReceiptOut]


@router.get(
    "/services",
    auth=_READ,
    response=list[ServiceOut],
    url_name="api-services",
    operation_id="api-services",
)
def services(request: HttpRequest) -> list[dict[str, str]]:
    """List active services of the key's agency, or of the city."""
    rows = services_of(client_of(request)).select_related("unit__agency")
    return [
        {
            "code": row.code,
            "name": row.name,
            "unit": row.unit.name,
            "agency": row.unit.agency.name if row.unit.agency else row.unit.name,
        }
        for row in rows
    ]


@router.get(
    "/counters",
    auth=_READ,
    response=list[CounterOut],
    url_name="api-counters",
    operation_id="api-counters",
)
def counters(request: HttpRequest) -> list[dict[str, Any]]:
    """List active counters of the key's agency, or of the city."""
    rows = counters_of(client_of(request)).select_related("unit")
    return [{"id": row.pk, "name": row.name, "unit": row.unit.name} for row in rows]


@router.post(
    "/receipts",
    auth=_ISSUE,
    response={201: ReceiptsOut},
    url_name="api-receipts",
    operation_id="api-receipts",
)
def issue_receipts(
    request: HttpRequest,
    wanted: ReceiptsWanted,
    idempotency_key: Annotated[
        str | None, Header(alias="Idempotency-Key", min_length=8, max_length=80)
    ] = None,
) -> Status[dict[str, Any]]:
    """Issue codes for receipts; each may be spent once, until its last day.

    The same Idempotency-Key with the same content gives the same codes again for ten minutes, so
    that an answer that was lost can be asked for once more.
    """
    if idempotency_key is None:
        return Status(201, _issued(request, wanted))
    kept = KeptAnswer(key_of(request), idempotency_key, wanted.model_dump_json())
    if not kept.claim():
        answer = kept.found()
        if answer is None:
            said = _("Permintaan yang sama sedang dikerjakan. Coba lagi sebentar lagi.")
            raise Problem(409, "in-progress", said, headers={"Retry-After": "1"})
        return Status(201, answer)
    try:
        answer = _issued(request, wanted)
    except Exception:
        kept.give_up()
        raise
    kept.keep(answer)
    return Status(201, answer)


def _issued(request: HttpRequest, wanted: ReceiptsWanted) -> dict[str, Any]:
    client = client_of(request)
    service = services_of(client).filter(code=wanted.service).select_related("unit").first()
    if service is None:
        raise Http404(_("Layanan ini tidak ada, atau di luar perangkat daerah kunci ini."))
    issued = draw_codes(
        service=service,
        counter=_counter(wanted.counter, service),
        number=wanted.count,
        now=timezone.now(),
    )
    return _told(issued)


def _counter(pk: int | None, service: Service) -> Counter | None:
    if pk is None:
        return None
    found = Counter.objects.filter(
        pk=pk, is_active=True, unit__agency=service.unit.agency_id
    ).first()
    if found is None:
        raise Http404(_("Loket ini tidak ada, atau milik perangkat daerah lain."))
    return found


def _told(issued: IssuedCodes) -> dict[str, Any]:
    return {
        "service": issued.service.code,
        "counter": issued.counter.pk if issued.counter else None,
        "expires_on": issued.expires_on.isoformat(),
        "receipts": [
            {"code": group_code(code), "url": survey_url(settings.SITE_URL, code)}
            for code in issued.codes
        ],
    }
