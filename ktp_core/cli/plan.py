"""`plan`: a proposal of visits for a period. Reads only; visits are accepted on the screen, by who looked at them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ktp_core.cli import common

if TYPE_CHECKING:
    from ktp_core.planning.answer import Proposal
    from ktp_core.planning.model import Score


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("plan", help="Usulan rencana kunjungan untuk satu periode; tidak menyimpan apa pun.")(plan)


def plan(
    regency: Annotated[str, typer.Option("--regency", help="Kode kabupaten/kota, misalnya 35.14.")],
    first: Annotated[str, typer.Option("--from", help="Hari pertama, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--until", help="Hari terakhir, YYYY-MM-DD.")],
    district: Annotated[list[str] | None, typer.Option("--district", help="Hanya lembaga di kecamatan ini.")] = None,
    as_of: common.AsOf = None,
    by: Annotated[str | None, typer.Option("--by", help="Nama akun yang melihat.")] = None,
    db: common.Db = None,
    as_json: common.AsJson = False,
) -> None:
    """Teams and kits as they are registered, the usual rules; the screen has every choice."""
    from ktp_core.access.transactions import SYSTEM
    from ktp_core.cli.progress import bar
    from ktp_core.planning import service
    from ktp_core.planning.model import Question

    common.open_database(db)
    who = SYSTEM if by is None else common.actor(by)
    today = common.day(as_of, regency)
    days = common.day(first, regency), common.day(last, regency)
    districts = tuple(district or ())
    with bar("Menyusun rencana"):
        teams = service.known(who, regency, *days, districts=districts, today=today).teams
        found = service.propose(who, Question(regency, *days, teams, districts=districts), today=today)
    common.emit(as_json, _plain(found, today), lambda _: _show(found))


def _plain(found: Proposal, today: date) -> dict[str, Any]:
    rates = {
        name: {"value": round(rate.value, 4), "n": rate.n, "own": rate.own, "prior": rate.prior}
        for name, rate in
        (("minutes", found.rates.minutes), ("presence", found.rates.presence), ("success", found.rates.success))
    }  # fmt: skip
    solution = found.solution
    return {
        "as_of": today.isoformat(), "from": found.question.first.isoformat(), "until": found.question.last.isoformat(),
        "rates": rates, "method": str(solution.method), "gap": solution.gap,
        "expected": _score(solution.score), "letters_waiting": found.letters,
        "against": {str(name): _score(score) for name, score in solution.scores.items() if str(name) != "programme"},
        "districts_unreached": list(found.unreached),
        "visits": [
            {"day": item.day.isoformat(), "team": _team(found, item.team_id), "start": _clock(item.start),
             "end": _clock(item.end), "institution_id": item.candidate.id, "institution": item.candidate.name,
             "district": item.candidate.district, "listed": item.listed, "recordings": round(item.recordings, 1),
             "request_id": item.candidate.letter.request_id if item.candidate.letter else None}
            for item in found.items
        ],
        "postponed": [
            {"institution_id": one.candidate.id, "institution": one.candidate.name, "why": str(one.why),
             "recordings": round(one.recordings, 1), "turning_17": one.turning,
             "next_day": one.next_day.isoformat() if one.next_day else None}
            for one in found.postponed
        ],
    }  # fmt: skip


def _score(score: Score) -> dict[str, Any]:
    return {"recordings": round(score.recordings, 1), "letters": score.letters, "districts": score.districts}


def _show(found: Proposal) -> None:
    """A sentence and the visits. Names are printed as plain text, never as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, score = Console(), found.solution.score
    console.print(
        f"{len(found.items)} kunjungan, {round(score.recordings)} perekaman diharapkan; {score.letters} dari "
        f"{found.letters} surat terjawab; {len(found.postponed)} lembaga ditunda atau dilayani sebagian."
    )
    if not found.items:
        return
    table = Table("Hari", "Tim", "Jam", "Lembaga", "Terekam")
    for item in found.items:
        hours = f"{_clock(item.start)}–{_clock(item.end)}"
        cells = (f"{item.day:%d/%m/%Y}", _team(found, item.team_id), hours, item.candidate.name)
        table.add_row(*(Text(cell) for cell in cells), str(round(item.recordings)))
    console.print(table)


def _team(found: Proposal, team_id: int) -> str:
    return next(team.name for team in found.question.teams if team.team_id == team_id)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
