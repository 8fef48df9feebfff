"""Accounts and sessions, on both databases: what holds afterwards, and who is thrown out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from tests_support.installation import NOW, PASSWORD

from ktp_core.access import passwords, queries, service, sign_in, store
from ktp_core.access.model import AccountDraft, Actor, Role, SignedIn
from ktp_core.access.permissions import Permission
from ktp_core.access.sessions import token_hash
from ktp_core.access.transactions import SYSTEM, reading
from ktp_core.audit.queries import EntryFilter, entries
from ktp_core.db import engine
from ktp_core.db.engine import read_connection, write_transaction
from ktp_core.db.schema import account, web_session
from ktp_core.errors import KtpError, NotAllowed, NotFound, Refused

NEW = "gunung meletus di laut"
Made = Callable[..., int]


@pytest.fixture
def made(database: str) -> Made:
    """Factory of accounts with PASSWORD."""

    def make(name: str, *roles: Role, regency: str | None = "35.14", districts: tuple[str, ...] = ()) -> int:
        draft = AccountDraft(name, name.title(), frozenset(roles or {Role.ROSTER}), regency, districts)
        return service.create_account(SYSTEM, draft, PASSWORD, at=NOW)

    return make


def enter(name: str, password: str = PASSWORD, at: datetime = NOW, address: str = "10.0.0.1") -> str | None:
    return sign_in.sign_in(sign_in.Credentials(name, password, address), at=at).token


def session(name: str, password: str = PASSWORD, at: datetime = NOW) -> SignedIn:
    token = enter(name, password, at)
    assert token is not None
    found = sign_in.look_up(token_hash(token), at=at)
    assert found is not None
    return found


def alive(one: SignedIn, at: datetime = NOW) -> bool:
    return sign_in.look_up(one.token_hash, at=at) is not None


def actions() -> list[str]:
    with read_connection() as conn:
        return list(entries(conn, EntryFilter(), limit=100)["action"])[::-1]


def test_only_the_hash_of_a_token_is_stored(made: Made) -> None:
    made("rina")
    token = enter("rina")

    with read_connection() as conn:
        rows = conn.execute(select(web_session)).all()
    assert [row.token_hash for row in rows] == [token_hash(str(token))]
    assert str(token) not in str(rows)


def test_a_session_ends_after_half_an_hour_of_nothing_or_ten_hours_of_work(made: Made) -> None:
    made("rina")
    one = session("rina")

    assert alive(one, NOW + timedelta(minutes=29)) and not alive(one, NOW + timedelta(minutes=30))
    for minute in range(20, 601, 20):
        at = NOW + timedelta(minutes=minute)
        current = sign_in.look_up(one.token_hash, at=at)
        assert (current is not None) == (minute < 600), minute
        if current:
            sign_in.keep_alive(current, at=at)


def test_activity_is_written_at_most_twice_a_minute(made: Made) -> None:
    made("rina")
    one = session("rina")

    sign_in.keep_alive(one, at=NOW + timedelta(seconds=29))
    assert session_seen(one) == NOW
    sign_in.keep_alive(one, at=NOW + timedelta(seconds=30))
    assert session_seen(one) == NOW + timedelta(seconds=30)


def session_seen(one: SignedIn) -> datetime:
    found = sign_in.look_up(one.token_hash, at=NOW + timedelta(minutes=1))
    assert found is not None
    return found.seen_at


def test_a_hash_made_with_older_parameters_is_renewed_at_sign_in(made: Made) -> None:
    from argon2 import PasswordHasher

    key = made("rina")
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with write_transaction() as conn:
        conn.execute(update(account).where(account.c.id == key).values(password_hash=old))

    assert enter("rina")
    with read_connection() as conn:
        stored = conn.execute(select(account.c.password_hash).where(account.c.id == key)).scalar_one()
    assert stored != old and not passwords.outdated(stored) and enter("rina")


def test_a_new_password_ends_every_other_session_and_the_old_password(made: Made) -> None:
    made("rina")
    here, elsewhere = session("rina"), session("rina")
    made("budi")
    stranger = session("budi")

    service.change_password(here.actor, here.token_hash, PASSWORD, NEW, at=NOW)

    assert (alive(here), alive(elsewhere), alive(stranger)) == (True, False, True)
    assert enter("rina", NEW) and enter("rina") is None
    assert "account.change_password" in actions()


@pytest.mark.parametrize(
    ("current", "new", "code"),
    [
        ("salah sekali", NEW, "password_wrong"),
        (PASSWORD, PASSWORD, "password_same"),
        (PASSWORD, "pendek", "password_short"),
        (PASSWORD, "password123", "password_easy"),
    ],
)
def test_a_refused_new_password_changes_nothing(made: Made, current: str, new: str, code: str) -> None:
    made("rina")
    here, elsewhere = session("rina"), session("rina")

    with pytest.raises(Refused) as refused:
        service.change_password(here.actor, here.token_hash, current, new, at=NOW)

    assert refused.value.code == code
    assert alive(elsewhere) and enter("rina")


def test_a_one_time_password_opens_once_within_thirty_minutes_and_then_asks_for_an_own_one(made: Made) -> None:
    boss = actor(made("dewi", Role.ADMIN))
    key = made("rina")
    before = session("rina")
    given = service.reset_password(boss, key, at=NOW)

    assert not alive(before) and enter("rina") is None
    first = session("rina", given)
    assert first.must_change
    assert enter("rina", given) is None, "used up"

    service.change_password(first.actor, first.token_hash, "", NEW, at=NOW)
    after = session("rina", NEW)
    assert not after.must_change
    assert not sign_in.look_up(first.token_hash, at=NOW).must_change  # type: ignore[union-attr]


def test_a_one_time_password_is_worth_nothing_after_thirty_minutes(made: Made) -> None:
    boss = actor(made("dewi", Role.ADMIN))
    given = service.invite_account(boss, AccountDraft("rina", "Rina", frozenset({Role.ROSTER}), "35.14"), at=NOW)

    assert enter("rina", given, NOW + timedelta(minutes=30)) is None
    assert enter("rina", given, NOW + timedelta(minutes=29), "10.0.0.2")


def test_without_a_password_of_ones_own_nobody_else_can_set_one(made: Made) -> None:
    """`!` is no password: the empty current password is accepted only from the session the one-time password opened."""
    boss = actor(made("dewi", Role.ADMIN))
    key = made("rina")
    given = service.reset_password(boss, key, at=NOW)
    session("rina", given)

    assert enter("rina", "!") is None and enter("rina", "") is None
    with pytest.raises(KtpError):
        service.change_password(boss, "x", "", NEW, at=NOW)


def test_closing_an_account_ends_its_sessions_and_opening_it_does_not_bring_them_back(made: Made) -> None:
    boss = actor(made("dewi", Role.ADMIN))
    key = made("rina")
    one = session("rina")

    service.set_active(boss, key, False, at=NOW)
    assert not alive(one) and enter("rina") is None
    service.set_active(boss, key, True, at=NOW)
    assert not alive(one) and enter("rina")


def test_the_last_admin_stays_and_nobody_closes_the_own_account(made: Made) -> None:
    boss = actor(made("dewi", Role.ADMIN))

    with pytest.raises(Refused, match="account_self"):
        service.set_active(boss, int(boss.account_id or 0), False, at=NOW)
    with pytest.raises(Refused, match="account_last_admin"):
        less = AccountDraft("dewi", "Dewi", frozenset({Role.HEAD}), "35.14")
        service.update_account(boss, int(boss.account_id or 0), less, at=NOW)

    assert actor(int(boss.account_id or 0)).roles == {Role.ADMIN}


def test_an_admin_does_not_see_or_touch_accounts_of_another_office(made: Made) -> None:
    boss = actor(made("dewi", Role.ADMIN))
    far = made("jauh", regency="63.11")
    everywhere = made("pusat", Role.ADMIN, regency=None)

    for key in (far, everywhere):
        for attempt in (
            lambda key=key: service.reset_password(boss, key, at=NOW),
            lambda key=key: service.set_active(boss, key, False, at=NOW),
            lambda key=key: service.update_account(
                boss, key, AccountDraft("x", "X", frozenset({Role.HEAD}), "35.14"), at=NOW
            ),
        ):
            with pytest.raises(NotFound):
                attempt()
    with reading(boss, Permission.USER_MANAGE, "35.14") as conn:
        assert list(queries.accounts(conn, queries.AccountFilter().within(boss))["name"]) == ["dewi"]
    with pytest.raises(NotAllowed):
        service.create_account(boss, AccountDraft("baru", "B", frozenset({Role.HEAD}), "63.11"), PASSWORD, at=NOW)


def test_new_roles_and_area_hold_for_the_session_that_is_open(made: Made) -> None:
    boss, key = actor(made("dewi", Role.ADMIN)), made("rina")
    one = session("rina")

    draft = AccountDraft("rina", "Rina W.", frozenset({Role.PRINT, Role.DELIVERY}), "35.14", ("35.14.06",))
    service.update_account(boss, key, draft, at=NOW)

    now = sign_in.look_up(one.token_hash, at=NOW)
    assert now is not None
    assert (now.actor.roles, now.actor.districts) == ({Role.PRINT, Role.DELIVERY}, ("35.14.06",))


def test_one_ends_only_the_own_sessions(made: Made) -> None:
    made("rina"), made("budi")
    here, other, stranger = session("rina"), session("rina"), session("budi")

    service.sign_out(here.actor, stranger.token_hash, at=NOW)
    assert alive(stranger)
    assert service.end_other_sessions(here.actor, here.token_hash, at=NOW) == 1
    assert (alive(here), alive(other), alive(stranger)) == (True, False, True)


def test_the_language_stays_with_the_browser_and_is_found_again_at_the_next_sign_in(made: Made) -> None:
    made("rina")
    one, other = session("rina"), session("rina")
    service.set_language(one.actor, one.token_hash, "en", at=NOW + timedelta(seconds=1))
    sign_in.keep_alive(one, at=NOW + timedelta(minutes=1))

    assert language(one) == "en" and language(other) == "id"
    assert session("rina", at=NOW + timedelta(minutes=2)).language == "en"
    with pytest.raises(Refused):
        service.set_language(one.actor, one.token_hash, "xx", at=NOW)


def language(one: SignedIn) -> str:
    found = sign_in.look_up(one.token_hash, at=NOW)
    assert found is not None
    return found.language


def test_names_are_unique_whatever_their_letters(made: Made) -> None:
    made("rina")

    with pytest.raises(Refused, match="account_exists"):
        made("RINA")


def test_search_takes_signs_literally(made: Made) -> None:
    for name in ("rina_a", "rinaxa", "budi"):
        made(name)

    with read_connection() as conn:
        found = queries.accounts(conn, queries.AccountFilter(search="A_A"))
        assert list(found["name"]) == ["rina_a"]
        assert queries.accounts(conn, queries.AccountFilter(search="%"))["name"].empty
        assert queries.accounts_total(conn, queries.AccountFilter(search="rina")) == 2


def test_everything_leaves_one_entry_and_the_chain_holds(made: Made) -> None:
    from ktp_core.audit.store import check_chain

    boss, key = actor(made("dewi", Role.ADMIN)), made("rina")
    enter("rina", "salah")
    one = session("rina")
    service.set_active(boss, key, False, at=NOW)

    assert actions() == [
        "account.create", "account.create", "access.sign_in_failed", "access.sign_in", "account.close",
    ]  # fmt: skip
    with read_connection() as conn:
        assert check_chain(conn).broken_at is None
    assert not alive(one)


def test_wrong_tries_at_the_same_moment_are_all_counted(made: Made) -> None:
    """Counted before the password is looked at: a crowd of tries gets no more than the free ones."""
    from concurrent.futures import ThreadPoolExecutor

    made("rina")
    tries = [sign_in.Credentials("rina", f"salah {n}", f"10.0.1.{n}") for n in range(12)]
    with ThreadPoolExecutor(12) as pool:
        outcomes = list(pool.map(lambda one: sign_in.sign_in(one, at=NOW), tries))

    assert sum(1 for one in outcomes if not one.wait) == 5


def actor(key: int) -> Actor:
    with read_connection() as conn:
        found = store.actor_by_id(conn, key)
    assert found is not None
    return found


def test_an_admin_of_one_district_neither_makes_nor_takes_over_an_account_that_sees_more(made: Made) -> None:
    mine, whole = made("petugas", Role.PRINT, districts=("35.14.06",)), made("cetak", Role.PRINT)
    made("camat", Role.ADMIN, districts=("35.14.06",))
    by = session("camat").actor

    def draft(*districts: str) -> AccountDraft:
        return AccountDraft("baru", "Baru", frozenset({Role.PRINT}), "35.14", districts)

    for wider in ((), ("35.14.06", "35.14.15")):
        with pytest.raises(NotAllowed):
            service.invite_account(by, draft(*wider), at=NOW)
        with pytest.raises(NotAllowed):
            service.update_account(by, mine, draft(*wider), at=NOW)
    with pytest.raises(NotAllowed):
        service.reset_password(by, whole, at=NOW)
    with pytest.raises(NotAllowed):
        service.set_active(by, whole, False, at=NOW)
    with pytest.raises(NotAllowed):
        service.update_account(by, whole, draft("35.14.06"), at=NOW)

    assert service.reset_password(by, mine, at=NOW) and service.invite_account(by, draft("35.14.06"), at=NOW)
    assert session("cetak").actor.districts == ()


@pytest.mark.parametrize("meanwhile", ["reset", "closed"])
def test_what_an_admin_takes_back_while_a_password_is_checked_opens_no_session(
    made: Made, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    key, real = made("rina"), passwords.verify

    def slow(stored: str | None, password: str) -> bool:
        right = real(stored, password)
        if meanwhile == "reset":
            service.reset_password(SYSTEM, key, at=NOW)
        else:
            service.set_active(SYSTEM, key, False, at=NOW)
        return right

    monkeypatch.setattr(passwords, "verify", slow)
    assert enter("rina") is None
    assert actions()[-1] == "access.sign_in_failed"


def test_a_click_while_a_large_import_holds_the_database_ends_no_session(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = AccountDraft("rina", "Rina", frozenset({Role.ROSTER}), "35.14")
    service.create_account(SYSTEM, draft, PASSWORD, at=NOW)
    one, later = session("rina"), NOW + timedelta(minutes=5)
    monkeypatch.setitem(engine.SQLITE_PRAGMAS, "busy_timeout", 50)
    engine.dispose()
    with write_transaction():
        sign_in.keep_alive(one, at=later)

    assert alive(one, later)
    sign_in.keep_alive(one, at=later)
    assert alive(one, later + timedelta(minutes=29))
