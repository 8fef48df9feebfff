"""Screen `kelompok_cetak`: one batch, what it is and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from ktp_core import clock
from ktp_core.access import store as accounts
from ktp_core.access.model import Actor
from ktp_core.access.permissions import Permission, may
from ktp_core.access.transactions import reading
from ktp_core.batches import queries, rules, service
from ktp_core.batches.model import Batch, BatchState, Progress
from ktp_core.blanks import store as blanks
from ktp_core.ui import refusals
from ktp_core.ui.batches_words import progress, share, state, title
from ktp_core.ui.i18n import _, moment, number, words
from ktp_core.ui.safe import plain, quiet
from ktp_core.visits import calendar

DONE = "_kelompok_tercatat"
_LOOKED, _SEEN = "_kelompok_dilihat", "_kelompok_terlihat"


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands on screen of a batch: its version, and what waits: the positions that this account is printing, and
    those that nobody took."""

    version: int
    mine: tuple[int, ...]
    free: tuple[int, ...]

    @property
    def base(self) -> tuple[int, ...]:
        """What "everything is printed" means: one's own part, else what nobody took."""
        return self.mine or self.free


@dataclass(frozen=True, slots=True)
class Opened:
    """A batch on screen. `now` is shown; `seen` was on screen when this account acted, and that is what it meant."""

    user: Actor
    batch: Batch
    printer: str
    stock: int
    place: str | None
    maker: str
    done: Progress
    working: pd.DataFrame
    now: Seen
    seen: Seen
    today: date

    @property
    def id(self) -> int:
        return self.batch.id

    @property
    def may_edit(self) -> bool:
        """Whether this account is one of those who print."""
        mine = rules.own(self.batch, self.user.districts)
        return mine and may(self.user, Permission.BATCH_EDIT, self.batch.regency)


def opened(user: Actor, batch_id: int, today: date) -> Opened:
    """The batch as it is now. Raises NotAllowed, NotFound."""
    regency = str(user.regency)
    with reading(user, Permission.BATCH_VIEW, regency) as conn:
        batch = queries.batch(conn, batch_id, regency=regency, districts=user.districts)
        printer = blanks.get(conn, batch.holder_id)
        visit = calendar.one(conn, batch.visit_id, user) if batch.visit_id else None
        account = accounts.actor_by_name(conn, batch.made_by)
        done, working = queries.progress(conn, batch_id), queries.working(conn, batch_id)
        waiting = queries.waiting(conn, batch_id)
    now = _seen(user, batch, waiting)
    seen = st.session_state.get(f"{_SEEN}_{batch_id}", now)
    st.session_state[f"{_SEEN}_{batch_id}"] = now
    maker = account.display_name if account is not None else batch.made_by
    place = None if visit is None else str(visit["institution"])
    if st.session_state.get(_LOOKED) != batch_id:  # one audit entry per look, not per rerun
        service.looked(user, batch_id, at=clock.now())
        st.session_state[_LOOKED] = batch_id
    return Opened(user, batch, printer.name, printer.stock, place, maker, done, working, now, seen, today)


def _seen(user: Actor, batch: Batch, waiting: list[tuple[int, str | None]]) -> Seen:
    mine = tuple(position for position, taken in waiting if taken == user.name)
    return Seen(batch.version, mine, tuple(position for position, taken in waiting if taken is None))


def heading(one: Opened) -> None:
    """Which batch, where it stands, and how far it is."""
    batch = one.batch
    about = [
        plain(one.printer), plain(one.place) if one.place else _("di kantor"), state(batch.state),
        words("dibuat {who} {when}", who=plain(one.maker), when=moment(batch.made_at, batch.regency)),
        plain(batch.note) if batch.note else None,
    ]  # fmt: skip
    st.markdown(f"**{title(batch.number, batch.day)}** — " + quiet(" · ".join(filter(None, about))))
    st.header(progress(one.done), anchor=False)
    st.progress(share(one.done), text=_left(one))
    if done := st.session_state.pop(DONE, None):
        st.markdown(f":green[:material/task_alt:] {done}")
    if batch.state is BatchState.PAUSED:
        said = _("Kelompok ini dihentikan sementara: kartunya tetap miliknya, dan tidak ada yang dicetak sampai "
                 "dilanjutkan.")  # fmt: skip
        why = words(" Alasannya: {reason}", reason=plain(batch.reason)) if batch.reason else ""
        st.warning(said + why, icon=":material/pause_circle:")


def _left(one: Opened) -> str:
    if one.batch.state not in (BatchState.OPEN, BatchState.PAUSED):
        return _("Kelompok ini sudah berakhir.")
    said = words("{n} kartu menunggu · {printer} memegang {stock} blangko", n=number(one.done.waiting),
                 printer=plain(one.printer), stock=number(one.stock))  # fmt: skip
    return f":red[{said}]" if one.stock < one.done.waiting else said


def say(sentence: str) -> None:
    """What was done, shown at the head of the next run."""
    st.session_state[DONE] = sentence
    st.rerun()


def carry_out(one: Opened, act: Callable[[], str]) -> None:
    """Do it and say what it answers; a refusal keeps what was typed, a conflict offers the present state."""
    said: list[str] = []
    if refusals.carried_out(lambda: said.append(act()), forget=lambda: st.session_state.pop(f"{_SEEN}_{one.id}", None)):
        say(said[0])
