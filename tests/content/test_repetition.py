"""The courses of the school do not repeat each other's paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

COURSES = Path(__file__).parents[2] / "content" / "courses"
SHINGLE = 8
"""Characters that are compared at a time."""
SHORTEST = 30
TOO_ALIKE = 0.75
"""Share of the shorter paragraph that may stand in the longer one; statutes quoted in our own words
make half of two short rows alike."""
_NOT_WORDS = re.compile(r"\[\[.*?\]\]|[^\u4e00-\u9fff0-9]")
_PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=[-|>0-9])")


def _paragraphs():
    for path in sorted(COURSES.glob("*/*/lesson.md")):
        lesson = path.parent.relative_to(COURSES).as_posix()
        if lesson.startswith("help-"):
            continue
        body = path.read_text(encoding="utf-8").split("---", 2)[2]
        for paragraph in _PARAGRAPHS.split(body):
            words = _NOT_WORDS.sub("", paragraph)
            if len(words) >= SHORTEST:
                yield lesson, paragraph.strip(), _shingles(words)


def _shingles(words):
    return {words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1)}


def _alike(paragraphs):
    """Yield pairs of paragraphs of different lessons with the share they have in common."""
    holders = defaultdict(list)
    for number, (_, _, shingles) in enumerate(paragraphs):
        for shingle in shingles:
            holders[shingle].append(number)
    common = Counter(
        (one, other)
        for numbers in holders.values()
        for place, one in enumerate(numbers)
        for other in numbers[place + 1 :]
    )
    for (one, other), number in common.items():
        (lesson, text, few), (other_lesson, other_text, many) = paragraphs[one], paragraphs[other]
        share = number / min(len(few), len(many))
        if lesson != other_lesson and share >= TOO_ALIKE:
            yield f"{lesson}: {text[:40]} = {other_lesson}: {other_text[:40]} ({share:.0%})"


def test_no_lesson_repeats_a_paragraph_of_another():
    paragraphs = list(_paragraphs())

    assert len(paragraphs) > 1000
    assert list(_alike(paragraphs)) == []


def test_a_repeated_paragraph_would_be_found():
    words = "工会经费由用人单位按每月全部职工工资总额的百分之二向工会拨缴并在税前列支不得挪作他用"
    twice = [("a", words, _shingles(words)), ("b", words[:-3], _shingles(words[:-3]))]

    assert len(list(_alike(twice))) == 1
