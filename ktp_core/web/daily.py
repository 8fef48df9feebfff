"""What the server does once a day without being asked."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool

from ktp_core import clock, logs
from ktp_core.access.transactions import SYSTEM
from ktp_core.fieldwork import service as fieldwork
from ktp_core.rosters import service as rosters

DAY_SECONDS = 24 * 60 * 60.0


def tidy(at: datetime) -> None:
    """Delete names that nobody needs any more where they were put down for a while: staged rosters, walk-ins of closed
    visits; office by office. What fails is logged and tried tomorrow."""
    for concept in (rosters, fieldwork):
        try:
            for regency in concept.regencies_to_tidy(SYSTEM, at=at):
                _forget(concept, regency, at)
        except Exception as error:  # noqa: BLE001  the server goes on whatever happens here
            logs.unexpected(error)


def _forget(concept: Any, regency: str, at: datetime) -> None:
    try:
        concept.forget_old(SYSTEM, regency, at=at)
    except Exception as error:  # noqa: BLE001  the next office is not to wait for this one
        logs.unexpected(error)


@contextlib.asynccontextmanager
async def every_day(job: Callable[[datetime], None] = tidy, *, seconds: float = DAY_SECONDS) -> AsyncIterator[None]:
    """Run `job` now and then once a day beside the server, until the end of the block."""

    async def repeat() -> None:
        while True:
            await run_in_threadpool(job, clock.now())
            await asyncio.sleep(seconds)

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
