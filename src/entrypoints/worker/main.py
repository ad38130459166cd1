"""The application for Celery's own command line, which Flower and whoever looks after workers use."""

from __future__ import annotations

from entrypoints.settings import read_settings
from entrypoints.worker.app import make_app

app = make_app(read_settings())
