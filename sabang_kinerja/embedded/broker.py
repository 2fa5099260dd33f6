"""The embedded broker: Valkey, which speaks Redis' protocol, on a socket of its own."""

from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from sabang_kinerja.embedded import binaries
from sabang_kinerja.embedded.account import Account
from sabang_kinerja.embedded.errors import EmbeddedError
from sabang_kinerja.embedded.service import (
    Service,
    is_alive,
    launch,
    socket_directory,
    tail,
    wait_for,
)

_START_SECONDS = 30
_STOP_SECONDS = 15


class Broker(Service):
    """A broker whose queue outlives a crash: every second it writes what came to disk."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.log = home / "broker.log"

    @property
    def url(self) -> str:
        """``REDIS_URL`` of the broker."""
        return f"unix://{self.socket}"

    @property
    def socket(self) -> Path:
        """The socket that it listens on."""
        return socket_directory(self.home, Account.present()) / "broker.sock"

    def is_running(self) -> bool:
        """Whether it answers."""
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _start(self) -> None:
        data = self.home / "data"
        data.mkdir(exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(data),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        options = [part for key, value in settings.items() for part in (f"--{key}", value)]
        pid = launch([binaries.valkey_server(), *options], self.log, Account.present())
        if not wait_for(self.is_running, seconds=_START_SECONDS, still=lambda: is_alive(pid)):
            raise EmbeddedError(f"The broker does not start; {self.log} ends:\n{tail(self.log)}")

    def _stop(self) -> None:
        with self._client() as client:
            client.shutdown()
        wait_for(lambda: not self.is_running(), seconds=_STOP_SECONDS)

    def _client(self) -> redis.Redis:
        return redis.Redis(
            unix_socket_path=str(self.socket),
            socket_timeout=_STOP_SECONDS,
            retry=Retry(NoBackoff(), 0),
        )
