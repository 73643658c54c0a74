"""What became of each article: untouched, renumbered, changed, deleted, new; and of real laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.laws.comparing import (
    Articles,
    Fate,
    compare_articles,
    likeliest,
    word_difference,
)
from cadreschool.laws.rules import article_digest

LAWS = Path(__file__).resolve().parents[3] / "shared" / "laws"

NUMBERS = st.integers(1, 12).map(str)
VERSIONS = st.dictionaries(NUMBERS, st.sampled_from("甲乙丙丁戊"), min_size=1, max_size=10)


def _fates(old, new, *, is_whole=True):
    comparison = compare_articles(Articles(old, is_whole=True), Articles(new, is_whole=is_whole))
    return {no: (change.fate, change.to) for no, change in comparison.changes.items()}


def test_each_article_has_its_fate():
    old = {"1": "甲", "2": "乙", "3": "丙", "4": "丁", "5": "戊"}
    new = {"1": "甲", "2": "新", "3": "乙", "4": "丁改"}
    comparison = compare_articles(Articles(old, is_whole=True), Articles(new, is_whole=True))

    assert _fates(old, new) == {
        "1": (Fate.UNTOUCHED, "1"),
        "2": (Fate.RENUMBERED, "3"),
        "3": (Fate.CHANGED, "3"),
        "4": (Fate.CHANGED, "4"),
        "5": (Fate.DELETED, ""),
    }
    assert comparison.added == ("2",)
    assert comparison.figures == {
        Fate.UNTOUCHED: 1,
        Fate.RENUMBERED: 1,
        Fate.CHANGED: 2,
        Fate.DELETED: 1,
        Fate.NEW: 1,
    }


def test_where_the_newer_version_is_known_in_part_only_nothing_is_called_deleted():
    assert _fates({"1": "甲", "2": "乙"}, {"1": "甲"}, is_whole=False)["2"] == (Fate.UNKNOWN, "")
    assert compare_articles(Articles({}), Articles({"1": "甲"})).of("1").fate is Fate.UNKNOWN


def test_equal_texts_in_several_places_keep_their_order():
    fates = _fates({"1": "略", "2": "略", "3": "甲"}, {"1": "甲", "2": "略", "5": "略"})

    assert fates == {
        "1": (Fate.RENUMBERED, "5"),
        "2": (Fate.UNTOUCHED, "2"),
        "3": (Fate.RENUMBERED, "1"),
    }


@given(VERSIONS, VERSIONS)
def test_every_article_has_exactly_one_fate_and_texts_bear_it_out(old, new):
    fates = _fates(old, new)

    assert fates.keys() == old.keys()
    for no, (fate, to) in fates.items():
        assert (fate is Fate.UNTOUCHED) == (new.get(no) == old[no])
        if fate is Fate.RENUMBERED:
            assert to != no
            assert new[to] == old[no]
            assert old.get(to) != new[to], "an untouched article is nobody else's new number"
        if fate is Fate.DELETED:
            assert no not in new
        if fate is Fate.CHANGED:
            assert to == no
    same = [to for fate, to in fates.values() if fate in {Fate.UNTOUCHED, Fate.RENUMBERED}]
    assert len(same) == len(set(same)), "no text is taken twice"


@given(VERSIONS, VERSIONS)
def test_a_text_that_is_left_over_on_both_sides_is_always_found_again(old, new):
    fates = _fates(old, new)
    taken = {to for fate, to in fates.values() if fate in {Fate.UNTOUCHED, Fate.RENUMBERED}}
    lost = {old[no] for no, (fate, _) in fates.items() if fate in {Fate.CHANGED, Fate.DELETED}}

    assert not lost & {text for no, text in new.items() if no not in taken}


@given(VERSIONS)
def test_a_version_is_the_same_as_itself(version):
    assert {fate for fate, _ in _fates(version, version).values()} == {Fate.UNTOUCHED}


@given(VERSIONS, st.integers(1, 5))
def test_an_article_put_in_front_renumbers_and_changes_nothing(version, by):
    texts = {no: f"{text}{no}" for no, text in version.items()}
    shifted = {str(int(no) + by): text for no, text in texts.items()}

    assert {fate for fate, _ in _fates(texts, shifted).values()} == {Fate.RENUMBERED}


@given(st.text(alphabet="甲乙丙丁，。", max_size=40), st.text(alphabet="甲乙丙丁，。", max_size=40))
def test_a_word_difference_keeps_every_word(old, new):
    gone, came = word_difference(old, new)

    assert "".join(piece.text for piece in gone) == old
    assert "".join(piece.text for piece in came) == new
    stayed = [piece.text for piece in gone if not piece.differs]
    assert stayed == [piece.text for piece in came if not piece.differs]


def test_a_word_difference_shows_the_words_that_changed():
    gone, came = word_difference("应当听取工会的意见。", "应当认真听取公司工会的意见。")

    assert [piece.text for piece in gone if piece.differs] == []
    assert [piece.text for piece in came if piece.differs] == ["认真", "公司"]


def test_the_likeliest_article_says_most_nearly_the_same():
    others = {"16": "公司向其他企业投资。", "17": "公司职工依法组织工会，开展工会活动。"}

    assert likeliest("公司职工依照工会法组织工会，开展工会活动。", others) == "17"
    assert likeliest("香港特别行政区。", others) == ""


@pytest.mark.skipif(not LAWS.is_dir(), reason="no official texts beside the repository")
@pytest.mark.parametrize(
    ("old", "new", "figures"),
    [
        (
            "公司法@2018修正",
            "公司法@2023修订",
            {Fate.RENUMBERED: 29, Fate.CHANGED: 189, Fate.NEW: 67},
        ),
        (
            "妇女权益保障法@2018修正",
            "妇女权益保障法@2022修订",
            {Fate.RENUMBERED: 10, Fate.CHANGED: 51, Fate.NEW: 34},
        ),
    ],
)
def test_two_real_amendments_have_these_figures(old, new, figures):
    comparison = compare_articles(_real(old), _real(new))

    assert comparison.figures == figures
    for no, change in comparison.changes.items():
        if change.fate is Fate.RENUMBERED:
            assert _text(old, no) == _text(new, change.to)


def _real(name):
    articles = json.loads((LAWS / f"{name}.json").read_text(encoding="utf-8"))["articles"]
    digests = {str(one["no"]): article_digest(one["text"]) for one in articles}
    return Articles(digests, is_whole=True)


def _text(name, no):
    articles = json.loads((LAWS / f"{name}.json").read_text(encoding="utf-8"))["articles"]
    return next("".join(one["text"].split()) for one in articles if str(one["no"]) == no)
