"""LibreOffice as somebody at a laptop uses it: opens a file, types into cells, sorts, saves in some format.

A Basic macro in a profile of its own does the typing, so that what is saved is LibreOffice's own work.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97", "csv": "Text - txt - csv (StarCalc)"}
_LIBRARY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument'
    ' 1.0//EN" "library.dtd">\n<library:library xmlns:library="http://openoffice.org/2000/library" library:name='
    '"Standard" library:readonly="false" library:passwordprotected="false">\n'
    ' <library:element library:name="Module1"/>\n</library:library>\n'
)
_MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument'
    ' 1.0//EN" "module.dtd">\n<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
    ' script:language="StarBasic">{}</script:module>\n'
)
_BASIC = """
Sub Work
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{lines}
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "{filter}"
  document.storeToURL("{target}", how())
  document.close(True)
  StarDesktop.terminate()
End Sub
"""


def typed(sheet: str, cell: str, text: str) -> str:
    """A line that types into a cell: "09:10" becomes a time, as at the keyboard."""
    return f'  document.Sheets.getByName("{sheet}").getCellRangeByName("{cell}").setFormula("{text}")'


def sorted_by(sheet: str, area: str, column: int) -> list[str]:
    """Lines that lift the protection and sort an area downwards by one of its columns, 0 the first."""
    return [
        "  Dim key(0) As New com.sun.star.table.TableSortField",
        f"  key(0).Field = {column}",
        "  key(0).IsAscending = False",
        "  Dim order(1) As New com.sun.star.beans.PropertyValue",
        '  order(0).Name = "SortFields"',
        "  order(0).Value = key()",
        '  order(1).Name = "ContainsHeader"',
        "  order(1).Value = False",
        f'  document.Sheets.getByName("{sheet}").unprotect("")',
        f'  document.Sheets.getByName("{sheet}").getCellRangeByName("{area}").sort(order())',
    ]


def edited(content: bytes, lines: list[str], folder: Path, form: str = "xlsx", name: str = "in.xlsx") -> bytes:
    """What LibreOffice saves in `form` after it opened `content` and did `lines`."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc")
    folder.mkdir(parents=True, exist_ok=True)
    source, target = folder / name, folder / f"out.{form}"
    source.write_bytes(content)
    profile = folder / "profile"
    _run(profile, "--convert-to", "ods", "--outdir", str(folder / "warm"), str(source))  # makes the profile
    facts = {"source": source.as_uri(), "target": target.as_uri(), "filter": FILTERS[form]}
    _install(profile, _BASIC.format(lines="\n".join(lines), **facts))
    _run(profile, "macro:///Standard.Module1.Work")
    return target.read_bytes()


def converted(content: bytes, folder: Path, form: str, name: str = "in.xlsx") -> bytes:
    """The file as LibreOffice saves it in another format; of several sheets a CSV holds one."""
    return edited(content, [], folder, form, name)


def _install(profile: Path, basic: str) -> None:
    library = profile / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    (library / "script.xlb").write_text(_LIBRARY, "utf-8")
    (library / "Module1.xba").write_text(_MODULE.format(escape(basic)), "utf-8")


def _run(profile: Path, *words: str) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *words]
    subprocess.run(command, check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
