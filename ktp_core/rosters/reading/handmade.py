"""What hand-made lists do: a class written once over many rows, and two columns L and P to tick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ktp_core.rosters.reading.columns import FIELD_OF, FIELDS
from ktp_core.rosters.reading.values import Value
from ktp_core.text import header_key

FILLED_DOWN = ("class", "village", "district")
"""Never what identifies somebody: a merged NIK or name is a mistake, not a statement about the rows below."""

_BOYS, _GIRLS = frozenset(("l", "lk", "laki", "lakilaki")), frozenset(("p", "pr", "perempuan"))
_TICKS = frozenset(("x", "v", "√", "✓", "✔", "☑", "1", "*", "ya", "y"))
_NO_TICK = frozenset(("", "-", "0", "–"))


def fill_down(
    rows: Iterable[tuple[int, list[Any]]], place: Mapping[str, int], merged: Iterable[tuple[int, int, int]]
) -> None:
    """Writes what stands in the first row of merged cells into the rows below that say nothing themselves."""
    fields = {place[name]: FIELDS.index(name) for name in FILLED_DOWN if name in place}
    ranges = [(fields[column], first, last) for column, first, last in merged if column in fields]
    if not ranges:
        return
    by_number = dict(rows)
    bottom, column, end = max(by_number, default=0), -1, 0
    for at, first, last in sorted(ranges):
        overlaps = at == column and first <= end  # no program writes that, and it would cost rows times ranges
        if overlaps or first not in by_number or by_number[first][at] is None:
            continue
        column, end = at, last
        for number in range(first + 1, min(last, bottom) + 1):
            if number in by_number and by_number[number][at] is None:
                by_number[number][at] = by_number[first][at]


def tick_columns(headings: Mapping[int, tuple[str, str]]) -> tuple[int, int] | None:
    """The columns of boys and of girls, side by side, alone or below a heading about the sex; None if there are none.

    `headings`: by column its group and its own heading, as `header.read` sees them.
    """
    own = {column: header_key(sub or top) for column, (top, sub) in headings.items()}
    about = {column for column, (top, sub) in headings.items() if not sub or FIELD_OF.get(header_key(top)) == "sex"}
    boys = [column for column in about if own[column] in _BOYS]
    girls = [column for column in about if own[column] in _GIRLS]
    one_each = len(boys) == len(girls) == 1 and abs(boys[0] - girls[0]) == 1
    return (boys[0], girls[0]) if one_each else None


def ticked(cells: Mapping[int, Value], boys: int, girls: int) -> str | None:
    """ "L" or "P"; None when nothing is ticked; both cells as they are when that is no answer."""
    texts = [str(cells.get(column, "")).strip() for column in (boys, girls)]
    marks = [text.casefold() in _TICKS or text.upper() == sex for text, sex in zip(texts, "LP", strict=True)]
    blank = [text in _NO_TICK for text in texts]
    if all(blank):
        return None
    if marks[0] and blank[1]:
        return "L"
    return "P" if marks[1] and blank[0] else " / ".join(texts)
