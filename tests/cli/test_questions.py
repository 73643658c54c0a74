"""`flask questions try`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

SOURCE = """## 填空 t-q01
能力：able
难度：1
依据：[[工会法#2]]

自收到之日起＿＿日内支付＿＿工资。

答案：三十
答案：二倍|双倍

解析：如此。

## 案例 t-q02
能力：able
难度：1
依据：[[工会法#2]]

案情。

### 多选

哪些？

- [x] 甲
- [x] 乙
- [ ] 丙

解析：如此。

### 简答

怎么说？

- [2] 先听
参考答案：先听后说。

解析：如此。
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a file with questions that nobody has published."""
    path = tmp_path / "questions.md"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_each_gap_is_told_with_its_reading_and_its_verdict(
    flask: Callable[..., Result], source: Path
) -> None:
    result = flask("questions", "try", "t-q01", "30天内", "三倍", "--file", source)

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "填空 t-q01",
        "第 1 空：30天内",
        "  读作：［以内 30 日］",
        "  答案：三十",
        "  对（意思相同）",
        "第 2 空：三倍",
        "  读作：［3 倍］",
        "  答案：二倍或双倍",
        "  不对（数字不同）",
        "得分：1/2",
    ]


def test_what_a_program_cannot_decide_is_told_too(
    flask: Callable[..., Result], source: Path
) -> None:
    result = flask("questions", "try", "t-q01", "三十", "加倍", "--file", source)

    assert "  由人评阅（用词不同）" in result.output
    assert result.output.endswith("得分：由人评阅\n")


def test_questions_of_a_case_are_tried_one_by_one(
    flask: Callable[..., Result], source: Path
) -> None:
    whole = flask("questions", "try", "t-q02", "a", "--file", source)
    half = flask("questions", "try", "t-q02/1", "a", "--file", source, "--scoring", "half")
    essay = flask("questions", "try", "t-q02/2", "先听", "--file", source)

    assert whole.exit_code == 1
    assert "写“t-q02/1”到“t-q02/2”" in whole.output
    assert half.output.splitlines() == ["多选 t-q02/1", "回答：甲", "答案：甲；乙", "得分：1/2"]
    assert "得分：由人评阅" in essay.output


def test_a_question_of_a_bank_file_is_tried_before_it_is_published(
    flask: Callable[..., Result], source: Path
) -> None:
    head = "---\ntitle: 试题库\n---\n\n"
    source.write_text(head + SOURCE.replace("能力：", "单元：A1\n能力：", 1), encoding="utf-8")

    result = flask("questions", "try", "t-q01", "三十", "二倍", "--file", source)

    assert result.output.startswith("填空 t-q01\n")
    assert result.output.endswith("得分：满分\n")


def test_what_is_not_there_or_not_readable_ends_with_words(
    flask: Callable[..., Result], source: Path
) -> None:
    source.write_text(SOURCE + "\n## 单选 t-q03\n", encoding="utf-8")

    unread = flask("questions", "try", "t-q01", "1", "2", "3", "--file", source)
    missing = flask("questions", "try", "t-q03", "a", "--file", source)

    assert (unread.exit_code, missing.exit_code) == (1, 1)
    assert "没有读懂：空的个数与题目不符" in unread.output
    assert "没有“t-q03”这道题。" in missing.output
    assert "没有题干" in missing.output
    assert "发布过的题目里没有“nobody”这道题。" in flask("questions", "try", "nobody", "a").output


def test_a_published_question_is_tried_as_it_is_now(
    flask: Callable[..., Result], content: Path
) -> None:
    text = next(content.rglob("questions.md")).read_text(encoding="utf-8")
    found = next(line for line in text.splitlines() if line.startswith("## 单选"))

    result = flask("questions", "try", found.split()[-1], "a")

    assert result.exit_code == 0
    assert result.output.splitlines()[-1] in {"得分：满分", "得分：零分"}
