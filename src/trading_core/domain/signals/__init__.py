"""Signals: orders as people and charts write them, read without guessing."""

from trading_core.domain.signals.parse import parse_signal, parse_signal_body
from trading_core.domain.signals.render import render_signal
from trading_core.domain.signals.signal import Signal, SignalType
from trading_core.domain.signals.symbols import canonical_symbol

__all__ = ["Signal", "SignalType", "canonical_symbol", "parse_signal", "parse_signal_body", "render_signal"]
