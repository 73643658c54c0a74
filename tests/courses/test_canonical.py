"""The canonical sources of a course and their digest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cadreschool.courses.canonical import canonical, digest
from tests.courses.building import course_files

PATHS = st.sampled_from(
    ["course.yaml", "01-a/lesson.md", "01-a/media/a.png", ".DS_Store", "01-a/.x/y.md", "Thumbs.db"]
)
TEXTS = st.text(alphabet="一二\r\n\ufeff e\u0301\uf96f\x00#:", max_size=20).map(str.encode)
FILES = st.dictionaries(PATHS | st.text(max_size=9), TEXTS | st.binary(max_size=20), max_size=6)


@given(FILES)
def test_canonical_sources_are_canonical(files):
    once = canonical(files)

    assert canonical(once) == once
    assert digest(canonical(once)) == digest(once)


@given(FILES)
def test_the_digest_does_not_depend_on_the_order_of_files(files):
    assert digest(files) == digest(dict(reversed(files.items())))


@given(st.sampled_from(sorted(course_files())), st.integers(0, 200))
def test_any_changed_word_changes_the_digest(path, at):
    files = course_files()
    changed = files | {path: files[path][:at] + "改".encode() + files[path][at:]}

    assert digest(canonical(changed)) != digest(canonical(files))


def test_pictures_are_left_untouched_and_hidden_files_out():
    files = {"a.png": b"\xef\xbb\xbf\r\n", "a.md": b"\xef\xbb\xbf\r\n", ".git/x": b"", "b/.x": b""}

    assert canonical(files) == {"a.md": b"\n", "a.png": b"\xef\xbb\xbf\r\n"}


def test_a_moved_file_is_another_course():
    assert digest({"a": b"1", "b": b"2"}) != digest({"a": b"2", "b": b"1"})
