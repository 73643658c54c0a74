"""What was taken from elsewhere is exactly what vendor.json says, with its licence beside it.

To renew: `npm pack axe-core@<version>`, copy the files, write the new numbers (npm prints the
integrity of the package).
"""

from __future__ import annotations

import base64
import hashlib
import json

from tests.architecture.sources import VENDORED


def test_vendored_files_are_unchanged_and_licensed() -> None:
    register = json.loads((VENDORED / "vendor.json").read_text(encoding="utf-8"))
    digests = {
        name: base64.b64encode(hashlib.sha384((VENDORED / name).read_bytes()).digest()).decode()
        for name in register
    }

    assert digests == {name: entry["sha384"] for name, entry in register.items()}
    for entry in register.values():
        assert (VENDORED / f"{entry['package']}-LICENSE.txt").exists()


def test_nothing_is_vendored_without_being_registered() -> None:
    register = json.loads((VENDORED / "vendor.json").read_text(encoding="utf-8"))
    code = {path.name for path in VENDORED.iterdir() if path.suffix in {".js", ".css"}}

    assert code == set(register)
