"""Settings that hold everywhere. Domain thresholds are not settings: they are data or law."""

import os

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Queue

from sabang_kinerja.settings.accounts import *  # noqa: F403  settings are composed by star imports
from sabang_kinerja.settings.environment import ROOT, STATE_DIR, env

BASE_DIR = ROOT

# Matrices of surveys are small: threads of the linear algebra would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "csp",
    "personnel",
    # In the order in which their open settings are listed.
    "appraisal",
    "feedback",
    "training",
    "reports",
    "sabang_kinerja",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sabang_kinerja.common.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "personnel.middleware.SignInMiddleware",
    "personnel.middleware.RolesMiddleware",
    "personnel.middleware.SecondFactorMiddleware",
    "feedback.middleware.StaffCookieMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sabang_kinerja.common.audit.AuditMiddleware",
]

ROOT_URLCONF = "sabang_kinerja.urls"
WSGI_APPLICATION = "sabang_kinerja.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sabang_kinerja.navigation.navigation",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url("DATABASE_URL", default="postgres://kinerja@/kinerja")
    | {
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0").replace(
    "redis+socket://", "unix://"
)
"""In the form of the Redis client; a socket is ``unix:///path``."""
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "kinerja",
    }
}

CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_QUEUES = (Queue("celery"), Queue("reports"))
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_ROUTES = {"reports.tasks.print_report": {"queue": "reports"}}
"""Workers take from both in turns: a report is made in one piece, and many of them must not keep
letters and imports waiting."""
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60
"""Seconds: a new process loads sheet and fonts before it reports, on a busy machine slowly."""
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 14 * 60
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 20 * 60}
CELERY_TIMEZONE = "Asia/Jakarta"
CELERY_BEAT_SCHEDULE = {
    "resume-jobs": {"task": "reports.jobs.resume_jobs", "schedule": 60.0},
    "move-by-calendar": {"task": "reports.jobs.move_by_calendar", "schedule": 3600.0},
    "compile-figures": {
        "task": "reports.jobs.compile_nightly",
        "schedule": crontab(hour=1, minute=30),
    },
    "open-improvement-plans": {
        "task": "appraisal.jobs.open_improvement_plans",
        "schedule": 3600.0,
    },
    "open-development-plans": {
        "task": "appraisal.jobs.open_development_plans",
        "schedule": 3600.0,
    },
    "resume-discarding": {"task": "appraisal.jobs.resume_discarding", "schedule": 300.0},
    "remind": {"task": "appraisal.jobs.remind", "schedule": crontab(hour=5, minute=30)},
    "take-round-steps": {"task": "feedback.jobs.take_round_steps", "schedule": 60.0},
    "move-rounds": {"task": "feedback.jobs.move_rounds", "schedule": 3600.0},
    "move-pulse": {"task": "feedback.jobs.move_pulse", "schedule": 300.0},
    "mix-answers": {"task": "feedback.jobs.mix_answers", "schedule": 60.0},
    "ask-after-trainings": {
        "task": "training.jobs.ask_after_trainings",
        "schedule": 24 * 3600.0,
    },
    "forget-contacts": {"task": "feedback.jobs.forget_contacts", "schedule": 24 * 3600.0},
    "forget-results": {"task": "reports.jobs.forget_results", "schedule": 24 * 3600.0},
    "forget-imports": {"task": "personnel.jobs.forget_imports", "schedule": 24 * 3600.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(STATE_DIR / "celerybeat-schedule")

AUTH_USER_MODEL = "personnel.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sabang_kinerja.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", BASE_DIR / "node_modules/bootstrap/dist"),
    ("source-sans-3-variable", BASE_DIR / "node_modules/@fontsource-variable/source-sans-3"),
    ("source-serif-4", BASE_DIR / "node_modules/@fontsource/source-serif-4"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("gif", "jpg", "map", "png", "webp", "woff", "woff2")

MEDIA_ROOT = STATE_DIR / "files"
"""Never served by URL: every download goes through a view that asks for permission."""
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "sabang_kinerja.common.upload_handlers.LimitedUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

PGHISTORY_APPEND_ONLY = True

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="kinerja@sabang.invalid")

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "sabang_kinerja.common.logs.RedactingFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # They tell each step of each letter.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
}

SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
"""Address that stands in letters, QR codes and e-mails."""

SURVEY_KEY = env.str("KINERJA_SURVEY_KEY", default="")
"""Secret behind codes and held answers of citizens; empty: ``SECRET_KEY`` stands in for it."""

LETTER_NUMBER = env.str("LETTER_NUMBER", default="800.1.4/{sequence}/{year}")
LETTER_PLACE = env.str("LETTER_PLACE", default="Sabang")
STATE_EMBLEM_FILE = env.str("STATE_EMBLEM_FILE", default="")
REGION_EMBLEM_FILE = env.str("REGION_EMBLEM_FILE", default="")
"""Official drawings (SVG or PNG) for papers; empty: a neutral frame stands in their place."""
GOVERNMENT_NAME = env.str("GOVERNMENT_NAME", default="PEMERINTAH KOTA SABANG")

SEAL_FILE = env.str("SEAL_FILE", default="")
"""PKCS#12 with key and certificate of the internal seal (``make_seal``); empty: no seal."""
SEAL_PASSPHRASE = env.str("SEAL_PASSPHRASE", default="")
SIGNING_SERVICE_URL = env.str("SIGNING_SERVICE_URL", default="")
"""Address of the client of the national signing service; empty: no certified signatures."""
SIGNING_SERVICE_USER = env.str("SIGNING_SERVICE_USER", default="")
SIGNING_SERVICE_PASSWORD = env.str("SIGNING_SERVICE_PASSWORD", default="")
