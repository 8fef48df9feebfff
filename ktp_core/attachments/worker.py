"""The parent's side: a child of its own for every file, killed when it does not answer. Nothing is parsed here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from ktp_core.attachments.model import Checked
from ktp_core.errors import Refused

WALL_SECONDS = 25.0
_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = f"import sys; sys.path.insert(0, {_ROOT!r}); from ktp_core.attachments.child import main; main()"


def look(content: bytes, media_type: str, longest: int) -> Checked:
    """The answer of the child. One that dies or is too slow had a file too heavy to open. Raises Refused."""
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and our own module
            [sys.executable, "-I", "-c", _PROGRAM, media_type, str(longest)],
            input=content, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=WALL_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refused("attachment_heavy") from None
    line, _, kept = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line:
        raise Refused("attachment_heavy")
    said = json.loads(line)
    if "refused" in said:
        raise Refused(said["refused"], **said["params"])
    return Checked(said["media_type"], kept)
