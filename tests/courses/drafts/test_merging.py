"""What two people did to one text is joined, and not a line of either is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.courses.merging import BETWEEN, MARK, OURS, THEIRS, merge_sources, merge_texts

LINES = st.lists(st.sampled_from("甲乙丙丁戊"), max_size=7)
MARKS = {OURS, BETWEEN, THEIRS}


def _text(lines):
    return "".join(f"{line}\n" for line in lines)


def test_changes_in_different_places_go_together():
    merged = merge_texts("一\n二\n三\n四\n五\n", "一\n贰\n三\n四\n五\n", "一\n二\n三\n四\n伍\n")

    assert merged.text == "一\n贰\n三\n四\n伍\n"
    assert merged.open_places == 0


def test_two_changes_of_one_line_are_both_kept_between_marks():
    merged = merge_texts("一\n二\n三\n", "一\n贰\n三\n", "一\n弍\n三\n")

    assert merged.text == f"一\n{OURS}\n贰\n{BETWEEN}\n弍\n{THEIRS}\n三\n"
    assert merged.open_places == 1
    assert len(MARK.findall(merged.text)) == 3


def test_the_same_change_on_both_sides_is_one_change():
    assert merge_texts("一\n二\n", "一\n贰\n", "一\n贰\n").text == "一\n贰\n"


def test_a_file_that_one_deleted_and_the_other_changed_stays():
    merged = merge_sources({"a": "一\n"}, {}, {"a": "壹\n"})

    assert merged.sources == {"a": "壹\n"}


def test_new_files_of_both_sides_are_there():
    merged = merge_sources({}, {"a": "一\n"}, {"b": "二\n"})

    assert merged.sources == {"a": "一\n", "b": "二\n"}


@settings(max_examples=200, deadline=None)
@given(base=LINES, ours=LINES, theirs=LINES)
def test_who_changed_nothing_gets_what_the_other_wrote(base, ours, theirs):
    assert merge_texts(_text(base), _text(base), _text(theirs)).text.strip() == (
        _text(theirs).strip()
    )
    assert merge_texts(_text(base), _text(ours), _text(base)).text.strip() == _text(ours).strip()


@settings(max_examples=300, deadline=None)
@given(base=LINES, ours=LINES, theirs=LINES)
def test_every_line_that_somebody_added_is_still_there(base, ours, theirs):
    merged = merge_texts(_text(base), _text(ours), _text(theirs)).text.splitlines()

    for side in (ours, theirs):
        for line in set(side) - set(base):
            assert line in merged
    assert set(merged) - MARKS <= {*base, *ours, *theirs, ""}
