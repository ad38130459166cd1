"""Celery, set up so that a message is only a hint: lost, late or doubled, it changes nothing."""

from __future__ import annotations

import logging
import os
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from celery import Celery
from celery.signals import setup_logging, worker_process_init, worker_process_shutdown, worker_ready

from adapters.tasks.celery_hints import client
from entrypoints.jobs import JOBS, Job, slow_tasks, task_of
from entrypoints.logs import write_logs
from entrypoints.settings import Settings, WrongSetting, read_settings
from trading_core.errors import TradingError

if TYPE_CHECKING:
    from celery import Task

    from entrypoints.container import Container
    from entrypoints.jobs import Work

# A task ends well before the broker takes its worker for dead and gives its message to another.
SECONDS_AT_MOST: Final = 30
SECONDS_TO_COME_TO_AN_END: Final = 20
SECONDS_AT_A_TIME: Final = 10.0
# Who waits for others may wait longer, and still ends before that.
SLOW_SECONDS_AT_MOST: Final = 100
SLOW_SECONDS_TO_COME_TO_AN_END: Final = 90
RETRIES: Final = 5

log = logging.getLogger("trading.worker")


def make_app(settings: Settings) -> Celery:
    """Make the application that worker, beat and whoever watches them share."""
    if settings.celery_broker_url is None:
        raise WrongSetting("CELERY_BROKER_URL", "not set", "the address of Redis or RabbitMQ")
    app = client(settings.celery_broker_url, slow_tasks())
    app.main = "trading"
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        result_backend=settings.celery_result_backend,
        result_expires=3600,
        task_ignore_result=settings.celery_result_backend is None,
        task_store_errors_even_if_ignored=False,
        # one more try makes a new connection, where one to RabbitMQ that has broken is not mended otherwise
        task_publish_retry=True,
        task_publish_retry_policy={"max_retries": 1, "interval_start": 0.2},
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_time_limit=SECONDS_AT_MOST,
        task_soft_time_limit=SECONDS_TO_COME_TO_AN_END,
        task_send_sent_event=True,
        worker_send_task_events=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_soft_shutdown_timeout=8,
        worker_proc_alive_timeout=SECONDS_TO_COME_TO_AN_END,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        timezone="UTC",
        beat_max_loop_interval=1,
        beat_schedule={job.name: _reminder(job) for job in JOBS},
    )
    for job in JOBS:
        _task(app, job)
    return app


def _reminder(job: Job) -> dict[str, Any]:
    # What nobody took until the next reminder is not needed any more.
    return {"task": task_of(job), "schedule": job.every, "options": {"expires": max(job.every, 2)}}


def _task(app: Celery, job: Job) -> None:
    hard, soft = (
        (SLOW_SECONDS_AT_MOST, SLOW_SECONDS_TO_COME_TO_AN_END)
        if job.slow
        else (SECONDS_AT_MOST, SECONDS_TO_COME_TO_AN_END)
    )

    @app.task(name=task_of(job), bind=True, max_retries=RETRIES, time_limit=hard, soft_time_limit=soft)
    def do(self: Task[[], int]) -> int:
        """Do the job until nothing is left, for a while at most; the rest is another message."""
        until, done = time.monotonic() + SECONDS_AT_A_TIME, 0
        try:
            while more := work(job.name):
                done += more
                if time.monotonic() > until:
                    self.apply_async(ignore_result=True, retry=False)
                    break
        except TradingError as refusal:
            if not refusal.retryable:
                raise
            log.warning("%s waits: %s", job.name, refusal)
            raise self.retry(countdown=2**self.request.retries, exc=refusal) from refusal
        return done


def work(name: str) -> int:
    """Do a job once, with the parts of this process."""
    return _works(os.getpid())[name]()


@lru_cache(maxsize=1)
def _works(process: int) -> dict[str, Work]:
    """Every job, made from a container of this very process: connections do not survive a fork."""
    container = _container(process)
    return {job.name: job.work(container) for job in JOBS}


@lru_cache(maxsize=1)
def _container(process: int) -> Container:
    from entrypoints.container import assemble

    del process
    return assemble(read_settings())


@setup_logging.connect
def _log(**_: object) -> None:
    settings = read_settings()
    write_logs(settings)
    # each task is announced twice, and there is one every second
    logging.getLogger("celery").setLevel(logging.INFO if settings.debug else logging.WARNING)


@worker_ready.connect
def _say_so(**_: object) -> None:
    log.info("ready")


@worker_process_init.connect
def _begin(**_: object) -> None:
    _works(os.getpid())


@worker_process_shutdown.connect
def _let_go(**_: object) -> None:
    if _container.cache_info().currsize:
        _container(os.getpid()).database().close()
