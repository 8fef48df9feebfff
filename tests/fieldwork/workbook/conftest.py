"""A school with pupils, a prepared visit today, and a team that takes workbooks along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests_support.field_day import AT, REGENCY, School, make_school

from ktp_core.fieldwork import service as field
from ktp_core.fieldwork.workbook import service


@pytest.fixture
def team(database: str, actor_of: Callable[..., Any]) -> Any:
    return actor_of("tim", "visit", regency=REGENCY)


@pytest.fixture
def school(team: Any) -> School:
    made = make_school(8)
    field.prepare(team, made.visit_id, at=AT)
    return made


@pytest.fixture
def book(team: Any, school: School) -> bytes:
    """A workbook of the visit, as handed out."""
    return service.make(team, school.visit_id, "Regu A", at=AT).content
