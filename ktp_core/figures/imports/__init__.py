"""Official figures from a table: read in a child, understood cell by cell, planned, then applied as shown.

`columns` headings · `reading` the guarded read · `values` numbers, dates, kinds · `places` areas · `rows` one row to
figures · `plan` against what is known · `service` preview and apply · `template` an empty table · `wording` problems.
"""
