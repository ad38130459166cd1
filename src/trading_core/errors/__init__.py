"""Every error that the library raises, in one tree.

    TradingError
    +-- InvalidInput             the caller's words are wrong; nothing was looked up or changed
    |   +-- InvalidValue         one value breaks the law of its type
    |   +-- SignalRefused        a text is not one clear trading signal
    |   +-- NotEnoughData        a calculation needs a longer series
    +-- Refused                  the rules of trading say no; money and holdings are as they were
    |   +-- InsufficientFunds    InsufficientHoldings   LimitExceeded       PriceOutOfBand
    |   +-- OffTick              OffLot                 OutsidePriceLimits  SessionClosed
    |   +-- TradingHalted        ReduceOnly             NotTradable         ShortNotAllowed
    |   +-- NoPrice              InvalidTransition      Overfill            DuplicateFill
    |   +-- DuplicateOrderNumber DuplicateClientOrderId AlreadyExists       LotsNotHeld
    |   +-- OrderTypeNotTaken    IdempotencyKeyReused   KeyPaused           SizeTooSmall
    |   +-- SignalExpired        QuotaUsedUp            DraftExpired
    |   +-- DraftDismissed       TooManyDrafts         RecordingOver
    +-- NotFound                 no such thing, or not the caller's
    +-- Unauthenticated          no credential, or one that does not hold
    +-- Forbidden                a good credential without the right
    +-- Unavailable              a needed part does not answer; the same call may succeed later
    +-- InvariantViolated        the books contradict themselves: a bug, stop rather than be wrong

Errors state facts as attributes and compute their sentence from them. Only a door knows HTTP, so no
status stands here; each class has a stable ``code`` for machines.
"""

from trading_core.errors.base import TradingError
from trading_core.errors.conditions import (
    Forbidden,
    InvariantViolated,
    NotFound,
    Unauthenticated,
    Unavailable,
)
from trading_core.errors.inputs import InvalidInput, InvalidValue, NotEnoughData, SignalRefused
from trading_core.errors.refusals import (
    DuplicateClientOrderId,
    DuplicateFill,
    DuplicateOrderNumber,
    InsufficientFunds,
    InsufficientHoldings,
    InvalidTransition,
    LimitExceeded,
    LotsNotHeld,
    NoPrice,
    NotTradable,
    OffLot,
    OffTick,
    OrderTypeNotTaken,
    OutsidePriceLimits,
    Overfill,
    PriceOutOfBand,
    ReduceOnly,
    Refused,
    SessionClosed,
    ShortNotAllowed,
    TradingHalted,
)
from trading_core.errors.requests import (
    AlreadyExists,
    DraftDismissed,
    DraftExpired,
    IdempotencyKeyReused,
    KeyPaused,
    QuotaUsedUp,
    RecordingOver,
    SignalExpired,
    SizeTooSmall,
    TooManyDrafts,
)

__all__ = [
    "AlreadyExists",
    "DraftDismissed",
    "DraftExpired",
    "DuplicateClientOrderId",
    "DuplicateFill",
    "DuplicateOrderNumber",
    "Forbidden",
    "IdempotencyKeyReused",
    "InsufficientFunds",
    "InsufficientHoldings",
    "InvalidInput",
    "InvalidTransition",
    "InvalidValue",
    "InvariantViolated",
    "KeyPaused",
    "LimitExceeded",
    "LotsNotHeld",
    "NoPrice",
    "NotEnoughData",
    "NotFound",
    "NotTradable",
    "OffLot",
    "OffTick",
    "OrderTypeNotTaken",
    "OutsidePriceLimits",
    "Overfill",
    "PriceOutOfBand",
    "QuotaUsedUp",
    "RecordingOver",
    "ReduceOnly",
    "Refused",
    "SessionClosed",
    "ShortNotAllowed",
    "SignalExpired",
    "SignalRefused",
    "SizeTooSmall",
    "TooManyDrafts",
    "TradingError",
    "TradingHalted",
    "Unauthenticated",
    "Unavailable",
]
