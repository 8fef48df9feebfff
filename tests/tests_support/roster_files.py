# ruff: noqa: E501  long literals
"""Builds roster files part by part, so that a test can spoil exactly one thing."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADINGS = ["No", "Nama Siswa", "NISN", "NIK", "L/P", "Tempat Lahir", "Tanggal Lahir", "Kelas"]


@dataclass(frozen=True)
class Person:
    name: str
    nisn: str
    nik: str
    sex: str
    born: date

    def cells(self, number: int = 1) -> list["str | Raw"]:
        born = self.born.strftime("%d/%m/%Y")
        return [str(number), self.name, self.nisn, self.nik, self.sex, "Pasuruan", born, "X-1"]


def person(name: str, born: date, sex: str, serial: int, nisn: str) -> Person:
    day = born.day + (40 if sex == "P" else 0)
    return Person(name, nisn, f"351406{day:02}{born:%m%y}{serial:04}", sex, born)


PEOPLE = [
    person("SITI AISYAH", date(2010, 4, 3), "P", 9001, "0101234561"),
    person("AHMAD FIKRI", date(2009, 8, 17), "L", 9002, "0091234562"),
    person("DEWI LESTARI", date(2009, 5, 1), "P", 9003, "0091234563"),
    person("BUDI SANTOSO", date(2010, 12, 31), "L", 9004, "0101234564"),
    person("NUR HIDAYATI", date(2008, 2, 29), "P", 9005, "0081234565"),
    person("YOGA PRATAMA", date(2009, 11, 9), "L", 9006, "0091234566"),
]
BY_NIK = {one.nik: one for one in PEOPLE}


class Raw(str):
    """A cell written as it stands; "{ref}" becomes its address."""


def letters(index: int) -> str:
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def table(people: Iterable[Person] = PEOPLE) -> list[list["str | Raw"]]:
    """Heading and one row for each."""
    return [list(HEADINGS), *(one.cells(number) for number, one in enumerate(people, start=1))]


def changed(
    row: int, column: int, value: "str | Raw", rows: list[list["str | Raw"]] | None = None
) -> list[list["str | Raw"]]:
    """The table with one cell replaced; row 1 is the first person."""
    rows = rows or table()
    rows[row][column] = value
    return rows


def cell(ref: str, value: "str | Raw | int | None") -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Raw):
        return value.replace("{ref}", ref)
    if isinstance(value, int):
        return f'<c r="{ref}"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def row_xml(number: int, values: Sequence["str | Raw | int | None"], attributes: str = "") -> str:
    inner = "".join(cell(f"{letters(column)}{number}", value) for column, value in enumerate(values))
    return f'<row r="{number}"{attributes}>{inner}</row>'


def sheet_xml(
    rows: Sequence[Sequence["str | Raw | int | None"]], *, first: int = 1, head: str = "", tail: str = ""
) -> str:
    body = "".join(row_xml(number, values) for number, values in enumerate(rows, start=first))
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{body}</sheetData>{tail}</worksheet>'


def pack(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book_parts(
    sheets: Sequence[tuple[str, str, str]],
    *,
    date1904: bool = False,
    strings: Sequence[str] | None = None,
    styles: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook; `sheets` are (name, state, xml of the sheet)."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}" state="{state}" r:id="rId{i}"/>'
        for i, (name, state, _) in enumerate(sheets, start=1)
    )
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="{RELS}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    rels += f'<Relationship Id="rIdS" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/>'
    rels += f'<Relationship Id="rIdT" Type="{RELS}/styles" Target="styles.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELS}"><Relationship Id="rId1" Type="{RELS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE_RELS}">{rels}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts>'
        f'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="49"/></cellXfs>{styles}</styleSheet>',
    }
    if strings is not None:
        items = "".join(one if isinstance(one, Raw) else f"<si><t>{escape(one)}</t></si>" for one in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    for i, (_, _, xml) in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{i}.xml"] = xml
    return parts


def _content_types(sheets: int) -> str:
    kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles", "/xl/sharedStrings.xml": "sharedStrings"}
    kinds |= {f"/xl/worksheets/sheet{i}.xml": "worksheet" for i in range(1, sheets + 1)}
    listed = "".join(
        f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def xlsx(rows: Sequence[Sequence["str | Raw | int | None"]] | None = None, **how: object) -> bytes:
    """A workbook with one visible sheet."""
    return pack(book_parts([("Sheet1", "visible", sheet_xml(rows or table()))], **how))  # type: ignore[arg-type]


def with_sheet(xml: str, **how: object) -> bytes:
    return pack(book_parts([("Sheet1", "visible", xml)], **how))  # type: ignore[arg-type]


def csv_text(rows: Sequence[Sequence[str]] | None = None, delimiter: str = ",", end: str = "\r\n") -> str:
    def quoted(value: str) -> str:
        special = any(mark in value for mark in (delimiter, '"', "\n", "\r"))
        return '"' + value.replace('"', '""') + '"' if special else value

    return end.join(delimiter.join(map(quoted, row)) for row in (rows or table())) + end


ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'  # noqa: E501
)
ODS_STYLES = (
    '<office:automatic-styles><style:style style:name="gone" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def ods_row(values: Sequence[str], attributes: str = "") -> str:
    cells = "".join(
        value
        if isinstance(value, Raw)
        else f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        for value in values
    )
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def ods_table(body: str, name: str = "Lembar1", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{body}</table:table>'


def ods(tables: str | None = None, extra: dict[str, str | bytes] | None = None) -> bytes:
    tables = tables or ods_table("".join(map(ods_row, table())))
    content = f"{ODS_HEAD}{ODS_STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"  # noqa: E501
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
    }
    return pack({**parts, **(extra or {})})
