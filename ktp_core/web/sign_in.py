"""/masuk and /keluar."""

from __future__ import annotations

import math
import secrets
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ktp_core import clock
from ktp_core.access import service, sign_in
from ktp_core.errors import KtpError
from ktp_core.web import cookies, csrf, html, requests

WRONG = "Nama akun atau kata sandi tidak cocok."
STALE = "Halaman ini sudah terlalu lama terbuka. Silakan masuk lagi."
NOTES = {"keluar": "Anda sudah keluar.", "habis": "Sesi Anda sudah berakhir. Silakan masuk lagi."}
FORM_BYTES = 16 * 1024


async def show(request: Request) -> Response:
    """The form; whoever is signed in already goes on to the application."""
    if request.scope["ktp_session"] is not None:
        return RedirectResponse("/", 303)
    if await run_in_threadpool(sign_in.nobody_yet):
        return html.first_account()
    code = next((key for key in NOTES if key in request.query_params), "")
    note = NOTES.get(code, "")
    return _form(request, wanted=request.query_params.get("ke", ""), note=note, good=code == "keluar")


async def submit(request: Request) -> Response:
    """Check the form, then name and password. Every refusal of a password has the same words."""
    form = await _read(request)
    name, wanted = str(form.get("nama", "")), str(form.get("ke", ""))
    bound_to = cookies.read(request.scope, cookies.BEFORE, request.scope["ktp_https"])
    if not requests.same_origin(request.scope) or not csrf.valid(str(form.get("csrf", "")), bound_to, "masuk"):
        return _form(request, wanted=wanted, name=name, note=STALE, status=403)
    given = sign_in.Credentials(
        name, str(form.get("sandi", "")), request.scope["ktp_address"], requests.agent(request.scope)
    )
    old = request.scope["ktp_session"]
    try:
        outcome = await run_in_threadpool(
            sign_in.sign_in, given, at=clock.now(), previous=old.token_hash if old else None
        )
    except KtpError:  # the account was changed in between: no more is said than for a wrong password
        outcome = sign_in.Outcome()
    if outcome.token is not None:
        return _welcome(request, outcome.token, wanted)
    if outcome.wait:
        words = f"Terlalu banyak percobaan yang salah. Coba lagi dalam {_duration(outcome.wait)}."
        answer = _form(request, wanted=wanted, name=name, note=words, status=429)
        answer.headers["retry-after"] = str(math.ceil(outcome.wait.total_seconds()))
        return answer
    return _form(request, wanted=wanted, name=name, note=WRONG, status=401)


async def leave(request: Request) -> Response:
    """GET asks, POST with a token of this session signs out."""
    session = request.scope["ktp_session"]
    if session is None:
        return _gone(request, "/masuk")
    if request.method == "GET":
        return html.sign_out(csrf=csrf.token(session.token_hash, "keluar"))
    given = str((await _read(request)).get("csrf", ""))
    if not requests.same_origin(request.scope) or not csrf.valid(given, session.token_hash, "keluar"):
        return html.sentence("Belum keluar", "Permintaan ini tidak berasal dari halaman aplikasi. Coba lagi.", 403)
    await run_in_threadpool(service.sign_out, session.actor, session.token_hash, at=clock.now())
    return _gone(request, "/masuk?keluar")


async def _read(request: Request) -> FormData:
    """The form's fields; nothing when it is larger than any form of ours."""
    size = requests.header(request.scope, "content-length")
    kind = requests.header(request.scope, "content-type")
    if not size.isdigit() or int(size) > FORM_BYTES or not kind.startswith("application/x-www-form-urlencoded"):
        return FormData()
    return await request.form()


def _form(
    request: Request, *, wanted: str, name: str = "", note: str = "", good: bool = False, status: int = 200
) -> Response:
    secure = request.scope["ktp_https"]
    bound_to = cookies.read(request.scope, cookies.BEFORE, secure) or secrets.token_urlsafe(24)
    token = csrf.token(bound_to, "masuk")
    answer = html.sign_in(csrf=token, wanted=_inside(wanted), name=name[:64], note=note, good=good, status=status)
    answer.set_cookie(value=bound_to, max_age=3600, **cookies.before(secure))
    return answer


def _welcome(request: Request, token: str, wanted: str) -> Response:
    secure = request.scope["ktp_https"]
    answer = RedirectResponse(_inside(wanted) or "/", 303)
    answer.set_cookie(value=token, **cookies.session(secure))
    answer.delete_cookie(**cookies.before(secure))
    return answer


def _gone(request: Request, to: str) -> Response:
    answer = RedirectResponse(to, 303)
    answer.delete_cookie(**cookies.session(request.scope["ktp_https"]))
    return answer


def _inside(wanted: str) -> str:
    """An address within this server, or nothing: never `//elsewhere` or another scheme."""
    safe = (
        wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable() and "\\" not in wanted
    )
    return wanted[:2000] if safe and not wanted.startswith(("/masuk", "/keluar", "/unduh", "/_stcore")) else ""


def _duration(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    return f"{seconds} detik" if seconds < 60 else f"{math.ceil(seconds / 60)} menit"
