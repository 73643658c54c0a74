"""Files of other projects give the questions that their neighbours describe.

How the oracle's JSON maps to ours is told in docs/formats.md; this is the same in code. Texts are
compared as a reader sees them: by the words of the page, not by how they are written.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from cadreschool.questions.formats import aiken, gift, moodle_xml
from cadreschool.questions.formats.values import Confidence, FormatError
from tests.questions.formats.rendering import folded, is_a_sentence, seen, words

FIXTURES = Path(__file__).resolve().parents[4] / "shared" / "fixtures"
HERE = pytest.mark.skipif(not FIXTURES.is_dir(), reason="../shared/fixtures is not here")
GIFT = sorted(path.stem for path in FIXTURES.glob("gift/*.gift"))
READERS = {"gift": gift, "aiken": aiken, "moodle_xml": moodle_xml}


def _shown(text):
    """Return what a reader of Moodle sees of a text of the oracle."""
    if text["format"] == "markdown":
        return seen(text["text"].replace("_tomb_", r"\_tomb\_"))  # no emphasis by _ in ours
    return words(text["text"]) if text["format"] == "html" else folded(text["text"])


def _same(markdown, text):
    assert _squeezed(seen(markdown)) == _squeezed(_shown(text))


def _squeezed(text):
    """Spaces around gaps and full stops differ between programs."""
    return text.replace(" ", "").replace("\xa0", "")


def _told(question, told):
    """Feedback is part of the explanation."""
    if told is not None:
        assert _squeezed(_linkless(_shown(told))) in _squeezed(
            _linkless(seen(question.explanation))
        )


def _linkless(text):
    """Links without https are words, with their address in brackets behind."""
    return text.replace("（http://fr.wikipedia.org/wiki/Design_Patterns）", "").replace(
        "（http://www.formacioncnp.es/base_datos/Penal/lecr.html）", ""
    )


def _choices(question, oracle):
    """MC: right is what has =, or a weight above nothing where there is no = at all."""
    choices = oracle["choices"]
    several = not any(choice["isCorrect"] for choice in choices)
    right = [(choice["weight"] or 0) > 0 if several else choice["isCorrect"] for choice in choices]
    assert question.kind == ("multiple" if sum(right) > 1 else "single")
    assert [option.is_right for option in question.options] == right
    for option, choice in zip(question.options, choices, strict=True):
        _same(option.text, choice["text"])
        _told(question, choice["feedback"])


def _truth(question, oracle):
    """TF: trueFeedback is the first #, told to who chose wrongly, falseFeedback the second."""
    assert question.kind == "true_false"
    assert question.answer == ("true" if oracle["isTrue"] else "false")
    _told(question, oracle["trueFeedback"])
    _told(question, oracle["falseFeedback"])


def _number(question, oracle):
    """Numerical: the answer with all of the marks; a range is its middle and half its width."""
    assert question.kind == "numeric"
    choices = oracle["choices"]
    if isinstance(choices, list):
        full = [one for one in choices if one["weight"] in {None, 100}]
        for one in choices:
            _told(question, one["feedback"])
        (choices,) = (one["text"] for one in full)
    if choices["type"] == "high-low":
        low, high = (Decimal(str(choices[name])) for name in ("numberLow", "numberHigh"))
        expected = ((low + high) / 2, (high - low) / 2)
    else:
        expected = (Decimal(str(choices["number"])), Decimal(str(choices.get("range", 0))))
    assert (Decimal(question.answer), question.tolerance or 0) == expected


def _words(question, oracle):
    """Short: one gap that accepts every answer with all of the marks."""
    assert question.kind == "blanks"
    (part,) = question.parts
    assert list(part.accepted) == [folded(choice["text"]["text"]) for choice in oracle["choices"]]


def _essay(question, oracle):
    """Essay: the rubric is ours to add."""
    assert (question.kind, question.answer, question.parts) == ("essay", "", ())


CHECKS = {"MC": _choices, "TF": _truth, "Numerical": _number, "Short": _words, "Essay": _essay}
NO_QUESTIONS = {"Description", "Category"}


@HERE
@pytest.mark.parametrize("name", GIFT)
def test_a_gift_file_gives_the_questions_of_its_neighbour(name):
    path = FIXTURES / "gift" / f"{name}.gift"
    oracle = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    reading = gift.read(path.read_bytes(), path.name)

    wanted = [one for one in oracle if one["type"] not in NO_QUESTIONS]
    found = [item for item in reading.items if item.question is not None]
    assert len(found) == len(wanted)
    assert len(reading.items) == sum(one["type"] != "Category" for one in oracle)
    for item, one in zip(found, wanted, strict=True):
        _same(item.question.stem, one["stem"])
        _told(item.question, one["globalFeedback"])
        CHECKS[one["type"]](item.question, one)
        assert item.given_id == (one["id"] or "")
        for tag in one["tags"] or ():
            assert any(tag in problem.text for problem in item.problems)
    for item in reading.items:
        assert item.question is not None or item.problems


@HERE
def test_every_gift_fixture_has_a_neighbour_and_is_compared():
    assert len(GIFT) == 20
    assert {path.stem for path in FIXTURES.glob("gift/*.json")} == set(GIFT)


@HERE
def test_the_good_aiken_file_gives_both_questions():
    reading = aiken.read((FIXTURES / "aiken" / "moodle_questions.aiken.txt").read_bytes(), "")

    one, two = (item.question for item in reading.items)
    assert [(len(q.options), q.answer) for q in (one, two)] == [(4, "b"), (2, "a")]
    assert seen(two.stem).endswith('includes <html class="cool"> & images:')
    assert {item.confidence for item in reading.items} == {Confidence.SURE}


@HERE
def test_the_five_aiken_errors_are_told_apart_from_the_good_questions():
    reading = aiken.read((FIXTURES / "aiken" / "moodle_aiken_errors.txt").read_bytes(), "")

    told = [
        (item.place, item.question.stem if item.question else item.problems[0].text)
        for item in reading.items
    ]
    assert told == [
        ("第 1 行", "有 1 个选项"),
        ("第 5 行", "有 0 个选项"),
        ("第 9 行", "A good question"),
        ("第 14 行", "没有答案"),
        ("第 18 行", "A second good question"),
    ]


@HERE
def test_moodle_xml_keeps_categories_and_tells_of_uneven_weights():
    nested, grades = (
        moodle_xml.read((FIXTURES / "moodle_xml" / name).read_bytes(), name).items
        for name in ("nested_categories_with_questions.xml", "error_invalid_grades.xml")
    )

    assert [(item.category, item.question.kind, item.question.stem) for item in nested] == [
        ("Iota", "true_false", "Testing Iota Question"),
        ("Iota/Kappa", "essay", "Testing Kappa Essay Question"),
        ("Iota/Kappa", "true_false", "Testing Kappa Question"),
        ("Iota/Kappa/Lambda", "true_false", "Testing Lambda Question"),
        ("Iota/Mu", "true_false", "Testing Mu Question"),
    ]
    (item,) = grades
    assert (item.question.kind, item.question.answer, item.confidence) == (
        "multiple",
        "b,c,e",
        Confidence.LOOK,
    )
    assert item.problems[0].text == "权重没有保留：“2”33%、“3”33.33333%、“5”33.33333%"


@HERE
@pytest.mark.parametrize("name", READERS)
def test_what_is_no_bank_gives_no_question_and_a_reason(name):
    others = [
        path
        for folder in ("archives", "strings", "docx")
        for path in sorted((FIXTURES / folder).iterdir())
    ]
    assert len(others) >= 9

    for path in others:
        try:
            reading = READERS[name].read(path.read_bytes(), path.name)
        except FormatError as error:
            is_a_sentence(error)
        else:
            assert [item for item in reading.items if item.question] == []
            assert reading.problems[-1].text == "没有读出题目"
