"""Tests of the house itself: what imports what, what is shipped, and how its files are written."""
