"""The demo's accounts: one per role, with random passwords kept in a file of mode 600."""

from __future__ import annotations

import json
import os
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ktp_core import config
from ktp_core.access import passwords, store
from ktp_core.access.model import AccountDraft, Role
from ktp_core.demo.model import DEMO_REGENCY, SMALLER_REGENCY

_FILE = "demo_accounts.json"
R = Role
_ACCOUNTS = (
    ("kepala", "Kepala Dinas", {R.HEAD}, DEMO_REGENCY),
    ("daftar", "Petugas Daftar", {R.ROSTER}, DEMO_REGENCY),
    ("jadwal", "Petugas Jadwal", {R.SCHEDULER}, DEMO_REGENCY),
    ("lapangan", "Petugas Lapangan", {R.VISIT}, DEMO_REGENCY),
    ("cetak", "Petugas Cetak", {R.PRINT}, DEMO_REGENCY),
    ("cetak2", "Petugas Cetak 2", {R.PRINT}, DEMO_REGENCY),
    ("antar", "Petugas Penyerahan", {R.DELIVERY}, DEMO_REGENCY),
    ("admin", "Admin", {R.ADMIN}, DEMO_REGENCY),
    ("auditor", "Auditor", {R.AUDITOR}, DEMO_REGENCY),
    ("balangan", "Petugas Kab. Balangan", {R.HEAD, R.ROSTER, R.PRINT, R.DELIVERY}, SMALLER_REGENCY),
    ("provinsi", "Semua kabupaten", {R.HEAD, R.ADMIN}, None),
)


def create(conn: Connection, at: datetime) -> list[dict[str, Any]]:
    """Write the accounts, each with a password of its own; what `remembered` answers later."""
    made = []
    for name, shown, roles, regency in _ACCOUNTS:
        password = passwords.one_time()
        draft = AccountDraft(name, shown, frozenset(roles), regency)
        key = store.insert(conn, name, draft, passwords.hash_password(password), None, at)
        store.set_roles(conn, key, draft.roles)
        made.append({"name": name, "password": password, "roles": sorted(roles), "regency": regency})
    return made


def remember(accounts: list[dict[str, Any]]) -> None:
    """Keep the passwords in the data folder, readable by its owner only. They open nothing but invented data."""
    path = config.data_dir() / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(accounts, out, ensure_ascii=False, indent=1)


def remembered() -> list[dict[str, Any]]:
    """The accounts of the demo in this data folder, with their passwords; nothing where there is no demo."""
    path = config.data_dir() / _FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
