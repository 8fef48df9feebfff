"""`verify`, `backup`, `restore`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from ktp_core import clock, config
from ktp_core.cli.common import AsJson, Db, emit, open_database
from ktp_core.cli.progress import bar

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="Berkas cadangan.")]
_FIRST = "35.14"  # whose today it is, where the database serves several time zones

_CHECKED = {
    "residents": "penduduk", "events": "riwayat kartu", "membership": "keanggotaan", "institution": "lembaga",
    "visit": "kunjungan", "visit_outcome": "hasil kunjungan", "follow_up": "tindak lanjut", "request": "permohonan",
    "blank_holder": "pemegang blangko", "blank_entry": "catatan blangko", "print_batch": "kelompok cetak",
    "print_batch_card": "kartu di kelompok cetak", "parcel": "paket", "parcel_card": "kartu di paket",
    "hand_over": "penyerahan", "destruction": "usulan pemusnahan", "summaries": "baris ringkasan",
    "report_issue": "laporan terbitan", "audit": "catatan audit",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("verify", help="Menghitung ulang semua yang tersimpan dua kali, lalu membandingkan.")(verify)
    app.command("backup", help="Membuat salinan utuh; dasbor boleh tetap dipakai.")(backup)
    app.command("restore", help="Mengembalikan salinan ke tempat yang kosong.")(restore)


def verify(db: Db = None, as_json: AsJson = False) -> None:
    """Exit code 1 when something differs."""
    open_database(db)
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.upkeep.verify import verify as check

    with bar("Memeriksa") as progress:
        report = check(SYSTEM, today=clock.today(_FIRST), progress=progress)
    emit(as_json, {"checked": report.checked, "differences": report.differences}, _say_verified)
    if report.differences:
        raise typer.Exit(1)


def backup(file: BackupFile, db: Db = None, as_json: AsJson = False) -> None:
    """A new file; never over an old one."""
    open_database(db)
    from ktp_core.upkeep.backup import backup as copy

    emit(as_json, asdict(copy(file, at=clock.now())), _say_copied)


def restore(file: BackupFile, db: Db = None, as_json: AsJson = False) -> None:
    """The database must be empty or not there at all; it is not created first."""
    if db:
        config.use_database(db)
    from ktp_core.upkeep.backup import restore as copy_back

    emit(as_json, asdict(copy_back(file)), _say_copied)


def _say_verified(found: dict[str, Any]) -> None:
    print("Diperiksa: " + ", ".join(f"{_words(n)} {_CHECKED[what]}" for what, n in found["checked"].items()) + ".")
    for difference in found["differences"]:
        print("Berbeda: " + ", ".join(f"{key} {value}" for key, value in difference.items()))
    print("Semua cocok." if not found["differences"] else f"{len(found['differences'])} perbedaan.")


def _say_copied(made: dict[str, Any]) -> None:
    print(
        f"{_words(made['residents'])} penduduk, {_words(made['events'])} riwayat, {_words(made['bytes'])} bita.\n"
        f"Catat ujung jejak audit ini di luar komputer: {made['audit_head']}"
    )


def _words(number: int) -> str:
    return f"{number:,}".replace(",", ".")
