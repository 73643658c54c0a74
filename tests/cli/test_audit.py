"""`flask audit`: sealing, verifying, the anchor and files, as an operator types them."""

from __future__ import annotations

import csv

import pytest

from cadreschool.kernel.db import db, write

pytestmark = pytest.mark.database


def test_a_sound_school_verifies(flask):
    assert flask("audit", "seal").output.startswith("封存了 ")
    assert flask("audit", "seal").output == "封存了 0 行。\n"

    result = flask("audit", "verify")
    assert result.exit_code == 0
    assert "没有发现改动" in result.output


def test_an_edited_row_ends_with_status_one(app, flask):
    flask("audit", "seal")
    with app.app_context():
        edit = db.text("UPDATE audit_row SET action = 'x' WHERE id = 2")
        write(lambda: db.session.execute(edit))

    result = flask("audit", "verify")
    assert result.exit_code == 1
    assert "[错误] 第 2 行（" in result.output


def test_the_anchor_is_a_line_that_verifying_takes_back(flask):
    assert "还没有封条" in flask("audit", "anchor").output
    flask("audit", "seal")
    line = flask("audit", "anchor").output.strip()

    assert flask("audit", "verify", "--anchor", line).exit_code == 0
    other = line[:-1] + ("0" if line[-1] != "0" else "1")
    assert "与锚上的不同" in flask("audit", "verify", "--anchor", other).output
    assert "不是一行锚" in flask("audit", "verify", "--anchor", "1 2 3").output


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx"])
def test_rows_are_taken_out_for_their_owner_only(flask, tmp_path, name):
    result = flask("audit", "export", tmp_path / name, "--object", "纺织工会")

    assert result.output.startswith("已导出 1 行到 ")
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    if name.endswith("csv"):
        with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file))[1][3:5] == ["新建组织", "组织：纺织工会"]


def test_a_file_of_another_kind_and_a_day_that_is_none_are_refused(flask, tmp_path):
    assert ".csv 或 .xlsx" in flask("audit", "export", tmp_path / "rows.pdf").output
    result = flask("audit", "export", tmp_path / "rows.csv", "--since", "昨天")
    assert "日期看不懂" in result.output
    assert result.exit_code == 1
