"""What may be typed where: drop-downs from a hidden sheet, times, dates, NIKs of sixteen digits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ktp_core.exports.rules import neutralise
from ktp_core.fieldwork.workbook import layout
from ktp_core.fieldwork.workbook.model import Field, Heading
from ktp_core.labels.visits import OUTCOMES, REASONS
from ktp_core.visits.model import REASONS as REASONS_OF
from ktp_core.visits.model import Outcome

_Range = tuple[int, int, int, int]
_STOP = {"error_type": "stop", "error_title": "Tidak dapat dipakai"}
_WARN = {"error_type": "warning", "error_title": "Periksa lagi"}


class Choices:
    """The hidden sheet of words, a column for each list, and where each stands."""

    def __init__(self, sheet: Any, heading: Heading) -> None:
        self._sheet, self._columns = sheet, 0
        self.heading = heading
        self.outcomes = self._put("Hasil", [OUTCOMES[outcome] for outcome in Outcome])
        self.reasons = {
            outcome: self._put(OUTCOMES[outcome], [REASONS[reason] for reason in reasons])
            for outcome, reasons in REASONS_OF.items()
        }
        self.none = self._put("Tanpa alasan", [""])
        self.operators = self._put("Operator", heading.operators) if heading.operators else None
        self.kits = self._put("Alat", heading.kits) if heading.kits else None
        sheet.protect()
        sheet.hide()

    def _put(self, title: str, words: Sequence[str]) -> str:
        at, self._columns = self._columns, self._columns + 1
        self._sheet.write_string(0, at, title)
        for row, word in enumerate(words, start=1):
            if word:
                self._sheet.write_string(row, at, neutralise(word))
        letters = xl_col_to_name(at)
        return f"{layout.CHOICES}!${letters}$2:${letters}${1 + len(words)}"

    def needs_reason(self, cell: str) -> str:
        """A formula: true when the outcome in `cell` is one that has reasons."""
        return "OR(" + ",".join(f'{cell}="{OUTCOMES[outcome]}"' for outcome in REASONS_OF) + ")"

    def reasons_for(self, cell: str) -> str:
        """A formula: the list of reasons of the outcome in `cell`, an empty cell for an outcome without any."""
        formula = self.none
        for outcome, where in self.reasons.items():
            formula = f'IF({cell}="{OUTCOMES[outcome]}",{where},{formula})'
        return formula


def limit(sheet: Any, field: Field, area: _Range, where: Mapping[Field, int], choices: Choices) -> None:
    """The rule for a column."""
    rule = _rule(field, area, where, choices)
    if rule is not None:
        sheet.data_validation(*area, {"ignore_blank": True, **rule})


def _rule(field: Field, area: _Range, where: Mapping[Field, int], choices: Choices) -> dict[str, Any] | None:
    if field is Field.OUTCOME:
        return _list(f"={choices.outcomes}", "Pilih salah satu kata dari daftar.", _STOP)
    if field is Field.REASON:
        outcome = f"${xl_col_to_name(where[Field.OUTCOME])}{area[0] + 1}"
        return _list(f"={choices.reasons_for(outcome)}", "Isi Hasil dulu, lalu pilih alasan dari daftar.", _STOP)
    if field is Field.TIME:
        return _between("time", time(0, 0), time(23, 59), "Tulis jam seperti 09:10.", _STOP)
    if field is Field.BIRTH_DATE:
        first, last = date(1900, 3, 1), choices.heading.day
        return _between("date", first, last, "Tulis tanggal lahir seperti 27/08/2010.", _WARN)
    if field is Field.SEX:
        return _list(["L", "P"], "Pilih L atau P.", _STOP)
    if field is Field.NIK:
        return {"validate": "length", "criteria": "equal to", "value": 16, **_words("NIK berisi 16 angka.", _WARN)}
    names = {Field.OPERATOR: choices.operators, Field.KIT: choices.kits}.get(field)
    words = "Nama ini tidak ada di daftar. Lanjutkan bila benar."
    return _list(f"={names}", words, _WARN) if names else None


def _list(source: Any, message: str, how: Mapping[str, Any]) -> dict[str, Any]:
    return {"validate": "list", "source": source, **_words(message, how)}


def _between(kind: str, first: Any, last: Any, message: str, how: Mapping[str, Any]) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": first, "maximum": last, **_words(message, how)}


def _words(message: str, how: Mapping[str, Any]) -> dict[str, Any]:
    return {"error_message": message, **how}
