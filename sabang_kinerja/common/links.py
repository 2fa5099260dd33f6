"""Try whether a link opens, without letting anybody use us to look into our own network.

A name is resolved once, every address behind it must be public, and the connection goes to just
the address that was checked; each redirect is checked again. At most ``MOST_BYTES`` are read.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

TIMEOUT: Final = 6
"""Seconds for each connection and each answer."""
MOST_REDIRECTS: Final = 5
MOST_BYTES: Final = 64 * 1024
PORTS: Final = {"http": 80, "https": 443}
AGENT: Final = "KinerjaSabang-LinkCheck/1.0"

_SIGN_IN_HOSTS: Final = (
    *("accounts.google.com", "login.microsoftonline.com", "login.live.com"),
    *("www.dropbox.com/login", "id.atlassian.com"),
)
_SIGN_IN_WORDS: Final = (b"ServiceLogin", b"accounts.google.com/v3/signin")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HEAD_REFUSED: Final = frozenset({400, 403, 404, 405, 501})
_CLOSED: Final = frozenset({401, 403, 407})


class Outcome(StrEnum):
    """What came of a try."""

    OPENS = "opens"
    NEEDS_SIGN_IN = "needs_sign_in"
    FAILS = "fails"


class Forbidden(Exception):
    """The link leads where we do not go."""


Guard = Callable[[str, int], bool]


def is_public(address: str, port: int) -> bool:
    """Whether an address belongs to the open Internet, and the port to the web."""
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None) or found
    return mapped.is_global and not mapped.is_multicast and port in PORTS.values()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str
    body: bytes


def try_link(url: str, *, allows: Guard = is_public) -> Outcome:
    """Follow a link as somebody without an account would.

    ``allows`` decides for each resolved address and port. Never raises: what cannot be reached
    ``FAILS``, and so does what we refuse to reach.
    """
    try:
        return _follow(url, allows)
    except (OSError, HTTPException, ValueError, Forbidden):
        return Outcome.FAILS


def _follow(url: str, allows: Guard) -> Outcome:
    for _step in range(MOST_REDIRECTS + 1):
        parts = urlsplit(url)
        if _asks_to_sign_in(parts):
            return Outcome.NEEDS_SIGN_IN
        answer = _ask("HEAD", parts, allows)
        if answer.status in _HEAD_REFUSED or (answer.status < 300 and _is_shared_page(parts)):
            answer = _ask("GET", parts, allows)
        if answer.status in _REDIRECTS and answer.location:
            url = urljoin(url, answer.location)
            continue
        return _judge(answer)
    return Outcome.FAILS


def _judge(answer: _Answer) -> Outcome:
    if answer.status in _CLOSED or any(word in answer.body for word in _SIGN_IN_WORDS):
        return Outcome.NEEDS_SIGN_IN
    return Outcome.OPENS if 200 <= answer.status < 300 else Outcome.FAILS


def _asks_to_sign_in(parts: SplitResult) -> bool:
    place = f"{parts.hostname or ''}{parts.path}"
    return place.startswith(_SIGN_IN_HOSTS)


def _is_shared_page(parts: SplitResult) -> bool:
    """Sharing services answer HEAD kindly and show a sign-in page instead."""
    return (parts.hostname or "").endswith(("google.com", "sharepoint.com", "dropbox.com"))


def _ask(method: str, parts: SplitResult, allows: Guard) -> _Answer:
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise Forbidden(parts.scheme)
    port = parts.port or PORTS[parts.scheme]
    connection = _connect(
        parts.scheme, parts.hostname, _checked(parts.hostname, port, allows), port
    )
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(
            method, path, headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
        )
        response: HTTPResponse = connection.getresponse()
        body = response.read(MOST_BYTES) if method == "GET" else b""
        return _Answer(response.status, response.getheader("Location") or "", body)
    finally:
        connection.close()


def _checked(host: str, port: int, allows: Guard) -> str:
    """The address to connect to. All addresses of the name must be allowed, not only one."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(allows(address, port) for address in found):
        raise Forbidden(host)
    return found[0]


def _connect(scheme: str, host: str, address: str, port: int) -> HTTPConnection:
    """A connection to ``address`` that speaks to ``host``: nobody resolves the name again."""
    plain = socket.create_connection((address, port), timeout=TIMEOUT)
    connection: HTTPConnection
    if scheme == "https":
        connection = HTTPSConnection(host, port, timeout=TIMEOUT)
        try:
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except OSError:
            plain.close()
            raise
    else:
        connection = HTTPConnection(host, port, timeout=TIMEOUT)
        connection.sock = plain
    return connection
