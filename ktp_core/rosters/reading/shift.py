"""Data that stands one column beside its heading."""

import re

from ktp_core.errors import Refused
from ktp_core.rosters.reading.header import Header
from ktp_core.rosters.reading.values import Value, column_letters

_SIXTEEN = re.compile(r"\d{16}")


class ShiftWatch:
    """Notices data that stands one column beside its heading: NIKs next to the NIK column and none in it."""

    def __init__(self, nik: int, neighbours: set[int], header: Header) -> None:
        self.nik, self.header = nik, header
        self.neighbours = {column for column in neighbours if "kk" not in header.labels.get(column, "").lower()}
        self.rows = self.in_place = 0
        self.beside = dict.fromkeys(self.neighbours, 0)

    def see(self, cells: dict[int, Value]) -> None:
        self.rows += 1
        if self.nik in cells and _SIXTEEN.search(str(cells[self.nik])):
            self.in_place += 1
            return
        for column in self.neighbours:
            if column in cells and _SIXTEEN.search(str(cells[column])):
                self.beside[column] += 1

    def judge(self) -> None:
        for column, count in self.beside.items():
            if self.rows >= 2 and count > self.rows * 0.6 and self.in_place * 5 < self.rows:
                where = self.header.labels.get(column) or column_letters(column)
                raise Refused("columns", reason="shifted", fields=["nik"], row=self.header.row, where=where)
