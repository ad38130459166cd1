"""What the house does: one verb a file, each a callable that takes many and returns one outcome for each, in order.

Everything is loaded before the decision and saved after it; in between nothing waits for anybody.
"""
