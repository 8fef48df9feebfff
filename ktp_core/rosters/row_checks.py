"""Judges one row: each field by its rule, then the NIK against the rest."""

from datetime import date
from typing import Any

from ktp_core.nik import NikParts, findings, parts
from ktp_core.rosters import rules
from ktp_core.rosters.birth_dates import check_birth_date
from ktp_core.rosters.draft import Draft
from ktp_core.rosters.issues import IssueCode
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
        place = check_birth_date(draft, birth_date, ttl, said, self.today)
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
