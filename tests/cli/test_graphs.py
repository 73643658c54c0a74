"""`flask content graph`: a scenario on one page."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tests.school.content import write_content
from tests.school.scenarios import a_scenario_course


@pytest.fixture
def scenarios(app, tmp_path):
    """Let the content folder hold a scenario."""
    folder = write_content(tmp_path / "written", a_scenario_course(reading=True))
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], content=folder)
    return folder / "courses" / "deciding" / "02-scenario" / "lesson.md"


def test_a_scenario_is_drawn_into_a_file(flask, scenarios, tmp_path):
    target = tmp_path / "图.svg"
    result = flask("content", "graph", "deciding/deciding-1", target)

    drawing = ET.fromstring(target.read_text("utf-8"))  # noqa: S314 -- written just now
    assert result.exit_code == 0
    assert drawing.find("{*}title").text == "门口的决定"
    assert len(drawing.findall("{*}rect")) == 6  # three nodes, three endings


def test_without_a_file_it_is_printed(flask, scenarios):
    assert flask("content", "graph", "deciding/deciding-1").output.startswith("<svg xmlns=")


def test_a_scenario_with_mistakes_is_drawn_as_far_as_it_goes(flask, scenarios):
    text = scenarios.read_text("utf-8").replace("去向：half", "去向：nowhere")
    scenarios.write_text(text + "\n#### 深\n", "utf-8")
    result = flask("content", "graph", "deciding/deciding-1")

    assert result.exit_code == 0
    assert "情景里不认识的标题“深”" in result.stderr
    assert "<svg" in result.stdout


@pytest.mark.parametrize(
    ("lesson", "said"),
    [
        ("deciding/nowhere", "content/ 里没有课时“deciding/nowhere”。"),
        ("deciding/deciding-0", "不是情景，画不成图。"),
    ],
)
def test_what_is_no_scenario_is_said_so(flask, scenarios, lesson, said):
    result = flask("content", "graph", lesson)

    assert result.exit_code == 1
    assert said in result.output
