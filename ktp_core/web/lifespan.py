"""Start and end of the server."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool

from ktp_core import config, logs
from ktp_core.access import passwords
from ktp_core.db import engine
from ktp_core.db.migrate import migrate
from ktp_core.regions import store as regions
from ktp_core.rosters.places import places
from ktp_core.rosters.reading import kept
from ktp_core.web.daily import every_day


def lifespan(warm_up: Callable[[], None]) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """Schema, key, heavy imports and a child to read files before the first visitor, then one `gc.freeze()`.

    Streamlit collects garbage after every rerun. What is alive now (libraries, catalogues) would be walked each time:
    91 ms of processor time for the smallest page, 7 ms when frozen. Frozen once, never again.
    """

    @asynccontextmanager
    async def running(_app: Any) -> AsyncIterator[None]:
        logs.set_up()
        await run_in_threadpool(_prepare, warm_up)
        try:
            async with every_day():
                yield
        finally:
            await run_in_threadpool(kept.stop)
            engine.dispose()

    return running


def _prepare(warm_up: Callable[[], None]) -> None:
    config.secret_key()
    migrate()
    passwords.verify(None, "")
    warm_up()
    with engine.read_connection() as conn:
        for regency in regions.known(conn):  # reading all of Indonesia's regions takes the first roster 0.1 s
            places(regency)
    kept.start()
    gc.collect()
    gc.freeze()
