"""The parent's side: starts the child, gives it one file at a time, and kills it when it does not answer.

`read_once` starts a child for one file (command line). `WarmReader` keeps one waiting (server) and replaces it after
anything suspicious. Both answer within `limits.WALL_SECONDS` plus a start; the parent never parses the file itself.
"""

import json
import struct
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol

from ktp_core.errors import Refused
from ktp_core.rosters.reading import limits

_LENGTH = struct.Struct(">Q")
_ROOT = str(Path(__file__).resolve().parents[3])
_PROGRAM = f"import sys; sys.path.insert(0, {_ROOT!r}); from ktp_core.rosters.reading.child import main; main()"
_USED_UP_KIB = 150 * 1024


class Reader(Protocol):
    """Anything that turns the bytes of a file into the tables of `reader.read_file`. Raises Refused."""

    def __call__(self, content: bytes, name: str) -> dict[str, Any]: ...


class Worker:
    """One child process. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own module
            [sys.executable, "-I", "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.peak_kib = 0

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, content: bytes, name: str, job: str = "roster") -> dict[str, Any]:
        """The child's answer. A child that dies or is too slow counts as a file too big to read."""
        clock = threading.Timer(limits.WALL_SECONDS, self._process.kill)
        clock.start()
        try:
            reply = self._exchange(content, name, job)
        except (OSError, ValueError):
            reply = None
        finally:
            clock.cancel()
        if reply is None:
            self.close()
            return {"refused": {"code": "too_big", "params": {"reason": "stopped"}}}
        self.peak_kib = int(reply.get("peak_kib", 0))
        return reply

    def _exchange(self, content: bytes, name: str, job: str) -> dict[str, Any] | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        label, task = name.encode("utf-8", "replace"), job.encode()
        stdin.write(_LENGTH.pack(len(task)) + task + _LENGTH.pack(len(label)) + label + _LENGTH.pack(len(content)))
        stdin.write(content)
        stdin.flush()
        return _take(stdout)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """Ends the child and frees the pipes."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        self._process.wait()


def _take(stream: IO[bytes]) -> dict[str, Any] | None:
    prefix = stream.read(_LENGTH.size)
    if len(prefix) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(prefix)
    if size > limits.ANSWER_BYTES:
        return None
    data = stream.read(size)
    reply = json.loads(data) if len(data) == size else None
    return reply if isinstance(reply, dict) else None


def _result(reply: dict[str, Any]) -> dict[str, Any]:
    if "read" in reply:
        tables: dict[str, Any] = reply["read"]
        return tables
    refused = reply["refused"]
    raise Refused(refused["code"], **refused["params"])


def read_once(content: bytes, name: str, job: str = "roster") -> dict[str, Any]:
    """Reads one file in a child of its own: the tables of a roster, or with job "cells" sheets of bare cells."""
    if len(content) > limits.MAX_BYTES:
        raise Refused("too_big", reason="bytes", limit_mb=limits.MAX_BYTES // 1024 // 1024)
    with Worker() as worker:
        return _result(worker.ask(content, name, job))


class WarmReader:
    """Keeps one child ready. While it is busy others get a child of their own, so nobody waits for a slow file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = Worker()

    def __call__(self, content: bytes, name: str) -> dict[str, Any]:
        if len(content) > limits.MAX_BYTES or not self._lock.acquire(blocking=False):
            return read_once(content, name)
        try:
            if self._worker is None or not self._worker.alive:
                self._worker = Worker()
            reply = self._worker.ask(content, name)
            self._replace_if_suspicious(reply)
        finally:
            self._lock.release()
        return _result(reply)

    def _replace_if_suspicious(self, reply: dict[str, Any]) -> None:
        if self._worker and ("refused" in reply or self._worker.peak_kib > _USED_UP_KIB):
            self._worker.close()
            self._worker = Worker()

    def close(self) -> None:
        """Ends the waiting child; the next call would start another."""
        with self._lock:
            if self._worker:
                self._worker.close()
                self._worker = None
