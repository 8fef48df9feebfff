"""XLS and ODS as a real office program writes them. LibreOffice makes the files; without it these are left out."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from tests_support.hostile_rosters import CLASS, DATE, NAME, NIK
from tests_support.roster_files import BY_NIK, PEOPLE, Raw, book_parts, changed, pack, sheet_xml, table, xlsx

from ktp_core.errors import Refused
from ktp_core.rosters.checking import check_file

TODAY = date(2026, 11, 22)
SOURCES = {
    "sound": lambda: xlsx(),
    "hidden": lambda: pack(
        book_parts([("D", "visible", sheet_xml(table())), ("H", "hidden", sheet_xml(changed(1, NAME, "ORANG LAIN")))])
    ),
    "dates": lambda: xlsx(changed(1, DATE, Raw('<c r="{ref}" s="1"><v>40271</v></c>'))),
    "dates1904": lambda: xlsx(changed(1, DATE, Raw('<c r="{ref}" s="1"><v>38809</v></c>')), date1904=True),
    "errors": lambda: xlsx(changed(1, NIK, Raw('<c r="{ref}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))),
    "formula": lambda: xlsx(changed(1, CLASS, Raw('<c r="{ref}" t="str"><f>"X-"&amp;1</f><v>X-1</v></c>'))),
    "number": lambda: xlsx(changed(1, NIK, int(PEOPLE[0].nik))),
    "far": lambda: xlsx([*table(), *[[] for _ in range(60_000)], ["", "RINA MARLINA"]]),
}


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every source as .xls and .ods, made by one run for each kind."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here: XLS and ODS of a real program were not tried")
    folder = tmp_path_factory.mktemp("office")
    for name, build in SOURCES.items():
        (folder / f"{name}.xlsx").write_bytes(build())
    files = [str(folder / f"{name}.xlsx") for name in SOURCES]
    for kind in ("xls:MS Excel 97", "ods"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *files]
        subprocess.run(command, capture_output=True, timeout=180, check=True)
    return folder


def check(folder: Path, name: str):
    return check_file((folder / name).read_bytes(), name, today=TODAY)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize(
    ("source", "accepted", "codes"),
    [
        ("sound", 6, set()),
        ("hidden", 6, set()),
        ("dates", 6, set()),
        ("dates1904", 6, set()),
        ("errors", 5, {"cell_error"}),
        ("formula", 6, set()),
        ("number", 6, {"nik_from_number"}),
        ("far", 6, {"nik_missing", "date_missing"}),
    ],
)
def test_a_real_file_is_read_as_it_was_written(converted: Path, kind: str, source: str, accepted: int, codes: set[str]):
    roster = check(converted, f"{source}.{kind}")

    assert roster.file.format == kind
    assert ("hidden_sheets" in {warning.code for warning in roster.warnings}) is (source == "hidden")
    assert roster.accepted == accepted
    assert {issue.code.value for issue in roster.issues} == codes
    for row in roster.rows:
        if row.accepted:
            truth = BY_NIK[row.nik or ""]
            assert (row.name, row.birth_date, row.sex, row.nisn) == (truth.name, truth.born, truth.sex, truth.nisn)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_xls_is_refused_or_read_in_part_never_misread(converted: Path, share: float):
    content = (converted / "sound.xls").read_bytes()

    with pytest.raises(Refused) as refusal:
        check_file(content[: int(len(content) * share)], "a.xls", today=TODAY)

    assert refusal.value.code in ("format", "empty", "columns")
