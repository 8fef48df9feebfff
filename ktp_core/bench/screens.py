"""What a rerun of each screen costs the server's processor."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator, Sequence
from functools import partial

import streamlit as st
from streamlit.testing.v1 import AppTest

from ktp_core.access import sessions, store
from ktp_core.access.model import AccountDraft, Role
from ktp_core.audit import store as audit
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, cpu
from ktp_core.config import ROOT
from ktp_core.db.engine import write_transaction

REPEATS = 12
_GOAL = 50.0  # ms
_NAME = "ukur"


def measure(bench: Bench) -> Iterator[Row]:
    """Every screen."""
    with scratch(bench):
        for name, value in measured(bench, [path.stem for path in sorted((ROOT / "pages").glob("*.py"))]):
            yield Row(f"screen_{name}", value, "ms CPU", _GOAL, "the goal")


def measured(bench: Bench, names: Sequence[str], *, fresh: bool = False) -> Iterator[tuple[str, float]]:
    """Screens of this process's database with ms of CPU, as somebody with every role sees them, run again and again.

    `fresh`: something is written before each run, so that nothing is kept of what was asked before.
    """
    logging.disable(logging.WARNING)  # "missing ScriptRunContext", once for every run
    session = _session(bench)
    for name in names:
        app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=120)
        app.user["session"] = session
        app.run()
        app.switch_page(str(ROOT / f"pages/{name}.py")).run()
        if app.exception:
            raise RuntimeError(f"{name}: {app.exception[0].message}")
        gc.collect()
        gc.freeze()  # as the server does: what is loaded is not walked again
        before = partial(_write, bench) if fresh else None
        yield name, cpu(app.run, REPEATS, before)
        gc.unfreeze()
    logging.disable(logging.NOTSET)


def _write(bench: Bench) -> None:
    """What every write leaves behind; and what is kept for a minute is a minute old."""
    with write_transaction() as conn:
        audit.append(conn, bench.at, _NAME, "blank.receive", REGENCY, None, {})
    st.cache_data.clear()


def _session(bench: Bench) -> str:
    draft = AccountDraft(_NAME, "Pengukur", frozenset(Role), REGENCY)
    with write_transaction() as conn:
        known = store.actor_by_name(conn, _NAME)  # in a kept database that was measured before
        key = known.account_id if known else None
        if key is None:
            key = store.insert(conn, draft.name, draft, "not a password", None, bench.at)
            store.set_roles(conn, key, draft.roles)
        return sessions.token_hash(sessions.start(conn, key, bench.at, "bench"))
