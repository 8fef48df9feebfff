"""Use cases of recurring services: set up, change, end, generate, except a day, count other documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ktp_core import clock
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, require
from ktp_core.access.transactions import writing
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.types import region_code
from ktp_core.errors import Conflict, Refused
from ktp_core.institutions import store as institutions
from ktp_core.rounds import excepting, guard, laying, points, rules, store
from ktp_core.rounds.model import Document, Generated, RoundDraft, RoundException, SetUp
from ktp_core.visits import store as visits
from ktp_core.visits.model import VisitState

ONE_DAY = timedelta(days=1)


def set_up(by: Actor, regency: str, wanted: SetUp, *, at: datetime) -> list[int]:
    """A service in every district at once, its places registered where they are missing; the ids of the services.

    Of Kenduren Mas one that goes round, of the offices one each. Raises Refused("round_…").
    """
    with writing(by, Permission.VISIT_PLAN, regency, at=at) as tx:
        if wanted.channel not in points.POINT_TYPES:
            raise Refused("round_channel")
        stops = points.of_districts(tx, wanted)
        made = []
        for draft in points.drafts(wanted, stops):
            guard.check(tx, draft)
            made.append(store.insert_round(tx.conn, regency, draft, at))
        tx.audit("round.set_up", None, channel=int(wanted.channel), rounds=len(made), stops=len(stops))
    return made


def add(by: Actor, regency: str, draft: RoundDraft, *, at: datetime) -> int:
    """A new service; its id. Raises Refused("round_…")."""
    with writing(by, Permission.VISIT_PLAN, regency, at=at) as tx:
        guard.check(tx, draft)
        made = store.insert_round(tx.conn, regency, draft, at)
        tx.audit("round.add", f"round:{made}", stops=len(draft.stops))
    return made


def edit(by: Actor, round_id: int, version: int, draft: RoundDraft, *, replan: bool, at: datetime) -> Generated:
    """Make the service what `draft` says. `replan`: its visits from tomorrow on are called off and planned anew.

    Raises Conflict("round_changed"), Refused("round_…").
    """
    with guard.changing(by, round_id, at, version) as (tx, _):
        guard.check(tx, draft, but=round_id)
        store.change(tx.conn, round_id, version, draft, at)
        done, tomorrow = Generated(0, 0), guard.today(tx) + ONE_DAY
        ahead = laying.planned(tx.conn, round_id, tomorrow) if replan else []
        if ahead:
            laying.call_off(tx, ahead, "Rencana layanan diubah")
            done = laying.lay(tx, store.get(tx.conn, round_id), tomorrow, ahead[-1].day)
        tx.audit("round.edit", f"round:{round_id}", cancelled=len(ahead), made=done.made)
    return done


def end(by: Actor, round_id: int, version: int, *, reason: str, at: datetime) -> int:
    """It goes out no more; how many planned visits from tomorrow on were called off with the reason."""
    with guard.changing(by, round_id, at, version) as (tx, _):
        why = guard.said(reason)
        ahead = laying.planned(tx.conn, round_id, guard.today(tx) + ONE_DAY)
        laying.call_off(tx, ahead, why)
        store.end(tx.conn, round_id, version, at)
        tx.audit("round.end", f"round:{round_id}", cancelled=len(ahead))
    return len(ahead)


def generate(by: Actor, regency: str, until: date, *, at: datetime) -> dict[int, Generated]:
    """The visits of every service from today to `until` that are not there yet; by service what was done.

    Twice makes nothing twice. Services with a stop outside the actor's districts are left alone.
    """
    with writing(by, Permission.VISIT_PLAN, regency, at=at) as tx:
        first = guard.today(tx)
        rules.check_period(first, until)
        services = [one for one in store.all_of(tx.conn, regency, lock=True) if guard.mine(tx, one)]
        done = {one.id: laying.lay(tx, one, first, until) for one in services}
        tx.audit("round.generate", None, until=until, rounds=len(done), made=sum(one.made for one in done.values()))
    return done


def except_day(
    by: Actor, round_id: int, day: date, institution_id: int | None, *, reason: str, shift: bool, at: datetime
) -> int:
    """On that day it does not go out, or goes to `institution_id`; how many visits had to leave their day.

    The stop whose day it was keeps its turn: with `shift` it and everybody after it move on by one, otherwise it
    alone goes to the next free day. Raises Refused("round_day_past" | "round_day_begun" | "round_day_same").
    """
    with guard.changing(by, round_id, at) as (tx, one):
        why = guard.said(reason)
        if institution_id is not None:
            guard.in_districts(tx, [institution_id])
        wanted = RoundException(day=day, institution_id=institution_id, reason=why, by=by.name, at=at)
        moved = excepting.put(tx, one, wanted, shift=shift, today=guard.today(tx))
        tx.audit("round.except", f"round:{round_id}", day=day, institution=institution_id, moved=moved)
    return moved


def take_back(by: Actor, round_id: int, day: date, *, at: datetime) -> Generated:
    """The exception of that day no longer holds: a stop put there is called off, the day goes to whose turn it is
    (unless nothing is planned after it yet). Raises Conflict("round_changed") when there is none, or it has begun.
    """
    with guard.changing(by, round_id, at) as (tx, one):
        done = excepting.take_back(tx, one, day, today=guard.today(tx))
        tx.audit("round.take_back", f"round:{round_id}", day=day, made=done.made)
    return done


def tally(
    by: Actor, visit_id: int, counts: Mapping[Document, int], *, seen: Mapping[Document, int], at: datetime
) -> None:
    """What was served at a visit beside recordings is exactly this. `seen`: what was on screen before.

    Raises Conflict("tally_changed") when somebody counted meanwhile, Refused("tally_future" | "tally_cancelled").
    """
    with writing(by, Permission.DOCUMENT_TALLY, region_code(visit_id // PER_REGENCY), at=at) as tx:
        one = visits.visit(tx.conn, visit_id, lock=True)
        require(by, Permission.DOCUMENT_TALLY, one.regency, institutions.get(tx.conn, one.institution_id).district)
        rules.check_counts(counts)
        if one.state is VisitState.CANCELLED:
            raise Refused("tally_cancelled")
        if one.day > clock.local(at, one.regency).date():
            raise Refused("tally_future")
        if store.documents(tx.conn, visit_id) != {kind: n for kind, n in seen.items() if n}:
            raise Conflict("tally_changed")
        store.set_documents(tx.conn, visit_id, counts)
        tx.audit("document.tally", f"visit:{visit_id}", served=sum(counts.values()))
