"""A mail server of the test's own: takes every letter, or refuses to, over real SMTP."""

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any, cast


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box = cast("MailBox", self.server)
        self._say("220 ready" if box.takes else "421 busy")
        while box.takes and (line := self.rfile.readline()):
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self._say("354 go on")
                box.letters.append(self._letter())
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        parsed = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        return cast("EmailMessage", parsed)


class MailBox(socketserver.ThreadingTCPServer):
    """What arrived; with ``takes`` false every connection is told to come back later."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters: list[EmailMessage] = []
        self.takes = True

    @property
    def settings(self) -> dict[str, Any]:
        """Settings that send mail here."""
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": self.server_address[1],
            "EMAIL_HOST_USER": "",
            "EMAIL_HOST_PASSWORD": "",
            "EMAIL_USE_TLS": False,
            "EMAIL_USE_SSL": False,
        }


@contextmanager
def mail_box() -> Iterator[MailBox]:
    """A server on a free port while the block runs."""
    with MailBox() as box:
        thread = threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join()
