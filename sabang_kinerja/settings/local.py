"""A person's own machine and the demo: ``script/serve``."""

from sabang_kinerja.settings.base import *  # noqa: F403  settings are composed by star imports
from sabang_kinerja.settings.environment import STATE_DIR, env
from sabang_kinerja.settings.secret import generated_secret

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or generated_secret(STATE_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DEMO = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
"""Passkeys without TLS, which browsers allow on ``localhost`` only (not on 127.0.0.1)."""
