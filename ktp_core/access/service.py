"""Use cases about accounts and sessions: each is one transaction with one audit entry."""

from __future__ import annotations

from datetime import datetime

from ktp_core.access import passwords, sessions, store
from ktp_core.access.model import AccountDraft, Actor, Role
from ktp_core.access.permissions import Permission
from ktp_core.access.rules import ONE_TIME_VALID, account_name, check_draft, check_language, covers
from ktp_core.access.transactions import SYSTEM, Writing, reading, writing
from ktp_core.errors import NotAllowed, NotFound, Refused

_MANAGE, _OWN = Permission.USER_MANAGE, Permission.OWN_ACCOUNT


def create_account(by: Actor, draft: AccountDraft, password: str, *, at: datetime) -> int:
    """An account with a password its owner chose (command line). Answers its id."""
    with writing(by, _MANAGE, draft.regency, at=at) as tx:
        passwords.check(password, (draft.name, draft.display_name))
        return _insert(tx, draft, passwords.hash_password(password), None)


def invite_account(by: Actor, draft: AccountDraft, *, at: datetime) -> str:
    """An account with a one-time password, which is answered once and stored nowhere."""
    with writing(by, _MANAGE, draft.regency, at=at) as tx:
        password = passwords.one_time()
        _insert(tx, draft, passwords.hash_password(password), at + ONE_TIME_VALID)
        return password


def update_account(by: Actor, account_id: int, draft: AccountDraft, *, at: datetime) -> None:
    """Change an account's shown name, roles and area; in force at the owner's next click."""
    with writing(by, _MANAGE, draft.regency, at=at) as tx:
        before = _managed(tx, account_id)
        check_draft(draft, by)
        store.update(tx.conn, account_id, draft)
        store.set_roles(tx.conn, account_id, draft.roles)
        _keep_an_admin(tx, by, before, draft.roles)
        tx.audit(
            "account.update", str(account_id), name=before.name, roles=sorted(draft.roles),
            roles_before=sorted(before.roles), regency=draft.regency, districts=list(draft.districts),
        )  # fmt: skip


def set_active(by: Actor, account_id: int, active: bool, *, at: datetime) -> None:
    """Close or open an account again. Closing ends its sessions."""
    with writing(by, _MANAGE, by.regency, at=at) as tx:
        before = _managed(tx, account_id)
        if account_id == by.account_id:
            raise Refused("account_self")
        store.set_active(tx.conn, account_id, active)
        ended = 0 if active else sessions.end_all(tx.conn, account_id)
        if not active:
            _keep_an_admin(tx, by, before, frozenset())
        tx.audit("account.open" if active else "account.close", str(account_id), name=before.name, sessions=ended)


def reset_password(by: Actor, account_id: int, *, at: datetime) -> str:
    """A one-time password, valid 30 minutes and for one sign-in; the account's sessions end."""
    with writing(by, _MANAGE, by.regency, at=at) as tx:
        before = _managed(tx, account_id)
        password = passwords.one_time()
        store.set_password(tx.conn, account_id, passwords.hash_password(password), at + ONE_TIME_VALID)
        ended = sessions.end_all(tx.conn, account_id)
        tx.audit("account.reset_password", str(account_id), name=before.name, sessions=ended)
        return password


def change_password(by: Actor, token_hash: str, current: str, new: str, *, at: datetime) -> None:
    """One's own password. Whoever came with a one-time password gives none. Every other session of the account ends."""
    with reading(by, _OWN, by.regency):
        stored = store.password_hash(by)
    if stored not in (None, "!") and not passwords.verify(stored, current):
        raise Refused("password_wrong")
    with writing(by, _OWN, by.regency, at=at) as tx:
        own = _own(by)
        passwords.check(new, (by.name, by.display_name))
        if stored not in (None, "!") and new == current:
            raise Refused("password_same")
        if not store.replace_password(tx.conn, own, stored or "!", passwords.hash_password(new)):
            raise Refused("password_wrong")
        ended = sessions.end_all(tx.conn, own, keep=token_hash)
        tx.audit("account.change_password", str(own), sessions=ended)


def set_language(by: Actor, token_hash: str, language: str, *, at: datetime) -> None:
    """The language of one's own browser session."""
    with writing(by, _OWN, by.regency, at=at) as tx:
        sessions.set_language(tx.conn, token_hash, check_language(language))
        tx.audit("account.language", str(_own(by)), language=language)


def sign_out(by: Actor, token_hash: str, *, at: datetime) -> None:
    """End one's own session; a session that is over already, or not one's own, stays as it is."""
    with writing(by, _OWN, by.regency, at=at) as tx:
        ended = sessions.end(tx.conn, token_hash, _own(by))
        tx.audit("access.sign_out", str(_own(by)), sessions=ended)


def end_other_sessions(by: Actor, token_hash: str, *, at: datetime) -> int:
    """Sign out every browser of one's own account but this one; how many."""
    with writing(by, _OWN, by.regency, at=at) as tx:
        ended = sessions.end_all(tx.conn, _own(by), keep=token_hash)
        tx.audit("access.sign_out_others", str(_own(by)), sessions=ended)
        return ended


def _insert(tx: Writing, draft: AccountDraft, hashed: str, one_time_until: datetime | None) -> int:
    check_draft(draft, tx.by)
    name = account_name(draft.name)
    if store.id_of(tx.conn, name) is not None:
        raise Refused("account_exists", name=name)
    made = store.insert(tx.conn, name, draft, hashed, one_time_until, tx.at)
    store.set_roles(tx.conn, made, draft.roles)
    tx.audit("account.create", str(made), name=name, roles=sorted(draft.roles), districts=list(draft.districts))
    return made


def _managed(tx: Writing, account_id: int) -> Actor:
    """The account as it is, when it lies within what `by` manages."""
    found = store.any_by_id(tx.conn, account_id)
    if found is None or (tx.by.regency is not None and found.regency != tx.by.regency):
        raise NotFound("account_missing")
    if not covers(tx.by, found.districts):
        raise NotAllowed("not_allowed", by=tx.by.name)
    return found


def _keep_an_admin(tx: Writing, by: Actor, before: Actor, roles: frozenset[Role]) -> None:
    if Role.ADMIN in before.roles and Role.ADMIN not in roles and by is not SYSTEM and not store.admins(tx.conn):
        raise Refused("account_last_admin")


def _own(by: Actor) -> int:
    if by.account_id is None:
        raise NotAllowed("not_allowed", by=by.name)
    return by.account_id
