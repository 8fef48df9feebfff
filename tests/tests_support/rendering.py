"""Documents as pictures and as words, made by programs that are not ours: poppler and LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from docx import Document as open_docx
from PIL import Image

from ktp_core.exports.model import Format

DPI = 80


def pages(content: bytes, form: Format, folder: Path | None = None, dpi: int = DPI) -> list[Path]:
    """One PNG a page, in order. Skips where the programs are missing."""
    folder = folder or Path(tempfile.mkdtemp(prefix="pages-"))
    source = folder / "document.pdf"
    source.write_bytes(as_pdf(content, form))
    run("pdftoppm", "-r", str(dpi), "-png", str(source), str(folder / "page"))
    return sorted(folder.glob("page-*.png"))


def as_pdf(content: bytes, form: Format) -> bytes:
    """A DOCX as LibreOffice prints it; a PDF as it is. Each call has a profile of its own: two may run at once."""
    if form is Format.PDF:
        return content
    with tempfile.TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        (folder / "in.docx").write_bytes(content)
        run(
            "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(folder / "in.docx"),
        )  # fmt: skip
        return (folder / "in.pdf").read_bytes()


def pdf_text(content: bytes, *, layout: bool = False) -> str:
    """What pdftotext reads, pages divided by form feeds."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        return run("pdftotext", *(["-layout"] if layout else []), "-enc", "UTF-8", file.name, "-")


def docx_text(content: bytes) -> str:
    """Text of the body in its order, tables and nested tables included; the footer is left out."""
    parts: list[str] = []
    for node in open_docx(io.BytesIO(content)).element.body.iter():
        kind = node.tag.rpartition("}")[2]
        if kind == "t":
            parts.append(node.text or "")
        elif kind in ("p", "br", "tab"):
            parts.append("\n")
    return "".join(parts)


def words(text: str) -> Counter[str]:
    """How often each word stands there."""
    return Counter(re.findall(r"\S+", text))


def ink(page: Path) -> float:
    """Share of the page that is not white."""
    grey = Image.open(page).convert("L")
    return sum(grey.histogram()[:200]) / (grey.width * grey.height)


def margins(page: Path) -> tuple[int, int, int, int]:
    """White rows or columns of pixels at the left, top, right and bottom edge."""
    grey = Image.open(page).convert("L").point(lambda value: 255 if value < 200 else 0)
    box = grey.getbbox() or (0, 0, grey.width, grey.height)
    return box[0], box[1], grey.width - box[2], grey.height - box[3]


def fonts(content: bytes) -> list[tuple[str, bool]]:
    """Fonts of a PDF and whether each is embedded."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        lines = run("pdffonts", file.name).splitlines()[2:]
    return [(line.split()[0], line.split()[-5] == "yes") for line in lines]


def inside(content: bytes) -> bytes:
    """Everything in a DOCX, unpacked and joined, names of its parts too."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"\n".join(name.encode() + b"\n" + package.read(name) for name in package.namelist())


def run(program: str, *arguments: str) -> str:
    """What a program says; skips where it is missing."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed: the document was not rendered")
    done = subprocess.run([program, *arguments], capture_output=True, timeout=180, check=True)
    return done.stdout.decode("utf-8", "replace")
