"""Seals, scans, and a stand-in of the national signing service for tests."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.parser import BytesParser
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.actions.signature_requests import ask_for_signatures
from reports.documents.signers import SigningTask
from reports.documents.signers.seal import Seal, new_seal, unsealed_key
from reports.enums import SignerRole
from reports.models import Letter, Signature
from tests.factories.appraisal import SERVED, Office
from tests.factories.reports import letters_made

PASSPHRASE = "frasa sandi untuk uji"
NIK = "1172010101800001"
PERSONAL = "frasa sandi pribadi"
SCAN = b"%PDF-1.4\n% pindaian surat bertanda tangan\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 64


CITY = "Pemerintah Kota Sabang"


@cache
def seal_file(city: str) -> bytes:
    """A sealed key with its certificate, the same for all tests."""
    return new_seal(city=city, passphrase=PASSPHRASE, years=5, now=datetime.now(UTC))


def a_seal(city: str = CITY) -> Seal:
    """That of ``seal_file``, opened."""
    return unsealed_key(seal_file(city), PASSPHRASE)


def use_seal(settings: object, folder: Path) -> Seal:
    """Let the application have a seal."""
    path = folder / "segel.p12"
    path.write_bytes(seal_file(CITY))
    settings.SEAL_FILE, settings.SEAL_PASSPHRASE = str(path), PASSPHRASE
    return a_seal()


def scan(data: bytes = SCAN, name: str = "pindaian.pdf") -> SimpleUploadedFile:
    """A scan as a browser sends it."""
    return SimpleUploadedFile(name, data)


def letter_asked(office: Office, *roles: SignerRole) -> Letter:
    """A letter that was made, with signatures asked of supervisor and employee or ``roles``."""
    letters_made(office)
    letter = Letter.objects.select_related("evaluation", "agency").get()
    ask_for_signatures(
        paper=letter,
        roles=roles or (SignerRole.SUPERVISOR, SignerRole.EMPLOYEE),
        by=office.admin,
        now=SERVED,
    )
    return letter


def steps(letter: Letter) -> list[Signature]:
    """Its signatures in order."""
    return list(Signature.objects.filter(letter=letter).order_by("place"))


class ServiceStandIn(BaseHTTPRequestHandler):
    """Speaks as the client of the signing service does; ``mode`` makes it misbehave."""

    mode = "signs"
    forms: list[dict[str, bytes]] = []
    accounts: list[str] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.accounts.append(self.headers["Authorization"])
        form = _parts(self.headers["Content-Type"], body)
        self.forms.append(form)
        if self.path != "/api/sign/pdf":
            return self._say(404, b"")
        if self.mode == "away":
            self.connection.close()
            return None
        if form["nik"] != NIK.encode():
            return self._refuse(2011, "User tidak terdaftar")
        if form["passphrase"] != PERSONAL.encode():
            return self._refuse(2031, "Passphrase anda salah")
        if self.mode == "breaks":
            return self._say(500, b"<html>oops</html>")
        return self._say(200, self._answer(form["file"]))

    def _answer(self, pdf: bytes) -> bytes:
        task = SigningTask(pdf, "1", "Fauzan", "Kepala", "Sabang")
        if self.mode == "echoes":
            return pdf
        if self.mode == "swaps":
            return a_seal("BSrE").sign(SigningTask(pdf + b"\n", "1", "X", "", ""))[1:]
        if self.mode == "spoils":
            signed = bytearray(a_seal("BSrE").sign(task))
            signed[len(pdf) + 700] ^= 1
            return bytes(signed)
        return a_seal("BSrE").sign(task)

    def _refuse(self, code: int, words: str) -> None:
        self._say(400, json.dumps({"error": words, "status_code": code}).encode())

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _parts(content_type: str, body: bytes) -> dict[str, bytes]:
    message = BytesParser().parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
    )
    found = {}
    for part in message.get_payload():
        name = re.search('name="([^"]+)"', part["Content-Disposition"]).group(1)
        found[name] = part.get_payload(decode=True)
    return found


@contextmanager
def service_stand_in(mode: str = "signs") -> Iterator[tuple[str, type[ServiceStandIn]]]:
    """A running stand-in: its address and what it was told."""

    class Service(ServiceStandIn):
        forms: list[dict[str, bytes]] = []
        accounts: list[str] = []

    Service.mode = mode
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", Service
    finally:
        server.shutdown()
        server.server_close()
