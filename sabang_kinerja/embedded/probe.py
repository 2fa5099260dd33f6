"""Ask a running web process how it is.

    python -m sabang_kinerja.embedded.probe

Asks the process behind ``BIND`` as the proxy would; prints its answer, exit code 0 when it can
work. The containers' health check.
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping


def probe(address: str, headers: Mapping[str, str] | None = None) -> dict[str, bool]:
    """Return which parts answer (database, broker, worker); empty when nothing does."""
    request = urllib.request.Request(f"{address}/health/", headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            body = answer.read()
    except urllib.error.HTTPError as refusal:
        body = refusal.read()
    except OSError:
        return {}
    try:
        return dict(json.loads(body))
    except ValueError:
        return {}


def main() -> int:
    """Probe the process of this container."""
    port = os.environ.get("BIND", ":8000").rpartition(":")[2]
    host = os.environ.get("ALLOWED_HOSTS", "localhost").partition(",")[0]
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    parts = probe(f"http://127.0.0.1:{port}", headers)
    print(json.dumps(parts))
    return 0 if parts.get("database") and parts.get("broker") else 1


if __name__ == "__main__":
    sys.exit(main())
