"""
The books and everything beside them in SQL: SQLite for one machine, PostgreSQL for more, from the same tables.

No mapper stands between values and rows: each noun has two functions, one that writes its row and one that reads
it. Every statement takes any number of rows, so a batch of a hundred costs as many of them as a batch of one.
"""
