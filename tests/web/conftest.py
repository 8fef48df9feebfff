"""One server for the tests of this folder, with one account of every role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests_support.installation import Installation, Site
from tests_support.server import Server

from ktp_core.access.model import Role


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server; accounts are named after their role."""
    folder: Path = tmp_path_factory.mktemp("site")
    data = Installation(folder)
    data.offices("35.14", "63.11")
    accounts = {role.value: data.account(role.value, role.value, regency="35.14") for role in Role}
    with Server(folder) as server:
        yield Site(server, data, accounts)
