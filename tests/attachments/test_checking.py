"""What is kept of a file that somebody hands in, and that every hostile kind is a sentence and nothing else."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests_support import kept_files as files

from ktp_core.attachments import checking, rules, worker
from ktp_core.attachments.model import JPEG, PDF
from ktp_core.errors import Refused
from ktp_core.labels import refusal_text


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        checking.check(content)
    sentence = refusal_text(refusal.value)
    assert sentence.endswith(".") and "{" not in sentence
    return refusal.value.code


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


# -- what is taken


def test_a_letter_is_kept_to_the_byte() -> None:
    content = files.letter(3)

    kept = checking.check(content)

    assert (kept.media_type, kept.content) == (PDF, content)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photo_is_drawn_anew_and_made_smaller(mode) -> None:
    kept = checking.check(files.picture(4000, 3000, mode=mode), longest=1600)

    picture = opened(kept.content)
    assert (kept.media_type, picture.format, picture.mode, picture.size) == (JPEG, "JPEG", "RGB", (1600, 1200))
    assert max(picture.getpixel((100, 600))) < 60 and min(picture.getpixel((1500, 600))) > 240


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "LA", "L", "1", "I;16"])
def test_every_kind_of_png_becomes_a_jpeg_on_white(mode) -> None:
    kept = checking.check(files.picture(600, 400, "PNG", mode))

    picture = opened(kept.content)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (600, 400))
    assert max(picture.getpixel((50, 200))) < 60 and min(picture.getpixel((550, 200))) > 240


def test_thin_strokes_of_a_black_and_white_scan_stay_grey_and_do_not_vanish() -> None:
    scan = Image.new("1", (4400, 3000), 1)
    for at in range(100, 4400, 100):
        scan.paste(0, (at, 0, at + 1, 3000))
    out = BytesIO()
    scan.save(out, "PNG")

    picture = opened(checking.check(out.getvalue(), longest=1100).content).convert("L")

    darkest = [min(picture.getpixel((x, 300)) for x in range(at // 4 - 3, at // 4 + 4)) for at in range(100, 4400, 100)]
    assert max(darkest) < 235


def test_what_is_transparent_becomes_white_and_not_black() -> None:
    out = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")

    assert min(opened(checking.check(out.getvalue()).content).getpixel((150, 150))) > 250


def test_a_small_picture_is_not_blown_up() -> None:
    assert opened(checking.check(files.picture(320, 240), longest=1600).content).size == (320, 240)


def test_a_photo_loses_place_camera_and_comment_and_stands_upright() -> None:
    content = files.with_place()
    assert b"KameraRahasia" in content and b"komentar" in content

    kept = checking.check(content)

    picture = opened(kept.content)
    assert picture.size == (600, 1000)  # it lay on its side
    assert max(picture.getpixel((300, 100))) < 60 and min(picture.getpixel((300, 900))) > 240
    assert dict(picture.getexif()) == {} and "comment" not in picture.info
    assert b"KameraRahasia" not in kept.content and b"komentar" not in kept.content and b"Exif" not in kept.content


def test_the_same_photo_gives_the_same_bytes() -> None:
    content = files.with_place()

    assert checking.check(content) == checking.check(content)


def test_a_signed_letter_and_one_with_a_jump_and_a_link_are_papers() -> None:
    def change(paper) -> None:
        from pikepdf import Array, Dictionary, Name

        jump = Array([paper.pages[0].obj, Name.Fit])
        paper.Root.OpenAction = Dictionary(S=Name.GoTo, D=jump)
        signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 40)
        field = Dictionary(FT=Name.Sig, T="ttd", V=signature, Type=Name.Annot, Subtype=Name.Widget,
                           Rect=Array([0, 0, 0, 0]))  # fmt: skip
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
                          A=Dictionary(S=Name.URI, URI="https://bsre.bssn.go.id"))  # fmt: skip
        paper.pages[0].obj.Annots = Array([paper.make_indirect(field), paper.make_indirect(link)])
        paper.Root.AcroForm = Dictionary(Fields=Array([paper.pages[0].obj.Annots[0]]), SigFlags=3)

    content = files.paper_with(change)

    assert checking.check(content).content == content


# -- what is not


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attachment_empty"),
        (b"Kepada Yth. Kepala Dinas\n", "attachment_kind"),
        (b"MZ\x90\x00" + b"\0" * 400, "attachment_kind"),
        (b"<html><script>alert(1)</script>", "attachment_kind"),
        (b"\n%PDF-1.4 not at the beginning", "attachment_kind"),
        (b"GIF89a" + b"\0" * 100, "attachment_kind"),
        (b"II*\x00" + b"\0" * 100, "attachment_kind"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "attachment_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "attachment_kind"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "attachment_heic"),
        (b"PK\x03\x04" + b"\0" * 100, "attachment_office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "attachment_office"),
        (b"%PDF-", "attachment_damaged"),
        (b"%PDF-1.7\nthis is only text\n%%EOF\n", "attachment_damaged"),
        (b"\xff\xd8\xff", "attachment_damaged"),
        (b"\xff\xd8\xff\xe0 a text that begins like a photo", "attachment_damaged"),
        (b"\x89PNG\r\n\x1a\n", "attachment_damaged"),
    ],
)
def test_what_a_file_is_decides_not_what_it_is_called(content, code) -> None:
    assert refused(content) == code


def test_ten_megabytes_are_the_end() -> None:
    at_most = files.letter() + b"\n" * (10 * 1024 * 1024 - len(files.letter()))

    assert refused(at_most + b"\n") == "attachment_big"
    assert refused(b"\0" * (11 * 1024 * 1024)) == "attachment_big"
    assert rules.kind_of(at_most) == PDF


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.98])
@pytest.mark.parametrize("kind", ["pdf", "jpeg", "png"])
def test_what_is_cut_off_is_damaged(kind, share) -> None:
    noise = Image.effect_noise((700, 500), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "PNG" if kind == "png" else "JPEG")
    content = files.letter(4) if kind == "pdf" else out.getvalue()

    assert refused(content[: int(len(content) * share)]) == "attachment_damaged"


@pytest.mark.parametrize("kind", list(files.ACTIVE))
def test_a_pdf_that_does_more_than_paper_is_refused(kind) -> None:
    assert refused(files.active(kind)) == "attachment_active"


@pytest.mark.parametrize("kind", list(files.CARRIERS))
def test_a_pdf_with_another_file_in_it_is_refused(kind) -> None:
    assert refused(files.carrier(kind)) == "attachment_files"


def test_a_script_is_found_however_it_hides() -> None:
    assert refused(files.hidden_script()) == "attachment_active"
    assert refused(files.escaped_script()) in ("attachment_active", "attachment_damaged")


@pytest.mark.parametrize("user", ["sandi", ""])
def test_a_locked_pdf_is_refused_even_when_it_opens_without_asking(user) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert refused(files.letter(encrypt=StandardEncryption(user, ownerPassword="pemilik"))) == "attachment_locked"


def test_a_book_is_no_letter() -> None:
    assert refused(files.letter(101)) == "attachment_pages"


def test_a_pdf_without_pages_is_refused() -> None:
    def empty(paper) -> None:
        del paper.pages[0]

    assert refused(files.paper_with(empty)) == "attachment_pages"


@pytest.mark.parametrize(
    "tail", [b"PK\x03\x04" + b"x" * 300 + b"PK\x05\x06" + b"\0" * 18, b"<script>alert(1)</script>"]
)
def test_another_file_behind_a_pdf_is_refused(tail) -> None:
    assert refused(files.letter() + tail) == "attachment_damaged"


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_nothing_hidden_behind_or_in_a_picture_survives(form) -> None:
    tail = b"PK\x03\x04<script>alert(1)</script><?php system($_GET[0]);"

    kept = checking.check(files.picture(form=form) + tail)

    assert b"script" not in kept.content and b"PK\x03\x04" not in kept.content
    assert kept.content.endswith(b"\xff\xd9")


def test_a_picture_of_a_billion_pixels_is_refused_by_its_head() -> None:
    content = files.enormous_png()
    assert len(content) < 200_000

    assert refused(content) == "attachment_pixels"


def test_a_tracking_pixel_is_no_letter() -> None:
    assert refused(files.picture(1, 1, "PNG")) == "attachment_small"


def test_a_file_that_eats_memory_ends_the_child_and_not_the_server(monkeypatch) -> None:
    monkeypatch.setattr(worker, "_PROGRAM", worker._PROGRAM.replace("main()", "") + (
        "import ktp_core.attachments.child as c; c.limit_process(); b = bytearray(3 * 1024 ** 3)"
    ))  # fmt: skip

    assert refused(files.letter()) == "attachment_heavy"


def test_a_file_that_never_ends_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(worker, "_PROGRAM", "while True: pass")
    monkeypatch.setattr(worker, "WALL_SECONDS", 0.5)

    assert refused(files.letter()) == "attachment_heavy"


def test_a_child_that_crashes_is_a_sentence(monkeypatch) -> None:
    monkeypatch.setattr(worker, "_PROGRAM", "import os; os.abort()")

    assert refused(files.letter()) == "attachment_heavy"


BASES = [files.letter(2), files.picture(300, 200), files.picture(300, 200, "PNG"), files.with_place()]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(base=st.integers(0, 3), seed=st.integers(0, 10**6), hits=st.integers(1, 40))
def test_rotten_bytes_are_a_sentence_or_a_clean_file_and_never_an_error(base, seed, hits) -> None:
    rng = random.Random(seed)
    content = bytearray(BASES[base])
    for _ in range(hits):
        content[rng.randrange(len(content))] = rng.randrange(256)

    try:
        kept = checking.check(bytes(content))
    except Refused as refusal:
        assert refusal_text(refusal)
    else:
        assert kept.media_type == PDF or opened(kept.content).format == "JPEG"


# -- names


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Surat SMAN 1.pdf", "Surat SMAN 1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\tu\\surat.pdf", "surat.pdf"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("<img src=x onerror=1>.jpg", "_img src_x onerror_1_.jpg"),
        ("", "pindaian"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_safe_to_show_and_to_save_under(name, title) -> None:
    assert rules.title_of(name) == title


@pytest.mark.parametrize(
    ("title", "media_type", "name"),
    [
        ("surat.pdf", PDF, "surat.pdf"),
        ("foto.PNG", JPEG, "foto.jpg"),
        ("surat.exe", PDF, "surat.exe.pdf"),
        ("surat no. 5", JPEG, "surat no. 5.jpg"),
    ],
)
def test_a_file_is_saved_with_the_ending_of_what_it_is(title, media_type, name) -> None:
    assert rules.file_name(title, media_type) == name
