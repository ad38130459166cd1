"""
An auditor: a second, naive set of books beside a system, and a machine that trades with both and compares.

The model knows nothing of the library's own decisions: it is plain dictionaries and whole numbers, written from the
laws. A system is audited in a few lines; whatever trades can be plugged in that answers as ``AuditedSystem`` says:

>>> from trading_core.testing.auditor import AuditedDesk, auditor_machine
>>> TestMyDesk = auditor_machine(AuditedDesk).TestCase  # your maker of systems in the place of this class

pytest finds ``TestMyDesk`` and lets it trade; ``TestMyDesk.settings`` says how long.
"""

from trading_core.testing.auditor.auditing import Audit
from trading_core.testing.auditor.comparing import Disagreement
from trading_core.testing.auditor.desks import AuditedDesk, account_facts, answer_of, order_facts
from trading_core.testing.auditor.facts import AccountFacts, Answer, AuditedSystem, OrderFacts, PositionFacts
from trading_core.testing.auditor.machine import auditor_machine
from trading_core.testing.auditor.worlds import HARSH_WORLD, PLAIN_WORLD, STRICT_WORLD, WORLDS, World

__all__ = [
    "HARSH_WORLD",
    "PLAIN_WORLD",
    "STRICT_WORLD",
    "WORLDS",
    "AccountFacts",
    "Answer",
    "Audit",
    "AuditedDesk",
    "AuditedSystem",
    "Disagreement",
    "OrderFacts",
    "PositionFacts",
    "World",
    "account_facts",
    "answer_of",
    "auditor_machine",
    "order_facts",
]
