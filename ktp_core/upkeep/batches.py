"""Whether print batches agree with cards and blanks. Each query finds rows that should not be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, select

from ktp_core.batches.model import BatchState, CardMark
from ktp_core.blanks.model import EntryKind
from ktp_core.cards.model import CardAction, CardState, Source
from ktp_core.db.schema import blank_entry, card_event, print_batch, print_batch_card, resident
from ktp_core.upkeep.model import LISTED, Report

_b, _c, _n, _e, _r = print_batch.c, print_batch_card.c, blank_entry.c, card_event.c, resident.c
_USES, _SPOILED = (str(EntryKind.USED), str(EntryKind.UNDONE)), str(EntryKind.SPOILED)


def check(conn: Connection, report: Report) -> None:
    """Every fault up to a limit, and how many batches and cards of batches were looked at."""
    for kind, query in _FAULTS.items():
        for row in conn.execute(query.limit(LISTED)).mappings():
            report.differs(kind, **row)
    for table in (print_batch, print_batch_card):
        report.looked_at(table.name, int(conn.execute(select(func.count()).select_from(table)).scalar_one()))


def _prints(resident_id: Any, serial: Any) -> Select[Any]:
    """PRINT events of that card that no correction took back."""
    undo = card_event.alias("undo")
    return select(_e.id).where(
        _e.resident_id == resident_id, _e.serial == serial, _e.action == int(CardAction.PRINT),
        ~exists().where(undo.c.resident_id == _e.resident_id, undo.c.undoes == _e.id),
    )  # fmt: skip


def _card_not_due() -> Select[Any]:
    """A card that waits in a batch and is not to be printed."""
    due = exists().where(
        _r.id == _c.resident_id, _r.serial == _c.serial, _r.state == int(CardState.PRINT_READY), _r.due_on.is_not(None)
    )
    who = select(_c.batch_id.label("batch"), _c.position, _c.resident_id.label("resident"))
    return who.where(_c.state == str(CardMark.WAITING), ~due)


def _over_and_waiting() -> Select[Any]:
    """A card that waits in a batch that is over."""
    running = (str(BatchState.OPEN), str(BatchState.PAUSED))
    return (
        select(_c.batch_id.label("batch"), _c.position, _b.state)
        .join(print_batch, _b.id == _c.batch_id)
        .where(_c.state == str(CardMark.WAITING), _b.state.not_in(running))
    )


def _printed_without_event() -> Select[Any]:
    """A batch says that it printed a card whose history does not."""
    who = select(_c.batch_id.label("batch"), _c.position, _c.resident_id.label("resident"))
    return who.where(_c.state == str(CardMark.PRINTED), ~_prints(_c.resident_id, _c.serial).exists())


def _blanks_of_batches() -> Select[Any]:
    """A batch whose printed and spoiled cards are not as many as the blanks it took."""
    printed = func.sum(case((_c.state == str(CardMark.PRINTED), 1), else_=0)).label("printed")
    cards = (
        select(_c.batch_id, printed, func.sum(_c.spoiled).label("spoiled")).group_by(_c.batch_id).subquery("cards").c
    )
    taken = (
        select(
            _n.batch_id,
            func.sum(case((_n.kind.in_(_USES), -_n.n), else_=0)).label("used"),
            func.sum(case((_n.kind == _SPOILED, -_n.n), else_=0)).label("lost"),
        )
        .where(_n.batch_id.is_not(None)).group_by(_n.batch_id).subquery("taken").c
    )  # fmt: skip
    told = [func.coalesce(column, 0) for column in (cards.printed, taken.used, cards.spoiled, taken.lost)]
    names = ("printed", "used", "spoiled", "lost")
    return (
        select(_b.id.label("batch"), *(value.label(name) for name, value in zip(names, told, strict=True)))
        .outerjoin(cards.batch_id.table, cards.batch_id == _b.id)
        .outerjoin(taken.batch_id.table, taken.batch_id == _b.id)
        .where((told[0] != told[1]) | (told[2] != told[3]))
    )


def _blank_of_another_printer() -> Select[Any]:
    """A blank of a batch that another holder than its printer gave."""
    return (
        select(_n.id.label("entry"), _n.batch_id.label("batch"), _n.holder_id.label("holder"))
        .outerjoin(print_batch, _b.id == _n.batch_id)
        .where(_n.batch_id.is_not(None), func.coalesce(_b.holder_id, 0) != _n.holder_id)
    )


def _blank_without_print() -> Select[Any]:
    """More blanks stand as used for a card than we printed it."""
    used = (
        select(_n.resident_id, _n.serial, (-func.sum(_n.n)).label("used"))
        .where(_n.resident_id.is_not(None), _n.kind.in_(_USES)).group_by(_n.resident_id, _n.serial).subquery("used").c
    )  # fmt: skip
    ours = _prints(used.resident_id, used.serial).where(_e.source == int(Source.OFFICE))
    printed = ours.with_only_columns(func.count(_e.id)).scalar_subquery()
    return select(used.resident_id.label("resident"), used.serial, used.used).where(used.used > printed)


_FAULTS = {
    "batch_card_not_due": _card_not_due(),
    "batch_over_and_waiting": _over_and_waiting(),
    "batch_printed_without_event": _printed_without_event(),
    "batch_blanks": _blanks_of_batches(),
    "batch_blank_of_another_printer": _blank_of_another_printer(),
    "blank_without_print": _blank_without_print(),
}
