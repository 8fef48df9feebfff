"""A finished document as it leaves."""

from __future__ import annotations

import pytest
from tests_support import papers

from ktp_core import documents
from ktp_core.documents import letters
from ktp_core.exports.model import MEDIA_TYPES, TABLES, Format


@pytest.mark.parametrize("form", sorted(set(Format) - TABLES))
def test_a_document_is_named_after_what_it_is_and_counts_those_it_names(form: Format) -> None:
    made = documents.export(letters.reply(papers.letter(3, institution="MA Al/Hikmah: \"A\"")), form, rows=3)

    assert made.name == f"Jadwal perekaman KTP-el MA Al-Hikmah_ _A_ 09-03-2026.{form}"
    assert made.media_type == MEDIA_TYPES[form]
    assert made.rows == 3
    assert made.content.startswith(b"%PDF-" if form is Format.PDF else b"PK")


@pytest.mark.parametrize("form", sorted(TABLES))
def test_a_document_is_not_written_as_a_list(form: Format) -> None:
    with pytest.raises(ValueError, match=form):
        documents.render(letters.reply(papers.letter(0)), form)
