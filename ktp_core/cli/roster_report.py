"""A checked roster as tables on a terminal. Cell contents are printed as plain text, never as markup."""

from __future__ import annotations

from datetime import date

from rich.table import Table
from rich.text import Text

from ktp_core.nik import group
from ktp_core.rosters.issues import Severity
from ktp_core.rosters.model import CheckedRoster
from ktp_core.rosters.wording import issue_message, warning_message

_LAYOUTS = {"dapodik": "Dapodik", "emis": "EMIS", "manual": "buatan sendiri"}
_DELIMITERS = {"\t": "tab", ";": "titik koma", ",": "koma", "|": "garis tegak"}


def facts(roster: CheckedRoster, day: date) -> Table:
    """What was understood of the file, and the counts."""
    file, ages = roster.file, roster.eligibility
    stages = f"{ages.under_16} di bawah 16 · {ages.recordable} boleh rekam · {ages.card_age} usia cetak"
    table = Table(title="Hasil pemeriksaan", show_header=False, title_justify="left")
    rows = [
        ("Bentuk", f"{file.format.upper()}, tata letak {_LAYOUTS[file.layout]}"),
        ("Lembar", ", ".join(file.sheets) or "–"),
        ("Baris judul", str(file.header_row)),
        ("Kolom", ", ".join(file.columns.values())),
        ("Dibaca", f"{roster.read} baris"),
        ("Diterima", f"{roster.accepted} baris"),
        ("Ditolak", f"{roster.rejected} baris"),
        (f"Pada {day:%d-%m-%Y}", stages),
    ]
    if file.encoding:
        mark = file.delimiter or "–"
        rows.insert(1, ("Teks", f"{file.encoding}, pemisah {_DELIMITERS.get(mark, mark)}"))
    for label, value in rows:
        table.add_row(label, Text(value))
    return table


def warnings(roster: CheckedRoster) -> list[Text]:
    """Remarks about the file as a whole."""
    return [Text(f"Perhatian: {warning_message(warning)}", style="yellow") for warning in roster.warnings]


def problems(roster: CheckedRoster, limit: int) -> Table:
    """Issues by row and cell, errors in red; at most `limit` of them."""
    several = len(roster.file.sheets) > 1
    left = len(roster.issues) - limit
    table = Table(title="Masalah", title_justify="left", caption=f"… dan {left} lagi" if left > 0 else None)
    for heading in (["Lembar"] if several else []) + ["Baris", "Sel", "Kolom", "Isi", "Masalah"]:
        table.add_column(heading)
    for issue in roster.issues[:limit]:
        cells = [str(issue.row), issue.cell, issue.column, issue.value_shown or "", issue_message(issue)]
        style = "red" if issue.severity is Severity.ERROR else ""
        table.add_row(*(Text(cell) for cell in ([issue.sheet] if several else []) + cells), style=style)
    return table


def accepted(roster: CheckedRoster) -> Table:
    """The accepted rows with full NIK."""
    table = Table(title="Baris diterima", title_justify="left")
    for heading in ("Baris", "NIK", "Nama", "L/P", "Tanggal lahir", "NISN", "Kelas"):
        table.add_column(heading)
    for row in roster.rows:
        if row.accepted:
            cells = (str(row.row), group(row.nik or ""), row.name, row.sex or "", f"{row.birth_date:%d-%m-%Y}",
                     row.nisn or "", row.class_name or "")  # fmt: skip
            table.add_row(*map(Text, cells))
    return table
