"""The child process: limits first, then one answer per request until the parent closes the pipe.

A request is a job, a name and a file, each length-prefixed; the answer is length-prefixed JSON. No pickle: the
parent must not have to trust a child that has just read a hostile file.
"""

import json
import os
import struct
import sys
from typing import IO, Any

from ktp_core.errors import Refused
from ktp_core.rosters.reading import limits
from ktp_core.rosters.reading.cells import read_cells
from ktp_core.rosters.reading.clock_cells import read_clock_cells
from ktp_core.rosters.reading.reader import read_file

JOBS = {b"roster": read_file, b"cells": read_cells, b"clock_cells": read_clock_cells}
_LENGTH = struct.Struct(">Q")


def limit_process() -> None:
    """Memory, no files written, no core dump. Without `resource` (Windows) only the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.ADDRESS_SPACE_BYTES, limits.ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_cpu() -> None:
    """So many seconds of processor from now on, for this request."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + limits.CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def peak_kib() -> int:
    """The largest resident size of this process so far, in KiB; 0 where it cannot be known.

    Not `ru_maxrss`: that one starts with the size of the process that forked us.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except (OSError, ValueError):
        return 0


def answer(content: bytes, name: str, job: bytes = b"roster") -> dict[str, Any]:
    """The tables of the file, or why it is refused. Whatever else goes wrong is a damaged file."""
    try:
        return {"read": JOBS[job](content, name)}
    except Refused as refusal:
        return {"refused": {"code": refusal.code, "params": refusal.params}}
    except MemoryError:
        return {"refused": {"code": "too_big", "params": {"reason": "memory"}}}
    except Exception as fault:  # the reason for a child: no file may stop the reader of the next one
        return {"refused": {"code": "format", "params": {"reason": "damaged", "fault": type(fault).__name__}}}


def _take(stream: IO[bytes]) -> bytes | None:
    prefix = stream.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(prefix)
    return stream.read(size)


def main() -> None:
    """Serves requests from standard input until it is closed."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    limit_process()
    while (job := _take(requests)) and (name := _take(requests)) is not None:
        content = _take(requests)
        if content is None:
            return
        limit_cpu()
        reply = answer(content, name.decode("utf-8", "replace"), job)
        del content
        data = json.dumps({**reply, "peak_kib": peak_kib()}, separators=(",", ":")).encode()
        answers.write(_LENGTH.pack(len(data)) + data)
        answers.flush()
