"""Workbooks of a visit: hand one out, take one back. One use case, one transaction, one audit entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ktp_core import nik as niks
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading as reading_from
from ktp_core.access.transactions import writing as writing_to
from ktp_core.errors import Refused
from ktp_core.exports.model import MEDIA_TYPES, Export, Format
from ktp_core.fieldwork import opening
from ktp_core.fieldwork.lines import Line as Listed
from ktp_core.fieldwork.sheet import load
from ktp_core.fieldwork.store import regency_of
from ktp_core.fieldwork.workbook import codes, reading, store, taking, writing
from ktp_core.fieldwork.workbook.model import Line, Merged
from ktp_core.rosters.reading.worker import read_once
from ktp_core.text import safe_file_name, squeeze

P = Permission
LONGEST_TEAM = 60
Reader = Callable[[bytes, str, str], dict[str, Any]]
_WORDS: dict[tuple[str, Any], str] = {
    ("empty", "bytes"): "workbook_empty", ("empty", "cells"): "workbook_empty", ("sheets", "none"): "workbook_empty",
    ("format", "damaged"): "workbook_damaged", ("format", "unknown"): "workbook_kind",
    ("format", "image"): "workbook_kind", ("format", "pdf"): "workbook_kind", ("format", "document"): "workbook_kind",
    ("format", "html"): "workbook_kind", ("format", "archive"): "workbook_kind",
}  # fmt: skip


def make(by: Actor, visit_id: int, team: str, *, at: datetime) -> Export:
    """A workbook for a team, and a note that it was handed out. Each is a copy of its own, also of the same visit.

    NIKs are masked unless `by` may see them. Raises Refused: no list yet, the visit is closed or cancelled.
    """
    with writing_to(by, P.FIELD_RECORD, regency_of(visit_id), at=at) as tx:
        visit = opening.still_open(tx, visit_id)
        lines = load(tx.conn, visit).lines
        if not lines:
            raise Refused("workbook_no_list")
        team = squeeze(team)
        if len(team) > LONGEST_TEAM:
            raise Refused("workbook_team", limit=LONGEST_TEAM)
        copy, heading = codes.new_copy(), store.heading(tx.conn, visit, team)
        whole = may(by, P.NIK_REVEAL, visit.regency)
        content = writing.workbook(heading, [_line(line, whole=whole) for line in lines], copy)
        store.insert_copy(tx.conn, visit_id, copy, heading.team, at=at, by=by.name)
        tx.audit("visit.workbook", f"visit:{visit_id}", copy=copy, rows=len(lines), whole_nik=whole)
    name = safe_file_name(f"Buku kerja {heading.institution} {visit.day:%d-%m-%Y} {heading.team} {copy}.xlsx")
    return Export(name, MEDIA_TYPES[Format.XLSX], content, len(lines))


def take_back(
    by: Actor, content: bytes, file_name: str, visit_id: int | None = None, *, at: datetime, reader: Reader = read_once
) -> Merged:  # fmt: skip
    """Write down what a returned workbook says; what became of each row.

    Good rows are taken, the others are answered with what is wrong. Returning it again, or others in any order, ends
    in the same state. `visit_id` None: the visit is found by the codes in the file. Raises Refused when the file as a
    whole cannot be read or is of another visit: then nothing is written.
    """
    regency = regency_of(visit_id) if visit_id is not None else by.regency
    with reading_from(by, P.FIELD_RECORD, regency):
        pass
    book = reading.book(_tables(reader, content, file_name))
    if visit_id is None:
        visit_id = _visit_of(by, book)
    with writing_to(by, P.FIELD_RECORD, regency_of(visit_id), at=at) as tx:
        found = taking.owners(tx, book, opening.still_open(tx, visit_id))
        merged = taking.take(tx, book, opening.for_entry(tx, visit_id), found)
        refused = sum(not problem.taken for problem in merged.problems)
        tx.audit(
            "visit.workbook_back", f"visit:{visit_id}", copies=list(merged.copies), new=merged.new, same=merged.same,
            walk_ins=merged.walk_ins, conflicts=len(merged.conflicts), refused=refused,
        )  # fmt: skip
    return merged


def _tables(reader: Reader, content: bytes, file_name: str) -> Any:
    """The sheets of the file. What is said of a list of pupils that cannot be read is said here of a workbook."""
    try:
        return reader(content, file_name, "clock_cells")["tables"]
    except Refused as refusal:
        code = _WORDS.get((refusal.code, refusal.params.get("reason")))
        if code is None:
            raise
        raise Refused(code) from refusal


def _visit_of(by: Actor, book: reading.Book) -> int:
    """The only visit whose copies are in the file."""
    if not book.copies:
        raise Refused("workbook_ids_gone" if book.rows else "workbook_headings")
    with reading_from(by, P.FIELD_RECORD, by.regency) as conn:
        found = set(store.owners(conn, by.regency, book.copies).values())
    if not found:
        raise Refused("workbook_unknown", copies=", ".join(book.copies))
    if len(found) > 1:
        raise Refused("workbook_mixed")
    return found.pop()


def _line(line: Listed, *, whole: bool) -> Line:
    nik = line.nik if whole else niks.mask(line.nik)
    return Line(line.number, line.person.key, line.person.class_name, line.name, nik, line.birth_date, line.sex)
