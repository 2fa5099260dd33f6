"""Links are tried against a real server; what lies inside our own network is never asked."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sabang_kinerja.common.links import MOST_BYTES, Outcome, is_public, try_link


class Pages(BaseHTTPRequestHandler):
    """A small web: each path answers in its own way; ``asked`` remembers what came."""

    asked: list[tuple[str, str]] = []

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def _answer(self, method: str) -> None:
        self.asked.append((method, self.path))
        if self.path == "/no-head" and method == "HEAD":
            return self._send(405)
        status, headers, body = {
            "/open": (200, {}, b"ok"),
            "/no-head": (200, {}, b"ok"),
            "/large": (200, {}, b"x" * (MOST_BYTES * 4)),
            "/closed": (403, {}, b""),
            "/account": (401, {}, b""),
            "/moved": (302, {"Location": "/open"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/drive": (302, {"Location": "https://accounts.google.com/v3/signin"}, b""),
            "/inside": (302, {"Location": "http://10.0.0.1/admin"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/broken": (500, {}, b""),
        }.get(self.path, (404, {}, b""))
        self._send(status, headers, body if method == "GET" else b"")

    def _send(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def only_here(address: str, port: int) -> bool:
    """The test's own server counts as outside; everything else as inside."""
    return address == "127.0.0.1" and port > 1024


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/open", Outcome.OPENS),
        ("/no-head", Outcome.OPENS),
        ("/moved", Outcome.OPENS),
        ("/closed", Outcome.NEEDS_SIGN_IN),
        ("/account", Outcome.NEEDS_SIGN_IN),
        ("/drive", Outcome.NEEDS_SIGN_IN),
        ("/round", Outcome.FAILS),
        ("/inside", Outcome.FAILS),
        ("/file", Outcome.FAILS),
        ("/broken", Outcome.FAILS),
        ("/nowhere", Outcome.FAILS),
    ],
)
def test_link_is_judged_by_what_a_stranger_sees(address, path, outcome):
    assert try_link(address + path, allows=only_here) is outcome


def test_our_own_machine_is_never_asked(address):
    before = len(Pages.asked)

    assert try_link(f"{address}/open") is Outcome.FAILS
    assert try_link(address.replace("127.0.0.1", "localhost") + "/open") is Outcome.FAILS
    assert len(Pages.asked) == before


@pytest.mark.parametrize(
    "url",
    [
        "ftp://contoh.go.id/berkas",
        "http://nama:sandi@contoh.go.id/",
        "http:///tanpa-nama",
        "http://[::1]/",
        "http://contoh.go.id:99999/",
        "bukan tautan",
    ],
)
def test_link_that_is_none_fails_without_an_error(url):
    assert try_link(url) is Outcome.FAILS


@pytest.mark.parametrize(
    ("address", "port", "public"),
    [
        ("8.8.8.8", 443, True),
        ("8.8.8.8", 22, False),
        ("127.0.0.1", 80, False),
        ("10.1.2.3", 80, False),
        ("192.168.1.1", 443, False),
        ("169.254.169.254", 80, False),
        ("100.64.0.1", 80, False),
        ("224.0.0.1", 80, False),
        ("0.0.0.0", 80, False),
        ("::1", 443, False),
        ("::ffff:10.0.0.1", 80, False),
        ("fc00::1", 443, False),
        ("2606:4700:4700::1111", 443, True),
    ],
)
def test_only_public_addresses_on_the_ports_of_the_web(address, port, public):
    assert is_public(address, port) is public
