"""A scenario in the editor: its drawing and places beside the text, its mistakes above them."""

from __future__ import annotations

from tests.school.scenarios import a_scenario
from tests.web.seeing import text
from tests.web.teach.writing import COURSE, opened, save


def preview(he_jing, lesson):
    fields = opened(he_jing) | {"text": lesson}
    return he_jing.post("teach.create_preview", into=COURSE, **fields)


def test_a_preview_shows_the_tree_and_every_place(he_jing):
    response = preview(he_jing, a_scenario("speaking-1"))

    for word in ("svg class=", "SEEN-law-c", "WHY-end-a", "END-lost", "OPENING", "先听谁说"):
        assert word in response.text


def test_a_half_written_scenario_is_shown_as_far_as_it_goes(he_jing):
    half = a_scenario("speaking-1").split("## 节点 end")[0].replace("点评：WHY-law-b", "")
    response = preview(he_jing, half)

    assert "没有节点或结局“end”" in response.text
    assert "选择没有点评" in response.text
    assert "SEEN-law-b" in response.text
    assert "svg class=" in response.text


def test_a_scenario_too_heavy_to_look_at_is_told_so(he_jing):
    nodes = "".join(f"## 节点 n{number}：x\n\n字。\n\n" for number in range(400))
    response = preview(he_jing, a_scenario("speaking-1") + nodes)

    assert "没有排版" in response.text


def test_what_can_be_inserted_is_what_a_scenario_is_made_of(he_jing):
    save(he_jing, opened(he_jing) | {"text": a_scenario("speaking-1")})
    page = he_jing.get("teach.lesson", course_id="speaking", folder="01-lesson")

    assert [one.get_text(strip=True) for one in page.select("[data-insert]")] == [
        "节点",
        "选择",
        "结局",
    ]
    assert "情景里" not in text(page)
