"""`figure import`, `template`, `list`, `check`: official figures from a table, as they stand, and what is odd."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ktp_core.cli import common

Regency = Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")]
Area = Annotated[str | None, typer.Option("--area", help="Kode wilayah; tanpa ini kabupaten/kota itu sendiri.")]


def register(group: typer.Typer) -> None:
    """Add the commands to `figure`."""
    group.command("import")(import_table)
    group.command("template")(template)
    group.command("list")(listing)
    group.command("check")(check)


def import_table(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, XLS atau ODS.")],
    regency: Regency,
    by: common.By,
    source: Annotated[str, typer.Option("--source", help="Sumber, bila tidak ada di berkas.")] = "",
    basis_on: Annotated[str | None, typer.Option("--basis-on", help="Tanggal data, bila tidak ada di berkas.")] = None,
    known_on: Annotated[str | None, typer.Option("--known-on", help="Diketahui sejak; tanpa ini hari ini.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Periksa saja; tidak ada yang disimpan.")] = False,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Masukkan tabel angka resmi. Mengulang berkas yang sama tidak membuat versi baru."""
    from ktp_core import clock
    from ktp_core.figures.imports import service
    from ktp_core.figures.imports.model import Defaults

    common.open_database(db)
    today = clock.today(common.place(regency))
    known = common.day(known_on, regency)
    defaults = Defaults(source, common.day(basis_on, regency) if basis_on else None, known_on=known)
    asked = (common.actor(by), regency, file.name, common.content_of(file), defaults)
    plan = service.preview(*asked, today=today) if dry_run else service.apply(*asked, at=clock.now(), today=today)
    common.emit(as_json, as_object(plan), _imported)


def as_object(plan: Any) -> dict[str, Any]:
    """The counts of numbers, problems at their cells and doubts of a table, as docs/cli.md promises them."""
    from ktp_core.figures.imports.wording import sentence

    issues = [
        {
            "sheet": issue.sheet, "row": issue.row, "cell": issue.cell, "column": issue.column,
            "severity": issue.severity, "code": issue.code, "message": sentence(issue),
        }
        for issue in plan.issues
    ]  # fmt: skip
    counts = {outcome.value: n for outcome, n in plan.counts.items()}
    doubts = [_doubt(one, {}) for one in plan.doubts]
    return {"rows": plan.rows, **counts, "issues": issues, "doubts": doubts, "ignored": list(plan.ignored)}


def _doubt(one: Any, names: dict[str, str]) -> dict[str, Any]:
    from ktp_core.figures.wording import sentence

    said = sentence(one, names.get(one.area, one.area))
    return {"code": one.code, "area": one.area, "basis_on": one.on, "note": one.note, "message": said}


def _imported(answer: dict[str, Any]) -> None:
    counts = {"Baru": "new", "Versi baru": "version", "Sama": "same", "Ditolak": "rejected"}
    print(", ".join(f"{label} {answer[key]:,}".replace(",", ".") for label, key in counts.items()))
    for issue in answer["issues"]:
        print(f"Baris {issue['row']} ({issue['cell'] or '–'}): {issue['message']}")
    for doubt in answer["doubts"]:
        print(f"Perhatikan {doubt['area']}: {doubt['message']}")


def template(
    out: Annotated[Path, typer.Option("--out", help="Berkas .csv atau .xlsx.")],
    regency: Annotated[str | None, typer.Option("--regency", help="Isi kode dan nama wilayahnya.")] = None,
    villages: Annotated[bool, typer.Option("--villages", help="Sampai desa/kelurahan.")] = False,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Tulis tabel kosong untuk diisi: satu baris per wilayah, satu kolom per ukuran."""
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.exports import files
    from ktp_core.figures.imports import service
    from ktp_core.figures.imports import template as table

    form, rows = files.format_of(out), 0
    if regency is None:
        content = table.make(form)
    else:
        common.open_database(db)
        made = service.template_for(SYSTEM, common.place(regency), "village" if villages else "district", form)
        content, rows = made.content, made.rows
    files.replace_file(out, content)
    common.emit(as_json, {"file": str(out), "rows": rows}, lambda answer: print(f"{answer['file']} tertulis."))


def listing(regency: Regency, area: Area = None, db: common.Db = None, as_json: common.AsJson = False) -> None:
    """Angka resmi sebuah wilayah sebagaimana berlaku sekarang, tanggal terbaru lebih dulu."""
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.figures import service

    common.open_database(db)
    known = service.known(SYSTEM, common.place(regency), [area or regency])
    rows = [
        {
            "area": one.area, "measure": str(one.measure), "value": one.value, "basis_on": one.basis_on,
            "basis_kind": str(one.basis_kind), "approximate": one.approximate, "source": one.source,
            "known_on": one.known_on,
        }
        for one in sorted(known, key=lambda one: (-one.basis_on.toordinal(), str(one.measure)))
    ]  # fmt: skip
    common.emit(as_json, {"figures": rows}, _listed)


def _listed(answer: dict[str, Any]) -> None:
    from ktp_core.figures.wording import MEASURES

    for row in answer["figures"]:
        about = "± " if row["approximate"] else ""
        value = f"{about}{row['value']:,}".replace(",", ".")
        print(f"{row['basis_on']:%d/%m/%Y}  {value:>13}  {MEASURES[row['measure']]} ({row['source']})")
    if not answer["figures"]:
        print("Belum ada angka resmi wilayah itu.")


def check(regency: Regency, area: Area = None, db: common.Db = None, as_json: common.AsJson = False) -> None:
    """Angka yang tidak cocok satu sama lain, dengan perhitungannya; wilayah di bawahnya ikut diperiksa."""
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.figures import service

    common.open_database(db)
    seen = service.areas(SYSTEM, common.place(regency))
    found = [_doubt(one, seen.names) for one in service.doubts(SYSTEM, regency, area or regency, seen)]
    common.emit(as_json, {"doubts": found}, _checked)


def _checked(answer: dict[str, Any]) -> None:
    for one in answer["doubts"]:
        print(f"{one['basis_on']:%d/%m/%Y} {one['area']}: {one['message']}")
    if not answer["doubts"]:
        print("Tidak ada angka yang bertentangan satu sama lain.")
