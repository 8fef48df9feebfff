"""Use cases of stuck cards: looking at names, agreeing who sees to them, taking the list away, setting limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading, writing
from ktp_core.cards.model import CardState
from ktp_core.cards.wording import SHORT_STATES
from ktp_core.errors import Conflict, NotFound, Refused
from ktp_core.exports import tables
from ktp_core.exports.model import MEDIA_TYPES, Column, Export, Format
from ktp_core.labels.roles import ROLES
from ktp_core.labels.stuck import KINDS, STEPS
from ktp_core.printing.model import MAX_PAGE
from ktp_core.stuck import notes, queries, settings, store
from ktp_core.stuck.model import Agreement, LimitValue, Note, StuckFilter, StuckKind
from ktp_core.stuck.rules import OWNERS, check_limit

HEADINGS = (
    Column("No", 7), Column("Tersendat di", 34), Column("NIK", 20), Column("Nama", 32), Column("Tanggal lahir", 13),
    Column("Kecamatan", 18), Column("Desa/kelurahan", 18), Column("Lembaga", 30), Column("Kelas", 10),
    Column("Status kartu", 18), Column("Kartu ke-", 9), Column("Sejak", 13), Column("Hari", 8),
    Column("Giliran", 22), Column("Langkah berikutnya", 60), Column("Ditangani oleh", 22), Column("Kesepakatan", 40),
    Column("Tenggat", 13),
)  # fmt: skip


def looked(by: Actor, chosen: StuckFilter, *, total: int, at: datetime) -> None:
    """Somebody opened the names of this question. The audit log keeps what was asked, and of which kind."""
    with writing(by, Permission.STUCK_VIEW, chosen.regency, at=at) as tx:
        asked = chosen.within(by, Permission.STUCK_VIEW)
        question = asked.fingerprint(config.secret_key())
        tx.audit("stuck.view", None, rows=total, kind=asked.kind, filter=question)


def revealed(by: Actor, chosen: StuckFilter, residents: Sequence[int], *, at: datetime) -> None:
    """Somebody is about to see the whole NIK of these residents (ids of a page): written down before it is shown.

    Raises NotAllowed without NIK_REVEAL and STUCK_VIEW.
    """
    with writing(by, Permission.NIK_REVEAL, chosen.regency, at=at) as tx:
        question = chosen.within(by, Permission.STUCK_VIEW).fingerprint(config.secret_key())
        listed = list(residents) if len(residents) <= MAX_PAGE else []
        tx.audit("stuck.reveal", None, rows=len(residents), filter=question, residents=listed)


def listing(by: Actor, chosen: StuckFilter, form: Format, *, today: date) -> Export:
    """Exactly the stuck cards of `chosen` as of `today`, longest first, as a file. Whoever hands it out records that.

    NIK whole for those who may see it, else masked. Raises NotAllowed without STUCK_WORK; Refused for more rows than a
    file holds.
    """
    whole = may(by, Permission.NIK_REVEAL, chosen.regency)
    with reading(by, Permission.STUCK_WORK, chosen.regency) as conn:
        asked = chosen.within(by, Permission.STUCK_WORK)
        limits = settings.limits(conn, chosen.regency, today)
        if queries.whole(queries.queues(conn, asked, limits, today), today).total > tables.MAX_ROWS:
            raise Refused("export_rows", limit=tables.MAX_ROWS)
        people = notes.workers(conn, chosen.regency)
        rows = _lines(queries.stuck_rows(conn, asked, limits, today, reveal=whole), people)
        content, count = tables.write(form, "Kartu tersendat", HEADINGS, rows)
    name = f"kartu-tersendat-{chosen.regency}-{today.isoformat()}.{form}"
    return Export(name, MEDIA_TYPES[form], content, count)


def _lines(rows: Iterator[tuple[object, ...]], people: dict[str, str]) -> Iterator[list[object]]:
    for number, row in enumerate(rows, start=1):
        one = dict(zip(queries.COLUMNS, row, strict=True))
        kind = StuckKind(str(one["kind"]))
        yield [
            number, KINDS[kind.value], one["nik"], one["name"], one["birth_date"], one["district"], one["village"],
            one["institution"], one["class_name"], SHORT_STATES[CardState(int(str(one["state"])))], one["serial"],
            one["since"], one["days"], ROLES[OWNERS[kind]], STEPS[kind.value],
            people.get(str(one["owner"]), one["owner"]), one["action"], one["due_on"],
        ]  # fmt: skip


def agree(
    by: Actor, chosen: StuckFilter, residents: Sequence[int], agreed: Agreement, *, today: date, at: datetime
) -> int:
    """Write down who sees to these stuck cards and what they do next; how many.

    Raises Conflict("stuck_moved") when one of them is no longer stuck in the question that was on screen, as its card
    moved meanwhile: nothing is written. Refused for a day that has passed, NotFound for an account that may not work
    on them.
    """
    with writing(by, Permission.STUCK_WORK, chosen.regency, at=at) as tx:
        asked, wanted = chosen.within(by, Permission.STUCK_WORK), sorted(set(residents))
        if not 0 < len(wanted) <= MAX_PAGE:
            raise Refused("stuck_none_chosen")
        if agreed.due_on is not None and agreed.due_on < today:
            raise Refused("stuck_due_past")
        if agreed.owner is not None and agreed.owner not in notes.workers(tx.conn, chosen.regency):
            raise NotFound("stuck_worker", name=agreed.owner)
        cases = store.cases(tx.conn, asked, settings.limits(tx.conn, chosen.regency, today), today, wanted)
        if len(cases) < len(wanted):
            raise Conflict("stuck_moved", n=len(wanted) - len(cases))
        said = [Note(key, kind, since, agreed, at, by.name) for key, kind, since in cases]
        notes.add(tx.conn, chosen.regency, said)
        tx.audit("stuck.agree", None, cards=len(said), residents=wanted, worker=agreed.owner, until=agreed.due_on)
    return len(said)


def set_limit(by: Actor, regency: str, value: LimitValue, *, today: date, at: datetime) -> None:
    """From how many days on a card counts as stuck, from a day on that is not past. Raises Refused."""
    with writing(by, Permission.STUCK_LIMIT, regency, at=at) as tx:
        check_limit(value.days, value.valid_from, today)
        before = settings.limits(tx.conn, regency, value.valid_from)[value.kind]
        settings.set_limit(tx.conn, regency, value)
        tx.audit("stuck.limit", None, kind=value.kind, before=before, value=value.days, on=value.valid_from)
