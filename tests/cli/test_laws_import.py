"""`flask laws import`: what was read is shown, nothing is half done, and twice is once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from cadreschool.courses.queries import load_catalogue, published_folder_digest
from cadreschool.kernel.db import db
from cadreschool.laws.models import LawImport, LawText
from cadreschool.laws.queries import imports_of, texts_of
from tests.laws.building import an_official_text
from tests.laws.statutes import FIRST, SECOND, STATUTE, a_docx

Typing = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a file to import."""

    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("gb18030"))
        return path

    return write


def _rows() -> tuple[int, int]:
    imports = db.session.scalar(select(func.count()).select_from(LawImport))
    texts = db.session.scalar(select(func.count()).select_from(LawText))
    db.session.rollback()
    return imports or 0, texts or 0


def test_a_dry_run_tells_what_was_read_and_writes_nothing(
    flask: Typing, a_file: Callable[..., Path]
) -> None:
    result = flask("laws", "import", a_file("法.txt", STATUTE), "--dry-run")

    assert result.output.splitlines() == [
        "法.txt：测试法@2020修正，2020-01-01起施行，4 条。",
        "不同：测试法@2020修正：第一条：原文与登记时核对的不同（sha256 不符）",
        "不同：测试法@2020修正：第二条：原文与登记时核对的不同（sha256 不符）",
        "只是检查，没有导入。",
    ]
    assert result.exit_code == 0
    assert _rows() == (0, 0)


@pytest.mark.parametrize("name", ["法.txt", "法.docx"])
def test_an_import_keeps_articles_chapters_and_where_it_came_from(
    flask: Typing, a_file: Callable[..., Path], name: str
) -> None:
    data = a_docx() if name.endswith("docx") else STATUTE
    result = flask("laws", "import", a_file(name, data))

    assert result.output.splitlines()[-1] == "导入 1 份，替换 0 份，没有变化 0 份。"
    (row,) = imports_of("测试法")
    assert (row.version, row.source, row.is_whole) == ("2020修正", name, True)
    texts = texts_of("测试法", "2020修正")
    assert [one.no for one in texts] == ["1", "2", "2-1", "3"]
    assert (texts[0].text, texts[0].headings) == (FIRST, ("第一章 总 则",))
    assert texts[1].text == SECOND


def test_the_same_file_again_changes_nothing_and_another_text_replaces_it(
    flask: Typing, a_file: Callable[..., Path]
) -> None:
    path = a_file("法.txt", STATUTE)
    flask("laws", "import", path)
    again = flask("laws", "import", path)
    assert again.output.splitlines()[-1] == "导入 0 份，替换 0 份，没有变化 1 份。"
    other = flask("laws", "import", a_file("法.txt", STATUTE.replace(FIRST, "为了再试一试。")))

    assert other.output.splitlines()[-1] == "导入 0 份，替换 1 份，没有变化 0 份。"
    assert _rows() == (1, 4)
    assert texts_of("测试法", "2020修正")[0].text == "为了再试一试。"


def test_with_one_broken_file_nothing_is_imported(
    flask: Typing, a_file: Callable[..., Path], tmp_path: Path
) -> None:
    a_file("a.json", an_official_text())
    a_file("b.txt", "某法\n第二条　乙。\n")
    result = flask("laws", "import", tmp_path)

    lines = result.output.splitlines()
    assert "b.txt:2: 开头是第二条，中间缺了条文（请核对文件是不是完整的官方文本）" in lines
    assert lines[-1] == "有错误，什么都没有导入。"
    assert result.exit_code == 1
    assert _rows() == (0, 0)


def test_a_law_that_is_not_registered_is_left_out_with_a_hint(
    flask: Typing, a_file: Callable[..., Path]
) -> None:
    path = a_file("别的法.json", an_official_text(short="别的法").encode())
    result = flask("laws", "import", path)

    assert "登记里没有这部法，没有导入" in result.output
    assert result.output.splitlines()[-1] == "没有可以导入的文本。"
    assert result.exit_code == 0


def test_a_newer_version_is_compared_article_by_article(
    flask: Typing, a_file: Callable[..., Path]
) -> None:
    flask("laws", "import", a_file("旧.txt", STATUTE))
    newer = json.dumps(
        {
            **json.loads(an_official_text(version="2026修正", effective_from="2026-05-01")),
            "articles": [
                {"no": 1, "text": FIRST},
                {"no": 2, "text": "会员满二十人的，应当建立委员会。"},
                {"no": 3, "text": "女职工较多的，建立女职工委员会。"},
                {"no": 4, "text": "新的一条。"},
            ],
        }
    ).encode()
    result = flask("laws", "import", a_file("新.json", newer), "--dry-run")

    assert (
        "比较：测试法 2020修正 → 2026修正："
        "没有改 1 条，条号变了 1 条，条文改了 2 条，新增 1 条。" in result.output.splitlines()
    )


def test_what_the_operator_says_of_one_file_is_not_said_of_several(
    flask: Typing, a_file: Callable[..., Path]
) -> None:
    files = a_file("a.txt", STATUTE), a_file("b.docx", a_docx())
    result = flask("laws", "import", *files, "--version", "2020")

    assert "只能与一个文件同用" in result.output
    assert result.exit_code == 1


def test_every_worker_hears_of_an_import(
    app: Flask, flask: Typing, a_file: Callable[..., Path]
) -> None:
    before, folder = load_catalogue().stamp, published_folder_digest()
    db.session.rollback()
    flask("laws", "import", a_file("法.txt", STATUTE))

    assert load_catalogue().stamp == before + 1
    assert published_folder_digest() == folder, "the folder need not be read again"
