"""Is the application able to work? For the proxy, the operator and ``script/serve``."""

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from sabang_kinerja.common.access import public
from sabang_kinerja.heartbeat import worker_lives

_BROKER_SECONDS = 2


@require_safe
@never_cache
@public
def health(request: HttpRequest) -> JsonResponse:
    """Answer whether database, broker and worker are there, each as true or false.

    200 when pages can be served (database and broker), 503 otherwise. A missing worker delays
    letters but does not close the site. Nothing else about the machine is told.
    """
    database, broker = _database_answers(), _broker_answers()
    parts = {"database": database, "broker": broker, "worker": broker and worker_lives()}
    return JsonResponse(parts, status=200 if database and broker else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _broker_answers() -> bool:
    # The client's own patience would keep the proxy waiting.
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=_BROKER_SECONDS,
        socket_timeout=_BROKER_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        with client:
            return bool(client.ping())
    except redis.RedisError:
        return False
