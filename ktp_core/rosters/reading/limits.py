"""How much of a file is looked at before it is refused. `check_file` answers within these, whatever the file is."""

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_CELL_ROWS = 300_000
"""Of lists of bare cells (`cells`): a status list of a regency holds more rows than any school."""

MAX_FORM_ROWS, MAX_FORM_COLUMNS = 5_000, 60
"""Of forms that were filled in (`clock_cells`): ours have a dozen columns, and what stands further right is no part."""

MAX_COLUMNS = 500
MAX_SHEETS = 100

MAX_ENTRIES = 500
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_STRINGS = 1_000_000
MAX_ELEMENTS = 12_000_000

HEADER_WINDOW = 60
"""Non-blank rows in which a header may start."""

MAX_CELL_TEXT = 1_000
"""Characters kept of one cell; nothing we store is nearly as long."""

ADDRESS_SPACE_BYTES = 700 * 1024 * 1024
CPU_SECONDS = 6
WALL_SECONDS = 7.0
ANSWER_BYTES = 64 * 1024 * 1024
