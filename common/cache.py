"""The cache may forget, never stop the site: while Redis does not answer, nothing is found in it and nothing is kept.

What counts tries (allauth's rate limits, wrong voting codes) lets people in meanwhile: a log-in code keeps its own
small number of tries in the session, and the length of a voting code is its defence.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


def _answering(fallback: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Runs a method of the cache; what `fallback` gives for the same arguments when Redis does not answer."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def asked(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError):
                return fallback(*args, **kwargs)

        return asked

    return decorate


def _unknown(key: str, *args: Any, **kwargs: Any) -> int:
    raise ValueError("Redis does not answer, so this key is not there.")


class ForgetfulRedisCache(RedisCache):
    """Django's Redis cache, in which nothing is ever there while Redis is down."""

    add = _answering(lambda *args, **kwargs: True)(RedisCache.add)
    get = _answering(lambda key, default=None, version=None: default)(RedisCache.get)
    set = _answering(lambda *args, **kwargs: None)(RedisCache.set)
    touch = _answering(lambda *args, **kwargs: False)(RedisCache.touch)
    delete = _answering(lambda *args, **kwargs: False)(RedisCache.delete)
    has_key = _answering(lambda *args, **kwargs: False)(RedisCache.has_key)
    incr = _answering(_unknown)(RedisCache.incr)
    get_many = _answering(lambda *args, **kwargs: {})(RedisCache.get_many)
    set_many = _answering(lambda data, *args, **kwargs: list(data))(RedisCache.set_many)
    delete_many = _answering(lambda *args, **kwargs: None)(RedisCache.delete_many)
