"""Where things lie and which limits hold; read from the environment once per call, never at import of other modules."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

VERSION = "0.1.0"  # as pyproject.toml says
ROOT = Path(__file__).resolve().parent.parent

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
DOWNLOAD_MINUTES = 15
PAGE_ROWS = 50


def data_dir() -> Path:
    """The folder of the SQLite file, the key and what uploads leave behind. `KTP_DATA_DIR` moves it."""
    return Path(os.environ.get("KTP_DATA_DIR") or ROOT / "data")


def database_url() -> str:
    """SQLAlchemy URL: `KTP_DATABASE_URL`, else the SQLite file in `data/`."""
    return os.environ.get("KTP_DATABASE_URL") or f"sqlite:///{data_dir() / 'ktp.db'}"


def use_database(url: str) -> None:
    """Make `url` the database of this process (the command line's `--db`)."""
    os.environ["KTP_DATABASE_URL"] = url


def secret_key() -> bytes:
    """The installation's 32-byte key (CSRF tokens, pseudonyms in the audit log), made on first use, mode 600."""
    path = data_dir() / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(32))
    key = path.read_bytes()
    if len(key) < 32:
        raise RuntimeError(f"{path.name} is shorter than 32 bytes: remove it and sign everyone out")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise RuntimeError(f"{path.name} can be read by others: chmod 600")
    return key
