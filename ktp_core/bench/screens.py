"""What a rerun of each screen costs the server's processor."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from ktp_core.access import sessions, store
from ktp_core.access.model import AccountDraft, Role
from ktp_core.bench.data import REGENCY, Bench, scratch
from ktp_core.bench.model import Row, cpu
from ktp_core.config import ROOT
from ktp_core.db.engine import write_transaction

REPEATS = 12
_GOAL = 50.0  # ms


def measure(bench: Bench) -> Iterator[Row]:
    """Every screen as somebody with every role sees it, run again and again."""
    logging.disable(logging.WARNING)  # "missing ScriptRunContext", once for every run
    with scratch(bench):
        session = _session(bench)
        for path in sorted((ROOT / "pages").glob("*.py")):
            app = AppTest.from_file(str(ROOT / "ktp_core/ui/main.py"), default_timeout=120)
            app.user["session"] = session
            app.run()
            app.switch_page(str(path)).run()
            if app.exception:
                raise RuntimeError(f"{path.stem}: {app.exception[0].message}")
            gc.collect()
            gc.freeze()  # as the server does: what is loaded is not walked again
            yield Row(f"screen_{path.stem}", cpu(app.run, REPEATS), "ms CPU", _GOAL, "the goal")
            gc.unfreeze()
    logging.disable(logging.NOTSET)


def _session(bench: Bench) -> str:
    draft = AccountDraft("ukur", "Pengukur", frozenset(Role), REGENCY)
    with write_transaction() as conn:
        key = store.insert(conn, draft.name, draft, "not a password", None, bench.at)
        store.set_roles(conn, key, draft.roles)
        return sessions.token_hash(sessions.start(conn, key, bench.at, "bench"))
