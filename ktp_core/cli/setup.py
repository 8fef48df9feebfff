"""`init`, `demo` and `serve`: from an empty folder to a running dashboard."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Annotated, Any

import typer

from ktp_core import clock, config
from ktp_core.cli.common import AsJson, Db, day, emit, open_database
from ktp_core.demo.model import DEMO_REGENCY, Size

_APP = config.ROOT / "app.py"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init", help="Menyiapkan basis data dan wilayah sebuah kabupaten/kota.")(init)
    app.command("demo", help="Mengisi basis data kosong dengan contoh rekaan.")(demo)
    app.command("serve", help="Menjalankan dasbor (sama dengan: streamlit run app.py).")(serve)


def init(
    regency: Annotated[list[str], typer.Option("--regency", help="Kode Kemendagri, mis. 35.14; boleh berulang.")],
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """Schema, regions of each regency, parameters."""
    open_database(db)
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.regions import service

    counts = service.init(SYSTEM, regency, clock.now())
    emit(as_json, dict(counts), _say_init)


def demo(
    size: Annotated[Size, typer.Option("--size", help="Banyaknya penduduk rekaan.")] = Size.NORMAL,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Hari contoh ini dibuat, YYYY-MM-DD.")] = None,
    db: Db = None,
    as_json: AsJson = False,
) -> None:
    """The invented demo, only into an empty database. Its backlog is exact on the day it is built."""
    open_database(db)
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.cli.progress import bar
    from ktp_core.demo import service

    with bar("Membuat contoh") as advance:
        today = day(as_of, DEMO_REGENCY)
        counts = service.build(size, today=today, by=SYSTEM, at=clock.now(), progress=advance)
    emit(as_json, counts, _say_demo)


def serve(
    port: Annotated[int, typer.Option("--port", envvar="KTP_PORT", help="Porta.")] = 8501,
    address: Annotated[str, typer.Option("--address", help="Alamat jaringan.")] = "127.0.0.1",
    demo_if_empty: Annotated[bool, typer.Option("--demo-if-empty", help="Isi contoh bila kosong.")] = False,
    db: Db = None,
) -> None:
    """The server takes the place of this process, so that whoever stops the one stops the other."""
    open_database(db)
    from ktp_core.demo.emptiness import is_empty

    if demo_if_empty and is_empty():
        demo(Size.NORMAL, None, db, as_json=False)
    else:
        _say_accounts()
    os.environ["KTP_DATA_DIR"] = str(config.data_dir().resolve())
    os.chdir(config.ROOT)  # .streamlit/config.toml is read from here
    command = [sys.executable, "-m", "streamlit", "run", str(_APP), "--server.port", str(port)]
    _become([*command, "--server.address", address])


def _become(command: list[str]) -> None:
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - our own interpreter
    raise typer.Exit(subprocess.call(command))  # Windows has no exec


def _say_init(counts: dict[str, Any]) -> None:
    print(f"Siap: {counts['regencies']} kabupaten/kota, {counts['districts']} kecamatan, {counts['villages']} desa.")


def _say_demo(counts: dict[str, Any]) -> None:
    words = {"residents": "penduduk", "institutions": "lembaga", "visits": "kunjungan", "backlog": "antrean cetak"}
    print("Contoh rekaan siap: " + ", ".join(f"{_grouped(counts[key])} {word}" for key, word in words.items()) + ".")
    _say_accounts()


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _say_accounts() -> None:
    from rich.console import Console
    from rich.table import Table

    from ktp_core.demo.accounts import remembered

    if not (accounts := remembered()):
        return
    table = Table("Akun", "Kata sandi", "Peran", "Wilayah", title="Akun contoh (rekaan, hanya untuk mencoba)")
    for account in accounts:
        table.add_row(account["name"], account["password"], ", ".join(account["roles"]), account["regency"] or "semua")
    Console(stderr=True).print(table)
