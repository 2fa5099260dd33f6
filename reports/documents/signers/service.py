"""Adapter for the national signing service: the file goes there, and comes back signed.

It speaks the interface of the client that the certification authority (BSrE) lets run on an
agency's own server: ``POST /api/sign/pdf`` with Basic authentication, a form of ``file``, ``nik``,
``passphrase`` and ``tampilan``; the answer is the PDF, or JSON with ``status_code``. Known from
public descriptions and tried against a stand-in only; see docs/legal.md. Off until configured.
"""

import base64
import json
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from secrets import token_hex
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.documents.signers import SigningFailed, SigningTask
from reports.documents.signers.checking import Unreadable, signatures_in

PATH: Final = "/api/sign/pdf"
TIMEOUT: Final = 25
"""Seconds for the connection and for each wait; below the patience of the web process."""

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of an answer."""

_REFUSALS: Final = {
    2011: gettext_lazy("NIK ini belum terdaftar pada layanan tanda tangan elektronik."),
    2031: gettext_lazy("Frasa sandi tanda tangan elektronik salah. Periksa, lalu coba lagi."),
}
"""What a person can mend, by the code of the service."""


class ServiceAway(SigningFailed):
    """The service did not answer, or not with a signed file of ours."""


@dataclass(frozen=True, slots=True)
class SigningService:
    """The service at ``url``, with the account of this application."""

    url: str
    user: str
    password: str

    def sign(self, task: SigningTask) -> bytes:
        """The file with the signature of the person behind ``nik``, appended by the service.

        What comes back must be what was sent, untouched, with one more intact signature; anything
        else is refused. Raises: ``SigningFailed``, ``ServiceAway``.
        """
        status, body = self._ask(task)
        if status != 200:
            raise _refusal(body)
        if not _is_signed(task.pdf, body):
            raise ServiceAway(
                _(
                    "Jawaban layanan tanda tangan bukan surat ini yang ditandatangani. "
                    "Tidak disimpan."
                )
            )
        return body

    def _ask(self, task: SigningTask) -> tuple[int, bytes]:
        parts = urlsplit(self.url)
        boundary = token_hex(24)
        account = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        connection = _connection(parts.scheme, parts.hostname or "", parts.port)
        try:
            connection.request(
                "POST",
                f"{parts.path.rstrip('/')}{PATH}",
                _form(boundary, task),
                {
                    "Content-Type": f"multipart/form-data; boundary={boundary}",
                    "Authorization": f"Basic {account}",
                    "Accept": "application/pdf, application/json",
                    "Connection": "close",
                },
            )
            answer: HTTPResponse = connection.getresponse()
            body = answer.read(MOST_BYTES + 1)
        except (OSError, HTTPException) as error:
            raise ServiceAway(
                _("Layanan tanda tangan elektronik tidak menjawab. Coba lagi nanti.")
            ) from error
        finally:
            connection.close()
        return answer.status, body


def has_service() -> bool:
    """Whether the national service is configured."""
    return bool(settings.SIGNING_SERVICE_URL)


def signing_service() -> SigningService:
    """The service of the settings. Raises: ``ServiceAway`` while none is configured."""
    if not has_service():
        raise ServiceAway(_("Layanan tanda tangan elektronik nasional belum disambungkan."))
    return SigningService(
        settings.SIGNING_SERVICE_URL,
        settings.SIGNING_SERVICE_USER,
        settings.SIGNING_SERVICE_PASSWORD,
    )


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=TIMEOUT, context=context)
    return HTTPConnection(host, port, timeout=TIMEOUT)


def _form(boundary: str, task: SigningTask) -> bytes:
    fields = {"nik": task.nik, "passphrase": task.passphrase, "tampilan": "invisible"}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="surat.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return b"".join([*parts, head.encode(), task.pdf, f"\r\n--{boundary}--\r\n".encode()])


def _refusal(body: bytes) -> SigningFailed:
    """The refusal in our words; what the service wrote is not shown, it may name the person."""
    try:
        code = int(json.loads(body)["status_code"])
    except (ValueError, KeyError, TypeError):
        code = 0
    if code in _REFUSALS:
        return SigningFailed(str(_REFUSALS[code]))
    return ServiceAway(
        _("Layanan tanda tangan elektronik menolak (kode %(code)s). Hubungi pengelola aplikasi.")
        % {"code": code or "–"}
    )


def _is_signed(sent: bytes, received: bytes) -> bool:
    if len(received) > MOST_BYTES or len(received) <= len(sent) or not received.startswith(sent):
        return False
    try:
        before, after = signatures_in(sent), signatures_in(received)
    except Unreadable:
        return False
    return (
        len(after) == len(before) + 1 and all(one.intact for one in after) and after[-1].covers_all
    )
