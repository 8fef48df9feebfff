"""Forms of files: lists of rows and documents are not taken for each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from ktp_core.errors import Refused
from ktp_core.exports.files import format_of
from ktp_core.exports.model import MEDIA_TYPES, TABLES, Column, Format
from ktp_core.exports.tables import write


def test_every_form_has_a_media_type() -> None:
    assert set(MEDIA_TYPES) == set(Format)


@pytest.mark.parametrize("form", sorted(set(Format) - TABLES))
def test_a_list_is_not_written_as_a_document(form: Format) -> None:
    with pytest.raises(ValueError, match=form):
        write(form, "Uji", [Column("A")], [["1"]])
    with pytest.raises(Refused, match="export_format"):
        format_of(Path(f"daftar.{form}"))


@pytest.mark.parametrize(("name", "form"), [("a.csv", Format.CSV), ("a.b.XLSX", Format.XLSX)])
def test_a_list_is_written_as_its_ending_says(name: str, form: Format) -> None:
    assert format_of(Path(name)) is form
