"""
Real servers for tests and measurements, started here and gone when whoever started them is gone.

>>> from tests.servers import running_redis
>>> with running_redis(folder) as url:  # doctest: +SKIP
...     ...

``running_postgres(folder)`` and ``running_redis(folder)`` give an address; ``PostgresServer(folder)`` and
``RedisServer(folder)`` are the servers themselves, for tests that kill, freeze and start them again on the same port
and data. ``new_database(url)`` makes a fresh database beside another within milliseconds.
"""

from tests.servers.databases import dropped_afterwards, new_database
from tests.servers.postgres import PostgresServer, running_postgres
from tests.servers.redis_server import RedisServer, running_redis
from tests.servers.server import Server, ServerFailed

__all__ = [
    "PostgresServer",
    "RedisServer",
    "Server",
    "ServerFailed",
    "dropped_afterwards",
    "new_database",
    "running_postgres",
    "running_redis",
]
