"""Our own addresses beside Streamlit's."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ktp_core.access import sign_in
from ktp_core.web import downloads
from ktp_core.web import sign_in as doors


async def health(_: Request) -> Response:
    """Whether the server and its database answer; nothing else is told."""
    try:
        await run_in_threadpool(sign_in.nobody_yet)
    except Exception:
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})


ROUTES: list[BaseRoute] = [
    Route("/masuk", doors.show, methods=["GET"]),
    Route("/masuk", doors.submit, methods=["POST"]),
    Route("/keluar", doors.leave, methods=["GET", "POST"]),
    Route("/unduh/{token}", downloads.fetch, methods=["GET"]),
    Route("/sehat", health, methods=["GET"]),
]
