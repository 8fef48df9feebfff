"""`institutions import` keeps its promises: keys, exit codes, one JSON object, sentences for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests_support.constants import NOW, PASURUAN

from ktp_core.access.transactions import SYSTEM
from ktp_core.cli import main
from ktp_core.regions import service as regions

LIST = "NPSN;Nama;Bentuk;Kecamatan;Kabupaten\n20519475;SMAN 1 Kejayan;SMA;Kejayan;Kab. Pasuruan\n"
OTHERS = "20519476;SMAN 1 Juai;SMA;Juai;Kab. Balangan\n20519477;SMPN 1;SMP;Beji;\n2051;SMAN 9;SMA;Beji;\n"


@pytest.fixture
def office(sqlite_database: str, actor_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "MODULES", ("institutions",))
    regions.init(SYSTEM, [PASURUAN], NOW)
    actor_of("rina", "roster", regency=PASURUAN)
    actor_of("kadin", "head", regency=PASURUAN)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "daftar.csv"
    path.write_text(LIST + OTHERS)
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main.run(["institutions", "import", *map(str, words)])
    return int(ended.value.code or 0), capsys.readouterr().out


def test_the_object_counts_every_row_and_names_every_cell(office, file, capsys) -> None:
    code, out = run(capsys, file, "--regency", PASURUAN, "--by", "rina", "--json")

    result = json.loads(out)
    assert code == 0
    assert result.pop("issues") == [
        {
            "sheet": "", "row": 5, "cell": "A5", "column": "NPSN", "severity": "error", "code": "number_shape",
            "message": "NPSN 2051 bukan bentuk nomor yang benar; periksa angkanya (simpan kolom sebagai teks).",
        }
    ]  # fmt: skip
    assert result == {
        "read": 4, "new": 1, "changed": 0, "same": 0, "elsewhere": 1, "out_of_scope": 1, "rejected": 1,
    }  # fmt: skip
    again = json.loads(run(capsys, file, "--regency", PASURUAN, "--by", "rina", "--json")[1])
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1)


def test_people_read_a_table_and_sentences(office, file, capsys) -> None:
    code, out = run(capsys, file, "--regency", PASURUAN, "--by", "rina")

    assert code == 0
    assert "Kabupaten/kota lain" in out and "Baris 5 (A5): NPSN 2051" in out.replace("\n", " ")


@pytest.mark.parametrize(
    ("words", "code", "refused"),
    [
        (("--by", "kadin"), 3, "not_allowed"),
        (("--by", "siapa"), 3, "account_unknown"),
        (("--by", "system"), 3, "account_unknown"),
        (("--by", "rina", "--regency", "63.11"), 3, "not_allowed"),
        (("--by", "rina", "missing.csv"), 2, "file"),
    ],
)
def test_refusals_have_their_exit_code_and_a_sentence(office, file, capsys, words, code, refused) -> None:
    target = () if "missing.csv" in words else (file,)
    place = () if "--regency" in words else ("--regency", PASURUAN)

    ended, out = run(capsys, *target, *words, *place, "--json")

    answer = json.loads(out)["refused"]
    assert (ended, answer["code"]) == (code, refused)
    assert answer["message"]


def test_a_regency_that_does_not_exist_is_refused(office, file, capsys, actor_of) -> None:
    actor_of("pusat", "admin")

    for code in ("xx", "99.99", "3514", "35.14.06"):
        ended, out = run(capsys, file, "--regency", code, "--by", "pusat", "--json")
        assert (ended, json.loads(out)["refused"]["code"]) == (2, "regency_unknown")
