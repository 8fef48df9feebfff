"""What the screens' modules may be called."""

from __future__ import annotations

from importlib.metadata import packages_distributions

from ktp_core.config import ROOT

# Comes with Streamlit, which imports it only to ask for the outer address of a server; nothing of ours does.
UNUSED = {"requests"}


def test_no_module_beside_the_router_hides_an_installed_package():
    """Streamlit puts the folder of the script it runs first on the path: there, `holidays.py` hid the package."""
    ours = {path.stem for path in (ROOT / "ktp_core" / "ui").glob("*.py")} - {"__init__"}

    assert len(ours) > 100
    assert not (ours & set(packages_distributions())) - UNUSED
