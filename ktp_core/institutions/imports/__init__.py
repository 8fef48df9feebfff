"""Official lists of schools and pesantren: read in a child, understood row by row, planned, then applied as shown.

`columns` headings · `reading` the guarded read · `places` which regency and district · `learning` Dapodik's codes ·
`rows` one row to a draft · `plan` against the registry · `service` preview and apply · `wording` issues in Indonesian.
"""
