"""Law in lessons is dated: what has ended and what nobody here has read is said so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from cadreschool.cli.content import publish_folder
from tests.school.cast import MONDAY
from tests.school.content import LAW, a_course, write_content
from tests.web.seeing import FIRST, text

JULY = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
REISSUED = LAW.replace("effective_to: null", "effective_to: 2026-06-30") + (
    LAW.partition("versions:\n")[2]
    .replace("2020修正", "2026修正")
    .replace("2020-01-01", "2026-07-01")
)
CHANGED = REISSUED.replace("0" * 64, "1" * 64).replace("1" * 64, "0" * 64, 2)
REPRINTED = LAW.replace("已核对", "转引")
WITHOUT_DIGESTS = "\n".join(
    line for line in REPRINTED.splitlines() if not line.strip().startswith("sha256")
)


@pytest.fixture
def publish(app, tmp_path):
    """Return a function that publishes the course with another text of the law."""

    def publish(law, **course):
        folder = write_content(tmp_path / "content", a_course(**course))
        (folder / "laws" / "测试法.yaml").write_text(law, encoding="utf-8")
        with app.app_context():
            done = publish_folder(folder, at=MONDAY, quiet=True)
        assert not [mistake for mistake in done.mistakes if mistake.blocking]

    return publish


def _page(browse, at):
    with time_machine.travel(at, tick=False):
        return browse.enter("li_mei").get("study.lesson", **FIRST)


def test_a_law_in_force_needs_no_note(browse):
    page = _page(browse, MONDAY)

    assert "待复核" not in text(page)
    assert "待核对原文" not in text(page)


def test_on_the_day_a_version_ends_its_citations_are_to_be_reviewed(browse, publish):
    publish(CHANGED)

    before, after = _page(browse, MONDAY), _page(browse, JULY)

    assert "待复核" not in text(before)
    assert "待复核：《测试法》第一条（2020修正）的条文已有新的版本" in text(after)
    assert "2026修正" not in text(after.select_one(".citations")), "the citation stays what it was"


def test_an_article_that_stayed_the_same_needs_no_note(browse, publish):
    publish(REISSUED)

    after = _page(browse, JULY)

    assert "待复核" not in text(after)
    assert "2026修正" in text(after.select_one(".citations"))


def test_the_law_page_shows_the_version_in_force_on_the_day(browse, publish):
    publish(CHANGED)

    with time_machine.travel(JULY, tick=False):
        page = browse.enter("li_mei").get("study.laws")

    assert "2026修正" in text(page)
    assert "2020修正" not in text(page)


def test_what_was_only_quoted_is_to_be_compared_with_the_original(browse, publish):
    publish(WITHOUT_DIGESTS, questions=0)

    page = _page(browse, MONDAY)

    assert "待核对原文：《测试法》第一条转引自公开资料，使用前请核对原文。" in text(page)
    assert "待核对原文" in text(page.select_one(".citations"))
