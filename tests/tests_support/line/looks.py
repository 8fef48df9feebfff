"""What the database says, read with the plain driver and compared with the paper and with the laws of the line."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from tests_support.line.paper import FINISHED, Paper

from ktp_core.cards.model import CardAction, CardState, Cause, Source
from ktp_core.db.types import day_of

ACTIONS = {int(one): one.name for one in CardAction}
STATES = {int(one): one.name for one in CardState}
CAUSES = {int(one): one.name.lower() for one in Cause}
OFFICE = int(Source.OFFICE)
DAYS = ("state_on", "recorded_on", "ready_on", "printed_on", "delivered_on", "owned_on")


class Looks:
    """One open connection beside the product's own."""

    def __init__(self, path: Path) -> None:
        self.conn = sqlite3.connect(path)
        self.conn.row_factory = sqlite3.Row
        self.seen = 0  # the newest event that the paper knows

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        return self.conn.execute(statement, values).fetchall()

    def new_events(self) -> list[sqlite3.Row]:
        """What happened since the last look."""
        found = self.rows('SELECT * FROM card_event WHERE id > ? ORDER BY id', self.seen)
        self.seen = max([self.seen, *(row["id"] for row in found)])
        return found

    def entries(self) -> int:
        return int(self.rows("SELECT count(*) AS n FROM audit_log")[0]["n"])

    def everything(self, paper: Paper) -> None:
        """All laws that hold after every act."""
        self.projection_is_the_fold(paper)
        self.nobody_printed_too_early_or_without_a_blank(paper)
        self.one_card_lies_in_one_place(paper)
        self.ledger_adds_up(paper)
        self.batches_are_as_told(paper)
        self.parcels_are_as_told(paper)
        self.hands_are_as_told(paper)
        assert self.entries() == paper.entries, "one act, one entry in the audit log; a refused one leaves none"

    def projection_is_the_fold(self, paper: Paper) -> None:
        for row in self.rows("SELECT * FROM resident ORDER BY id"):
            one = paper.people[row["id"]]
            cause = paper.causes.get((one.key, one.serial)) if one.serial > 1 else None
            told = {**one.now, "due_on": one.waits_since, "cause": cause}
            said: dict[str, object] = {name: row[name] and day_of(row[name]) for name in (*DAYS, "due_on")}
            said |= {"state": STATES[row["state"]], "serial": row["serial"], "cause": CAUSES.get(row["cause"])}
            assert said == told, f"resident {row['id']}: {said} but the acts say {told}"

    def nobody_printed_too_early_or_without_a_blank(self, paper: Paper) -> None:
        printed: Counter[tuple[int, int]] = Counter()
        undone = {row["undoes"] for row in self.rows("SELECT undoes FROM card_event WHERE undoes IS NOT NULL")}
        ready: set[int] = set()
        acts: Counter[int] = Counter()
        for row in self.rows("SELECT * FROM card_event ORDER BY id"):
            who, action = row["resident_id"], ACTIONS[row["action"]]
            act = paper.people[who].acts[acts[who]]
            acts[who] += 1
            assert (act.name, act.day) == (action, day_of(row["day"]))
            if row["id"] not in undone and action == "PRINT" and row["source"] == OFFICE:
                printed[who, row["serial"]] += 1
            if action == "PRINT":
                assert who in ready, "printed before PRR"
                assert act.day >= act.card_age_on, "printed before card age"
            (ready.add if STATES[row["to_state"]] == "PRINT_READY" else ready.discard)(who)
        used = Counter({
            (row["resident_id"], row["serial"]): -row["n"] for row in self.rows(
                "SELECT resident_id, serial, sum(n) AS n FROM blank_entry WHERE resident_id IS NOT NULL"
                " AND kind IN ('used', 'undone') GROUP BY 1, 2")
        })  # fmt: skip
        assert +used == printed, f"blanks that became cards {used}, cards printed by the office {printed}"

    def one_card_lies_in_one_place(self, paper: Paper) -> None:
        people = {row["id"]: row for row in self.rows("SELECT id, serial, state, due_on FROM resident")}
        places: Counter[tuple[int, int]] = Counter()
        for row in self.rows("SELECT c.*, b.state AS whole FROM print_batch_card c"
                             " JOIN print_batch b ON b.id = c.batch_id WHERE c.state = 'waiting'"):  # fmt: skip
            who = people[row["resident_id"]]
            assert row["whole"] in ("open", "paused"), "waits in a batch that is over"
            assert STATES[who["state"]] == "PRINT_READY" and who["due_on"] is not None, "waits and is not due"
            assert who["serial"] == row["serial"]
            places[row["resident_id"], row["serial"]] += 1
        for row in self.rows("SELECT c.*, p.state AS whole FROM parcel_card c"
                             " JOIN parcel p ON p.id = c.parcel_id WHERE c.state = 'in'"):  # fmt: skip
            who = people[row["resident_id"]]
            # Lists of SIAK say of single cards that they were sent on or came back: the parcel keeps them.
            assert STATES[who["state"]] in FINISHED and row["whole"] in ("packed", "sent"), row["whole"]
            assert who["serial"] == row["serial"]
            places[row["resident_id"], row["serial"]] += 1
        hands = Counter((row["resident_id"], row["serial"])
                        for row in self.rows("SELECT * FROM hand_over WHERE void_at IS NULL"))  # fmt: skip
        assert all(n == 1 for n in places.values()), f"in two places: {places}"
        assert all(n == 1 for n in hands.values()), f"delivered twice: {hands}"
        assert not set(places) & set(hands), "in a hand and still in a parcel or a batch"

    def ledger_adds_up(self, paper: Paper) -> None:
        told: Counter[tuple[int, int]] = Counter()
        for row in self.rows("SELECT holder_id, day, sum(n) AS n FROM blank_entry GROUP BY 1, 2"):
            told[row["holder_id"], row["day"]] = row["n"]
        for row in self.rows("SELECT id, stock FROM blank_holder"):
            balance = 0
            for day in sorted(day for holder, day in told if holder == row["id"]):
                balance += told[row["id"], day]
                assert balance >= 0, "a day of the ledger ends below zero"
                assert balance == paper.stock(row["id"], day_of(day))
            assert row["stock"] == balance == paper.stock(row["id"]), "the stock is not the sum of its entries"

    def batches_are_as_told(self, paper: Paper) -> None:
        said = {row["id"]: row["state"] for row in self.rows("SELECT id, state FROM print_batch")}
        assert said == {key: one.state for key, one in paper.batches.items()}
        lines = {(row["batch_id"], row["position"]):
                 (row["resident_id"], row["serial"], row["state"], row["spoiled"],
                  row["taken_by"] if row["state"] == "waiting" else None)
                 for row in self.rows("SELECT * FROM print_batch_card")}  # fmt: skip
        assert lines == {
            (key, position): (line.resident, line.serial, line.mark, line.spoiled,
                              line.taken_by if line.mark == "waiting" else None)
            for key, one in paper.batches.items() for position, line in one.lines.items()
        }  # fmt: skip

    def parcels_are_as_told(self, paper: Paper) -> None:
        lines = {(row["parcel_id"], row["number"]): (row["resident_id"], row["serial"], row["state"])
                 for row in self.rows("SELECT * FROM parcel_card")}  # fmt: skip
        assert lines == {
            (key, number): (line.resident, line.serial, line.mark)
            for key, one in paper.parcels.items() for number, line in one.lines.items()
        }  # fmt: skip
        for row in self.rows("SELECT * FROM parcel"):
            one = paper.parcels[row["id"]]
            # A parcel from which a list of SIAK took the last card is settled, whether or not that is stored yet.
            over = one.state == "sent" and not one.inside
            assert row["state"] == one.state or (over and row["state"] == "settled"), (row["state"], one.state)
        signed = {row["parcel_id"]: row["n"] for row in
                  self.rows("SELECT parcel_id, count(*) AS n FROM parcel_custody GROUP BY 1")}  # fmt: skip
        assert signed == {key: one.custody for key, one in paper.parcels.items()}
        now = self.rows("SELECT p.id FROM parcel p JOIN parcel_custody c ON c.id ="
                        " (SELECT max(id) FROM parcel_custody WHERE parcel_id = p.id)"
                        " WHERE (p.keeper, p.keeper_name, p.kept_since) = (c.keeper, c.name, c.day)")  # fmt: skip
        assert {row["id"] for row in now} == set(paper.parcels), "whose hand a parcel is in is not who signed last"

    def hands_are_as_told(self, paper: Paper) -> None:
        said = Counter((row["resident_id"], row["serial"], row["parcel_id"], row["void_at"] is not None)
                       for row in self.rows("SELECT * FROM hand_over"))  # fmt: skip
        assert said == Counter((one.resident, one.serial, one.parcel, one.void) for one in paper.hands)
        decided = {row["id"]: (row["resident_id"], row["serial"], {None: None, 0: False, 1: True}[row["accepted"]])
                   for row in self.rows("SELECT * FROM destruction")}  # fmt: skip
        assert decided == {key: (one.resident, one.serial, one.accepted) for key, one in paper.proposals.items()}
