"""What the tables of a screen say, to be searched in."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def texts_of(app: AppTest) -> str:
    """Every cell of every table on screen."""
    frames = [*app.dataframe, *app.table]
    return "\n".join(str(cell) for one in frames for row in one.value.itertuples() for cell in row)
