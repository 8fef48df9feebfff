"""`parcels` and `uncollected`: where finished cards are and how long they lie there. No names of residents."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ktp_core.cli import common
from ktp_core.delivery.model import ParcelState

_PARCEL = (
    "id", "code", "state", "place", "name", "district_name", "keeper", "keeper_name", "kept_since", "sent_on", "days",
    "visit_id", "visit_day", "cards", "inside", "handed", "returned",
)  # fmt: skip
_PLACE = ("spot", "sent", "place", "institution_id", "village", "district", "name", "district_name", "n", "oldest")
_CALL = (
    "place", "institution_id", "village", "district", "name", "district_name", "contact_name", "contact_phone",
    "parcels", "there", "here", "oldest",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("parcels")(parcels)
    app.command("uncollected")(uncollected)


def parcels(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    state: Annotated[list[ParcelState] | None, typer.Option("--state", help="Hanya ini; boleh berulang.")] = None,
    district: Annotated[list[str] | None, typer.Option("--district", help="Kode kecamatan; boleh berulang.")] = None,
    institution: Annotated[int | None, typer.Option("--institution", help="Nomor lembaga tujuan.")] = None,
    overdue: Annotated[int | None, typer.Option("--overdue", min=0, help="Sudah sekian hari di luar.")] = None,
    code: Annotated[str | None, typer.Option("--code", help="Kode paket, seperti tertulis di kertasnya.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000, help="Banyaknya paket.")] = 20,
    by: Annotated[str | None, typer.Option("--by", help="Nama akun yang melihat.")] = None,
    as_of: common.AsOf = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Paket kartu jadi: tujuan, di tangan siapa sejak kapan, dan berapa yang sudah diserahkan; tanpa nama pemilik."""
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import SYSTEM, reading
    from ktp_core.delivery import queries
    from ktp_core.delivery.model import Parcels
    from ktp_core.printing.model import BacklogFilter
    from ktp_core.printing.store import require_places

    common.open_database(db)
    today = common.day(as_of, regency)
    who = SYSTEM if by is None else common.actor(by)
    within = common.districts(who, Permission.PARCEL_VIEW, regency, district)
    with reading(who, Permission.PARCEL_VIEW, regency) as conn:
        require_places(conn, BacklogFilter(regency, within))
        if code is not None:
            key = queries.by_code(conn, regency, code, districts=within)
            one = queries.parcel(conn, key, today, regency=regency, districts=within)
            rows, total = [{name: one[name] for name in _PARCEL}], 1
        else:
            asked = Parcels(regency, tuple(state or ()), within, institution, overdue_days=overdue)
            found = queries.parcels(conn, asked, today, limit=limit)
            rows, total = found[list(_PARCEL)].to_dict("records"), queries.parcels_total(conn, asked, today)
    answer = {"as_of": today.isoformat(), "total": total, "parcels": [common.plain(row) for row in rows]}
    common.emit(as_json, answer, _show_parcels)


def uncollected(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    district: Annotated[list[str] | None, typer.Option("--district", help="Kode kecamatan; boleh berulang.")] = None,
    min_days: Annotated[int, typer.Option("--min-days", min=0, help="Daftar panggil: sejak sekian hari.")] = 30,
    by: Annotated[str | None, typer.Option("--by", help="Nama akun yang melihat.")] = None,
    as_of: common.AsOf = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Kartu jadi yang belum diambil menurut umur dan tempat, dan siapa yang perlu dipanggil; tanpa nama pemilik."""
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import SYSTEM, reading
    from ktp_core.delivery import queries
    from ktp_core.delivery.uncollected import AGES
    from ktp_core.printing.model import BacklogFilter
    from ktp_core.printing.store import require_places

    common.open_database(db)
    today = common.day(as_of, regency)
    who = SYSTEM if by is None else common.actor(by)
    within = common.districts(who, Permission.PARCEL_VIEW, regency, district)
    with reading(who, Permission.PARCEL_VIEW, regency) as conn:
        require_places(conn, BacklogFilter(regency, within))
        lying = queries.uncollected(conn, regency, within, today)
        calls = queries.calls(conn, regency, within, today, min_days)
    answer = {
        "as_of": today.isoformat(), "total": int(lying["n"].sum()),
        "ages": [{"from": a, "to": b, "n": int(lying[f"age_{at}"].sum())} for at, (a, b) in enumerate(AGES)],
        "places": [common.plain(row) for row in lying[list(_PLACE)].to_dict("records")],
        "calls": [common.plain(row) for row in calls[list(_CALL)].to_dict("records")],
    }  # fmt: skip
    common.emit(as_json, answer, _show_uncollected)


def _show_parcels(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from ktp_core.labels.delivery import KEEPERS, PARCEL_STATES

    console = Console()
    console.print(f"{answer['total']} paket.")
    since = Column("Sejak", no_wrap=True)
    table = Table(Column("Kode", no_wrap=True), "Tujuan", "Keadaan", "Di tangan", since, "Isi", "Serah", "Balik")
    for one in answer["parcels"]:
        keeper = Text(f"{KEEPERS[one['keeper']]}: {one['keeper_name']}")
        numbers = f"{one['inside']}/{one['cards']}", str(one["handed"]), str(one["returned"])
        state = PARCEL_STATES[one["state"]]
        table.add_row(one["code"], Text(one["name"] or "–"), state, keeper, one["kept_since"], *numbers)
    console.print(table)


def _show_uncollected(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    console.print(f"{answer['total']} kartu jadi belum di tangan pemiliknya per {answer['as_of']}.")
    ages = Table("Sejak dicetak", "Kartu")
    for one in answer["ages"]:
        until = "hari ke atas" if one["to"] is None else f"sampai {one['to']} hari"
        ages.add_row(f"{one['from']} {until}", str(one["n"]))
    console.print(ages)
    calls = Table("Perlu dipanggil", "Kecamatan", "Kontak", "Di sana", "Di kantor", "Terlama")
    for one in answer["calls"]:
        contact = " ".join(part for part in (one["contact_name"], one["contact_phone"]) if part) or "–"
        where = Text(one["name"] or "–"), Text(one["district_name"] or "–"), Text(contact)
        calls.add_row(*where, str(one["there"]), str(one["here"]), f"{one['oldest']} hari")
    console.print(calls)
