"""Signing in through the real form: tokens, origins, cookies, wrong passwords, delays, and where it leads."""

from __future__ import annotations

import uuid

import pytest
from tests_support.http import Answer, ask, form, post, sign_in
from tests_support.installation import PASSWORD, Installation, Site
from tests_support.server import Server

WRONG = "Nama akun atau kata sandi tidak cocok."


def session_of(answer: Answer) -> str:
    return next(cookie for cookie in answer.cookies if cookie.startswith("ktp_sesi=")).partition(";")[0]


def fresh(site: Site, *roles: str) -> str:
    name = f"masuk.{uuid.uuid4().hex[:8]}"
    site.data.account(name, *(roles or ("roster",)), regency="35.14")
    return name


@pytest.fixture(autouse=True)
def no_wrong_tries_yet(site: Site) -> None:
    """Every test of this file comes from the same address."""
    forget(site)


def forget(site: Site) -> None:
    from sqlalchemy import delete

    from ktp_core.db.engine import write_transaction
    from ktp_core.db.schema import sign_in_failure

    with site.data.here(), write_transaction() as conn:
        conn.execute(delete(sign_in_failure))


def test_the_cookie_cannot_be_read_by_scripts_or_sent_by_other_sites_and_dies_with_the_browser(site: Site) -> None:
    answer = sign_in(site.server, fresh(site), PASSWORD)

    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = next(one for one in answer.cookies if one.startswith("ktp_sesi="))
    assert {part.strip().lower() for part in cookie.split(";")[1:]} == {"httponly", "path=/", "samesite=lax"}


def test_a_session_that_was_planted_before_signing_in_is_not_the_session_afterwards(site: Site) -> None:
    name = fresh(site)
    old = site.data.token(name)
    opened = form(site.server)
    fields = {"csrf": opened.csrf, "nama": name, "sandi": PASSWORD}

    answer = post(site.server, "/masuk", fields, f"{opened.cookie}; ktp_sesi={old}")
    planted = post(site.server, "/masuk", fields, f"{opened.cookie}; ktp_sesi=planted")

    new = session_of(answer)
    assert new != f"ktp_sesi={old}" and session_of(planted) not in (new, "ktp_sesi=planted")
    seen = [
        ask(site.server, "GET", "/", {"Cookie": cookie, "Accept": "text/html"}).status
        for cookie in (f"ktp_sesi={old}", "ktp_sesi=planted", new)
    ]
    assert seen == [303, 303, 200]


@pytest.mark.parametrize("broken", ["no token", "another browser's token", "no cookie", "foreign origin", "no origin"])
def test_a_form_that_this_server_did_not_give_this_browser_is_refused(site: Site, broken: str) -> None:
    name, mine, other = fresh(site), form(site.server), form(site.server)
    token = {"no token": "", "another browser's token": other.csrf}.get(broken, mine.csrf)
    origin = {"foreign origin": "http://jahat.example", "no origin": ""}.get(broken, site.server.url)
    cookie = "" if broken == "no cookie" else mine.cookie

    answer = post(site.server, "/masuk", {"csrf": token, "nama": name, "sandi": PASSWORD}, cookie, Origin=origin)

    assert answer.status == 403
    assert not any(one.startswith("ktp_sesi=") for one in answer.cookies)
    assert f'value="{name}"' in answer.body


def test_an_unknown_name_reads_like_a_wrong_password(site: Site) -> None:
    name = fresh(site)
    site.data.close(site.data.account(closed := f"tutup.{uuid.uuid4().hex[:6]}", "roster", regency="35.14"))

    def answered(who: str) -> str:
        opened = form(site.server)
        answer = post(site.server, "/masuk", {"csrf": opened.csrf, "nama": who, "sandi": "salah sekali"}, opened.cookie)
        forget(site)
        assert answer.status == 401
        return answer.body.replace(who, "NAMA").replace(opened.csrf, "TOKEN")

    bodies = {answered(who) for who in (name, f"tiada.{uuid.uuid4().hex[:6]}", closed)}

    assert len(bodies) == 1 and WRONG in bodies.pop()


def test_after_five_wrong_passwords_even_the_right_one_waits_and_the_wait_grows(site: Site) -> None:
    name = fresh(site)

    assert [sign_in(site.server, name, "salah sekali").status for _ in range(5)] == [401] * 5
    first = sign_in(site.server, name, PASSWORD)
    assert first.status == 429 and "Coba lagi dalam" in first.body and f'value="{name}"' in first.body
    assert 1 <= int(first.headers["retry-after"]) <= 5


def test_five_wrong_tries_with_five_names_delay_the_address(site: Site) -> None:
    for _ in range(5):
        assert sign_in(site.server, f"nama.{uuid.uuid4().hex[:8]}", "salah sekali").status == 401

    assert sign_in(site.server, fresh(site), PASSWORD).status == 429


def test_an_invented_forwarded_address_starts_no_new_count(site: Site) -> None:
    for number in range(5):
        answer = sign_in(site.server, f"nama.{uuid.uuid4().hex[:8]}", "salah", X_Forwarded_For=f"10.0.0.{number}")
        assert answer.status == 401

    assert sign_in(site.server, fresh(site), PASSWORD, X_Forwarded_For="10.9.9.9").status == 429


def test_an_invented_protocol_does_not_change_the_cookie(site: Site) -> None:
    answer = sign_in(site.server, fresh(site), PASSWORD, X_Forwarded_Proto="https")

    assert session_of(answer).startswith("ktp_sesi=")


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/antrean_cetak?kecamatan=Kejayan", "/antrean_cetak?kecamatan=Kejayan"),
        ("//jahat.example/", "/"),
        ("https://jahat.example/", "/"),
        ("/\\jahat.example", "/"),
        ("/masuk?ke=/masuk", "/"),
        ("javascript:alert(1)", "/"),
        ("/beranda\r\nSet-Cookie: a=b", "/"),
    ],
)
def test_signing_in_leads_back_to_the_address_that_was_asked_for_if_it_is_ours(
    site: Site, wanted: str, reached: str
) -> None:
    opened = form(site.server)
    fields = {"csrf": opened.csrf, "ke": wanted, "nama": fresh(site), "sandi": PASSWORD}

    assert post(site.server, "/masuk", fields, opened.cookie).headers["location"] == reached


def test_what_was_typed_comes_back_as_text_only(site: Site) -> None:
    answer = sign_in(site.server, '"><script>alert(1)</script>', "salah")

    assert answer.status == 401
    assert "<script" not in answer.body and "&quot;&gt;&lt;script&gt;" in answer.body


def test_a_form_larger_than_any_of_ours_is_not_read(site: Site) -> None:
    opened = form(site.server)
    fields = {"csrf": opened.csrf, "nama": "a", "sandi": "x" * 20_000}

    assert post(site.server, "/masuk", fields, opened.cookie).status == 403


def test_an_installation_without_accounts_says_how_to_make_the_first_and_lets_nobody_in(tmp_path: object) -> None:
    with Server(tmp_path / "baru") as server:  # type: ignore[operator]
        page = ask(server, "GET", "/masuk", {"Accept": "text/html"})
        assert "python -m ktp_core user add admin --role admin --password-stdin" in page.body
        assert ask(server, "GET", "/", {"Accept": "text/html"}).headers["location"] == "/masuk"
        for name in ("admin", "system", ""):
            answer = post(server, "/masuk", {"csrf": "", "nama": name, "sandi": ""}, "")
            assert answer.status == 403 and not any(one.startswith("ktp_sesi") for one in answer.cookies)

        Installation(tmp_path / "baru").account("admin", "admin")  # type: ignore[operator]
        assert sign_in(server, "admin", PASSWORD).status == 303


def test_passwords_stand_in_no_log(site: Site) -> None:
    sign_in(site.server, fresh(site), PASSWORD)
    sign_in(site.server, "3514062708109001", "3514062708109001")

    log = site.server.log()
    assert PASSWORD not in log and "3514062708109001" not in log
