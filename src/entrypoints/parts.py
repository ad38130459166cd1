"""The parts that a deployment leans on."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen


@frozen
class Part:
    """
    Something that the service leans on.

    ``look`` says in a word how it does and raises when it does not answer. Without a needed part no request can be
    served; without another one the service is slower and not wrong.
    """

    name: str
    look: Callable[[], str]
    needed: bool = True
