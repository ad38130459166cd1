"""Measurements of speed. They print ratios taken in one run, since machines differ and drift."""
