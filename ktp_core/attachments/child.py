"""The child process: one file from standard input, one answer, the end. Limits first.

The answer is a line of JSON, {"refused": code, "params": {}} or {"media_type": …}, and the bytes to keep after it.
Pillow and qpdf have been hit by hostile files before: here they can crash, hang or eat memory and only the child ends.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from ktp_core.errors import Refused

ADDRESS_SPACE_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 20


def limit_process() -> None:
    """Memory, processor, no files written, no core dump. Without `resource` (Windows) the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(content: bytes, media_type: str, longest: int) -> tuple[dict[str, Any], bytes]:
    """What to say of the file and what to keep. Whatever goes wrong unforeseen is a damaged file."""
    from ktp_core.attachments import papers, pictures
    from ktp_core.attachments.model import JPEG, PDF

    try:
        if media_type == PDF:
            papers.look(content)
            return {"media_type": PDF}, content
        return {"media_type": JPEG}, pictures.draw_anew(content, media_type, longest)
    except Refused as refusal:
        return {"refused": refusal.code, "params": refusal.params}, b""
    except MemoryError:
        return {"refused": "attachment_heavy", "params": {}}, b""
    except Exception:  # the reason for a child: nothing in a file is a fault of ours
        return {"refused": "attachment_damaged", "params": {}}, b""


def main() -> None:
    """`media type, longest side` as arguments, the file on standard input."""
    limit_process()
    said, kept = answer(sys.stdin.buffer.read(), sys.argv[1], int(sys.argv[2]))
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + kept)
