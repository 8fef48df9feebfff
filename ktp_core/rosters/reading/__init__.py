"""From the bytes of an unknown file to the few columns we need. Runs in a child process; see `worker`.

`child` reads, `table` finds the header and drops what is not ours to keep, one module per format supplies rows.
Standard library (and xlrd for the old binary format) only: the child has to start fast and stay small.
"""
