"""Lists on screen: paged in SQL, 50 rows at a time, with dates as `27/08/2010` and rows that can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Literal, TypeVar

import pandas as pd
import streamlit as st

from ktp_core import config
from ktp_core.ui.i18n import number, words
from ktp_core.ui.phone import phone
from ktp_core.ui.safe import quiet

T = TypeVar("T")
Width = Literal["small", "medium", "large"] | int | None


def paged(
    total: int,
    fetch: Callable[[int, int], pd.DataFrame],
    draw: Callable[[pd.DataFrame, int], T],
    *,
    key: str = "hal",
    of: Hashable = None,
) -> T:
    """One page of a list: `fetch(limit, offset)` asks for it, `draw(frame, page)` shows it, the page is in the address.

    `of`: the filter. When it changes, the list starts again at its first page.
    """
    rows = config.PAGE_ROWS
    count = max(1, -(-total // rows))
    _first_page_of_another_list(key, of, count)
    above = st.container()
    page = 1
    if count > 1:
        where, pages = st.columns([1, 2], vertical_alignment="center")
        with pages:
            page = st.pagination(count, key=key, bind="query-params")
        first = (page - 1) * rows + 1
        last = min(page * rows, total)
        numbers = {"first": number(first), "last": number(last), "total": number(total)}
        where.markdown(quiet(words("Baris {first}–{last} dari {total}", **numbers)))
    with above:
        return draw(fetch(rows, (page - 1) * rows), page)


def fitting(frame: pd.DataFrame, most: int = 420) -> int:
    """Pixels for these rows under their heading; a long list scrolls."""
    return min(most, 38 + 35 * max(1, len(frame)))


def show(
    frame: pd.DataFrame,
    columns: Mapping[str, Any],
    *,
    key: str,
    choose: str | None = None,
    height: int | str = "auto",
    alt: str | None = None,
    empty: str | None = None,
    ticked: Sequence[int] = (),
) -> list[int]:
    """A table of exactly these columns; the positions of chosen rows. `choose`: None, `one` or `many`.

    `columns`: name in the frame -> heading, or a column made by `day`, `amount`, `text`. `empty`: what stands in a
    cell without a value. `ticked`: positions that are chosen when the table is drawn for the first time.
    """
    settings = {name: text(one) if isinstance(one, str) else one for name, one in columns.items()}
    common: dict[str, Any] = {
        "column_config": settings,
        "column_order": list(columns),
        "hide_index": True,
        "key": key,
        "height": height,
        "alt": alt,
    }
    if empty is not None:
        common["placeholder"] = empty
    visible = frame[list(columns)]
    if phone():
        st.space("small")  # the table's buttons always show there, above it
    if choose is None:
        st.dataframe(visible, **common)
        return []
    mode: Any = "single-row" if choose == "one" else "multi-row"
    if ticked:
        common["selection_default"] = {"selection": {"rows": list(ticked)}}
    event = st.dataframe(visible, on_select="rerun", selection_mode=mode, **common)
    return [int(position) for position in event.selection.rows if position < len(frame)]


def text(title: str, width: Width = None, help: str | None = None) -> Any:  # noqa: A002
    """A column of words."""
    return st.column_config.TextColumn(title, width=width, help=help)


def right(title: str, width: Width = None) -> Any:
    """A column of numbers as ready text, their ones below each other."""
    return st.column_config.Column(title, width=width, alignment="right")


def day(title: str, width: Width = None) -> Any:
    """A column of dates, `27/08/2010` whatever the computer's language."""
    return st.column_config.DateColumn(title, format="DD/MM/YYYY", width=width)


def amount(title: str, width: Width = None, help: str | None = None) -> Any:  # noqa: A002
    """A column of whole numbers, grouped as the browser's language does."""
    return st.column_config.NumberColumn(title, format="localized", width=width, help=help)


def tick(title: str, width: Width = None) -> Any:
    """A column of yes and no."""
    return st.column_config.CheckboxColumn(title, width=width)


def _first_page_of_another_list(key: str, of: Hashable, count: int) -> None:
    known = f"_{key}_of"
    if st.session_state.get(known, of) != of or st.session_state.get(key, 1) > count:
        st.session_state[key] = 1
    st.session_state[known] = of
