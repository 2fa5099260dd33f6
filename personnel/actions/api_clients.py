"""Keys of the API: made, shown once, revoked, and asked for at the door."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from personnel.enums import ApiScope
from personnel.models import ApiClient, ApiUse, Unit, User
from personnel.permissions import can_manage_accounts, local_day
from sabang_kinerja.common.counting import count
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

KEPT_SECONDS: Final = 600
"""How long an answer can be asked for again under its idempotency key."""

_WINDOW: Final = 60
_NONCE: Final = 12


class Refusal(StrEnum):
    """Why a key opens nothing."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    EXPIRED = "expired"
    SCOPE = "scope"


class KeyRefused(Exception):
    """The key opens nothing here; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class TooOften(Exception):
    """The client asked more often than it may; it waits ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key on its way to its owner; nothing can show it again."""

    client: ApiClient
    key: str


@transaction.atomic
def create_client(
    *,
    name: str,
    agency: Unit | None,
    scopes: Sequence[str],
    per_minute: int,
    expires_on: date,
    by: User,
    now: datetime,
) -> NewKey:
    """Let a program ask. Raises: ``Denied``, ``Incomplete``, ``Refused``."""
    can_manage_accounts(by, now).require()
    if expires_on <= local_day(now):
        raise Incomplete(_("Tanggal berakhir harus setelah hari ini."))
    prefix = secrets.token_hex(4)
    key = f"kinerja_{prefix}_{secrets.token_urlsafe(32)}"
    with refusals_as_sentences(ApiClient):
        client = ApiClient.objects.create(
            name=name,
            agency=agency,
            scopes=sorted(scopes),
            per_minute=per_minute,
            prefix=prefix,
            digest=_digest(key),
            created_by=by,
            created_at=now,
            expires_on=expires_on,
        )
    return NewKey(client, key)


@transaction.atomic
def revoke_client(*, client: ApiClient, by: User, now: datetime) -> None:
    """End a key at once and for ever. Raises: ``Denied``, ``WrongState``."""
    can_manage_accounts(by, now).require()
    row = ApiClient.objects.select_for_update().get(pk=client.pk)
    if row.revoked_at is not None:
        raise WrongState(_("Kunci ini sudah dicabut."))
    row.revoked_at, row.revoked_by = now, by
    row.save(update_fields=["revoked_at", "revoked_by"])


def admit(key: str, scope: ApiScope, *, now: datetime) -> ApiClient:
    """Let a request in and count it. Raises: ``KeyRefused``, ``TooOften``."""
    client = ApiClient.objects.select_related("agency").filter(digest=_digest(key)).first()
    if client is None:
        raise KeyRefused(Refusal.UNKNOWN)
    if client.revoked_at is not None:
        raise KeyRefused(Refusal.REVOKED)
    if client.expires_on < local_day(now):
        raise KeyRefused(Refusal.EXPIRED)
    minute, gone = divmod(int(now.timestamp()), _WINDOW)
    if count(f"api:{client.pk}:{minute}", _WINDOW) > client.per_minute:
        raise TooOften(_WINDOW - gone)
    if scope not in client.scopes:
        raise KeyRefused(Refusal.SCOPE)
    use, _new = ApiUse.objects.get_or_create(client=client, day=local_day(now), scope=scope)
    ApiUse.objects.filter(pk=use.pk).update(requests=F("requests") + 1)
    return client


class KeptAnswer:
    """An answer that can be asked for again with the same key and ``Idempotency-Key``.

    It lies in Redis, sealed with a secret that only the client has: its own key. Neither the
    database nor Redis can be read for it.
    """

    def __init__(self, key: str, name: str, asked: str) -> None:
        secret = hashlib.sha256(f"answer\n{key}\n{name}".encode())
        self._cipher = AESGCM(secret.digest())
        self._place = "api-answer:" + _digest(f"{key}\n{name}")
        self._asked = hashlib.sha256(asked.encode()).hexdigest()

    def claim(self) -> bool:
        """Whether this request is the first under its name, and may go on."""
        return bool(cache.add(self._place, b"", KEPT_SECONDS))

    def found(self) -> dict[str, Any] | None:
        """The kept answer, or None while the first request still runs.

        Raises: ``WrongState`` when the name was used for another request.
        """
        sealed = cache.get(self._place)
        if not sealed:
            return None
        kept = json.loads(self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], None))
        if kept["asked"] != self._asked:
            raise WrongState(_("Idempotency-Key ini sudah dipakai untuk permintaan lain."))
        answer: dict[str, Any] = kept["answer"]
        return answer

    def keep(self, answer: dict[str, Any]) -> None:
        """Remember the answer."""
        nonce = secrets.token_bytes(_NONCE)
        text = json.dumps({"asked": self._asked, "answer": answer}).encode()
        cache.set(self._place, nonce + self._cipher.encrypt(nonce, text, None), KEPT_SECONDS)

    def give_up(self) -> None:
        """Free the name again after a failure."""
        cache.delete(self._place)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
