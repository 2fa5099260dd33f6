"""Counts that end by themselves, kept in Redis."""

from django.core.cache import cache


def count(key: str, seconds: int) -> int:
    """Count one more under a key that ends ``seconds`` after its first."""
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended in between
        cache.set(key, 1, seconds)
        return 1
