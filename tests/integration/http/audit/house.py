"""A running service beside the auditor's books: each command is asked of both, and all that people see is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import httpx
from attrs import define, field, frozen

from tests.integration.http.audit.asking import OPERATOR, STRANGER, Asked, Names, asked
from tests.integration.http.audit.predicting import expected_orders, expected_trades, expected_worth
from tests.integration.http.audit.showing import Shown, shown
from tests.integration.http.people import PASSWORD, Door, Person, fresh_name
from tests.integration.http.promises import refused
from tests.servers.service import OPERATOR as FIRST_OPERATOR
from trading_core.domain.commands import Command, OpenAccount
from trading_core.testing.auditor import Disagreement, World
from trading_core.testing.auditor.comparing import compare, compare_accounts, compare_orders
from trading_core.testing.auditor.model import Model

# Whatever the rules of trading refuse is a conflict, but for what is wrong in itself or not there.
STATUSES: Final[Mapping[str, int]] = {"invalid_value": 400, "not_found": 404}
CONFLICT: Final = 409
OTHER_BODY: Final = (422, "idempotency_key_reused")


# An account without what moves with the market, and how many entries it has.
Standing = tuple[Mapping[str, Any], int]


@frozen
class Heard:
    """A request under a key of its own, and what was answered."""

    asked: Asked
    key: str
    answer: httpx.Response


@define(eq=False)
class House:
    """One service: whoever is in it, and the operator."""

    door: Door
    operator: Person
    begun: Iterator[int] = field(factory=count)

    @classmethod
    def behind(cls, door: Door) -> House:
        """Let the operator in."""
        return cls(door, door.log_in(*FIRST_OPERATOR))


@define(eq=False)
class Audit:
    """One sequence of requests, from an empty book on; names are the auditor's unless said otherwise."""

    house: House
    world: World
    sequence: int
    model: Model = field(init=False)
    people: dict[str, Person] = field(factory=dict)
    users: dict[str, str] = field(factory=dict)
    numbers: dict[str, str] = field(factory=dict)
    heard: list[Heard] = field(factory=list)
    last: dict[str, Standing] = field(factory=dict)
    broken: bool = False
    asks: Iterator[int] = field(factory=lambda: count(1))

    def __attrs_post_init__(self) -> None:
        """The auditor begins with nothing."""
        self.model = Model(self.world)

    def ask(self, command: Command, who: str) -> httpx.Response:
        """Ask for something of both sides, and compare the answers."""
        self.broken = True
        if isinstance(command, OpenAccount):
            self.users.setdefault(command.terms.id, fresh_name())
        request = asked(command, Names(self.users, self.numbers), who)
        predicted = self.model.predict(command, datetime.now(UTC))
        answer = self.send(request)
        if predicted.refusal is None:
            assert answer.is_success, f"{command} is refused: {answer.text}"
        else:
            refused(answer, STATUSES.get(predicted.refusal, CONFLICT), predicted.refusal)
        self.broken = False
        return answer

    def open(self, command: OpenAccount) -> None:
        """Somebody registers, and comes in the first time."""
        name = command.terms.id
        new = name not in self.people
        answer = self.ask(command, STRANGER)
        if new:
            assert str(command.opening) == answer.json()["balance"]
            self.people[name] = self.house.door.log_in(self.users[name], PASSWORD)

    def caller(self, who: str) -> Door:
        """Whoever asks."""
        return {STRANGER: self.house.door, OPERATOR: self.house.operator, **self.people}[who]

    def send(self, request: Asked) -> httpx.Response:
        """Send a request, with a key of its own where there can be one."""
        if request.method != "POST":
            return self.caller(request.who).send(request.method, request.path, request.body)
        key = f"{self.sequence}-{next(self.asks)}"
        answer = self.repeat(request, key)
        assert "idempotent-replayed" not in answer.headers
        # an order that is not there and a name that is taken are no matter of the books, which keep the answers
        if answer.is_success or not (
            "register" in request.path or answer.status_code == STATUSES["not_found"]
        ):
            self.heard.append(Heard(request, key, answer))
        return answer

    def repeat(self, request: Asked, key: str) -> httpx.Response:
        """Send a request under a key."""
        return self.caller(request.who).post(request.path, request.body, {"Idempotency-Key": key})

    def again(self, heard: Heard) -> None:
        """A repeat hears what was said the first time; the same key on another body is a mistake."""
        answer = self.repeat(heard.asked, heard.key)
        assert (heard.answer.status_code, heard.answer.content) == (answer.status_code, answer.content)
        assert "true" == answer.headers["idempotent-replayed"]
        if heard.asked.body:
            other = Asked(heard.asked.who, "POST", heard.asked.path, {**heard.asked.body, **_other(heard)})
            refused(self.repeat(other, heard.key), *OTHER_BODY)

    def look(self, *names: str) -> None:
        """Compare all that these people see; the others must not have been touched at all."""
        self.broken = True
        found: list[str] = []
        for name in self.people:
            found.extend(self.differences(name) if name in names else self.changes(name))
        if found:
            raise Disagreement(found)
        self.broken = False

    def changes(self, name: str) -> Iterator[str]:
        """What has changed of somebody since he was looked at, but for what his products cost."""
        person = self.people[name]
        account = person.get("/api/account/").json()
        found = standing(account, person.get("/api/account/statement/?page_size=1").json()["count"])
        if self.last[name] != found:
            yield f"{name} is {found}, expected {self.last[name]}"

    def differences(self, name: str) -> Iterator[str]:
        """Where somebody is not where the auditor says that he must be."""
        person, state = self.people[name], self.model.state
        seen = shown(person)
        purse = state.purses[name]
        yield from compare_accounts(name, self.model.account(name), seen.facts())
        yield from compare(name, expected_worth(state, purse), seen.worth())
        yield from seen.faults_of_statement()
        self.know_rejected(name, seen)
        own = {number: asked for number, asked in state.orders.items() if asked.terms.account == name}
        if {self.numbers[number] for number in own} != set(seen.orders):
            yield f"{name} sees {sorted(seen.orders)}, expected {[self.numbers[number] for number in own]}"
            return
        for number, facts in expected_orders(self.model, own).items():
            yield from compare_orders(number, facts, seen.order(self.numbers[number]))
        trades = expected_trades(state, own, self.numbers)
        if trades != seen.told_trades():
            yield f"{name} has traded {seen.told_trades()}, expected {trades}"
        self.last[name] = standing(seen.account, len(seen.statement))

    def know_rejected(self, name: str, seen: Shown) -> None:
        """An order that was refused is kept under a number that its answer does not tell: it is the one new order."""
        orders = self.model.state.orders.items()
        unknown = [
            number for number, order in orders if order.terms.account == name and number not in self.numbers
        ]
        fresh = seen.orders.keys() - self.numbers.values()
        assert len(unknown) == len(fresh) <= 1, f"{name} has {fresh}, expected {unknown} of that kind"
        self.numbers.update(zip(unknown, fresh, strict=True))

    def finish(self) -> None:
        """Compare everything once more; what has gone wrong must not be drowned."""
        if not self.broken:
            self.look(*self.people)


def standing(account: Mapping[str, Any], entries: int) -> Standing:
    """What of somebody changes by what is done to him alone."""
    moving = {"equity", "buying_power", "unrealized_pnl"}
    return {word: value for word, value in account.items() if word not in moving}, entries


def _other(heard: Heard) -> dict[str, str]:
    """Another value for one of the fields, which by itself is as right as the first."""
    body = heard.asked.body or {}
    if "order_number" in body:
        return {"created_time": "2026-01-01T00:00:00Z"}
    name = next(name for name in FREE if name in body)
    return {name: "12345678" if body[name] != "12345678" else "1234567"}


FREE: Final = ("amount", "quantity", "transaction_volume", "password")
