"""What docs/operations.md tells people to type works as written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_the_drill_runs_as_written(demo, tmp_path):
    drill = re.search(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    assert drill is not None
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "VIRTUAL_ENV": sys.prefix,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }  # fmt: skip

    done = subprocess.run(
        ["sh", "-e", "-c", drill.group(1)], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "Semua cocok." in done.stdout
    heads = re.findall(r"\b[0-9a-f]{64}\b", done.stdout)
    assert len(heads) == 2 and len(set(heads)) == 1
    assert not (tmp_path / "drill").exists()


def test_every_kind_of_difference_has_advice_or_explains_itself():
    for kind in ("card_line", "summary", "audit_chain"):
        assert f"`verify` lists `{kind}`" in TEXT
