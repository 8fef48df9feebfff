# ruff: noqa: E501  one kind a line
"""More than a hundred kinds of spoilt rosters, built when asked for. Each says what must come of it."""

import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests_support.roster_files import (
    HEADINGS,
    MAIN,
    ODS_HEAD,
    PEOPLE,
    RELS,
    Raw,
    book_parts,
    changed,
    csv_text,
    ods,
    ods_row,
    ods_table,
    pack,
    row_xml,
    sheet_xml,
    table,
    with_sheet,
    xlsx,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@dataclass(frozen=True)
class Kind:
    """`refused` is the code of a refusal; otherwise `accepted` rows and the codes that must be among the issues."""

    name: str
    build: Callable[[], bytes]
    file: str = "daftar.xlsx"
    refused: tuple[str, ...] = ()
    accepted: int = 6
    codes: frozenset[str] = field(default_factory=frozenset)


def refuse(name: str, build: Callable[[], bytes], *codes: str, file: str = "daftar.xlsx") -> Kind:
    return Kind(name, build, file, codes)


def take(name: str, build: Callable[[], bytes], accepted: int = 6, *codes: str, file: str = "daftar.xlsx") -> Kind:
    return Kind(name, build, file, (), accepted, frozenset(codes))


def one_cell(name: str, column: int, value: str | Raw, accepted: int, *codes: str) -> Kind:
    return take(name, lambda: xlsx(changed(1, column, value)), accepted, *codes)


NAME, NISN, NIK, SEX, PLACE, DATE, CLASS = 1, 2, 3, 4, 5, 6, 7


def kinds() -> Iterator[Kind]:
    yield from packages()
    yield from xml_tricks()
    yield from sheets()
    yield from cells()
    yield from names()
    yield from niks_and_dates()
    yield from headers()
    yield from texts()
    yield from open_documents()
    yield from other_files()


def _bomb(part: str, size: int) -> bytes:
    parts = book_parts([("Sheet1", "visible", sheet_xml(table()))], strings=["a"])
    parts[part] = b"<worksheet><sheetData>" + b" " * size
    return pack(parts)


def _lying(part: str, size: int, claimed: int) -> bytes:
    """A zip whose central directory and local header claim another size."""
    content = bytearray(_bomb(part, size))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            if int.from_bytes(content[start + offset : start + offset + 4], "little") > 1_000_000:
                content[start + offset : start + offset + 4] = claimed.to_bytes(4, "little")
    return bytes(content)


def _encrypted_zip() -> bytes:
    content = bytearray(xlsx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = -1
        while (start := content.find(mark, start + 1)) >= 0:
            content[start + offset] |= 1
    return bytes(content)


def _twice(name: str) -> bytes:
    import io
    import warnings

    buffer = io.BytesIO(xlsx())
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, sheet_xml(table(PEOPLE[:1])))
    return buffer.getvalue()


def _without(part: str) -> bytes:
    parts = book_parts([("Sheet1", "visible", sheet_xml(table()))])
    del parts[part]
    return pack(parts)


def _with(extra: dict[str, str | bytes]) -> bytes:
    return pack({**book_parts([("Sheet1", "visible", sheet_xml(table()))]), **extra})


def _flipped(seed: int) -> bytes:
    content = bytearray(pack(book_parts([("Sheet1", "visible", sheet_xml(table()))])))
    where = content.find(b"sheet1.xml") + 40 + seed * 7
    content[where] ^= 0x55
    return bytes(content)


def packages() -> Iterator[Kind]:
    yield take("a sound workbook", xlsx)
    yield take("a sound workbook, stored", lambda: pack(book_parts([("S", "visible", sheet_xml(table()))]), zipfile.ZIP_STORED))
    yield refuse("a sheet of 512 MB", lambda: _bomb("xl/worksheets/sheet1.xml", 512 << 20), "too_big")
    yield refuse("strings of 256 MB", lambda: _bomb("xl/sharedStrings.xml", 256 << 20), "too_big")
    yield refuse("styles of 128 MB", lambda: _bomb("xl/styles.xml", 128 << 20), "too_big")
    yield refuse("a bomb that claims 1 kB", lambda: _lying("xl/worksheets/sheet1.xml", 200 << 20, 1000), "format", "too_big")
    yield refuse("a sheet that claims 4 GB", lambda: _lying("xl/worksheets/sheet1.xml", 2 << 20, 0xFFFFFFF0), "too_big", "format")
    yield refuse("5,000 entries", lambda: _with({f"xl/media/{i}.bin": b"" for i in range(5000)}), "too_big")
    yield take("400 pictures", lambda: _with({f"xl/media/{i}.png": b"x" for i in range(400)}))
    yield refuse("an entry encrypted in the zip", _encrypted_zip, "encrypted")
    yield refuse("the same part twice", lambda: _twice("xl/worksheets/sheet1.xml"), "format")
    yield refuse("the same part in other case", lambda: _twice("XL/Worksheets/Sheet1.xml"), "format")
    yield take("an entry that climbs out of the folder", lambda: _with({"../../../tmp/evil": b"x", "/etc/x": b"y"}))
    yield refuse("bzip2 inside", lambda: pack(book_parts([("S", "visible", sheet_xml(table()))]), zipfile.ZIP_BZIP2), "format")
    yield refuse("lzma inside", lambda: pack(book_parts([("S", "visible", sheet_xml(table()))]), zipfile.ZIP_LZMA), "format")
    yield refuse("a macro", lambda: _with({"xl/vbaProject.bin": b"\xd0\xcf"}), "macro")
    yield refuse("a macro by content type", lambda: _with({"[Content_Types].xml": "<Types>macroEnabled</Types>"}), "macro")
    yield refuse("an Excel 4 macro sheet", lambda: _with({"xl/macrosheets/sheet1.xml": "<x/>"}), "macro")
    yield refuse("an xlsb", lambda: _with({"xl/workbook.bin": b"x"}), "format")
    yield refuse("no workbook part", lambda: _without("xl/workbook.xml"), "format")
    yield refuse("no relationships", lambda: _without("_rels/.rels"), "format")
    yield refuse("no sheet part", lambda: _without("xl/worksheets/sheet1.xml"), "format")
    yield take("no styles part", lambda: _without("xl/styles.xml"))
    for half in (10, 30, 100, 1000):
        yield refuse(f"cut after {half} bytes", lambda half=half: xlsx()[:half], "format")
    yield refuse("cut in the directory", lambda: xlsx()[:-30], "format")
    for seed in range(4):
        yield refuse(f"one bit rotten, {seed}", lambda seed=seed: _flipped(seed), "format")
    yield refuse("an empty zip", lambda: pack({}), "format")
    yield refuse("a zip of something else", lambda: pack({"a.txt": "hello"}), "format")
    yield refuse("a Word document", lambda: pack({"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>"}), "format", file="d.xlsx")
    yield take("junk in front of the zip's end", lambda: xlsx() + b"\x00" * 20)


def _dtd(dtd: str, use: str) -> bytes:
    xml = sheet_xml(changed(1, NAME, Raw(f'<c r="{{ref}}" t="inlineStr"><is><t>{use}</t></is></c>')))
    return with_sheet(f'<?xml version="1.0"?><!DOCTYPE x [{dtd}]>' + xml)


def xml_tricks() -> Iterator[Kind]:
    laughs = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    yield refuse("XXE to a file", lambda: _dtd('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"), "format")
    yield refuse("a remote DTD", lambda: _dtd('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;', "A B"), "format")
    yield refuse("a billion laughs", lambda: _dtd(laughs, "&i;"), "format")
    yield refuse("a DTD that is not used", lambda: _dtd("", "SITI AISYAH"), "format")
    strings = f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="{MAIN}"><si><t>&x;</t></si></sst>'
    yield refuse("XXE in the strings", lambda: _with({"xl/sharedStrings.xml": strings}), "format")
    yield refuse("XXE in the workbook", lambda: _with({"xl/workbook.xml": "<!DOCTYPE w><workbook/>"}), "format")
    yield refuse("XML that does not end", lambda: with_sheet(sheet_xml(table())[:-20]), "format")
    yield refuse("no XML at all", lambda: with_sheet("hello"), "format", "empty")
    yield take("UTF-16 XML", lambda: _utf16_sheet())
    yield take("another prefix for every element", lambda: with_sheet(_prefixed(sheet_xml(table()))))
    yield take("the strict namespace", lambda: with_sheet(sheet_xml(table()).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")))
    yield refuse("two million elements deep", lambda: with_sheet("<a>" * 2_000_000), "format", "too_big")
    yield take("comments and instructions", lambda: with_sheet(sheet_xml(table()).replace("<sheetData>", "<!-- <row r='9'/> --><?x y?><sheetData>")))
    yield take("a CDATA section", lambda: xlsx(changed(1, NAME, Raw('<c r="{ref}" t="inlineStr"><is><t><![CDATA[SITI AISYAH]]></t></is></c>'))))
    yield refuse("bytes that are no UTF-8", lambda: _with({"xl/worksheets/sheet1.xml": sheet_xml(table()).encode().replace(b"SITI", b"\xff\xfe\xfd\xfc")}), "format")


def _utf16_sheet() -> bytes:
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(table())
    return _with({"xl/worksheets/sheet1.xml": xml.encode("utf-16")})


def _prefixed(xml: str) -> str:
    for tag in ("worksheet", "sheetData", "row", "c", "is", "t"):
        for mark in (" ", ">"):
            xml = xml.replace(f"<{tag}{mark}", f"<x:{tag}{mark}").replace(f"</{tag}{mark}", f"</x:{tag}{mark}")
    return xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


def _book(*sheets: tuple[str, str, str]) -> bytes:
    return pack(book_parts(sheets))


def _chart_first() -> bytes:
    parts = book_parts([("Grafik", "visible", "<chartsheet/>"), ("Daftar", "visible", sheet_xml(table()))])
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(f'{RELS}/worksheet" Target="worksheets/sheet1', f'{RELS}/chartsheet" Target="worksheets/sheet1')
    return pack(parts)


def sheets() -> Iterator[Kind]:
    good, blank = sheet_xml(table()), sheet_xml([])
    other = sheet_xml(changed(1, NAME, "ORANG LAIN"))
    notes = sheet_xml([["Petunjuk pengisian"], ["Isi semua kolom"]])
    half = sheet_xml([HEADINGS, *(one.cells() for one in PEOPLE[:3])])
    rest = sheet_xml([HEADINGS, *(one.cells() for one in PEOPLE[3:])])
    fewer = sheet_xml([row[:CLASS] for row in table(PEOPLE[3:])])
    yield take("a hidden sheet first", lambda: _book(("H", "hidden", other), ("D", "visible", good)))
    yield take("a very hidden sheet first", lambda: _book(("H", "veryHidden", other), ("D", "visible", good)))
    yield refuse("only hidden sheets", lambda: _book(("H", "hidden", good)), "sheets")
    yield take("a chart sheet first", _chart_first)
    yield take("a sheet of instructions first", lambda: _book(("P", "visible", notes), ("D", "visible", good)))
    yield take("empty sheets behind", lambda: _book(("D", "visible", good), ("2", "visible", blank), ("3", "visible", blank)))
    yield take("one sheet for each class", lambda: _book(("X", "visible", half), ("XI", "visible", rest)))
    yield refuse("two lists of different columns", lambda: _book(("X", "visible", half), ("XI", "visible", fewer)), "sheets")
    yield take("the same sheet twice", lambda: _book(("X", "visible", good), ("X (2)", "visible", good)), 6, "duplicate_row")
    staff = sheet_xml([["Nama", "NIK", "Tanggal Lahir", "NUPTK"], ["Guru Satu", "3514061701809001", "17/01/1980", "1"]])
    yield take("a sheet of teachers", lambda: _book(("Guru", "visible", staff), ("D", "visible", good)))
    yield refuse("only blank sheets", lambda: _book(("D", "visible", blank)), "empty")
    yield refuse("only a header", lambda: xlsx([HEADINGS]), "empty")
    yield refuse("101 sheets", lambda: _book(*[(str(i), "visible", blank) for i in range(101)]), "too_big")
    yield refuse("no sheets", lambda: _book(), "sheets", "empty")
    yield take("dimension that lies", lambda: with_sheet(sheet_xml(table(), head='<dimension ref="A1:XFD1048576"/>')))
    yield refuse("one cell at XFD1048576", lambda: _far("XFD1048576"), "too_big")
    yield take("one cell at A1048576", lambda: _far("A1048576"))
    yield take("one name at B1048576", lambda: _far("B1048576"), 6, "nik_missing")
    yield refuse("one cell in column 501", lambda: _far("SG2000"), "too_big")
    yield refuse("20,001 people", lambda: xlsx(_many(20_001)), "too_big")
    yield refuse("300,000 rows", lambda: with_sheet(_rows_of(300_000)), "too_big")
    yield refuse("a million rows of styled nothing", lambda: with_sheet(_blank_rows(1_000_000)), "empty", "too_big", "columns")
    yield refuse("a cell beyond Excel", lambda: _far("ZZZZ9"), "format")
    yield take("hidden rows", lambda: with_sheet(sheet_xml(table()).replace('<row r="3"', '<row r="3" hidden="1"')))
    yield refuse("rows in wrong order", lambda: with_sheet(_swapped_rows()), "format")
    yield refuse("the same row twice", lambda: with_sheet(sheet_xml(table()).replace('<row r="4"', '<row r="3"')), "format")
    yield refuse("a cell in another row", lambda: with_sheet(sheet_xml(table()).replace('r="B3"', 'r="B9"')), "format")
    yield refuse("the same cell twice", lambda: with_sheet(sheet_xml(table()).replace('r="C3"', 'r="B3"')), "format")
    yield take("cells without addresses", lambda: with_sheet(_without_addresses()))


def _far(ref: str) -> bytes:
    row = int("".join(char for char in ref if char.isdigit()))
    xml = sheet_xml(table())
    extra = f'<row r="{row}"><c r="{ref}" t="inlineStr"><is><t>RINA MARLINA</t></is></c></row>'
    return with_sheet(xml.replace("</sheetData>", extra + "</sheetData>"))


def _many(count: int) -> list[list[str | Raw]]:
    return [list(HEADINGS), *([str(i), "SITI AISYAH", "", f"351406440310{i % 9999 + 1:04}", "P", "P", "04/03/2010", "X"] for i in range(count))]


def _rows_of(count: int) -> str:
    cells = '<c t="inlineStr"><is><t>A B</t></is></c>' * 4
    return sheet_xml([HEADINGS]).replace("</sheetData>", f"<row>{cells}</row>" * count + "</sheetData>")


def _blank_rows(count: int) -> str:
    return sheet_xml([]).replace("</sheetData>", '<row><c s="1"/></row>' * count + "</sheetData>")


def _swapped_rows() -> str:
    rows = [row_xml(number, values) for number, values in enumerate(table(), start=1)]
    rows[2], rows[3] = rows[3], rows[2]
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def _without_addresses() -> str:
    import re

    return re.sub(r' r="[A-Z]*\d+"', "", sheet_xml(table()))


def cells() -> Iterator[Kind]:
    rich = Raw('<c r="{ref}" t="inlineStr"><is><r><rPr><b/></rPr><t>SITI </t></r><r><t>AISYAH</t></r><rPh sb="0" eb="1"><t>XX</t></rPh></is></c>')
    yield one_cell("rich text", NAME, rich, 6)
    yield take("shared strings", lambda: xlsx(changed(1, NAME, Raw('<c r="{ref}" t="s"><v>1</v></c>')), strings=["x", "SITI AISYAH"]))
    rich_shared = Raw("<si><r><t>SITI</t></r><r><t xml:space='preserve'> AISYAH</t></r></si>")
    yield take("rich shared strings", lambda: xlsx(changed(1, NAME, Raw('<c r="{ref}" t="s"><v>0</v></c>')), strings=[rich_shared]))
    yield refuse("a shared string that is not there", lambda: xlsx(changed(1, NAME, Raw('<c r="{ref}" t="s"><v>99</v></c>')), strings=["x"]), "format")
    yield refuse("a negative shared string", lambda: xlsx(changed(1, NAME, Raw('<c r="{ref}" t="s"><v>-1</v></c>')), strings=["x"]), "format")
    yield refuse("an unknown kind of cell", lambda: xlsx(changed(1, NAME, Raw('<c r="{ref}" t="zz"><v>1</v></c>'))), "format")
    yield refuse("a number that is none", lambda: xlsx(changed(1, NIK, Raw('<c r="{ref}"><v>12abc</v></c>'))), "format")
    yield refuse("an infinite number", lambda: xlsx(changed(1, NIK, Raw('<c r="{ref}"><v>1e999</v></c>'))), "format")
    yield refuse("a formula never calculated", lambda: xlsx(changed(1, NIK, Raw('<c r="{ref}"><f>A1</f></c>'))), "formula")
    yield refuse("a formula with an empty result", lambda: xlsx(changed(1, NAME, Raw('<c r="{ref}"><f>A1</f><v></v></c>'))), "formula")
    yield one_cell("a formula with its result", NAME, Raw('<c r="{ref}" t="str"><f>A1</f><v>SITI AISYAH</v></c>'), 6)
    yield one_cell("a formula that gives nothing", CLASS, Raw('<c r="{ref}" t="str"><f>A1</f><v></v></c>'), 6)
    formula_beside = [[*row, Raw('<c r="{ref}"><f>NOW()</f></c>')] for row in table()]
    yield take("a formula in a column that is not ours", lambda: xlsx(formula_beside))
    for text in ("#N/A", "#REF!", "#DIV/0!"):
        yield one_cell(f"{text} as NIK", NIK, Raw(f'<c r="{{ref}}" t="e"><v>{text}</v></c>'), 5, "cell_error")
    yield one_cell("#N/A as birth date", DATE, Raw('<c r="{ref}" t="e"><v>#N/A</v></c>'), 5, "cell_error")
    yield one_cell("#N/A as name", NAME, Raw('<c r="{ref}" t="e"><v>#N/A</v></c>'), 5, "cell_error")
    yield one_cell("#N/A as class", CLASS, Raw('<c r="{ref}" t="e"><v>#N/A</v></c>'), 6, "cell_ignored")
    yield one_cell("TRUE as sex", SEX, Raw('<c r="{ref}" t="b"><v>1</v></c>'), 5, "sex_unreadable")
    yield one_cell("a cell of 1 MB", NAME, "A B" * 350_000, 5, "name_too_long")
    yield one_cell("a class of 1 MB", CLASS, "X" * 1_000_000, 6, "text_too_long")
    yield one_cell("a class turned into a date", CLASS, Raw('<c r="{ref}" s="1"><v>40000</v></c>'), 6, "class_date")
    yield one_cell("a real date", DATE, Raw('<c r="{ref}" s="1"><v>40271</v></c>'), 6)
    yield one_cell("a real date in a format of its own", DATE, Raw('<c r="{ref}" s="2"><v>40271</v></c>'), 6)
    yield take("a real date of 1904", lambda: xlsx(changed(1, DATE, Raw('<c r="{ref}" s="1"><v>38809</v></c>')), date1904=True))
    yield take("a bare serial of 1904", lambda: xlsx(changed(1, DATE, 38809), date1904=True), 6, "date_serial")
    yield one_cell("an ISO date cell", DATE, Raw('<c r="{ref}" t="d"><v>2010-04-03T00:00:00</v></c>'), 6)
    yield one_cell("a bare serial", DATE, 40271, 6, "date_serial")
    yield one_cell("a date beyond the calendar", DATE, Raw('<c r="{ref}" s="1"><v>99999999</v></c>'), 5, "date_impossible")
    yield one_cell("a negative date", DATE, Raw('<c r="{ref}" s="1"><v>-5</v></c>'), 5, "date_impossible")
    yield one_cell("escaped line break", NAME, "SITI_x000D_ AISYAH", 6)
    yield one_cell("a NISN as number", NISN, 101234561, 6)
    yield one_cell("a NISN with a letter", NISN, "01O1234561", 6, "nisn_unreadable")


def names() -> Iterator[Kind]:
    for text in ('=HYPERLINK("http://x","A")', "=1+1", "@SUM(A1)", "+SITI AISYAH", "-SITI AISYAH", "<script>alert(1)</script>",
                 "![x](http://evil/x.png)", "[klik](javascript:alert(1))", "SITI | AISYAH", "'; DROP TABLE residents; --",
                 "{{7*7}}", "SITI\ufffdAISYAH", "0000", "...", "\U0001f600 SITI"):  # fmt: skip
        yield one_cell(f"name {text}", NAME, text, 5, "name_not_a_name")
    for text in ("\u0633\u064a\u062a\u064a \u0639\u0627\u0626\u0634\u0629", "\u0421ITI AISYAH", "\u674e \u5c0f"):
        yield one_cell(f"name {text}", NAME, text, 5, "name_not_latin")
    yield one_cell("a name with hidden characters", NAME, "SI\u200bTI\u202e AISYAH", 6)
    yield one_cell("a name in wide letters", NAME, "ＳＩＴＩ　ＡＩＳＹＡＨ", 6)
    yield one_cell("an empty name", NAME, "   ", 5, "name_missing")
    yield one_cell("a NIK as name", NAME, PEOPLE[0].nik, 5, "name_not_a_name")


def niks_and_dates() -> Iterator[Kind]:
    first = PEOPLE[0]
    for text, code in (("3.51E+15", "nik_scientific"), ("3,51406E+15", "nik_scientific"), (first.nik[:-1], "nik_length"),
                       (first.nik + "1", "nik_length"), (first.nik.replace("0", "O"), "nik_characters"), ("-", "nik_missing"),
                       ("", "nik_missing"), ("0" * 16, "nik_dummy"), (first.nik + ".0", "nik_number_lost"),
                       ("３" + first.nik[1:], "nik_characters"), ("belum ada", "nik_missing")):  # fmt: skip
        yield one_cell(f"NIK {text}", NIK, text, 5, code)
    for text in ("'" + first.nik, first.nik[:4] + " " + first.nik[4:], first.nik[:6] + "." + first.nik[6:], "\u200b" + first.nik + "\u00a0"):
        yield one_cell(f"NIK {text!r}", NIK, text, 6)
    yield one_cell("NIK as sound number", NIK, int(first.nik), 6, "nik_from_number")
    yield one_cell("NIK as lost number", NIK, int(first.nik) // 10 * 10, 5, "nik_number_lost")
    yield one_cell("NIK as number above 2^53", NIK, 9171064304109001, 5, "nik_number_lost")
    yield one_cell("NIK as number in E form", NIK, Raw('<c r="{ref}"><v>3.51406E+15</v></c>'), 5, "nik_number_lost")
    yield one_cell("NIK as fraction", NIK, Raw('<c r="{ref}"><v>35.5</v></c>'), 5, "nik_characters")
    yield one_cell("NIK as date", NIK, Raw('<c r="{ref}" s="1"><v>40000</v></c>'), 5, "nik_characters")
    zeros = [HEADINGS, *([*one.cells()[:NIK], one.nik[:-1] + "0", *one.cells()[NIK + 1 :]] for one in PEOPLE)]
    yield take("every NIK lost its last digit and became text", lambda: xlsx(zeros), 0, "nik_number_lost")
    for text in ("3/4/2010", "03-04-2010", "3.4.2010", "03 April 2010", "3 Apr 2010", "2010-04-03", "2010/04/03", "Sabtu, 3 April 2010",
                 "2010-04-03 00:00:00", "3-Apr-2010", "03042010"):  # fmt: skip
        yield one_cell(f"date {text}", DATE, text, 6)
    yield one_cell("date 03/04/10", DATE, "03/04/10", 6, "date_two_digit_year")
    for text, code in (("04/03/2010", "date_order"), ("31/02/2010", "date_impossible"), ("00/00/0000", "date_impossible"),
                       ("03/04/2999", "date_future"), ("2010", "date_incomplete"), ("kemarin", "date_unreadable"), ("", "date_missing"),
                       ("-", "date_missing"), ("3/13/2010", "date_order"), ("03/04/1799", "date_impossible"), ("99999", "date_unreadable")):  # fmt: skip
        yield one_cell(f"date {text!r}", DATE, text, 5, code)
    months = changed(2, DATE, "08/17/2009")
    yield take("month first, as the NIK confirms", lambda: xlsx(months), 6, "date_month_first")
    yield one_cell("a sex of its own", SEX, "X", 5, "sex_unreadable")
    yield one_cell("no sex", SEX, "", 6, "sex_from_nik")
    twin = changed(2, NIK, PEOPLE[0].nik)
    yield take("two people with one NIK", lambda: xlsx(twin), 4, "duplicate_conflict")
    yield take("the same person twice", lambda: xlsx([*table(), PEOPLE[0].cells(7)]), 6, "duplicate_row")
    dragged = [HEADINGS, *([str(i), f"ORANG KE{chr(65 + i)}", "", PEOPLE[0].nik, "P", "P", "03/04/2010", "X"] for i in range(12))]
    yield refuse("a NIK column dragged down", lambda: xlsx(dragged), "duplicates")


def headers() -> Iterator[Kind]:
    def renamed(old: str, new: str) -> bytes:
        rows = table()
        rows[0] = [new if value == old else value for value in HEADINGS]
        return xlsx(rows)

    def without(column: int) -> bytes:
        return xlsx([row[:column] + row[column + 1 :] for row in table()])

    yield refuse("no NIK column", lambda: without(NIK), "columns")
    yield refuse("no name column", lambda: without(NAME), "columns")
    yield refuse("no birth date column", lambda: without(DATE), "columns")
    yield take("no sex column", lambda: without(SEX))
    yield take("no class column", lambda: without(CLASS))
    yield take("no NISN column", lambda: without(NISN))
    yield refuse("the NIK column twice", lambda: xlsx([[*row, row[NIK]] for row in table()]), "columns")
    yield refuse("the name column twice", lambda: renamed("Tempat Lahir", "Nama"), "columns")
    yield refuse("the data one column to the right", lambda: xlsx([HEADINGS, *(["", *one.cells()] for one in PEOPLE)]), "columns")
    yield refuse("no header at all", lambda: xlsx(table()[1:]), "columns")
    yield refuse("headings nobody knows", lambda: xlsx([["a", "b", "c", "d", "e", "f", "g", "h"], *table()[1:]]), "columns")
    shifted = table()
    shifted[2] = ["", *shifted[2]]
    yield take("one row shifted to the right", lambda: xlsx(shifted), 5, "nik_length")
    yield take("title rows above", lambda: xlsx([["DAFTAR SISWA"], ["SMA CONTOH"], [], *table()]))
    yield take("the header again in the middle", lambda: xlsx([*table(PEOPLE[:3]), HEADINGS, *table(PEOPLE[3:])[1:]]))
    yield take("column numbers below the header", lambda: xlsx([HEADINGS, [str(i) for i in range(1, 9)], *table()[1:]]))
    yield take("totals and signatures below", lambda: xlsx([*table(), ["", "JUMLAH", "", "6"], ["", "Mengetahui,"], ["", "Kepala Sekolah"], ["", "Drs. Sutrisno"]]))
    yield take("blank rows between", lambda: xlsx([row for one in table() for row in (one, [])]))
    yield take("parents' NIK beside", lambda: xlsx([[*row, *(["NIK Ayah", "Nama Ibu"] if i == 0 else ["3514061701709001", "IBU"])] for i, row in enumerate(table())]))
    yield take("odd spellings", lambda: xlsx([["NO.", "N A M A  LENGKAP", "nisn", "N I K", "Jenis\nKelamin", "TMPT. LAHIR", "Tgl.Lahir", "ROMBEL"], *table()[1:]]))
    ttl = [["Nama", "NIK", "L/P", "Tempat, Tanggal Lahir"], *([one.name, one.nik, one.sex, f"Pasuruan, {one.born:%d-%m-%Y}"] for one in PEOPLE)]
    yield take("place and date in one column", lambda: xlsx(ttl))
    both = [[*row, "TTL" if i == 0 else f"Pasuruan, {PEOPLE[i - 1].born:%d-%m-%Y}"] for i, row in enumerate(table())]
    both[1][-1] = "Pasuruan, 04-04-2010"
    yield take("two birth dates that differ", lambda: xlsx(both), 5, "date_conflict")
    grouped = [["Nama", "NIK", "L/P", "Kelahiran", "", "Data Ayah", ""], ["", "", "", "Tempat", "Tanggal", "Nama", "NIK"],
               *([one.name, one.nik, one.sex, "P", f"{one.born:%d-%m-%Y}", "AYAH", "3514061701709001"] for one in PEOPLE)]  # fmt: skip
    yield take("a header of two lines", lambda: xlsx(grouped))
    left = [[*row, "Status" if i == 0 else "Aktif"] for i, row in enumerate(table())]
    left[1][-1] = "Mutasi keluar"
    yield take("a pupil who has left", lambda: xlsx(left), 5, "not_enrolled")


def texts() -> Iterator[Kind]:
    def text(name: str, build: Callable[[], bytes], accepted: int = 6, *codes: str) -> Kind:
        return take(name, build, accepted, *codes, file="daftar.csv")

    def bad(name: str, build: Callable[[], bytes], *codes: str) -> Kind:
        return refuse(name, build, *codes, file="daftar.csv")

    for delimiter in (",", ";", "\t", "|"):
        yield text(f"CSV cut at {delimiter!r}", lambda delimiter=delimiter: csv_text(delimiter=delimiter).encode())
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        accented = changed(1, PLACE, "Pasuruané")
        yield text(f"CSV in {encoding}", lambda encoding=encoding, accented=accented: csv_text(accented).encode(encoding))
    yield bad("two encodings mixed", lambda: csv_text(changed(1, PLACE, "é")).encode() + "7,SITI É".encode("cp1252"), "encoding")
    yield bad("a byte that no encoding knows", lambda: csv_text().encode() + b"7,\x81\x8d,", "encoding")
    yield bad("NUL bytes", lambda: csv_text().encode().replace(b"SITI", b"S\x00TI"), "encoding", "format")
    yield bad("broken UTF-16", lambda: csv_text().encode("utf-16")[:-1], "encoding")
    yield text("a line that names the delimiter", lambda: b"sep=;\r\n" + csv_text(delimiter=";").encode())
    yield text("old Mac line ends", lambda: csv_text(end="\r").encode())
    yield text("Unix line ends", lambda: csv_text(end="\n").encode())
    yield text("a comma in a quoted name", lambda: csv_text(changed(1, PLACE, "Pasuruan, Jatim")).encode())
    yield text("a line break in quotes", lambda: csv_text(changed(1, PLACE, "Pasuruan\nJatim")).encode())
    yield bad("a quote never closed", lambda: csv_text().encode().replace(b",AHMAD", b',"AHMAD'), "format")
    swallowed = csv_text().replace(",AHMAD", ',"AHMAD').replace("YOGA PRATAMA,", 'YOGA PRATAMA",')
    yield bad("a quote that swallows rows", lambda: swallowed.encode(), "format")
    yield text('Excel\'s ="…" around numbers', lambda: csv_text([HEADINGS, *([*o.cells()[:NIK], f'="{o.nik}"', *o.cells()[NIK + 1 :]] for o in PEOPLE)]).encode())
    yield text("a formula as name", lambda: csv_text(changed(1, NAME, "=cmd|' /C calc'!A0")).encode(), 5, "name_not_a_name")
    yield bad("600 columns", lambda: csv_text([[*row, *["x"] * 600] for row in table()]).encode(), "too_big")
    yield bad("a field of 5 MB", lambda: csv_text(changed(1, NAME, "A" * 5_000_000)).encode(), "format", "too_big")
    yield bad("25,000 people", lambda: csv_text(_many(25_000)).encode(), "too_big")
    yield bad("11 MB", lambda: csv_text().encode() + b"x" * (11 << 20), "too_big")
    yield bad("an empty file", lambda: b"", "empty")
    yield bad("only spaces", lambda: b" \r\n\t\r\n", "empty")
    yield bad("only a mark of encoding", lambda: b"\xef\xbb\xbf", "empty")
    yield bad("only a heading line", lambda: ",".join(HEADINGS).encode(), "empty")
    yield bad("HTML", lambda: b"<html><table><tr><td>NIK</td></tr></table></html>", "format")
    yield bad("a workbook called CSV", lambda: xlsx(), "format")
    yield refuse("a CSV called XLSX", lambda: csv_text().encode(), "format")
    yield refuse("HTML called XLS", lambda: b"\xef\xbb\xbf <!DOCTYPE html><html><table>", "format", file="daftar.xls")
    yield refuse("XML spreadsheet of 2003", lambda: b'<?xml version="1.0"?><Workbook/>', "format", file="daftar.xls")
    yield take("text called txt", lambda: csv_text(delimiter="\t").encode(), file="daftar.txt")
    yield refuse("a list called exe", lambda: csv_text().encode(), "format", file="daftar.csv.exe")


def open_documents() -> Iterator[Kind]:
    def text(name: str, build: Callable[[], bytes], accepted: int = 6, *codes: str) -> Kind:
        return take(name, build, accepted, *codes, file="daftar.ods")

    def bad(name: str, build: Callable[[], bytes], *codes: str) -> Kind:
        return refuse(name, build, *codes, file="daftar.ods")

    rows = "".join(map(ods_row, table()))
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    number = Raw('<table:table-cell office:value-type="float" office:value="{0}"><text:p>x</text:p></table:table-cell>')
    day = Raw('<table:table-cell office:value-type="date" office:date-value="2010-04-03"><text:p>03/04/10</text:p></table:table-cell>')
    error = Raw('<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>')
    formula = Raw('<table:table-cell table:formula="of:=A1"/>')
    spaced = Raw('<table:table-cell office:value-type="string"><text:p>SITI<text:s text:c="2"/><text:span>AISYAH</text:span></text:p></table:table-cell>')
    note = Raw('<table:table-cell office:value-type="string"><office:annotation><text:p>catatan</text:p></office:annotation><text:p>SITI AISYAH</text:p></table:table-cell>')

    def spoilt(column: int, value: Raw) -> bytes:
        return ods(ods_table("".join(map(ods_row, changed(1, column, value)))))

    yield text("a sound ODS", ods)
    yield text("a million blank rows repeated", lambda: ods(ods_table(rows + blank)))
    yield bad("a value repeated over 16,384 columns", lambda: ods(ods_table(rows + "<table:table-row>" + ods_row(["x"])[17:].replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"', 1))), "too_big")
    yield bad("a person repeated a million times", lambda: ods(ods_table(rows + ods_row(PEOPLE[0].cells(), ' table:number-rows-repeated="1000000"'))), "too_big")
    yield bad("a repeat of nonsense", lambda: ods(ods_table(rows + ods_row(["x"], ' table:number-rows-repeated="-1"'))), "format")
    yield text("a row repeated twice", lambda: ods(ods_table(rows + ods_row(PEOPLE[0].cells(), ' table:number-rows-repeated="2"'))), 6, "duplicate_row")
    yield text("a hidden table first", lambda: ods(ods_table("".join(map(ods_row, changed(1, NAME, "ORANG LAIN"))), "H", "gone") + ods_table(rows)))
    yield bad("only a hidden table", lambda: ods(ods_table(rows, "H", "gone")), "sheets")
    yield text("a date cell", lambda: spoilt(DATE, day))
    yield text("an error cell", lambda: spoilt(NIK, error), 5, "cell_error")
    yield bad("a formula never calculated in ODS", lambda: spoilt(NIK, formula), "formula")
    yield text("spaces and spans", lambda: spoilt(NAME, spaced))
    yield text("a note on a cell", lambda: spoilt(NAME, note))
    yield text("a NIK as sound number in ODS", lambda: spoilt(NIK, Raw(number.replace("{0}", PEOPLE[0].nik))), 6, "nik_from_number")
    yield text("a NIK as lost number in ODS", lambda: spoilt(NIK, Raw(number.replace("{0}", "3.5140643041E+15"))), 5, "nik_number_lost")
    yield bad("an encrypted ODS", lambda: ods(extra={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), "encrypted")
    yield bad("a macro in ODS", lambda: ods(extra={"Basic/Standard/Module1.xml": "<x/>"}), "macro")
    yield bad("a text document", lambda: pack({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODS_HEAD}), "format")
    yield bad("XXE in ODS", lambda: pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><x>&x;</x>'}), "format")
    yield bad("half an ODS", lambda: ods()[: len(ods()) // 2], "format")


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def other_files() -> Iterator[Kind]:
    yield refuse("an encrypted workbook", lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 2000, "encrypted")
    yield refuse("OLE of nothing", lambda: OLE + b"\x00" * 2000, "format")
    yield refuse("a broken XLS", lambda: OLE + "Workbook".encode("utf-16-le") + _noise(5000), "format", "too_big", file="daftar.xls")
    yield refuse("a PDF", lambda: b"%PDF-1.7\n" + _noise(100), "format")
    yield refuse("a picture", lambda: b"\x89PNG\r\n\x1a\n" + _noise(100), "format", file="daftar.csv")
    yield refuse("gzip", lambda: b"\x1f\x8b" + zlib.compress(b"x"), "format", file="daftar.csv")
    yield refuse("noise", lambda: _noise(5000), "format", "encoding", "columns", file="daftar.csv")
    yield refuse("JSON", lambda: b'[{"nik": 1}]', "format", file="daftar.csv")
    yield refuse("RTF", lambda: b"{\\rtf1 NIK}", "format", file="daftar.csv")
