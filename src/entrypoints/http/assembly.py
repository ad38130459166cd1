"""What the HTTP door needs besides the parts of the deployment: credentials, threads and the writer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final

from entrypoints.background import background_of
from entrypoints.container import Container
from entrypoints.http.access_tokens import AccessTokens
from entrypoints.http.batcher import Batcher
from entrypoints.http.glances import Glances
from entrypoints.http.identity import Doorkeeper
from entrypoints.http.in_progress import InProgress
from entrypoints.http.live.admission import Pages
from entrypoints.http.live.live import Live, Manners
from entrypoints.http.metrics import BATCHES, WAITING
from entrypoints.http.services import House, Services, carrier
from entrypoints.http.signal_trader import SignalTrader
from entrypoints.http.standing import inquirer
from entrypoints.http.wrong_logins import WrongLogins
from entrypoints.settings import Settings
from trading_core.ports.tasks import TaskQueue
from trading_core.use_cases.answer_once import Answer, Request

UNBATCHED_THREADS: Final = 8
HASHERS: Final = 2
MOST_SECONDS_TO_GATHER: Final = 0.02
ASKERS: Final = 4
MOST_QUESTIONS: Final = 256


def services_of(settings: Settings, container: Container) -> Services:
    """Put together what the handlers work with."""
    house = _house(settings)
    tokens = AccessTokens(house.secret, timedelta(minutes=settings.access_minutes))
    users, families, keys = container.users(), container.families(), container.api_keys()
    tasks = background_of(settings, container)
    return Services(
        house=house,
        clock=container.clock(),
        ids=container.ids(),
        books=container.books(),
        settings_of_books=container.book_settings(),
        accounts=container.accounts(),
        orders=container.orders(),
        drafts=container.drafts(),
        propose_orders=container.propose_orders(),
        ready_drafts=container.ready_drafts(),
        dismiss_drafts=container.dismiss_drafts(),
        preview_orders=container.preview_orders(),
        trades=container.trades(),
        journal=container.journal(),
        read_holdings=container.read_holdings(),
        repair_account=container.repair_account(),
        products=container.products(),
        users=users,
        api_keys=keys,
        families=families,
        bars=container.bars(),
        moves=container.moves(),
        quotes=container.quotes(),
        sources=container.sources(),
        months=container.months(),
        cache=container.cache(),
        hasher=container.hasher(),
        limiter=container.limiter(),
        limits_are_shared=settings.redis_url is not None,
        tasks=tasks,
        tokens=tokens,
        doorkeeper=Doorkeeper(tokens, families, keys, users),
        answer_once=container.answer_once(),
        log_in=container.log_in(),
        refresh_session=container.refresh_session(),
        record_bars=container.record_bars(),
        analysts=container.analysts(),
        writer=_writer(settings, container, tasks),
        feed=container.feed(),
        tickets=container.tickets(),
        signals=container.signals(),
        signal_writer=Batcher(
            SignalTrader(container.trade_signals(), tasks), most=settings.most_in_batch, name="signals"
        ),
        standing=Batcher(
            inquirer(families, container.accounts(), container.clock()), most=MOST_QUESTIONS, name="inquirer"
        ),
        near=container.near_cache(),
        readers=ThreadPoolExecutor(settings.read_threads, thread_name_prefix="reader"),
        hashers=ThreadPoolExecutor(HASHERS, thread_name_prefix="hasher"),
        askers=ThreadPoolExecutor(ASKERS, thread_name_prefix="asker"),
        in_progress=InProgress(),
        wrong_logins=WrongLogins(container.cache()),
        glances=Glances(container.parts()),
    )


def live_of(settings: Settings, container: Container, services: Services) -> Live:
    """Put together the feeds."""
    return Live(
        services=services,
        kept=container.feed(),
        passing=container.passing_feed(),
        publish_prices=container.publish_prices(),
        pages=Pages(settings.cors_origins, settings.allowed_hosts),
        manners=Manners(
            heartbeat_seconds=settings.heartbeat_seconds,
            check_seconds=settings.credential_check_seconds,
            sockets_per_user=settings.sockets_per_user,
        ),
    )


def _house(settings: Settings) -> House:
    return House(
        opening_balance=settings.opening_balance,
        currency=settings.currency,
        shortest_password=settings.shortest_password,
        import_tokens=settings.import_tokens,
        logins_per_minute=settings.logins_per_minute,
        requests_per_minute=settings.requests_per_minute,
        signal_window=timedelta(seconds=settings.signal_window_seconds),
        secret=settings.secret(),
    )


def _writer(settings: Settings, container: Container, tasks: TaskQueue) -> Batcher[Request, Answer]:
    parts = (container.answer_once(), tasks)
    most, threads = settings.most_in_batch, 1
    if not settings.batching:
        most, threads = 1, 1 if settings.embedded else UNBATCHED_THREADS
    writer: Batcher[Request, Answer] = Batcher(
        carrier(*parts, patient=True),
        hasty=carrier(*parts, patient=False),
        most=most,
        threads=threads,
        gather=_half_as_long if settings.batching else None,
        note=BATCHES.observe,
    )
    WAITING.set_function(lambda: len(writer))
    return writer


def _half_as_long(lasted: float) -> float:
    """How quickly a crowd is back depends on the machine as the batch does: the busier it is, the longer both take."""
    return min(lasted / 2, MOST_SECONDS_TO_GATHER)
