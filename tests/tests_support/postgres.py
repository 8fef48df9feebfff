"""A private PostgreSQL server for the tests, on a free loopback port, stopped by its own process id."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from tests_support.ports import free_port


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, newest first."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


class Server:
    """Starts on entry, stops on exit. As root it runs as the package's `postgres` user, which PostgreSQL demands."""

    def __enter__(self) -> Server:
        binaries = find_binaries()
        assert binaries is not None
        self._folder = Path(tempfile.mkdtemp(prefix="ktp-pg-"))
        self._folder.chmod(0o755)
        data = self._folder / "data"
        data.mkdir()
        self._user: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
            shutil.chown(data, "postgres")
            self._user = {"user": "postgres", "group": "postgres"}
        self._run(binaries / "initdb", "-D", data, "-U", "ktp", "--auth=trust", "-E", "UTF8", "--no-sync")
        port = free_port()
        self._process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", self._folder,
             "-c", "fsync=off", "-c", "jit=off", "-c", "max_connections=60"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._folder, **self._user,
        )  # fmt: skip
        self.url = f"postgresql+psycopg://ktp@127.0.0.1:{port}/postgres"
        _wait(port)
        return self

    def _run(self, *command: object) -> None:
        words = [str(word) for word in command]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **self._user)

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)  # fast shutdown
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(f"host=127.0.0.1 port={port} user=ktp dbname=postgres").close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """A new empty database on the server, dropped at the end."""
    name = f"ktp_{uuid.uuid4().hex[:12]}"
    plain = server_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield server_url.rsplit("/", 1)[0] + "/" + name
    finally:
        with psycopg.connect(plain, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
