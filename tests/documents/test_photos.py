"""Photos in a berita acara: upright, of moderate size, without what a camera writes into them."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from tests_support import papers, rendering

from ktp_core.documents import photos, render, reports
from ktp_core.documents.model import Picture
from ktp_core.exports.model import Format


def _in(content: bytes, form: Format) -> int:
    """How many pictures a document holds."""
    if form is Format.DOCX:
        return rendering.inside(content).count(b"\nword/media/")
    return content.count(b"/Subtype /Image")


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
@pytest.mark.parametrize("sizes", [(), ((1600, 900),), ((900, 1600),), ((4000, 3000), (600, 4000))])
def test_none_one_or_two_photos_of_any_shape_are_set(form: Format, sizes: tuple[tuple[int, int], ...]) -> None:
    taken = [Picture(papers.photo(*size, color), "Foto") for size, color in zip(sizes, ("navy", "green"), strict=False)]

    content = render(reports.berita_acara(papers.report(photos=taken)), form)

    assert _in(content, form) == len(sizes)
    assert len(content) < 400_000


def test_a_photo_taken_with_the_camera_on_its_side_stands_upright_and_loses_its_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[1] = "S"  # where it was taken
    taken = papers.photo(1600, 1200, exif=exif)
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(0x8825)

    ready = photos.ready(taken)

    assert ready is not None
    assert (ready.width, ready.height) == (900, 1200)
    assert not Image.open(io.BytesIO(ready.content)).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_of_every_kind_become_plain_photos_on_white(mode: str) -> None:
    clear = Image.new("RGBA", (50, 40), (200, 0, 0, 0))
    source = Image.new(mode, clear.size) if mode == "I;16" else clear.convert(mode)
    out = io.BytesIO()
    source.save(out, "PNG")

    ready = photos.ready(out.getvalue())

    assert ready is not None
    shown = Image.open(io.BytesIO(ready.content))
    assert (shown.mode, shown.format) == ("RGB", "JPEG")
    if mode in ("LA", "RGBA"):
        assert shown.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("form", [Format.PDF, Format.DOCX])
@pytest.mark.parametrize("bad", [b"", b"%PDF-1.4", papers.photo(400, 300)[:900], b"GIF89a" + b"\0" * 50])
def test_bytes_that_are_no_photo_are_named_and_the_document_is_made(form: Format, bad: bytes) -> None:
    content = render(reports.berita_acara(papers.report(photos=[Picture(bad, "Foto")])), form)

    shown = rendering.pdf_text(content) if form is Format.PDF else rendering.docx_text(content)
    assert photos.UNREADABLE in shown
    assert "Demikian berita acara" in shown
