"""What tells who somebody is is found however it is written; ordinary work is left alone."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.kernel.personal_data import find_personal_data
from tests.kernel.personal_data.attacked import (
    ATTACKED,
    KNOWN_AND_REFUSED,
    KNOWN_AND_SPARED,
    SPARED,
)
from tests.kernel.personal_data.texts import PASSED, REFUSED


@pytest.mark.parametrize(("kind", "text"), [*REFUSED, *ATTACKED])
def test_what_tells_who_it_is_is_refused(kind, text):
    assert kind in {found.kind for found in find_personal_data(text)}


@pytest.mark.parametrize("text", [*PASSED, *SPARED])
def test_ordinary_work_passes(text):
    assert find_personal_data(text) == ()


def test_a_finding_says_where_what_why_and_what_instead():
    text = "来访人电话是１３８ 1234 5678。"
    (found,) = find_personal_data(text)
    assert text[found.start : found.end] == found.text == "１３８ 1234 5678"
    assert (found.kind, found.start) == ("电话号码", 6)
    assert found.why == "凭电话号码可以直接找到本人"
    assert "打了电话" in found.hint


def test_a_wrong_check_digit_is_refused_like_a_right_one():
    for last in "0123456789X":
        assert find_personal_data(f"证号32010619851212345{last}")


def test_who_is_known_by_name_is_refused_anywhere():
    assert find_personal_data("那天于海不在厂里") == ()
    (found,) = find_personal_data("那天于海不在厂里", known=["于海", "白班"])
    assert found.text == "于海"
    assert find_personal_data("白班的人都在", known=["白班"]) == ()


@pytest.mark.parametrize(("name", "text"), KNOWN_AND_SPARED)
def test_a_known_name_is_spared_where_it_is_a_word_or_a_place(name, text):
    assert find_personal_data(text, known=[name]) == ()


@pytest.mark.parametrize(("name", "text"), KNOWN_AND_REFUSED)
def test_a_known_name_is_refused_however_it_is_spaced(name, text):
    assert find_personal_data(text, known=[name])


def test_a_name_told_once_is_found_everywhere():
    text = "开料工屠大勇9月锯伤左手。月底屠大勇一个人走了。"
    assert [found.text for found in find_personal_data(text)] == ["屠大勇", "屠大勇"]


SURNAMES = (*"张王李赵刘陈杨黄周吴徐孙马朱胡郭何林罗郑", "欧阳")
GIVEN = (*"伟强", "秀英", "建国", "小红", "志刚", "春梅", "文斌", "桂兰", "海燕", "晓东", "永福")
PLACES = (
    "职工{}反映工资没有发。",
    "我和{}一起去了仲裁委。",
    "{}说他不想再等了。",
    "来访人是{}，下午两点到的。",
    "那天{}没有上班。",
)


@pytest.mark.parametrize("place", PLACES)
def test_nine_of_ten_usual_names_are_found_wherever_they_stand(place):
    names = [surname + given for surname in SURNAMES for given in GIVEN]
    found = [name for name in names if find_personal_data(place.format(name))]
    assert len(found) >= 0.9 * len(names), sorted(set(names) - set(found))


clean = st.sampled_from(PASSED)
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
identities = st.from_regex(
    r"(11|32|44|65)[0-9]{4}(19[4-9][0-9]|200[0-9])(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}[0-9X]",
    fullmatch=True,
)


@settings(max_examples=200)
@given(clean, st.data(), st.one_of(phones, identities))
def test_a_number_is_found_wherever_it_is_put(text, data, number):
    place = data.draw(st.integers(0, len(text)))
    found = find_personal_data(text[:place] + number + text[place:])
    assert any(one.start < place + len(number) and one.end > place for one in found)


@settings(max_examples=200)
@given(st.one_of(phones, identities), st.data())
def test_width_and_spaces_hide_nothing(number, data):
    written = ""
    for sign in number:
        wide = data.draw(st.booleans())
        written += chr(ord(sign) + 0xFEE0) if wide else sign
        written += data.draw(st.sampled_from(["", "", "", " ", "　", "-", "\u200b"]))
    assert find_personal_data(f"他的是{written}。")


@settings(max_examples=300)
@given(st.text(max_size=300))
def test_no_text_breaks_it_and_findings_are_in_order(text):
    found = find_personal_data(text)
    for one in found:
        assert text[one.start : one.end] == one.text != ""
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1-",
        "12-34 ",
        "张",
        "张伟",
        "路1号",
        "的",
        "（",
        "宿舍",
        "a.b",
        "a@a.",
        "0512",
        "她",
        "1/",
        "1十",
        "张 ",
        "Li ",
        "A1栋",
        "买买提",
    ],
)
def test_ten_thousand_characters_take_no_time(piece):
    text = (piece * 10_000)[:10_000]
    began = perf_counter()
    find_personal_data(text)
    assert perf_counter() - began < 2
