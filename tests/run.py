"""Everything that must hold, in one command: style, types, arrows, then pytest (unit, screens, browser, faults).

As root on Debian it installs what is missing (chromium, PostgreSQL, LibreOffice); elsewhere the tests that need a
missing program are left out and named at the end. With KTP_NOTHING_LEFT_OUT=1 a test left out is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {  # Debian package -> a program it brings
    "chromium": "chromium",
    "postgresql-15": "/usr/lib/postgresql/15/bin/postgres",
    "libreoffice-calc-nogui": "soffice",
    "libreoffice-writer-nogui": "/usr/lib/libreoffice/program/libswlo.so",
    "poppler-utils": "pdftoppm",
    "fonts-liberation": "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",  # as wide as Arial
    "fonts-dejavu-core": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
}


def missing() -> list[str]:
    """Debian packages whose program is not there."""
    return [name for name, program in PACKAGES.items() if not (shutil.which(program) or Path(program).exists())]


def install(packages: list[str]) -> None:
    """Install where we may; otherwise the tests that need them say so themselves."""
    if not packages or not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print(f"Installing {', '.join(packages)} ...", flush=True)
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
    for package in packages:  # one by one: a release without one of them still gets the others
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], check=False, **quiet)  # type: ignore[call-overload]


def main() -> int:
    """Run the checks in order; the first failure of the quick ones does not hide the others."""
    install(missing())
    tools = Path(sys.executable).parent
    checks = [
        [tools / "ruff", "check", "."],
        [tools / "mypy"],
        [tools / "lint-imports"],
        [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", "-q", "-rs", *sys.argv[1:]],
    ]
    failed = []
    for command in checks:
        words = [str(word) for word in command]
        print("\n$", " ".join([Path(words[0]).name, *words[1:]]), flush=True)
        if subprocess.run(words, cwd=ROOT, check=False).returncode != 0:
            failed.append(" ".join([Path(words[0]).name, *words[1:3]]))
    print("\nFailed: " + "; ".join(failed) if failed else "\nAll checks passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
