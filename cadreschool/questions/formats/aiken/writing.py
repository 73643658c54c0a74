"""Aiken written, in the strict form that every reader of it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cadreschool.laws.citations import parse_citations
from cadreschool.questions.formats.aiken.lines import LETTERS
from cadreschool.questions.formats.aiken.reading import read
from cadreschool.questions.formats.checking import Block, CannotHoldError, blocks_of, grounds_of
from cadreschool.questions.formats.marks import escaped, plain, words_of
from cadreschool.questions.formats.values import Item, Written
from cadreschool.questions.values import Question


def write(questions: Sequence[Question]) -> Written:
    """Write questions as an Aiken file."""
    blocks, left_out = blocks_of(questions, _block, _read_back)
    return Written("\n".join(blocks).encode(), left_out)


def _read_back(text: str) -> tuple[Item, ...]:
    return read(text.encode(), "").items


def _block(question: Question) -> Block:
    """Write stem, options and the letter; everything else has no place here."""
    if question.kind != "single":
        raise CannotHoldError("Aiken 只写得下单选题")
    texts = [question.stem, *(option.text for option in question.options)]
    shown = [_one_line(text) for text in texts]
    right = LETTERS[next(n for n, option in enumerate(question.options) if option.is_right)]
    lines = [
        shown[0],
        *(f"{letter}) {text}" for letter, text in zip(LETTERS, shown[1:], strict=False)),
    ]
    kept = [escaped(text) for text in shown]
    held = replace(
        question,
        id="",
        stem=kept[0],
        options=tuple(
            replace(option, text=text)
            for option, text in zip(question.options, kept[1:], strict=True)
        ),
        explanation="",
        competencies=(),
        difficulty=0,
        citations=tuple(parse_citations("\n".join(kept))),
        valid_from=None,
        valid_to=None,
    )
    besides = [
        ("题号", question.id),
        ("解析", question.explanation),
        ("能力", question.competencies),
        ("难度", question.difficulty),
        ("依据", grounds_of(question)),
        ("有效期", question.valid_from or question.valid_to),
        ("加粗等格式", kept != texts),
    ]
    left_out = "、".join(name for name, value in besides if value)
    block = "\n".join([*lines, f"ANSWER: {right}", ""])
    return Block(block, held, (left_out,) if left_out else ())


def _one_line(markdown: str) -> str:
    """Return the words of a text that is one line; raises for tables, lists, pictures and code."""
    if "\n" in markdown or "<br" in markdown or "![" in markdown:
        raise CannotHoldError("Aiken 的题干和选项各只有一行文字")
    text = plain(markdown)
    return words_of(markdown) if text is None else text
