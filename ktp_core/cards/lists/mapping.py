"""Which column is the NIK, the status and the date: guessed from headings and contents, confirmed by a human."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice
from typing import Any

from ktp_core.cards.lists.checking import FIRST_DAY
from ktp_core.cards.lists.model import Roles, Sheets
from ktp_core.cards.lists.reading import is_nik
from ktp_core.cards.siak import state_of
from ktp_core.rosters.dates import read_date
from ktp_core.text import header_key

_WORDS = {
    "nik": """nik nomornik nonik noktp nomorktp noktpel noktpelektronik nomorindukkependudukan indukkependudukan
        nikpenduduk""",
    "status": """status statusktp statusktpel statusektp statusrekam statusperekaman statuskartu statusterakhir
        statusakhir statuscetak statusdata statussiak statussaatini kodestatus kdstatus currentstatus currentstatuscode
        statuscode laststatus statusrekamktpel statusktpelektronik statusrecord recordstatus keteranganstatus""",
    "day": """tanggal tgl date tanggalstatus tglstatus statusdate tanggalupdate tglupdate updatedate lastupdate
        lastupdated lastupdatedate updated waktu waktustatus tanggalperubahan tglperubahan tanggalproses tglproses
        tanggalterakhir tglterakhir modified modifieddate timestamp sejak""",
}
_HEADINGS = {role: frozenset(words.split()) for role, words in _WORDS.items()}
_NOT_THIS_DAY = ("lahir", "birth", "dob", "ttl", "kawin", "unduh", "wafat")
_SAMPLE, _LIKELY = 200, 0.5


def guess(sheets: Sheets, today: date) -> Roles:
    """The columns as far as they are clear. Several columns that may be the date make the whole incomplete."""
    sample = [cells for _, _, cells in islice(sheets.rows, _SAMPLE)]
    tests: dict[str, Callable[[Any], bool]] = {
        "nik": is_nik, "status": _is_word, "day": lambda cell: _is_day(cell, today),
    }  # fmt: skip
    found: dict[str, int | None] = {}
    several_days = False
    for role, test in tests.items():
        scores = {
            column: _score(role, header_key(heading), _share(sample, column, _named(role, heading) or test))
            for column, heading in enumerate(sheets.headings)
            if column not in found.values()
        }
        found[role] = _clear_winner(scores)
        several_days = role == "day" and found[role] is None and max(scores.values(), default=0.0) >= _LIKELY
    return Roles(**found, several_days=several_days)


def _score(role: str, heading: str, share: float) -> float:
    if role == "day" and any(word in heading for word in _NOT_THIS_DAY):
        return 0.0
    if role == "nik" and heading not in _HEADINGS["nik"] and "kk" in heading:
        return 0.0
    # A heading without a single fitting cell below it is not believed.
    return share + (2.0 if heading in _HEADINGS[role] and share else 0.0)


def _clear_winner(scores: dict[int, float]) -> int | None:
    ranked = sorted(scores, key=lambda column: -scores[column])
    if not ranked or scores[ranked[0]] < _LIKELY:
        return None
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    return ranked[0] if scores[ranked[0]] >= second + 0.3 else None


def _share(sample: list[list[Any]], column: int, test: Callable[[Any], bool]) -> float:
    cells = [row[column] for row in sample if column < len(row) and row[column] is not None]
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _named(role: str, heading: str) -> Callable[[Any], bool] | None:
    # Bare numbers 1 to 8 stand in many columns: they are a status only under a heading that says so.
    return _is_status if role == "status" and header_key(heading) in _HEADINGS["status"] else None


def _is_status(cell: Any) -> bool:
    return isinstance(cell, str | int) and state_of(str(cell)) is not None


def _is_word(cell: Any) -> bool:
    return isinstance(cell, str) and not cell.strip().isdigit() and _is_status(cell)


def _is_day(cell: Any, today: date) -> bool:
    if isinstance(cell, dict):
        return str(cell.get("d", "")) >= FIRST_DAY.isoformat()
    day = read_date(cell, None, today, False).day if isinstance(cell, str) else None
    return day is not None and day >= FIRST_DAY
