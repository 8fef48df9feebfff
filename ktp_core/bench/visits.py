"""A visit of 300: its workbook taken back, the visit closed; and a month of the calendar."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook
from sqlalchemy import insert, select

from ktp_core.access.model import Actor
from ktp_core.access.store import actor_by_name
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, once, wall
from ktp_core.cards import service as cards
from ktp_core.cards.model import CardAction, CardState, Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import institution, resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.eligibility.survey import latest_birth
from ktp_core.fieldwork import service
from ktp_core.fieldwork.workbook import layout
from ktp_core.fieldwork.workbook import service as workbooks
from ktp_core.labels.visits import OUTCOMES
from ktp_core.residents import memberships
from ktp_core.residents.model import Membership, Standing
from ktp_core.visits import calendar
from ktp_core.visits import service as visits
from ktp_core.visits.agenda import Chosen, View, span
from ktp_core.visits.model import Outcome, VisitDraft
from ktp_core.visits.rules import WarningKind

PEOPLE = 300
_VISITS = "SELECT v.*, i.name, i.district FROM visit v JOIN institution i ON i.id = v.institution_id"


def measure(bench: Bench) -> Iterator[Row]:
    """Each against what an office, or a simpler program, would do instead."""
    with scratch(bench) as file:
        first, last = span(View.MONTH, bench.today)
        with read_connection() as conn:
            month = wall(lambda: calendar.listed(conn, Chosen(REGENCY), first, last), 15)
        whole = wall(lambda: _by_pandas(file, first, last), 5)
        yield Row("visit_month", month, "ms", whole, "pd.read_sql of every visit, then its month")
        people, team = _waiting(bench, 2 * PEOPLE), _actor("lapangan")
        key = _visit(bench, people[:PEOPLE])
        listed = min(len(people), PEOPLE)
        made = workbooks.make(team, key, "Tim", at=bench.at)
        content = _filled(made.content)
        back = once(lambda: workbooks.take_back(team, content, made.name, key, at=bench.at))
        read = wall(lambda: _openpyxl(content), 3)
        yield Row("visit_workbook_back", back, "ms", read, f"openpyxl reading the same {listed} rows, nothing checked")
        closed = once(lambda: service.close(team, key, service.Work(300, 2), at=bench.at))
        single = once(lambda: _one_by_one(team, bench, people[PEOPLE:]))
        share = single / max(1, len(people[PEOPLE:])) * listed
        yield Row("visit_close", closed, "ms", round(share, 3), f"{listed} recordings entered one by one")


def _actor(name: str) -> Actor:
    with read_connection() as conn:
        found = actor_by_name(conn, name)
    if found is None:
        raise RuntimeError(f"the benchmark's database has no {name}")
    return found


def _by_pandas(file: Path, first: date, last: date) -> pd.DataFrame:
    with closing(sqlite3.connect(file)) as raw:
        found = pd.read_sql(_VISITS, raw)
    epoch = date(1970, 1, 1)
    return found[found["day"].between((first - epoch).days, (last - epoch).days)].sort_values(["day", "start", "name"])


def _waiting(bench: Bench, most: int) -> list[int]:
    """People who may be recorded today."""
    born = latest_birth(16, bench.today, AgeRules())
    c = resident.c
    statement = select(c.id).where(
        c.regency == REGENCY, c.state == int(CardState.UNRECORDED), c.standing == int(Standing.OURS),
        c.birth_date <= born,
    )  # fmt: skip
    with read_connection() as conn:
        return list(conn.execute(statement.order_by(c.birth_date.desc(), c.id).limit(most)).scalars())


def _visit(bench: Bench, people: list[int]) -> int:
    """A visit of today at a school that has just these on its list."""
    with write_transaction() as conn:
        row = conn.execute(select(institution).where(institution.c.kind == "school").limit(1)).mappings().one()
        school = {**row, "id": row["id"] + 500_000, "official_number": None}
        conn.execute(insert(institution), [school])
        members = [Membership(school["id"], bench.today.year, one, "XI", bench.today) for one in people]
        memberships.insert_many(conn, members)
    draft = VisitDraft(institution_id=school["id"], day=bench.today)
    key = visits.schedule(_actor("jadwal"), draft, today=bench.today, accepted=tuple(WarningKind), at=bench.at)
    service.prepare(_actor("lapangan"), key, at=bench.at)
    return key


def _filled(content: bytes) -> bytes:
    """As a team brings it back: everybody recorded, a minute each."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[layout.LIST]
    at = {sheet.cell(layout.HEADER_ROW, number).value: number for number in range(1, len(layout.LIST_COLUMNS) + 1)}
    for row in range(layout.HEADER_ROW + 1, sheet.max_row + 1):
        if sheet.cell(row, at["Kode baris"]).value:
            sheet.cell(row, at["Hasil"]).value = OUTCOMES[Outcome.RECORDED]
            sheet.cell(row, at["Jam"]).value = f"{8 + row // 60:02d}:{row % 60:02d}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _openpyxl(content: bytes) -> int:
    sheet = load_workbook(io.BytesIO(content), read_only=True)[layout.LIST]
    return sum(1 for _ in sheet.iter_rows(values_only=True))


def _one_by_one(by: Actor, bench: Bench, people: list[int]) -> None:
    """As on the screen of a card: each a transaction with its own entry in the audit log."""
    for one in people:
        cards.act(
            by, one, CardAction.RECORD, day=bench.today, at=bench.at, expected_state=CardState.UNRECORDED,
            channel=Channel.OFFICE,
        )  # fmt: skip
