"""/unduh/TOKEN: the owner, once, in time, recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from tests_support.http import ask
from tests_support.installation import Site

from ktp_core import clock
from ktp_core.access import downloads, sign_in
from ktp_core.access.model import Actor
from ktp_core.access.sessions import token_hash
from ktp_core.audit import queries
from ktp_core.db.engine import read_connection
from ktp_core.exports.kinds import backlog_params
from ktp_core.exports.line_papers import call_list_params
from ktp_core.printing.model import BacklogFilter
from ktp_core.web.downloads import disposition

KIND = "backlog.csv"


@pytest.fixture
def offer(site: Site) -> Callable[..., str]:
    """A token for the print clerk's backlog list."""

    def make(name: str = "print", age: timedelta = timedelta(0), kind: str = KIND) -> str:
        with site.data.here():
            asked = backlog_params(BacklogFilter(regency="35.14").to_params(), clock.today("35.14"))
            return downloads.offer(actor(site, name), kind, asked, at=clock.now() - age)

    return make


def actor(site: Site, name: str) -> Actor:
    with site.data.here():
        session = sign_in.look_up(token_hash(site.data.token(name)), at=clock.now())
    assert session is not None
    return session.actor


def fetch(site: Site, token: str, name: str = "print") -> tuple[int, dict[str, str], str]:
    answer = ask(site.server, "GET", f"/unduh/{token}", {"Cookie": f"ktp_sesi={site.data.token(name)}"})
    return answer.status, answer.headers, answer.body


def entries(site: Site, action: str) -> list[dict[str, object]]:
    with site.data.here(), read_connection() as conn:
        found = queries.entries(conn, queries.EntryFilter(action=action), limit=500)
    return [{**json.loads(row.details), "by": row.by} for row in found.itertuples()]


def test_a_file_that_cannot_be_made_is_told_in_words(site: Site, offer: Callable[..., str]) -> None:
    status, _, body = fetch(site, offer(kind="print_sheet.pdf"))  # with parameters of another kind

    assert status == 500
    assert "Berkas ini gagal dibuat" in body and "KeyError" not in body


def test_the_owner_gets_the_file_once_and_the_log_says_so(site: Site, offer: Callable[..., str]) -> None:
    before, token = len(entries(site, "export.fetch")), offer()

    status, headers, body = fetch(site, token)
    assert status == 200 and "NIK" in body
    assert headers["cache-control"] == "no-store"
    assert headers["content-disposition"].startswith("attachment; filename=")

    assert fetch(site, token)[0] == 404
    made = entries(site, "export.fetch")
    assert len(made) == before + 1
    assert {name: made[0][name] for name in ("by", "kind", "rows")} == {"by": "print", "kind": KIND, "rows": 0}
    assert made[0]["bytes"] == len(body.encode("utf-8"))


def test_what_was_asked_for_arrives_whole_also_when_it_names_a_regency(site: Site) -> None:
    asked = call_list_params("35.14", 8, clock.today("35.14"))
    with site.data.here():
        clerk = actor(site, "delivery")
        token = downloads.offer(clerk, "call_list.xlsx", asked, at=clock.now())
        assert downloads.claim(clerk, token, at=clock.now()).params == asked
        token = downloads.offer(clerk, "call_list.xlsx", asked, at=clock.now())

    assert fetch(site, token, "delivery")[0] == 200


def test_nobody_else_can_use_it_and_trying_does_not_use_it_up(site: Site, offer: Callable[..., str]) -> None:
    token = offer()

    assert {name: fetch(site, token, name)[0] for name in ("admin", "delivery", "auditor")} == {
        "admin": 404, "delivery": 404, "auditor": 404,
    }  # fmt: skip
    assert ask(site.server, "GET", f"/unduh/{token}").status == 401
    assert fetch(site, token)[0] == 200


def test_after_its_time_or_invented_it_is_gone(site: Site, offer: Callable[..., str]) -> None:
    assert fetch(site, offer(age=timedelta(minutes=16)))[0] == 404
    assert fetch(site, "a" * 43)[0] == 404
    assert fetch(site, offer(kind="tidak.ada"))[0] == 404


def test_permission_is_asked_again_when_the_file_is_made(site: Site, offer: Callable[..., str]) -> None:
    before = len(entries(site, "export.fetch"))

    status, _, body = fetch(site, offer("head"), "head")

    assert status == 403 and "tidak berwenang" in body
    assert len(entries(site, "export.fetch")) == before


def test_of_two_fetches_at_once_one_gets_it(site: Site, offer: Callable[..., str]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    token, cookie = offer(), {"Cookie": f"ktp_sesi={site.data.token('print')}"}
    with ThreadPoolExecutor(6) as pool:
        seen = list(pool.map(lambda _: ask(site.server, "GET", f"/unduh/{token}", cookie).status, range(6)))

    assert sorted(seen) == [200, 404, 404, 404, 404, 404]


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("antrean-cetak.csv", "antrean-cetak.csv", "antrean-cetak.csv"),
        ("Antrean Cetak Kraton.xlsx", "Antrean Cetak Kraton.xlsx", "Antrean%20Cetak%20Kraton.xlsx"),
        ("../../etc/passwd", "-..-etc-passwd", "-..-etc-passwd"),
        ('a"; filename="x.exe', "a-_ filename_-x.exe", "a-%3B%20filename%3D-x.exe"),
        ("baris\r\nSet-Cookie: a=b.csv", "barisSet-Cookie- a_b.csv", "barisSet-Cookie-%20a%3Db.csv"),
        ("MA Ma’arif é.csv", "MA Maarif e.csv", "MA%20Ma%E2%80%99arif%20%C3%A9.csv"),
        ("..", "unduhan", "unduhan"),
        ("", "unduhan", "unduhan"),
    ],
)
def test_a_name_in_the_header_is_only_a_name(name: str, plain: str, whole: str) -> None:
    assert disposition(name) == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"
