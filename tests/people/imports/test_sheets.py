"""The table of mistakes: texts stay texts, whatever a roster held."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cadreschool.kernel.mistakes import visible
from cadreschool.people.imports.sheets import write_faults
from cadreschool.people.rosters.entries import Fault

CONTENT = st.text(min_size=1, max_size=60).map(visible).filter(str.strip)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=CONTENT | st.sampled_from(["=cmd()", "+1", "-1", "@SUM(A1)", "http://a.b", "007"]))
def test_whatever_stood_in_a_cell_is_a_text(tmp_path, content):
    path = tmp_path / "faults.xlsx"

    write_faults(path, [Fault(3, 0, "姓名", content, "不像姓名", "只写姓名")])

    cell = load_workbook(path).active["D2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", content, None)
