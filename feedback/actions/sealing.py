"""What the database must not be able to read: digests of codes, answers, keys of a 360 round.

All keys come from a secret outside the database (``KINERJA_SURVEY_KEY``, else ``SECRET_KEY``) by
HKDF. Source: statistics B1; decision 0013.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SEALED_BYTES: Final = 8192
FORM_BYTES: Final = 6400
"""Of every sealed answer before encryption, so that its length does not tell whose words it has."""

_NONCE: Final = 12


class CannotOpen(Exception):
    """What was sealed was sealed with another key."""


def code_digest(code: str) -> str:
    """What is kept of a code: HMAC-SHA256 under the server's key, in hexadecimal."""
    return hmac.digest(_key("codes"), code.encode(), "sha256").hex()


def seal(content: Mapping[str, Any], purpose: str = "answers", size: int = SEALED_BYTES) -> bytes:
    """Encrypt what can be written as JSON, padded to ``size``; 0 leaves the length as it is.

    Raises: ``ValueError`` for more than fits.
    """
    text = json.dumps(content, ensure_ascii=False).encode()
    if size and len(text) > size:
        raise ValueError(len(text))
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(purpose)).encrypt(nonce, text.ljust(size), None)


def open_sealed(sealed: bytes, purpose: str = "answers") -> dict[str, Any]:
    """Decrypt what ``seal`` made for the same purpose. Raises: ``CannotOpen``."""
    try:
        text = AESGCM(_key(purpose)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except InvalidTag as error:
        raise CannotOpen from error
    content: dict[str, Any] = json.loads(text)
    return content


def _key(purpose: str) -> bytes:
    return _derived(settings.SURVEY_KEY or settings.SECRET_KEY, purpose)


@cache
def _derived(secret: str, purpose: str) -> bytes:
    info = f"citizens' survey: {purpose}".encode()
    return HKDF(SHA256(), length=32, salt=None, info=info).derive(secret.encode())
