"""Nothing that an author writes comes out as anything but our own HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.courses.citations import fill_citations
from cadreschool.courses.markdown.convert import Converter
from cadreschool.courses.sanitising import sanitise
from cadreschool.laws.citations import parse_citations
from tests.courses.building import ON, REGISTRY, rules, with_text
from tests.courses.test_markdown import PICTURE
from tests.courses.vectors import FIXTURES, VECTORS, dangers, elements, shared_vectors

CONVERTER = Converter()
MARKUP = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "</",
            "<script>",
            "<b ",
            "on=x",
            '"',
            "'",
            "&",
            "&#60;",
            "[",
            "](",
            ")",
            "![",
            "[[",
            "]]",
            "#",
            "javascript:",
            "https://a",
            "::: 要点\n",
            ":::\n",
            "\n",
            "\n\n",
            "- ",
            "|",
            "`",
            "```\n",
            "*",
            "**",
            "[^1]",
            "[^1]: ",
            "工会法#2",
            "media/a.png",
            "甲",
            "\x02",
            "\x03",
            "<sub>",
        ]
    ),
    max_size=40,
).map("".join)


def _everything(text):
    """Return all HTML that a text can become: as a lesson, filled, and as a part of a question."""
    citations = parse_citations(text)
    CONVERTER.enter("a1", {"media/a.png": PICTURE}, citations)
    html, headings, _ = CONVERTER.lesson(text)
    filled, _ = fill_citations(html, citations, REGISTRY, ON)
    ids = [element.get("id") for element in elements(html) if element.get("id")]
    assert len(set(ids)) == len(ids)
    assert {heading.id for heading in headings if 1 < heading.level < 5} <= {*ids}
    return html + CONVERTER.part(text), filled


def _check(text):
    html, filled = _everything(text)
    assert dangers(html) == []
    assert [danger for danger in dangers(filled) if danger != "<span>"] == []


@pytest.mark.parametrize("vector", VECTORS)
def test_our_own_vectors_do_nothing(vector):
    _check(vector)
    assert dangers(sanitise(vector)) == []


def test_the_vectors_of_other_projects_do_nothing():
    vectors = shared_vectors()
    if not vectors:
        pytest.skip(f"{FIXTURES} is not there; {len(VECTORS)} vectors of our own were tried")

    for vector in vectors:
        _check(vector)
        assert dangers(sanitise(vector)) == []


@pytest.mark.parametrize(
    "vector",
    [v for v in VECTORS if "<" in v and "`" not in v and "\x02" not in v and "&lt;" not in v],
)
def test_authors_are_told_about_raw_html(vector):
    found = rules(with_text(vector.replace("## <", "### <")))

    assert {"raw-html", "bad-citation", "bad-footnote", "too-complex"} & set(found)


@given(MARKUP)
def test_any_mixture_of_marks_becomes_our_own_html(text):
    _check(text)


@given(MARKUP)
def test_the_sanitiser_alone_lets_nothing_else_through(text):
    assert dangers(sanitise(text)) == []


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p id="main">x</p>', "<p>x</p>"),
        ('<p id="b-0123abcd" class="callout__title x">x</p>', '<p id="b-0123abcd">x</p>'),
        ('<h2 id="情境-一">x</h2>', '<h2 id="情境-一">x</h2>'),
        ('<h2 id="a b">x</h2>', "<h2>x</h2>"),
        ('<a href="/admin/">x</a>', "<a>x</a>"),
        ('<a href="/courses/a/lessons/../../x/">x</a>', "<a>x</a>"),
        ('<img src="/media/x.png" alt="y">', '<img alt="y">'),
        ('<section class="callout callout--own">x</section>', "<section>x</section>"),
        ('<td align="left" style="x">y</td>', "y"),
    ],
)
def test_only_our_own_patterns_of_attributes_are_kept(html, kept):
    assert sanitise(html) == kept
