"""What every answer carries, and which hosts the server answers for."""

from __future__ import annotations

import pytest
from tests_support.http import Answer, ask
from tests_support.installation import Site

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def signed_in(site: Site, path: str) -> Answer:
    return ask(site.server, "GET", path, {"Cookie": f"ktp_sesi={site.data.token('head')}", "Accept": "text/html"})


@pytest.mark.parametrize("path", ["/", "/masuk", "/sehat", "/_stcore/health", "/media/x", "/tidak-ada.js", "/unduh/x"])
def test_every_answer_has_the_security_headers(site: Site, path: str) -> None:
    for answer in (ask(site.server, "GET", path), signed_in(site, path)):
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
        assert answer.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_the_application_may_load_and_run_only_what_this_server_gave(site: Site) -> None:
    policy = signed_in(site, "/").headers["content-security-policy"]

    rules = {name: words for name, _, words in (part.strip().partition(" ") for part in policy.split(";"))}
    assert rules["default-src"] == "'self'" and rules["object-src"] == "'none'"
    assert "'unsafe-inline'" not in rules["script-src"] and "'unsafe-eval'" not in rules["script-src"]
    assert not any("http" in words or "*" in words for words in rules.values())


def test_the_page_says_its_language_and_name_before_any_script_runs(site: Site) -> None:
    page = signed_in(site, "/beranda").body

    assert '<html lang="id">' in page and "<title>KTP-el</title>" in page
    assert "Aplikasi ini memerlukan JavaScript." in page and "openapi.json" not in page


def test_files_with_a_hash_in_their_name_may_be_kept_by_the_browser(site: Site) -> None:
    page = signed_in(site, "/").body
    script = page.partition('src="./static/js/index.')[2].partition('"')[0]

    assert "no-store" not in signed_in(site, f"/static/js/index.{script}").headers.get("cache-control", "")


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("127.0.0.1:{port}", True),
        ("localhost:{port}", True),
        ("192.168.1.20", True),
        ("[::1]:{port}", True),
        ("jahat.example", False),
        ("127.0.0.1.jahat.example:{port}", False),
        ("localhost:x", False),
        ("", False),
    ],
)
def test_a_name_that_is_not_this_machines_is_not_answered(site: Site, host: str, answered: bool) -> None:
    answer = ask(site.server, "GET", "/sehat", {"Host": host.format(port=site.server.port)})

    assert (answer.status == 200) is answered
