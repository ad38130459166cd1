"""The laws of hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.testing.contracts.making import Make, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from trading_core.ports.tasks import TaskQueue


def tasks_contract(
    make: Make[TaskQueue],
    *,
    heard: Callable[[TaskQueue], Collection[tuple[str, str]]],
    down: Make[TaskQueue] | None = None,
) -> type:
    """
    Give the tests of ``TaskQueue``.

    ``heard`` gathers what has come out at the other end so far; ``down`` makes a queue whose backend does not
    answer.
    """

    class TasksContract:
        """What a queue of hints promises."""

        def test_nothing_is_heard_that_was_not_told(self) -> None:
            """A hint may be lost or doubled on the way, and never becomes another one."""
            told = {("process", "A-1"), ("process", "A 2 'x'"), ("analyse", "A-1")}
            with opened(make) as queue:
                for kind, name in [*sorted(told), *sorted(told)]:
                    queue.tell(kind, name)

                assert set(heard(queue)) <= told

    if down is None:
        return TasksContract
    make_down = down

    class FailingTasksContract(TasksContract):
        """What a queue promises when nothing stands behind it."""

        def test_a_queue_that_is_down_is_told_all_the_same(self) -> None:
            """The work stands in the database, so who tells of it is not stopped by a broken queue."""
            with opened(make_down) as queue:
                queue.tell("process", "A-1")

                assert set(heard(queue)) <= {("process", "A-1")}

    return FailingTasksContract
