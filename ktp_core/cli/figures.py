"""`figure add` and `figure target`: official numbers with their date and source."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from ktp_core.cli import common, figure_files

Regency = Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")]
Value = Annotated[int, typer.Option("--value", help="Angka mentah, bukan persentase.")]
Source = Annotated[str, typer.Option("--source", help="Dari mana angka ini: dokumen, halaman, tanggal.")]
KnownOn = Annotated[str | None, typer.Option("--known-on", help="Diketahui kantor sejak; tanpa ini hari ini.")]
Area = Annotated[str | None, typer.Option("--area", help="Kode kecamatan, bila bukan seluruh kabupaten/kota.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    figure = typer.Typer(no_args_is_help=True, help="Angka resmi dan target.")
    figure.command("add")(add)
    figure.command("target")(target)
    figure_files.register(figure)
    app.add_typer(figure, name="figure")


def add(
    regency: Regency,
    measure: Annotated[str, typer.Option("--measure", help="Misalnya wajib_ktp, recorded, holders, people_served.")],
    value: Value,
    basis_on: Annotated[str, typer.Option("--basis-on", help="Tanggal angka itu benar, YYYY-MM-DD.")],
    source: Source,
    by: common.By,
    area: Area = None,
    whole_year: Annotated[bool, typer.Option("--whole-year", help="Jumlah sepanjang tahun tanggal itu.")] = False,
    counts: Annotated[
        str, typer.Option("--counts", help="Siapa yang dihitung: today, year (usia 17 dalam tahun itu), election.")
    ] = "today",
    approximate: Annotated[bool, typer.Option("--approximate", help="Sumbernya menyebut angka kira-kira.")] = False,
    known_on: KnownOn = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Memasukkan angka resmi, atau versi barunya; versi lama tetap tersimpan."""
    from ktp_core import clock
    from ktp_core.figures import entry, service
    from ktp_core.figures.model import BasisKind, Reported

    common.open_database(db)
    kind = BasisKind.PERIOD if whole_year else _kind(counts)
    what = _measure(measure)
    new = Reported(
        area or regency, what, value, common.day(basis_on, regency), source, entry.kind_for(what, kind), approximate,
        known_on=_known(known_on, regency),
    )  # fmt: skip
    key = service.add_figure(common.actor(by), regency, new, at=clock.now(), today=clock.today(regency))
    common.emit(as_json, {"figure": key}, _stored)


def target(
    regency: Regency,
    value: Value,
    valid_from: Annotated[str, typer.Option("--from", help="Berlaku sejak, YYYY-MM-DD.")],
    source: Source,
    by: common.By,
    valid_until: Annotated[str | None, typer.Option("--until", help="Berlaku sampai, YYYY-MM-DD.")] = None,
    measure: Annotated[str, typer.Option("--measure", help="Apa yang ditargetkan.")] = "holders",
    area: Area = None,
    known_on: KnownOn = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Menetapkan target: jumlah orang, bukan persentase."""
    from ktp_core import clock
    from ktp_core.figures import service
    from ktp_core.figures.model import Target

    common.open_database(db)
    until = common.day(valid_until, regency) if valid_until else None
    start = common.day(valid_from, regency)
    new = Target(area or regency, _measure(measure), value, start, source, until, _known(known_on, regency))
    key = service.add_target(common.actor(by), regency, new, at=clock.now())
    common.emit(as_json, {"target": key}, _stored)


def _known(asked: str | None, regency: str) -> date:
    """Since when the office knows it: without a day since today, so that what past months were known to be stays so."""
    from ktp_core import clock
    from ktp_core.errors import Refused

    known = common.day(asked, regency)
    if known > clock.today(regency):
        raise Refused("figure_known_future", value=known)
    return known


def _kind(word: str) -> Any:
    from ktp_core.errors import Refused
    from ktp_core.figures.model import BasisKind

    known = [str(one) for one in BasisKind if one is not BasisKind.PERIOD]
    if word not in known:
        raise Refused("figure_counts", word=word, known=", ".join(known))
    return BasisKind(word)


def _measure(word: str) -> Any:
    from ktp_core.errors import Refused
    from ktp_core.figures.model import Measure

    try:
        return Measure(word)
    except ValueError:
        raise Refused("figure_measure", measure=word, known=", ".join(Measure)) from None


def _stored(answer: dict[str, Any]) -> None:
    print(f"Tersimpan dengan nomor {next(iter(answer.values()))}.")
