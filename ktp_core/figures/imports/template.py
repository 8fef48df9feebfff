"""An empty table to fill in: one row per area, one column per measure of the standard row."""

from __future__ import annotations

from collections.abc import Sequence

from ktp_core.exports import tables
from ktp_core.exports.model import Column, Format
from ktp_core.figures.model import Measure
from ktp_core.figures.wording import MEASURES
from ktp_core.regions.model import Area, Level

M = Measure
STANDARD = (
    M.WAJIB_KTP, M.RECORDED, M.UNRECORDED, M.SUBMITTED, M.PRINT_READY, M.PROBLEMS, M.PRINTED, M.DELIVERED,
    M.BLANKS_IN, M.BLANKS_USED, M.BLANKS_SPOILED, M.BLANKS_LEFT, M.POPULATION, M.POPULATION_16, M.POPULATION_17,
)  # fmt: skip
_FRONT = ("Kode wilayah", "Wilayah", "Tanggal data", "Jenis tanggal")
_BACK = ("Sumber", "Diketahui sejak", "Kira-kira")
_WIDTHS = {"Wilayah": 26, "Sumber": 34, "Tanggal data": 16, "Jenis tanggal": 16, "Diketahui sejak": 16}


def make(form: Format, areas: Sequence[Area] = ()) -> bytes:
    """The table as CSV or XLSX, with a row for each of `areas`: code and name are filled in."""
    titles = (*_FRONT, *(MEASURES[measure] for measure in STANDARD), *_BACK)
    blank = (None,) * (len(titles) - 2)
    columns = [Column(title, _WIDTHS.get(title, 14)) for title in titles]
    return tables.write(form, "Angka resmi", columns, ((area.code, area.name, *blank) for area in areas))[0]


def rows_for(areas: Sequence[Area], level: Level) -> list[Area]:
    """The regency and everything down to `level`."""
    return [area for area in areas if Level.REGENCY <= area.level <= level]
