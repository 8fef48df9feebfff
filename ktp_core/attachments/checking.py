"""A file that somebody handed in, looked into before it is kept. The looking happens in a guarded child process."""

from __future__ import annotations

from ktp_core.attachments import rules, worker
from ktp_core.attachments.model import Checked


def check(content: bytes, *, longest: int = 1600) -> Checked:
    """What to keep of `content`: a PDF as it is, a JPEG or PNG drawn anew as a JPEG of at most `longest` pixels.

    No EXIF (no place, no camera) and nothing hidden behind a picture survives. Raises Refused with a code of
    `labels.requests`: no PDF, JPEG or PNG; empty; too big; damaged; locked; with scripts or files inside.
    """
    return worker.look(content, rules.kind_of(content), longest)
