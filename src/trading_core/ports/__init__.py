"""What the core needs from outside: one small protocol a file, synchronous, with its laws in its docstring.

A caller sees structure only. An adapter inherits its port explicitly, so that one which lacks a method fails when
it is constructed, and proves the laws by the contract suite of the same name in ``trading_core.testing``.
"""
