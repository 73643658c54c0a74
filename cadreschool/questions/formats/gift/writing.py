"""GIFT written: one block for a question, such that reading it gives the same question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from cadreschool.questions.formats.checking import (
    Block,
    CannotHoldError,
    blocks_of,
    grounds_of,
    pairs_of,
)
from cadreschool.questions.formats.gift.reading import read
from cadreschool.questions.formats.labels import written_labels
from cadreschool.questions.formats.values import Item, Written
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Question

_SPECIAL = re.compile(r"[\\:#={}~\n]")
_STARTS_LIKE_A_MARK = re.compile(r"[%\[]|//")
_FORBIDDEN_IN_TAGS = re.compile(r"[<>`\x00-\x1f\x7f]")
_PLACES = Decimal("0.00001")
_PICTURE = re.compile(r"!\[[^\]]*\]\(media/")
_SPACES = " \t\n"
_HEAD = "// 由工会干部学校平台导出。注释里的 [tag:…] 和“评分：”几行，再导入时会读回来。\n\n"


def write(questions: Sequence[Question], units: Mapping[str, str] | None = None) -> Written:
    """Write questions as a GIFT file; `units` are those they belong to {id: unit}."""
    blocks, left_out = blocks_of(questions, partial(_block, units or {}), _read_back)
    return Written((_HEAD + "\n".join(blocks)).encode(), left_out)


def _read_back(text: str) -> tuple[Item, ...]:
    return read(text.encode(), "").items


def _block(units: Mapping[str, str], question: Question) -> Block:
    write_answer = _ANSWERS.get(question.kind)
    if write_answer is None:
        raise CannotHoldError("GIFT 没有几个小题共用一个题干的题")
    answer = write_answer(question)
    unit = units.get(question.id, "")
    lines = [*_comments(question, unit)]
    name = f"::{_escaped(question.id)}::" if question.id else ""
    feedback = f"\n\t####{_text(question.explanation)}" if question.explanation else ""
    end = "\n" if "\n" in answer + feedback else ""
    lines.append(f"{name}[markdown]{_escaped(question.stem)} {{{answer}{feedback}{end}}}\n")
    held = replace(question, stem=question.stem.strip(_SPACES))
    pictures = _PICTURE.search(f"{question.stem}{question.explanation}") or any(
        _PICTURE.search(option.text) for option in question.options
    )
    left_out = ["图片（只写了名字）"] if pictures else []
    left_out += ["题干开头的空格"] if held.stem != question.stem else []
    return Block("\n".join(lines), held, tuple(left_out), unit)


def _comments(question: Question, unit: str) -> Iterator[str]:
    """Write what GIFT has no field for as tags, and a rubric as lines of our own."""
    tags = list(written_labels(question, grounds_of(question), unit))
    if question.unit:
        tags.append(f"单位:{question.unit}")
    marks = [f"[id:{_in_tag(question.id)}]"] if question.id else []
    marks += [f"[tag:{_in_tag(tag)}]" for tag in tags if not _FORBIDDEN_IN_TAGS.search(tag)]
    if marks:
        yield f"// {' '.join(marks)}"
    if question.kind == "essay" and (question.parts or question.answer):
        for line in kind_named("essay").written(question).split("\n"):
            yield f"// 评分：{line}"


def _in_tag(text: str) -> str:
    return text.replace("]", r"\]")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: r"\n" if found[0] == "\n" else f"\\{found[0]}", text)


def _text(markdown: str) -> str:
    """Write a text inside the block; its form is named where it begins like a weight or a form."""
    form = "[markdown]" if _STARTS_LIKE_A_MARK.match(markdown) else ""
    return f"{form}{_escaped(markdown)}"


# -- the answers of each kind ---------------------------------------------------------------------


def _single(question: Question) -> str:
    return _options(question, "=", "~")


def _multiple(question: Question) -> str:
    right = sum(option.is_right for option in question.options)
    share = f"{(100 / Decimal(right)).quantize(_PLACES).normalize():f}"
    return _options(question, f"~%{share}%", "~%-100%")


def _options(question: Question, right: str, wrong: str) -> str:
    lines = (
        f"\n\t{right if option.is_right else wrong}{_text(option.text)}"
        for option in question.options
    )
    return "".join(lines)


def _true_false(question: Question) -> str:
    return "T" if question.answer == "true" else "F"


def _numeric(question: Question) -> str:
    return f"#{question.answer}" + ("" if question.tolerance is None else f":{question.tolerance}")


def _blanks(question: Question) -> str:
    if len(question.parts) != 1:
        raise CannotHoldError("GIFT 的填空只有一个空")
    return "".join(f" ={_accepted(text)}" for text in question.parts[0].accepted)


def _accepted(text: str) -> str:
    form = "[plain]" if _STARTS_LIKE_A_MARK.match(text) else ""
    return form + _escaped(text.replace("*", r"\*"))


def _matching(question: Question) -> str:
    pairs = pairs_of(question)
    if any("->" in left for left, _ in pairs):
        raise CannotHoldError("左边有“->”，GIFT 用它分开两边")
    return "".join(f"\n\t={_text(left)} -> {_text(right)}" for left, right in pairs)


def _ordering(question: Question) -> str:
    steps = "".join(f"\n\t{_text(option.text)}" for option in question.options)
    return f">{len(question.options)} ALL VERTICAL ABSOLUTE_POSITION SHOW none{steps}"


def _essay(question: Question) -> str:  # noqa: ARG001 -- the rubric stands in comments
    return ""


_ANSWERS: dict[str, Callable[[Question], str]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "blanks": _blanks,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
