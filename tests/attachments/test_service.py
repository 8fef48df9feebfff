"""Files of letters, visits and parcels on both databases: who sees and changes them, what stays when one is removed."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from sqlalchemy import func, insert, select
from tests_support import kept_files
from tests_support.constants import NOW, PASURUAN
from tests_support.offices import make_office

from ktp_core.access import downloads
from ktp_core.attachments import rules, service, store
from ktp_core.attachments.model import JPEG, PDF, Owner
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.ids import PER_REGENCY
from ktp_core.db.schema import attachment, attachment_content, audit_log, parcel
from ktp_core.errors import KtpError, NotAllowed, NotFound
from ktp_core.exports.kinds import KINDS, attachment_params
from ktp_core.requests import service as requests
from ktp_core.requests.model import RequestDraft, Sender
from ktp_core.visits import store as visits

TODAY = date(2026, 11, 22)
UNKNOWN = 3514 * PER_REGENCY + 999
PARCEL = 3514 * PER_REGENCY + 7
ADDER = {Owner.REQUEST: "joko", Owner.VISIT: "tim", Owner.PARCEL: "antar"}


@pytest.fixture
def owners(database: str, actor_of) -> dict[Owner, int]:
    """A letter, a visit and a parcel of one school in Kejayan."""
    (school,) = make_office(("school", "SMAN 1 Kejayan", "35.14.06"))
    draft = RequestDraft(institution_id=school, sender=Sender.SCHOOL, received_on=TODAY)
    letter = requests.receive(actor_of("rina", "roster", regency=PASURUAN), PASURUAN, draft, today=TODAY, at=NOW)
    with write_transaction() as conn:
        trip = visits.insert_visit(conn, PASURUAN, school, TODAY, at=NOW)
        conn.execute(
            insert(parcel).values(
                id=PARCEL, regency=PASURUAN, code="PK-00001", place="institution", institution_id=school,
                district="35.14.06", state="sent", keeper="institution", keeper_name="Bu Sri", kept_since=TODAY,
                sent_on=TODAY, made_at=NOW, made_by="dewi", updated_at=NOW,
            )
        )  # fmt: skip
    return {Owner.REQUEST: letter, Owner.VISIT: trip, Owner.PARCEL: PARCEL}


@pytest.fixture
def people(owners, actor_of) -> dict[str, object]:
    roles = {"joko": ("scheduler",), "tim": ("visit",), "aud": ("auditor",), "cetak": ("print",), "kadin": ("head",)}
    roles["antar"] = ("delivery",)
    found = {name: actor_of(name, *role, regency=PASURUAN) for name, role in roles.items()}
    found["jauh"] = actor_of("jauh", "roster", "visit", "delivery", regency="63.11")
    found["kraton"] = actor_of("kraton", "roster", "visit", "delivery", regency=PASURUAN, districts=("35.14.16",))
    return found


def audited(action: str) -> int:
    with read_connection() as conn:
        return conn.scalar(select(func.count()).select_from(audit_log).where(audit_log.c.action == action))


def kept() -> tuple[int, int]:
    with read_connection() as conn:
        return tuple(conn.scalar(select(func.count()).select_from(table)) for table in (attachment, attachment_content))


def test_a_file_is_added_seen_fetched_and_removed(owners, people) -> None:
    letter, joko = owners[Owner.REQUEST], people["joko"]
    key = service.add(joko, Owner.REQUEST, letter, "foto surat.PNG", kept_files.picture(form="PNG"), at=NOW)

    (one,) = service.listed(people["aud"], Owner.REQUEST, letter)
    assert (one.id, one.title, one.media_type, one.added_by, one.picture) == (key, "foto surat.PNG", JPEG, "joko", True)
    _, shown = service.look(people["tim"], Owner.REQUEST, key, at=NOW)
    export = service.fetch(people["aud"], Owner.REQUEST, key)
    assert (export.name, export.media_type, export.content) == ("foto surat.jpg", JPEG, shown)
    assert len(shown) == one.size
    service.remove(joko, Owner.REQUEST, key, at=NOW)

    assert kept() == (1, 0)  # who removed what and when stays, the picture does not
    assert service.listed(joko, Owner.REQUEST, letter) == []
    for act in (
        lambda: service.look(joko, Owner.REQUEST, key, at=NOW),
        lambda: service.fetch(joko, Owner.REQUEST, key),
        lambda: service.remove(joko, Owner.REQUEST, key, at=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    assert [audited(f"attachment.{name}") for name in ("add", "view", "remove")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("owner", "changes", "sees"),
    [
        (Owner.REQUEST, {"joko"}, {"joko", "tim", "aud"}),
        (Owner.VISIT, {"tim"}, {"joko", "tim"}),
        (Owner.PARCEL, {"antar"}, {"antar", "cetak", "aud"}),
    ],
)
def test_who_sees_and_who_changes_follows_from_what_the_file_belongs_to(
    owners, people, owner, changes, sees, monkeypatch
) -> None:
    adder = people[ADDER[owner]]
    key = service.add(adder, owner, owners[owner], "surat.pdf", kept_files.letter(), at=NOW)

    def may(act) -> set[str]:
        return set().union(*(may_one(name, lambda who=who: act(who)) for name, who in people.items()))

    pdfs = iter([kept_files.letter(n) for n in range(2, 20)])
    assert may(lambda who: service.add(who, owner, owners[owner], "b.pdf", next(pdfs), at=NOW)) == changes
    assert may(lambda who: service.listed(who, owner, owners[owner])) == sees
    assert may(lambda who: service.fetch(who, owner, key)) == sees
    assert may(lambda who: KINDS["attachment"](who, attachment_params(owner.value, key))) == sees
    assert may(lambda who: service.look(who, owner, key, at=NOW)) == sees
    monkeypatch.setattr(rules, "MAX_FILES", 20)
    let_go = set()
    for name, who in people.items():
        spare = service.add(adder, owner, owners[owner], "c.pdf", next(pdfs), at=NOW)
        let_go |= may_one(name, lambda who=who, spare=spare: service.remove(who, owner, spare, at=NOW))
    assert let_go == changes


def may_one(name: str, act) -> set[str]:
    try:
        act()
    except NotAllowed:
        return set()
    return {name}


def test_a_scan_cannot_be_fetched_as_if_it_were_a_photo(owners, people) -> None:
    key = service.add(people["joko"], Owner.REQUEST, owners[Owner.REQUEST], "s.pdf", kept_files.letter(), at=NOW)

    for act in (service.fetch, lambda who, owner, one: service.look(who, owner, one, at=NOW)):
        with pytest.raises(NotFound):
            act(people["tim"], Owner.VISIT, key)


HOSTILE = {
    "a text named .pdf": b"Kepada Yth.",
    "nothing": b"",
    "eleven megabytes": b"%PDF-" + b"0" * (11 * 1024 * 1024),
    "a script": kept_files.active("a script that runs on opening"),
    "a film of a billion pixels": kept_files.enormous_png(),
    "half a letter": kept_files.letter()[:500],
}


@pytest.mark.parametrize("kind", list(HOSTILE))
def test_nothing_of_a_hostile_file_is_stored(owners, people, kind) -> None:
    with pytest.raises(KtpError) as refusal:
        service.add(people["joko"], Owner.REQUEST, owners[Owner.REQUEST], "surat.pdf", HOSTILE[kind], at=NOW)

    assert refusal.value.code.startswith("attachment_")
    assert kept() == (0, 0) and audited("attachment.add") == 0


def test_ten_files_are_enough_and_the_same_one_is_kept_once(owners, people, monkeypatch) -> None:
    monkeypatch.setattr(rules, "MAX_FILES", 2)

    def add(pages: int) -> int:
        content = kept_files.letter(pages)
        return service.add(people["joko"], Owner.REQUEST, owners[Owner.REQUEST], "s.pdf", content, at=NOW)

    first = add(1)
    for pages, code in ((1, "attachment_same"), (2, None), (3, "attachment_many")):
        if code is None:
            add(pages)
            continue
        with pytest.raises(KtpError) as refusal:
            add(pages)
        assert refusal.value.code == code
    assert kept() == (2, 2)
    service.remove(people["joko"], Owner.REQUEST, first, at=NOW)
    assert add(1) > first


@pytest.mark.parametrize("owner", list(Owner))
def test_nothing_is_kept_with_what_is_not_there(owners, people, owner) -> None:
    for who in ("joko", "tim", "antar"):
        with pytest.raises((NotFound, NotAllowed)):
            service.add(people[who], owner, UNKNOWN, "s.pdf", kept_files.letter(), at=NOW)
        with pytest.raises((NotFound, NotAllowed)):
            service.listed(people[who], owner, UNKNOWN)
    assert kept() == (0, 0)


def test_a_fetch_is_good_once_for_one_account_and_written_down(owners, people) -> None:
    key = service.add(people["joko"], Owner.REQUEST, owners[Owner.REQUEST], "s.pdf", kept_files.letter(), at=NOW)
    token = downloads.offer(people["joko"], "attachment", attachment_params("request", key), at=NOW)

    with pytest.raises(NotFound):
        downloads.claim(people["aud"], token, at=NOW)
    claimed = downloads.claim(people["joko"], token, at=NOW)
    made = KINDS[claimed.kind](claimed.actor, claimed.params)
    downloads.record(claimed, rows=made.rows, size=len(made.content), at=NOW)
    with pytest.raises(NotFound):
        downloads.claim(people["joko"], token, at=NOW)

    assert made.media_type == PDF and audited("export.fetch") == 1


def test_the_bytes_come_back_as_they_were_kept(owners, people) -> None:
    content = kept_files.letter(5)
    key = service.add(people["joko"], Owner.REQUEST, owners[Owner.REQUEST], "s.pdf", content, at=NOW)

    with read_connection() as conn:
        assert store.content(conn, key) == content
        (one,) = store.of(conn, Owner.REQUEST, owners[Owner.REQUEST])
    assert one.sha256 == hashlib.sha256(content).hexdigest()
