"""The law a record names, as people write it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cadreschool.laws.citing import cited_words, read_cited
from cadreschool.laws.registry import read_registry

LAWS = Path(__file__).parents[2] / "content" / "laws"
ON = date(2026, 3, 2)


@pytest.fixture(scope="module")
def registry():
    found, mistakes = read_registry({path.name: path.read_bytes() for path in LAWS.glob("*.yaml")})
    assert not mistakes
    return found


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("[[工会法#22]]", "[[工会法#22]]"),
        ("工会法第22条", "[[工会法#22]]"),
        ("《工会法》第二十二条", "[[工会法#22]]"),
        ("《中华人民共和国工会法》第二十二条第二款", "[[工会法#22]]"),
        ("工会法22、23", "[[工会法#22、23]]"),
        ("工会法 第 22 条，劳动合同法第三十九条", "[[工会法#22]] [[劳动合同法#39]]"),
        ("劳动争议解释（一）第3条\n工会法第22条", "[[劳动争议解释(一)#3]] [[工会法#22]]"),
        ("[[公司法@2018修正#16]]", "[[公司法@2018修正#16]]"),
        ("工会法第22条 工会法第22条", "[[工会法#22]]"),
        ("工会法#22；", "[[工会法#22]]"),
    ],
)
def test_a_citation_is_read_however_it_is_written(registry, typed, read):
    cited = read_cited(typed, registry, ON)
    assert (cited.text, cited.faults) == (read, [])
    assert read_cited(cited_words(cited.text), registry, ON).text.replace("]] [[工会法#", "、") == (
        read.replace("]] [[工会法#", "、")
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("工会法第99条", "没有第九十九条，到第 58 条为止"),
        ("工会发第22条", "没有认出“工会发第22条”"),
        ("[[没有的法#3]]", "没有“没有的法”"),
        ("工会法", "请写到第几条"),
        ("[[工会法#二十二二]]", "写得不对"),
        ("见工会法第22条", "没有认出“见”"),
    ],
)
def test_what_is_not_in_the_registry_is_said_with_its_place(registry, typed, said):
    faults = read_cited(typed, registry, ON).faults
    assert len(faults) == 1
    assert said in faults[0]


def test_the_law_of_the_day_decides(registry):
    assert read_cited("社会救助法第3条", registry, date(2020, 1, 1)).faults
