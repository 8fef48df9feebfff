"""Judges one row: each field by its rule, then the NIK against the rest."""

from datetime import date
from typing import Any

from ktp_core.nik import NikParts, findings, parts
from ktp_core.rosters import rules
from ktp_core.rosters.dates import DateReading, read_date, split_place
from ktp_core.rosters.draft import Draft
from ktp_core.rosters.model import IssueCode
from ktp_core.text import squeeze

_LONGEST_TEXT = 60


def text_of(raw: Any) -> str:
    """A value as text, whole numbers without a decimal point."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, dict):
        return str(raw.get("d") or raw.get("e", ""))
    return str(int(raw)) if raw == int(raw) else str(raw)


class RowCheck:
    """Checks rows as of one day, and counts NISNs whose leading zeros were put back."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.padded = 0

    def draft(self, draft: Draft, values: list[Any]) -> Draft:
        """Fills the draft from the values, in the order of `FIELDS`."""
        name, nik, nisn, sex, birth_place, birth_date, ttl, class_name, village, district, status = values
        said = self._nik(draft, nik)
        self._name(draft, name)
        place = self._date(draft, birth_date, ttl, said)
        self._sex(draft, sex, said)
        if nisn is not None:
            self._nisn(draft, nisn)
        if birth_place is None:
            birth_place = place
        if birth_place is not None:
            draft.birth_place = self._text(draft, "birth_place", birth_place, rules.read_place)
        if class_name is not None:
            draft.class_name = self._class(draft, class_name)
        if district is not None:
            draft.district = self._text(draft, "district", district, rules.read_district)
        if village is not None:
            draft.village = self._text(draft, "village", village, rules.read_village)
        if isinstance(status, str) and rules.has_left(status):
            draft.report(IssueCode.NOT_ENROLLED, "status", status, status=squeeze(status)[:30])
        return draft

    def compare_nik(self, draft: Draft, regency: str | None) -> None:
        """Adds what the NIK says against birth date, sex and area; all of it warnings."""
        if draft.nik is None:
            return
        for finding in findings(
            draft.nik, birth_date=draft.birth_date, sex=draft.sex, regency=regency, said=draft.said
        ):
            draft.report(IssueCode(finding.value), "nik")

    def _nik(self, draft: Draft, raw: Any) -> NikParts | None:
        if raw is None:
            draft.report(IssueCode.NIK_MISSING, "nik")
            return None
        if isinstance(raw, dict):
            code = IssueCode.CELL_ERROR if "e" in raw else IssueCode.NIK_CHARACTERS
            draft.report(code, "nik", error=raw.get("e", ""))
            return None
        draft.nik, codes = rules.read_nik(raw)
        for code in codes:
            draft.report(code, "nik", **({"digits": _digits(raw)} if code is IssueCode.NIK_LENGTH else {}))
        draft.said = parts(draft.nik) if draft.nik else None
        return draft.said

    def _name(self, draft: Draft, raw: Any) -> None:
        if raw is None:
            draft.report(IssueCode.NAME_MISSING, "name")
        elif isinstance(raw, str):
            draft.name, codes = rules.read_name(raw)
            for code in codes:
                draft.report(code, "name", raw)
        elif isinstance(raw, dict) and "e" in raw:
            draft.report(IssueCode.CELL_ERROR, "name", raw, error=raw["e"])
        else:
            draft.report(IssueCode.NAME_NOT_A_NAME, "name", raw)

    def _date(self, draft: Draft, raw: Any, ttl: Any, said: NikParts | None) -> str | None:
        """Sets the birth date from its own column or from place-and-date; answers with the place of the latter."""
        place: str | None = None
        both: Any = ttl
        if isinstance(ttl, str):
            place, both = split_place(ttl)
        field = "birth_date" if raw is not None or both is None else "ttl"
        used = raw if field == "birth_date" else both
        if isinstance(used, dict) and "e" in used:
            code = IssueCode.DATE_IMPOSSIBLE if used["e"] == "#DATE" else IssueCode.CELL_ERROR
            draft.report(code, field, used, error=used["e"])
            return place
        if field == "birth_date" and "birth_date" not in draft.sheet.letters:
            field = "ttl"
        reading = self._reading(used, said, draft)
        self._take(draft, reading, field, used)
        if field == "birth_date" and both is not None and reading.day is not None:
            second = self._reading(both, said, draft)
            if second.day is not None and second.day != reading.day:
                draft.birth_date = None
                draft.report(IssueCode.DATE_CONFLICT, "birth_date", raw, one=reading.day, two=second.day)
        return place

    def _reading(self, raw: Any, said: NikParts | None, draft: Draft) -> DateReading:
        value = date.fromisoformat(raw["d"]) if isinstance(raw, dict) and "d" in raw else raw
        if isinstance(value, dict):
            return DateReading(None, IssueCode.CELL_ERROR)
        return read_date(value, said, self.today, draft.sheet.date1904)

    def _take(self, draft: Draft, reading: DateReading, field: str, raw: Any) -> None:
        draft.birth_date = reading.day
        if reading.error:
            draft.report(reading.error, field, raw, **({"other": reading.other} if reading.other else {}))
        for code in reading.warnings:
            draft.report(code, field, raw, day=reading.day)

    def _sex(self, draft: Draft, raw: Any, said: NikParts | None) -> None:
        if raw is None or (isinstance(raw, str) and raw.strip() in ("-", "?")):
            draft.sex = said.sex if said else None
            if said and "sex" in draft.sheet.letters:
                draft.report(IssueCode.SEX_FROM_NIK, "sex", sex="perempuan" if said.sex == "P" else "laki-laki")
            return
        if isinstance(raw, dict) and "e" in raw:
            draft.report(IssueCode.CELL_ERROR, "sex", raw, error=raw["e"])
            return
        draft.sex = rules.read_sex(text_of(raw))
        if draft.sex is None:
            draft.report(IssueCode.SEX_UNREADABLE, "sex", raw)

    def _nisn(self, draft: Draft, raw: Any) -> None:
        if isinstance(raw, dict):
            draft.report(IssueCode.CELL_IGNORED, "nisn", raw)
            return
        draft.nisn, padded, codes = rules.read_nisn(raw)
        self.padded += padded
        for code in codes:
            draft.report(code, "nisn", raw)

    def _class(self, draft: Draft, raw: Any) -> str | None:
        if isinstance(raw, dict) and "d" in raw:
            draft.report(IssueCode.CLASS_DATE, "class", raw)
            return None
        return self._text(draft, "class", raw, rules.read_class)

    def _text(self, draft: Draft, field: str, raw: Any, read: Any) -> str | None:
        if isinstance(raw, dict) and "e" in raw:
            draft.report(IssueCode.CELL_IGNORED, field, raw)
            return None
        text: str | None = read(text_of(raw))
        if text is not None and len(text) > _LONGEST_TEXT:
            draft.report(IssueCode.TEXT_TOO_LONG, field, raw, limit=_LONGEST_TEXT)
            return None
        return text


def _digits(raw: Any) -> int:
    return sum(char.isdigit() for char in str(raw))
