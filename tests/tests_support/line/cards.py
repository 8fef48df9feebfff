"""What happens to cards one by one: office acts, lists of SIAK, people who move, die and are born on another day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select
from tests_support.card_people import KEJAYAN, PURWOSARI, REGENCY
from tests_support.line.machine import Frame, later
from tests_support.line.paper import Person

from ktp_core.cards import service
from ktp_core.cards.lists import decisions
from ktp_core.cards.lists import service as lists
from ktp_core.cards.lists.model import Roles, Sheets
from ktp_core.cards.lists.reading import fingerprint
from ktp_core.cards.model import CardAction, CardState, Cause, Channel
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import resident
from ktp_core.eligibility.model import AgeRules
from ktp_core.residents.model import Change
from ktp_core.residents.store import update_many
from ktp_core.summaries.store import Deltas, add

WHO, BACK = st.integers(0, 9), st.sampled_from([0, 0, 0, 1, 3, 9])
RIGHT = st.sampled_from([True] * 7 + [False])
WORDS = ("BIO_CAPTURED", "SFE", "PRR", "PRR", "CARD_PRINTED", "CARD_PRINTED", "CARD_SHIPPED", "CARD_ISSUED",
         "CARD_ISSUED", "DUPLICATE_RECORD", "UNREGISTERED")  # fmt: skip
ROW = st.tuples(WHO, st.sampled_from(WORDS), st.sampled_from([0, 0, 1, 4, 30]))
WHAT = ("move", "move", "leave", "die", "come back", "birth date")
# From which states somebody in the office may do it, as the procedure says and not as the code does.
WAYS = {
    "RECORD": {"UNRECORDED", "ENROLMENT_FAILED"},
    "SUBMIT": {"RECORDED", "ENROLMENT_FAILED"},
    "CLEAR": {"SUBMITTED", "ADJUDICATE", "DUPLICATE"},
    "FAIL": {"RECORDED", "SUBMITTED"},
    "ADJUDICATE": {"SUBMITTED", "PRINT_READY", "DUPLICATE"},
    "FLAG_DUPLICATE": {"SUBMITTED", "PRINT_READY", "ADJUDICATE"},
    "RESET": {"RECORDED", "SUBMITTED", "ENROLMENT_FAILED", "ADJUDICATE", "DUPLICATE", "PRINT_READY"},
}
HEAD = ("NIK", "STATUS_KTP", "TGL_STATUS")


class Cards(Frame):
    """Rules about single cards."""

    @rule(days=st.sampled_from([1, 1, 1, 2, 5, 12]))
    def days_pass(self, days: int) -> None:
        self.paper.today = later(self.paper.today, days)

    def hindered(self, one: Person, day: date, *, living: bool = True) -> set[str]:
        codes = set()
        if living and one.standing == 4:
            codes.add("card_deceased")
        if day < one.last_day:
            codes.add("card_day_before")
        return codes

    @rule(which=WHO, name=st.sampled_from(["SUBMIT", "CLEAR", "CLEAR", *WAYS]), back=BACK, right=RIGHT)
    def work_up(self, which: int, name: str, back: int, right: bool) -> None:
        one, day = self.person(which, *(WAYS[name] if right else ())), self.paper.back(back)
        codes = self.hindered(one, day, living=name == "RECORD")
        if one.state not in WAYS[name]:
            codes = {"card_no_way"}
        self.attempt(
            name, service.act, self.office.field, one.key, CardAction[name], day=day, at=self.now,
            expected_state=CardState[one.state], channel=Channel.OFFICE, reason="uji", codes=codes,
            events=[(one.key, name)],
        )  # fmt: skip

    @rule(which=WHO, name=st.sampled_from(["DISPATCH", "DELIVER", "RETURN", "SPOIL", "PRINT"]))
    def what_the_card_alone_cannot(self, which: int, name: str) -> None:
        """Finished cards go by parcels and hand-over; nothing is printed out of thin air."""
        one = self.person(which, *(("PRINT_READY",) if name == "PRINT" else ("PRINTED", "DISPATCHED")))
        day = self.paper.today
        codes = {"card_by_delivery"}
        if name == "PRINT":
            codes = {"card_blank", "card_in_batch", "card_too_young", "card_no_way", *self.hindered(one, day)}
        by = self.office.print_a if name == "PRINT" else self.office.give_a
        self.attempt(
            f"{name} at the card", service.act, by, one.key, CardAction[name], day=day, at=self.now,
            expected_state=CardState[one.state], channel=Channel.OFFICE, reason="uji", codes=codes,
        )  # fmt: skip

    @rule(which=WHO, cause=st.sampled_from([None, *Cause]), back=BACK, right=RIGHT)
    def replace(self, which: int, cause: Cause | None, back: int, right: bool) -> None:
        one, day = self.person(which, *(("DELIVERED",) if right else ())), self.paper.back(back)
        codes = self.hindered(one, day) | ({"card_cause"} if cause is None else set())
        if one.state != "DELIVERED":
            codes |= {"card_no_way"}
        done = self.attempt(
            "REPLACE", service.act, self.office.print_a, one.key, CardAction.REPLACE, day=day, at=self.now,
            expected_state=CardState[one.state], reason="hilang", cause=cause, codes=codes,
            events=[(one.key, "REPLACE")],
        )  # fmt: skip
        if done and cause is not None:
            self.paper.causes[one.key, one.serial] = cause.name.lower()

    @rule(which=WHO, holder=st.sampled_from([1, 1, 2, 0]), back=BACK, right=RIGHT)
    def print_one(self, which: int, holder: int, back: int, right: bool) -> None:
        one, key = self.person(which, *(("PRINT_READY",) if right else ())), self.holder(holder)
        day = self.paper.back(back)
        codes = self.hindered(one, day)
        if one.state != "PRINT_READY":
            codes |= {"card_no_way"}
        if day < one.of_age:
            codes |= {"card_too_young"}
        if self.paper.batch_of(one.key):
            codes |= {"card_in_batch"}
        if not self.paper.gives(key, 1, day):
            codes |= {"blank_none", "blank_none_then"}
        self.attempt(
            "PRINT alone", service.act, self.office.print_a, one.key, CardAction.PRINT, day=day, at=self.now,
            expected_state=CardState[one.state], channel=Channel.OFFICE, holder_id=key,
            codes=codes, events=[(one.key, "PRINT")],
            note=lambda _: self.paper.use(one.key, one.serial, key, day),
        )  # fmt: skip

    @rule(rows=st.lists(ROW, min_size=1, max_size=4))
    def list_from_siak(self, rows: list[tuple[int, str, int]]) -> None:
        cells = [[self.person(which).nik, word, self.paper.back(back).isoformat()] for which, word, back in rows]
        sheets, roles = self.read(cells)
        self.attempt(
            "list of SIAK", lists.apply, self.office.print_a, REGENCY, sheets, roles, listed_on=self.paper.today,
            today=self.paper.today, at=self.now,
        )  # fmt: skip

    def read(self, cells: list[list[str]]) -> tuple[Sheets, Roles]:
        """As the file is read. Opening one takes a process of its own: only the first list of a run really is one."""
        if not self.done["list of SIAK"]:
            content = "\n".join(";".join(row) for row in (HEAD, *cells)).encode()
            return lists.understand(self.office.print_a, REGENCY, content, "status.csv", today=self.paper.today)
        numbered = [(n, 0, list[Any](row)) for n, row in enumerate(cells, 2)]
        return Sheets(("Sheet1",), HEAD, 1, fingerprint(HEAD), numbered, (False,)), Roles(0, 1, 2)

    @rule(which=st.integers(0, 3))
    def follow_siak(self, which: int) -> None:
        """A human takes SIAK's word against ours: backwards too."""
        asked = self.looks.rows("SELECT * FROM disagreement WHERE resolved_at IS NULL ORDER BY id")
        if not asked:
            return
        row = asked[which % len(asked)]
        one, theirs = self.paper.people[row["resident_id"]], CardState(row["their_state"])
        found = lists_way(one, theirs)
        codes: set[str] = set()
        day = max(self.day_of(row["their_day"]), one.last_day)
        if one.standing == 4 and found & {"RECORD", "PRINT", "DISPATCH", "DELIVER", "REPLACE"}:
            codes.add("card_deceased")
        if "PRINT" in found and day < one.of_age:
            codes.add("card_too_young")
        self.attempt(
            "take SIAK's word", decisions.take, self.office.print_b, row["id"], reason="benar",
            expected_state=CardState[one.state], at=self.now, codes=codes,
        )  # fmt: skip

    def day_of(self, number: int) -> date:
        return date(1970, 1, 1) + timedelta(days=number)

    @rule(which=WHO, what=st.sampled_from(WHAT), days=st.integers(-400, 400))
    def change(self, which: int, what: str, days: int) -> None:
        one = self.person(which)
        values: dict[str, object] = {
            "move": {"standing": 1, "district": PURWOSARI if one.district == KEJAYAN else KEJAYAN},
            "leave": {"standing": 3, "district": None},
            "die": {"standing": 4},
            "come back": {"standing": 1, "district": KEJAYAN},
            "birth date": {"birth_date": one.born + timedelta(days=days)},
        }[what]  # type: ignore[assignment]
        with write_transaction() as conn:
            row = conn.execute(select(resident).where(resident.c.id == one.key)).mappings().one()
            deltas = Deltas(REGENCY)
            update_many(conn, [Change(row, values)], deltas, rules=AgeRules(), by="uji", at=self.now,
                        day=self.paper.today, reason="uji")  # fmt: skip
            add(conn, deltas)
        with read_connection() as conn:
            row = conn.execute(select(resident).where(resident.c.id == one.key)).mappings().one()
        one.standing, one.district = row["standing"], row["district"]
        one.born = row["birth_date"]
        one.of_age = seventeen(one.born)
        assert row["card_age_on"] == one.of_age
        self.done[f"resident: {what}"] += 1
        self.learn()
        self.paper.follow(one.key)



def seventeen(born: date) -> date:
    """Seventeen years later; who was born on a leap day waits for the first of March."""
    try:
        return born.replace(year=born.year + 17)
    except ValueError:
        return date(born.year + 17, 3, 1)


def lists_way(one: Person, theirs: CardState) -> set[str]:
    """Names of the acts between two states."""
    from ktp_core.cards.verdicts import WAYS as BETWEEN

    return {action.name for action in BETWEEN[CardState[one.state], theirs]}
