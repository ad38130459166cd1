"""What is counted, and how it is shown to Prometheus."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, generate_latest

REQUESTS: Final = Counter(
    "trading_http_requests_total", "Requests answered.", ["method", "endpoint", "status"]
)
SECONDS: Final = Histogram(
    "trading_http_request_seconds",
    "Time from a request to its answer.",
    ["method", "endpoint"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)
BATCHES: Final = Histogram(
    "trading_writer_batch_size", "Requests that shared a transaction.", buckets=(1, 2, 4, 8, 16, 32, 64, 128)
)
METHODS: Final = frozenset({"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
WAITING: Final = Gauge("trading_writer_waiting", "Requests that wait for the writer.")


def count(method: str, endpoint: str, status: int, seconds: float) -> None:
    """Count an answer. What the words of a method that nobody knows are, is not counted apart."""
    requests, durations = _counters(method if method in METHODS else "other", endpoint, status)
    requests.inc()
    durations.observe(seconds)


@lru_cache(maxsize=4096)
def _counters(method: str, endpoint: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, endpoint, str(status)), SECONDS.labels(method, endpoint)


def exposition() -> tuple[bytes, str]:
    """Everything that was counted in this process."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
