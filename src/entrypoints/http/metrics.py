"""What is counted, and how it is shown to Prometheus."""

from __future__ import annotations

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
WAITING: Final = Gauge("trading_writer_waiting", "Requests that wait for the writer.")


def exposition() -> tuple[bytes, str]:
    """Everything that was counted in this process."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
