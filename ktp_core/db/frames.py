"""The answer of a query as a table."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection


def frame(conn: Connection, statement: Any) -> pd.DataFrame:
    """One row is a row of the answer, under the names the statement gives its columns."""
    result = conn.execute(statement)
    return pd.DataFrame(result.fetchall(), columns=list(result.keys()))
