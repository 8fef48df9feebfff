"""Rows of a sparse linear programme, added one by one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_matrix


class Rows:
    """Linear constraints over `width` columns."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def most(self, row: Mapping[int, float], value: float) -> None:
        """Column -> factor: the sum is at most `value`."""
        self._add(row, -np.inf, value)

    def least(self, row: Mapping[int, float], value: float) -> None:
        """Column -> factor: the sum is at least `value`."""
        self._add(row, value, np.inf)

    def constraint(self) -> LinearConstraint:
        """All of them."""
        shape = (len(self._low), self.width)
        matrix = csr_matrix((self._values, (self._rows, self._columns)), shape=shape)
        return LinearConstraint(matrix, np.array(self._low), np.array(self._high))

    def _add(self, row: Mapping[int, float], low: float, high: float) -> None:
        self._rows += [len(self._low)] * len(row)
        self._columns += list(row)
        self._values += list(row.values())
        self._low.append(low)
        self._high.append(high)
