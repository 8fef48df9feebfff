"""/unduh/TOKEN: a file with names in it, for its owner alone, once, and with an entry in the audit log."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from ktp_core import clock, logs
from ktp_core.access import downloads
from ktp_core.access.model import SignedIn
from ktp_core.errors import KtpError, NotAllowed, NotFound
from ktp_core.labels import refusal_text
from ktp_core.web import html

FAILED = "Berkas ini gagal dibuat. Kembali ke halamannya lalu coba lagi; bila tetap gagal, beri tahu admin."
_DOUBTFUL = re.compile(r"[^A-Za-z0-9 ._()-]+")


async def fetch(request: Request) -> Response:
    """Use the token up, make the file as its owner, record it, send it."""
    session: SignedIn = request.scope["ktp_session"]
    try:
        return await run_in_threadpool(_make, session, str(request.path_params["token"]))
    except KtpError as refusal:
        status = 404 if isinstance(refusal, NotFound) else 403 if isinstance(refusal, NotAllowed) else 409
        return html.sentence("Tidak dapat diunduh", refusal_text(refusal), status)
    except Exception as fault:  # the link is used up: the page that offered the file offers another
        logs.unexpected(fault)
        return html.sentence("Tidak dapat diunduh", FAILED, 500)


def _make(session: SignedIn, token: str) -> Response:
    from ktp_core.exports.kinds import KINDS

    claimed = downloads.claim(session.actor, token, at=clock.now())
    if claimed.kind not in KINDS or session.must_change:
        raise NotFound("download_gone")
    made = KINDS[claimed.kind](claimed.actor, claimed.params)
    downloads.record(claimed, rows=made.rows, size=len(made.content), at=clock.now())
    return Response(made.content, media_type=made.media_type, headers={"content-disposition": disposition(made.name)})


def disposition(name: str) -> str:
    """`attachment` with a name that is safe in a header, a shell and a folder, and the full name for browsers."""
    whole = unicodedata.normalize("NFC", "".join(letter for letter in name if letter.isprintable()))
    whole = re.sub(r'[\\/:*?"<>|]+', "-", whole).strip(" .")[-150:] or "unduhan"
    folded = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    plain = _DOUBTFUL.sub("_", folded).strip(" .") or "unduhan"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(whole, safe='')}"
