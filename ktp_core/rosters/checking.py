"""A file to a checked roster: read in a child process, each row judged, repeats found. Nothing is stored."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from ktp_core.eligibility.model import Residence
from ktp_core.eligibility.rules import AgeRules, standing_on
from ktp_core.errors import Refused
from ktp_core.rosters.draft import Draft, Sheet
from ktp_core.rosters.duplicates import contradictory_share, mark_duplicates
from ktp_core.rosters.issues import IssueCode
from ktp_core.rosters.model import CheckedRoster, Eligibility, FileFacts, FileWarning
from ktp_core.rosters.naming import check_name
from ktp_core.rosters.reading.columns import FIELDS
from ktp_core.rosters.reading.worker import Reader, read_once
from ktp_core.rosters.row_checks import RowCheck

__all__ = ["CheckedRoster", "Refused", "check_file"]

_SUSPICIOUSLY_MANY = 4
_DRAGGED_SHARE, _DRAGGED_ROWS = 0.5, 10
_NIK, _NISN = FIELDS.index("nik"), FIELDS.index("nisn")


def check_file(
    content: bytes,
    name: str,
    *,
    today: date,
    rules: AgeRules = AgeRules(),
    regency: str | None = None,
    reader: Reader = read_once,
) -> CheckedRoster:
    """Reads and checks a roster as of `today`. Raises Refused for a file that cannot be read as a whole.

    `regency` ("35.14") decides which NIKs come from elsewhere; without it the one most rows have is taken. `reader` is
    how the child process is reached: one per file, or a `WarmReader`.
    """
    read = reader(content, check_name(name))
    drafts, padded = _drafts(read["tables"], today, regency)
    mark_duplicates(drafts)
    if len(drafts) >= _DRAGGED_ROWS and contradictory_share(drafts) > _DRAGGED_SHARE:
        raise Refused("duplicates", rows=sum(draft.has(IssueCode.DUPLICATE_CONFLICT) for draft in drafts))
    return _result(read, drafts, today, rules, _warnings(read, padded))


def _drafts(tables: Sequence[dict[str, Any]], today: date, regency: str | None) -> tuple[list[Draft], int]:
    check = RowCheck(today)
    drafts: list[Draft] = []
    for table in tables:
        sheet = Sheet(table["sheet"], table["letters"], table["labels"], table["date1904"], alone=len(tables) == 1)
        drafts += [check.draft(Draft(number, sheet), values) for number, values in table["rows"]]
    if _all_end_in_zero(drafts):
        for draft in drafts:
            if draft.nik:
                draft.nik = None
                draft.report(IssueCode.NIK_NUMBER_LOST, "nik")
    home = regency or _usual_regency(drafts)
    for draft in drafts:
        check.compare_nik(draft, home)
    return drafts, check.padded


def _all_end_in_zero(drafts: list[Draft]) -> bool:
    """Numbers once saved by Excel end in 0 every time; real ones do so one time in ten."""
    niks = [draft.nik for draft in drafts if draft.nik]
    return len(niks) >= _SUSPICIOUSLY_MANY and all(nik.endswith("0") for nik in niks)


def _usual_regency(drafts: list[Draft]) -> str | None:
    """The regency of more than half of the NIKs, if there is one."""
    counts = Counter(draft.nik[:4] for draft in drafts if draft.nik)
    if not counts:
        return None
    code, count = counts.most_common(1)[0]
    return f"{code[:2]}.{code[2:]}" if count * 2 > counts.total() else None


def _warnings(read: dict[str, Any], padded: int) -> tuple[FileWarning, ...]:
    tables = read["tables"]
    found = []
    if read["hidden_sheets"]:
        found.append(FileWarning("hidden_sheets", {"names": ", ".join(read["hidden_sheets"][:8])}))
    if read["ignored_sheets"]:
        found.append(FileWarning("ignored_sheets", {"names": ", ".join(read["ignored_sheets"][:8])}))
    several = len(tables) > 1
    skipped = [f"{t['sheet']}!{row}" if several else str(row) for t in tables for row in t["skipped"]]
    if skipped:
        count = sum(t["skipped_count"] for t in tables)
        found.append(FileWarning("rows_skipped", {"count": count, "rows": ", ".join(skipped[:10])}))
    hidden_rows = sum(t["hidden_rows"] for t in tables)
    if hidden_rows:
        found.append(FileWarning("hidden_rows", {"count": hidden_rows}))
    for field in ("sex", "class"):
        if all(field not in t["letters"] for t in tables):
            found.append(FileWarning(f"{field}_column_missing"))
    if padded:
        found.append(FileWarning("nisn_padded", {"count": padded}))
    return tuple(found)


def _result(
    read: dict[str, Any], drafts: list[Draft], today: date, rules: AgeRules, warnings: tuple[FileWarning, ...]
) -> CheckedRoster:
    rows = tuple(row for row in map(Draft.row, drafts) if row is not None)
    stages: Counter[str] = Counter(
        standing_on(row.birth_date, None, Residence.UNKNOWN, today, rules).stage.value for row in rows if row.accepted
    )
    accepted = stages.total()
    return CheckedRoster(
        file=_facts(read),
        read=len(drafts),
        accepted=accepted,
        rejected=len(drafts) - accepted,
        eligibility=Eligibility(stages["under_16"], stages["recordable"], stages["card_age"]),
        issues=tuple(issue for draft in drafts if draft.found for issue in draft.issues()),
        warnings=warnings,
        rows=rows,
    )


def _facts(read: dict[str, Any]) -> FileFacts:
    first = read["tables"][0]
    return FileFacts(
        format=read["format"],
        sheets=tuple(table["sheet"] for table in read["tables"] if table["sheet"]),
        header_row=first["header_row"],
        layout=first["layout"],
        encoding=read["encoding"],
        delimiter=read["delimiter"],
        columns={field: first["labels"][field] for field in FIELDS if field in first["labels"]},
    )
