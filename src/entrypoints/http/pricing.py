"""Prices that are asked for before the writer is: nobody waits for a source while others wait for him."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import partial
from typing import Final

from entrypoints.http.endpoint import Call
from trading_core.domain.commands import Command, PlaceOrder
from trading_core.domain.ids import Symbol
from trading_core.errors import Unavailable
from trading_core.use_cases.prices import priced_by

# How long whoever cannot do without a price waits for it, and whoever states his own and only has it checked.
PATIENCE: Final = 5.0
HASTE: Final = 1.0


async def have_prices(call: Call, commands: Iterable[Command]) -> None:
    """Have the prices at hand that commands say they need; one that does not come in time is missing."""
    for command in commands:
        if symbols := set(priced_by(command)):
            await have_prices_of(call, symbols, stated=_states_its_price(command))


async def have_prices_of(call: Call, symbols: Collection[Symbol], *, stated: bool = False) -> None:
    """Have these prices at hand, where they come from a source that may keep us waiting."""
    services = call.services
    if not services.sources.distant:
        return
    with suppress(Unavailable):
        await services.in_thread(services.readers, partial(services.sources.at_hand.quotes, symbols))
        return
    asked = services.in_thread(services.askers, partial(services.sources.quotes.quotes, symbols))
    with suppress(Unavailable, TimeoutError):
        await asyncio.wait_for(asked, HASTE if stated else PATIENCE)


def _states_its_price(command: Command) -> bool:
    return isinstance(command, PlaceOrder) and (command.price or command.terms.stated_price) is not None
