"""What every command has in common: where it is found, how it ends, and what it says when it cannot go on.

Commands are named by their place and loaded when they are called, so that `trading --help` is quick however
much a single command needs. Lists say of each what stands here; its own help says all of its docstring.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from typing import Final

from cyclopts import App, CycloptsError

from entrypoints.settings import WrongSetting
from trading_core.errors import TradingError

DONE, REFUSED, USAGE = 0, 1, 2
HELP: Final = frozenset({"--help", "-h"})

app = App(
    name="trading",
    help="Trade on paper, read signals, keep the books. Ends with 0 for done, 1 for refused, 2 for wrong usage.",
    version=lambda: f"trading {version('trading-core')}",
)
app.command("entrypoints.cli.serve:serve", help="Serve over HTTP until interrupted.")
app.command("entrypoints.cli.worker:worker", help="Work in the background until interrupted.")
app.command("entrypoints.cli.worker:beat", help="Remind workers of what is to be done now and then.")
app.command("entrypoints.cli.gateway:gateway", help="Hold the keys of language models for others.")
app.command(
    "entrypoints.cli.assistant:mcp", help="Give a language model tools, over standard input and output."
)
app.command("entrypoints.cli.migrate:migrate", help="Bring the tables of the database up to date.")
app.command("entrypoints.cli.doctor:doctor", help="Look at every part, and say how to mend what is wrong.")
app.command("entrypoints.cli.session:session", help="Trade a small session on paper and print its book.")

signals = App(name="signals", help="Read trading signals.")
signals.command("entrypoints.cli.signals:parse", help="Say what a text orders, or where it goes wrong.")
app.command(signals)

user = App(name="user", help="See to the users of the house.")
user.command("entrypoints.cli.users:add", help="Make a user and open his account.")
user.command("entrypoints.cli.users:password", help="Set a user's password anew.")
app.command(user)
app.command("entrypoints.cli.users:key", name="key", help="Make an API key for a user.")
prices = App(name="prices", help="Bring prices into the house.")
prices.command(
    "entrypoints.cli.prices:backfill", help="Bring the past of products, from the source of prices."
)
prices.command("entrypoints.cli.prices:import_prices", name="import", help="Import bars from a file.")
app.command(prices)
app.command("entrypoints.cli.replay:replay", help="Replay recorded prices with signals or a strategy.")
app.command("entrypoints.cli.imports:import_orders", name="import-orders", help="Import orders from a file.")
app.command("entrypoints.cli.completion:completion", help="Let a shell complete commands and options.")


@contextmanager
def in_full(commands: Iterable[App]) -> Iterator[None]:
    """Let commands explain themselves by their own words, and not by those of the list."""
    said = [(command, command.help) for command in commands if command.default_command is not None]
    try:
        for command, _ in said:
            command.help = None
        yield
    finally:
        for command, words in said:
            command.help = words


def _asked_for_help(arguments: Sequence[str]) -> Iterable[App]:
    return app.parse_commands(list(arguments))[1] if HELP & set(arguments) else ()


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing that a person typed ends in a traceback."""
    try:
        with in_full(_asked_for_help(arguments)):
            code = app(list(arguments), exit_on_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError:
        return USAGE
    except WrongSetting as wrong:
        print(f"trading: {wrong}", file=sys.stderr)
        return USAGE
    except TradingError as refusal:
        print(f"trading: {refusal}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # The reader has what it wanted, as `head` does. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code if isinstance(code, int) else DONE
