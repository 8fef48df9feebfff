"""What several people do at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from ktp_core.errors import KtpError

Act = Callable[[], Any]


def at_once(*acts: Act) -> list[Any]:
    """What each act gave, or the refusal it met, started at a barrier and in their order. Any other fault is raised."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> Any:
        barrier.wait(30)
        try:
            return act()
        except KtpError as refusal:
            return refusal

    pool = ThreadPoolExecutor(len(acts))
    try:
        return [one.result(120) for one in [pool.submit(run, act) for act in acts]]
    finally:
        pool.shutdown(wait=False)  # two that wait for each other are a failure, not a test without end


def told(*acts: Act) -> list[str]:
    """What each was told when all began together: "" or the code of the refusal."""
    return [came.code if isinstance(came, KtpError) else "" for came in at_once(*acts)]
