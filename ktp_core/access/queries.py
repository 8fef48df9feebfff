"""Questions about accounts and sessions, answered with a DataFrame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, or_, select

from ktp_core import config
from ktp_core.access.model import Actor
from ktp_core.db.schema import account, account_role, web_session

_COLUMNS = account.c


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """Which accounts. `search`: part of the sign-in name or of the person's name."""

    regency: str | None = None
    search: str = ""
    active: bool | None = None

    def within(self, actor: Actor) -> AccountFilter:
        """Narrowed to what the actor manages."""
        return replace(self, regency=actor.regency or self.regency)


def accounts(conn: Connection, chosen: AccountFilter, *, limit: int | None = None, offset: int = 0) -> pd.DataFrame:
    """One row per account, by name, with `roles` and `districts` as lists; `last_seen` is None without a session."""
    seen = select(func.max(web_session.c.seen_at)).where(web_session.c.account_id == _COLUMNS.id).scalar_subquery()
    query = _chosen(
        select(
            _COLUMNS.id, _COLUMNS.name, _COLUMNS.display_name, _COLUMNS.regency, _COLUMNS.districts, _COLUMNS.active,
            _COLUMNS.one_time_until, seen.label("last_seen"),
        ),
        chosen,
    )  # fmt: skip
    rows = conn.execute(query.order_by(_COLUMNS.name).limit(limit).offset(offset)).all()
    roles = _roles(conn, [row.id for row in rows])
    frame = pd.DataFrame(rows, columns=list(query.selected_columns.keys()), dtype=object)
    frame["roles"] = [roles.get(key, []) for key in frame["id"]]
    frame["active"] = frame["active"].astype(bool)
    return frame


def accounts_total(conn: Connection, chosen: AccountFilter) -> int:
    """How many accounts."""
    return int(conn.execute(_chosen(select(func.count()).select_from(account), chosen)).scalar_one())


def own_sessions(conn: Connection, actor: Actor, since: pd.Timestamp) -> pd.DataFrame:
    """One row per live browser session of the actor, newest first: token_hash, agent, created_at, seen_at."""
    columns = web_session.c
    query = (
        select(columns.token_hash, columns.agent, columns.created_at, columns.seen_at)
        .where(columns.account_id == actor.account_id, columns.seen_at > since)
        .order_by(columns.seen_at.desc())
        .limit(config.PAGE_ROWS)
    )
    return pd.DataFrame(conn.execute(query).all(), columns=["token_hash", "agent", "created_at", "seen_at"])


def _chosen(query: Select[Any], chosen: AccountFilter) -> Select[Any]:
    if chosen.regency is not None:
        query = query.where(_COLUMNS.regency == chosen.regency)
    if chosen.active is not None:
        query = query.where(_COLUMNS.active == int(chosen.active))
    if chosen.search.strip():
        pattern = chosen.search.strip().lower()[:64]
        name = func.lower(_COLUMNS.display_name)
        query = query.where(
            or_(_COLUMNS.name.contains(pattern, autoescape=True), name.contains(pattern, autoescape=True))
        )
    return query


def _roles(conn: Connection, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = select(account_role).where(account_role.c.account_id.in_(ids)).order_by(account_role.c.role)
    for row in conn.execute(query):
        found.setdefault(row.account_id, []).append(row.role)
    return found
