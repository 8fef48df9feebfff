"""`stuck` keeps its promises: keys, the same numbers as the screen, no names, refusals."""

from __future__ import annotations

import json

import pytest
from tests_support.card_people import KEJAYAN, TODAY, add_people, bring_to, newcomer
from tests_support.offices import make_office

from ktp_core.cards.model import CardState
from ktp_core.cli.main import run
from ktp_core.db.engine import write_transaction
from ktp_core.stuck.model import StuckKind


@pytest.fixture
def call(sqlite_database, capsys):
    make_office()
    with write_transaction() as conn:
        keys = add_people(conn, newcomer(1, name="ANI"), newcomer(2, name="BUDI"), newcomer(3, district="35.14.02"))
        for key, state in zip(keys, (CardState.PRINTED, CardState.DUPLICATE, CardState.DUPLICATE), strict=True):
            bring_to(conn, key, state, TODAY.replace(month=8))

    def ask(*options: str, as_json: bool = True) -> tuple[int, str]:
        code = 0
        try:
            run(["stuck", *options, "--as-of", TODAY.isoformat(), *(["--json"] if as_json else [])])
        except SystemExit as ended:
            code = int(ended.code or 0)
        return code, capsys.readouterr().out

    return ask


def test_the_answer_has_the_promised_keys_and_numbers(call):
    code, out = call("--regency", "35.14")
    answer = json.loads(out)

    assert code == 0 and list(answer) == ["as_of", "total", "kinds", "districts"]
    assert [one["kind"] for one in answer["kinds"]] == [kind.value for kind in StuckKind]
    found = {one["kind"]: one for one in answer["kinds"] if one["n"]}
    assert {kind: one["n"] for kind, one in found.items()} == {"printed": 1, "duplicate": 2}
    assert found["printed"] == {
        "kind": "printed", "n": 1, "oldest": 92, "median": 92.0, "limit": 7, "turn": "delivery",
        "ages": [{"from": a, "to": b, "n": n} for a, b, n in ((0, 30, 0), (31, 90, 0), (91, 180, 1), (181, 365, 0),
                                                              (366, None, 0))],
    }  # fmt: skip
    assert answer["total"] == 3
    assert answer["districts"] == [
        {"code": KEJAYAN, "name": "Kejayan", "n": 2}, {"code": "35.14.02", "name": "Tutur", "n": 1}
    ]  # fmt: skip


def test_a_district_narrows_it_and_people_read_it_without_names(call):
    assert json.loads(call("--regency", "35.14", "--district", "35.14.02")[1])["total"] == 1

    code, out = call("--regency", "35.14", as_json=False)

    assert code == 0 and "3 kartu tersendat" in out and "ANI" not in out and "BUDI" not in out


@pytest.mark.parametrize(("options", "code", "why"), [
    (("--regency", "abc"), 2, "regency_unknown"), (("--regency", "63.11"), 2, "regency_not_set_up"),
    (("--regency", "35.14", "--district", "35.14.99"), 2, "backlog_district_unknown"),
    (("--regency", "35.14", "--by", "tidak.ada"), 3, "account_unknown"),
])  # fmt: skip
def test_a_slip_is_refused_and_no_empty_answer(call, options, code, why):
    ended, out = call(*options)

    assert ended == code and json.loads(out)["refused"]["code"] == why


def test_an_account_of_one_district_is_told_of_that_district_alone(call, actor_of):
    actor_of("tutur", "head", regency="35.14", districts=("35.14.02",))

    assert json.loads(call("--regency", "35.14", "--by", "tutur")[1])["total"] == 1
    assert call("--regency", "35.14", "--by", "tutur", "--district", KEJAYAN)[0] == 3
