"""
An honest adapter in memory for every port, each in the file that its port has.

They keep the laws of the ports, which the contract suites prove: what is not committed is forgotten, what exists
is refused, units of work take turns.

>>> from trading_core.domain.commands import buy, open_account
>>> from trading_core.testing.fakes.books import MemoryBooks
>>> from trading_core.testing.fakes.clock import FakeClock
>>> from trading_core.testing.fakes.quotes import FakeQuotes
>>> from trading_core.use_cases.execute_commands import ExecuteCommands
>>> execute = ExecuteCommands(MemoryBooks(), FakeQuotes(), FakeClock())
>>> [outcome.ok for outcome in execute([open_account("alice", 1000), buy("A-1", "alice", "2330", 1, 860)])]
[True, True]
"""
