"""Files that wait to be imported: private, found only by their own names, gone after a week."""

from __future__ import annotations

import io
import os
from datetime import timedelta

import pytest

from cadreschool.files import uploads
from cadreschool.kernel import clock


def test_a_file_is_for_its_owner_alone_and_found_by_its_name(tmp_path):
    folder = uploads.folder_of(tmp_path)

    name = uploads.keep(folder, io.BytesIO(b"names"))

    path = uploads.path_of(folder, name)
    assert path.read_bytes() == b"names"
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["", "../secret_key", "0" * 31, "0" * 32, "0" * 31 + "/"])
def test_any_other_name_is_no_file(tmp_path, name):
    (tmp_path / "secret_key").write_text("secret")

    assert uploads.path_of(uploads.folder_of(tmp_path), name) is None
    assert uploads.noted(uploads.folder_of(tmp_path), name, "check") is None


def test_what_was_found_out_stays_when_the_file_goes(tmp_path):
    name = uploads.keep(tmp_path, io.BytesIO(b"names"))
    uploads.note(tmp_path, name, "check", {"added": 3})

    uploads.drop(tmp_path, name)

    assert uploads.path_of(tmp_path, name) is None
    assert uploads.noted(tmp_path, name, "check") == {"added": 3}


def test_after_a_week_all_is_gone(tmp_path):
    old, new = (uploads.keep(tmp_path, io.BytesIO(b"names")) for _ in range(2))
    uploads.note(tmp_path, old, "check", {})
    past = (clock.now() - timedelta(days=8)).timestamp()
    for path in tmp_path.glob(f"{old}*"):
        os.utime(path, (past, past))

    uploads.sweep(tmp_path, at=clock.now())

    assert [path.name for path in tmp_path.iterdir()] == [new]
