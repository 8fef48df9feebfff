"""Workbooks for a visit without network: one is handed out, any number come back, late, twice and changed.

What is written can be edited with any spreadsheet program. What comes back is read row by row: every row carries a
code that says which copy and which number of the list it is (`codes`), so sheets may be sorted, filtered, renamed,
split, put together or saved as CSV. Each good row is a report (`fieldwork.merging`), each bad one a sentence with its
row number (`wording`), and neither keeps the others from being taken.
"""
