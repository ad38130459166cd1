"""Bars from files of CSV and Parquet: read row by row, or replayed as a market."""
