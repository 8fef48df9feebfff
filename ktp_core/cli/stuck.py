"""`stuck`: how many cards stay where they are too long, of which kind and where. Numbers only, no names."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ktp_core.cli import common


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("stuck")(stuck)


def stuck(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    district: Annotated[list[str] | None, typer.Option("--district", help="Kode kecamatan; boleh berulang.")] = None,
    institution: Annotated[int | None, typer.Option("--institution", help="Nomor lembaga.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Nama akun yang melihat.")] = None,
    as_of: common.AsOf = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Kartu tersendat: jenis, jumlah, lama, giliran siapa, dan kecamatannya; tanpa nama."""
    from ktp_core.access.permissions import Permission
    from ktp_core.access.transactions import SYSTEM, reading
    from ktp_core.printing.model import BacklogFilter
    from ktp_core.printing.store import require_places
    from ktp_core.stuck import places, queries, settings
    from ktp_core.stuck.model import StuckFilter

    common.open_database(db)
    today = common.day(as_of, regency)
    who = SYSTEM if by is None else common.actor(by)
    asked = StuckFilter(regency, None, tuple(district or ()), institution).within(who, Permission.HEAD_VIEW)
    with reading(who, Permission.HEAD_VIEW, regency) as conn:
        require_places(conn, BacklogFilter(regency, asked.districts))
        limits = settings.limits(conn, regency, today)
        of = queries.queues(conn, asked, limits, today)
        where = places.stuck_by_district(conn, asked, limits, today)
    answer = {
        "as_of": today.isoformat(),
        "total": sum(one.total for one in of.values()),
        "kinds": [_kind(kind, one, limits[kind]) for kind, one in of.items()],
        "districts": [{"code": row.key, "name": row.name, "n": int(row.n)} for row in where.itertuples(index=False)],
    }
    common.emit(as_json, answer, _show)


def _kind(kind: Any, queue: Any, limit: int) -> dict[str, Any]:
    from ktp_core.printing.rules import AGES
    from ktp_core.stuck.rules import OWNERS

    ages = [{"from": a, "to": b, "n": n} for (a, b), n in zip(AGES, queue.ages(), strict=True)]
    return {
        "kind": kind.value, "n": queue.total, "oldest": queue.oldest, "median": queue.median, "limit": limit,
        "turn": OWNERS[kind].value, "ages": ages,
    }  # fmt: skip


def _show(answer: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ktp_core.labels.roles import ROLES
    from ktp_core.labels.stuck import BRIEF_STEPS, KINDS

    console = Console()
    console.print(Text(f"{answer['total']} kartu tersendat per {answer['as_of']}"))
    table = Table("Tersendat di", "Kartu", "Terlama", "Batas", "Giliran", "Langkah berikutnya")
    for one in answer["kinds"]:
        longest = "–" if one["oldest"] is None else f"{one['oldest']} hari"
        named = (KINDS[one["kind"]], str(one["n"]), longest, f"{one['limit']} hari", ROLES[one["turn"]])
        table.add_row(*named, BRIEF_STEPS[one["kind"]])
    console.print(table)
    places = Table("Kecamatan", "Kartu")
    for place in answer["districts"]:
        places.add_row(Text(place["name"] or "Tidak diketahui atau luar daerah"), str(place["n"]))
    console.print(places)
