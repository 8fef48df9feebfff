"""What the docs promise about commands is there, and the README's commands run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import typer
from tests_support.ports import free_port

from ktp_core.cli.main import build

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
# These start or run everything: the first has a test below, the others are what CI and the first line do.
ELSEWHERE = {
    "make run",
    "make test",
    "pip install -r requirements.txt",
    "streamlit run app.py",
    "python -m ktp_core serve",
}


def shell_lines() -> list[str]:
    """Every command line of the README's shell blocks, comments cut off."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def command_names(group: typer.core.TyperGroup, prefix: str = "") -> set[str]:
    """Every command of the application, `roster check` in two words."""
    names: set[str] = set()
    for name, command in group.commands.items():
        full = f"{prefix}{name}"
        names |= command_names(command, f"{full} ") if hasattr(command, "commands") else {full}
    return names


def test_every_command_is_documented_and_every_documented_command_exists():
    existing = command_names(typer.main.get_command(build()))
    documented = {
        " ".join(re.match(r"[a-z ]+", cell).group().split())
        for row in re.findall(r"^\| (`.*?) \| ", CLI, re.MULTILINE)
        for cell in re.findall(r"`([^`]+)`", row)
        if re.match(r"[a-z]", cell)
    }

    assert existing == documented


@pytest.fixture(scope="module")
def small_office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a machine on which the small demo was built."""
    folder = tmp_path_factory.mktemp("readme")
    environment = {**os.environ, "KTP_DATA_DIR": str(folder)}
    environment.pop("KTP_DATABASE_URL", None)
    subprocess.run([sys.executable, "-m", "ktp_core", "demo", "--size", "small"], cwd=ROOT, env=environment, check=True)
    return environment


HERE = [line for line in shell_lines() if line not in ELSEWHERE and "demo" not in line.split()]


@pytest.mark.parametrize("line", HERE)
def test_a_command_of_the_readme_runs(line, small_office, tmp_path):
    environment = {**small_office, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    if " init " in line or "user add" in line:  # of a real office: an empty place
        environment["KTP_DATA_DIR"] = str(tmp_path)
    if " bench " in line:
        line = line.replace("1400000", "2000")

    done = subprocess.run(["bash", "-c", line], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_make_run_serves_the_dashboard_and_prints_the_demo_accounts(small_office, tmp_path):
    port = free_port()
    environment = {**small_office, "STREAMLIT_SERVER_PORT": str(port), "KTP_PORT": str(port)}
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            ["make", "run"], cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        page = _wait(f"http://127.0.0.1:{port}/masuk", process)
    finally:
        process.terminate()
        os.killpg(process.pid, 15)
        process.wait(20)

    assert "Masuk" in page
    assert "kepala" in log.read_text(encoding="utf-8")


def _wait(address: str, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "no answer within a minute"
            time.sleep(0.2)


def test_the_readme_shell_lines_are_found():
    assert [shlex.split(line)[0] for line in shell_lines()][:2] == ["make", "make"]
