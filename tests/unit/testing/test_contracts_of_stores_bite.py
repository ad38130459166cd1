"""Stores that lose, double or rewrite what they keep, and the suites that notice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve

from tests.unit.testing.conftest import Planted, red
from trading_core.domain.ids import Symbol
from trading_core.ports.api_keys import ApiKey, ApiKeyId
from trading_core.ports.first_prices import FirstPrice
from trading_core.ports.months import Month
from trading_core.ports.signals import Conclusion, Receipt, ReceivedSignal, SignalFate
from trading_core.ports.tokens import Rotated, Rotation, TokenFamily
from trading_core.ports.users import User, UserId, Username
from trading_core.testing import (
    MemoryApiKeys,
    MemoryFirstPrices,
    MemoryMonths,
    MemorySignals,
    MemoryTokens,
    MemoryUsers,
    api_keys_contract,
    first_prices_contract,
    months_contract,
    signals_contract,
    tokens_contract,
    users_contract,
)

PLANTED = Planted()


@PLANTED.broken(api_keys_contract)
class RevivingApiKeys(MemoryApiKeys):
    def revoke(self, key: ApiKeyId, at: datetime) -> None:
        super().revoke(key, at)
        self._store.api_keys[key] = evolve(self._store.api_keys[key], revoked_at=at)


@PLANTED.broken(api_keys_contract)
class OverwritingApiKeys(MemoryApiKeys):
    def add(self, key: ApiKey) -> None:
        self._store.api_keys[key.id] = key


@PLANTED.broken(api_keys_contract)
class TimelessApiKeys(MemoryApiKeys):
    def get(self, key: ApiKeyId) -> ApiKey | None:
        found = super().get(key)
        return None if found is None else evolve(found, expires_at=None)


@PLANTED.broken(users_contract)
class ForgetfulUsers(MemoryUsers):
    def get(self, user: UserId) -> User | None:
        found = super().get(user)
        return (
            None
            if found is None
            else User(
                id=found.id, username=found.username, account=found.account, created_at=found.created_at
            )
        )


@PLANTED.broken(users_contract)
class OverwritingUsers(MemoryUsers):
    def add(self, user: User) -> None:
        self._put(user)


@PLANTED.broken(users_contract)
class LenientUsers(MemoryUsers):
    def named(self, username: Username) -> User | None:
        same = (user for user in self._store.users.values() if user.username.lower() == username.lower())
        return next(same, None)


@PLANTED.broken(users_contract)
class GenerousUsers(MemoryUsers):
    def set_password(self, user: UserId, password_hash: str) -> None:
        super().set_password(user, password_hash)
        for kind, other in list(self._store.users):
            if kind == "user":
                super().set_password(UserId(other), password_hash)


@PLANTED.broken(signals_contract)
class TrimmedSignals(MemorySignals):
    def _receive(self, receipt: Receipt) -> ReceivedSignal:
        signal = evolve(receipt.signal, text=receipt.signal.text.replace("\r\n", "\n"))
        return super()._receive(evolve(receipt, signal=signal))


@PLANTED.broken(signals_contract)
class EternalSignals(MemorySignals):
    def _receive(self, receipt: Receipt) -> ReceivedSignal:
        window = receipt.window + timedelta(microseconds=1)
        return super()._receive(evolve(receipt, window=window))


@PLANTED.broken(signals_contract)
class CarelessSignals(MemorySignals):
    def _receive(self, receipt: Receipt) -> ReceivedSignal:
        return super()._receive(evolve(receipt, window=timedelta(0)))


@PLANTED.broken(signals_contract)
class RevisingSignals(MemorySignals):
    def _conclude(self, one: Conclusion) -> ReceivedSignal:
        self._signals[one.signal] = evolve(self._signals[one.signal], fate=SignalFate.RECEIVED)
        return super()._conclude(one)


@PLANTED.broken(signals_contract)
class HalfConcludedSignals(MemorySignals):
    def conclude(self, conclusions: Sequence[Conclusion]) -> tuple[ReceivedSignal, ...]:
        return tuple(found for one in conclusions for found in super(type(self), self).conclude([one]))


@PLANTED.broken(signals_contract)
class TalkativeSignals(MemorySignals):
    def mark_told(self, signals: Sequence[str]) -> None:
        super().mark_told(signals[:1])


@PLANTED.broken(signals_contract)
class HastySignals(MemorySignals):
    def waiting(self, until: datetime, limit: int) -> tuple[ReceivedSignal, ...]:
        return super().waiting(until, 9)[-limit:]


@PLANTED.broken(months_contract)
class FirstMonths(MemoryMonths):
    def put(self, month: Month) -> None:
        self._months.setdefault((month.source, month.symbol, month.month), month)


@PLANTED.broken(months_contract)
class SingleMonths(MemoryMonths):
    def get(self, source: str, symbol: Symbol, month: date) -> Month | None:
        return next(
            (one for one in self._months.values() if (one.symbol, one.month) == (symbol, month)), None
        )


@PLANTED.broken(months_contract)
class LoudMonths(MemoryMonths):
    def quiet_days(self, symbol: Symbol, months: Collection[date]) -> tuple[date, ...]:
        return tuple(day for one in self._months.values() for day in one.quiet)


@PLANTED.broken(first_prices_contract)
class LatestPrices(MemoryFirstPrices):
    def keep(self, prices: Mapping[Symbol, FirstPrice]) -> None:
        self._prices.update(prices)


@PLANTED.broken(tokens_contract)
class ForgivingTokens(MemoryTokens):
    def rotate(self, old: str, new: str, now: datetime) -> Rotated:
        family = self._members.get(old)
        if family is not None and self._youngest.get(family) not in (None, old):
            return Rotated(Rotation.REUSED, self._families[family])
        return super().rotate(old, new, now)


@PLANTED.broken(tokens_contract)
class GenerousTokens(MemoryTokens):
    def rotate(self, old: str, new: str, now: datetime) -> Rotated:
        family = self._members.get(old, "")
        if family in self._youngest:
            self._youngest[family] = old
        return super().rotate(old, new, now)


@PLANTED.broken(tokens_contract)
class EndlessTokens(MemoryTokens):
    def _stands(self, family: str, now: datetime) -> bool:
        return super()._stands(family, min(now, self._families[family].expires_at - timedelta(1)))


@PLANTED.broken(tokens_contract)
class ReawakeningTokens(MemoryTokens):
    def _stands(self, family: str, now: datetime) -> bool:
        return family in self._youngest and now < self._families[family].expires_at


@PLANTED.broken(tokens_contract)
class YoungestOnlyTokens(MemoryTokens):
    def revoke(self, digest: str) -> None:
        if digest in self._youngest.values():
            super().revoke(digest)


@PLANTED.broken(tokens_contract)
class OverwritingTokens(MemoryTokens):
    def start(self, family: TokenFamily, digest: str) -> None:
        self._families[family.id] = family
        self._admit(family.id, digest)


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize("contract", PLANTED.cases)
def test_an_adapter_that_breaks_a_law_is_found_out(contract: Callable[[], type]) -> None:
    """Every suite has at least one test that fails for each of these plausible mistakes."""
    assert [] != red(contract())
