"""The web server's log of requests, without a line for the pages on which citizens answer."""

from typing import Any, Final

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # ships no types

UNTOLD: Final = ("/s/", "/survei", "/kios")
"""Beginnings of addresses, in small letters. Two times of a visit would tell how long somebody
took, and an address the code (decision 0013)."""


class AccessLogger(Logger):  # type: ignore[misc]  # gunicorn is untyped
    """Gunicorn's own, but for those pages."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """Write the line of a request, if there is to be one."""
        if not str(environ.get("PATH_INFO", "")).lower().startswith(UNTOLD):
            super().access(resp, req, environ, request_time)
