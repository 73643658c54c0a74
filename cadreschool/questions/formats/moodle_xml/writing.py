"""Moodle XML written: texts stay Markdown, which Moodle shows, so that they come back unchanged."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from cadreschool.questions.formats.checking import (
    Block,
    CannotHoldError,
    blocks_of,
    grounds_of,
    pairs_of,
)
from cadreschool.questions.formats.labels import written_labels
from cadreschool.questions.formats.moodle_xml import cloze
from cadreschool.questions.formats.moodle_xml.pictures import PLUGIN_FILE
from cadreschool.questions.formats.moodle_xml.reading import read
from cadreschool.questions.formats.values import Item, Written
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.plain import plain_text
from cadreschool.questions.values import Question

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
_TAIL = "</quiz>\n"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PICTURE = re.compile(r"(!\[[^\[\]\n]*\]\()media/([a-z0-9_-]+\.[a-z]+)\)")
_LONGEST_NAME = 60
_PLACES = Decimal("0.00001")


def write(
    questions: Sequence[Question],
    pictures: Mapping[str, bytes] | None = None,
    units: Mapping[str, str] | None = None,
) -> Written:
    """Write questions as a Moodle XML file.

    `pictures` are those their texts name, `units` those they belong to {id: unit}.
    """
    write_one = partial(_block, pictures or {}, units or {})
    blocks, left_out = blocks_of(questions, write_one, _read_back)
    return Written((_HEAD + "".join(blocks) + _TAIL).encode(), left_out)


def _read_back(text: str) -> tuple[Item, ...]:
    return read((_HEAD + text + _TAIL).encode(), "").items


@dataclass(slots=True)
class _Page:
    """One question being written; remembers the pictures that are not there."""

    question: Question
    pictures: Mapping[str, bytes]
    missing: dict[str, None] = field(default_factory=dict)

    def text(self, name: str, markdown: str, attributes: str = "", inner: str = "") -> str:
        """Write an element with a Markdown text and the pictures it names."""
        files: dict[str, str] = {}

        def placed(found: re.Match[str]) -> str:
            data = self.pictures.get(found[2])
            if data is None:
                self.missing[found[2]] = None
                return found[0]
            content = base64.b64encode(data).decode()
            files[found[2]] = f'<file name="{found[2]}" path="/" encoding="base64">{content}</file>'
            return f"{found[1]}{PLUGIN_FILE}{found[2]})"

        text = _escaped(_PICTURE.sub(placed, markdown))
        return (
            f'  <{name} format="markdown"{attributes}><text>{text}</text>{"".join(files.values())}'
            f"{inner}</{name}>\n"
        )


def _block(pictures: Mapping[str, bytes], units: Mapping[str, str], question: Question) -> Block:
    write_answer = _ANSWERS.get(question.kind)
    if write_answer is None:
        raise CannotHoldError("Moodle XML 没有几个小题共用一个题干的题")
    page = _Page(question, pictures)
    unit = units.get(question.id, "")
    kind, stem, answer = write_answer(page)
    lines = [
        f'<question type="{kind}">\n',
        f"  <name><text>{_escaped(_name(question))}</text></name>\n",
        page.text("questiontext", stem),
        page.text("generalfeedback", question.explanation),
        "  <defaultgrade>1.0000000</defaultgrade>\n  <penalty>0.0000000</penalty>\n",
        f"  <hidden>0</hidden>\n  <idnumber>{_escaped(question.id)}</idnumber>\n",
        *answer,
        *_tags(question, unit),
        "</question>\n",
    ]
    text = "".join(lines)
    if _UNFIT.search(text):
        raise CannotHoldError("有 XML 写不下的控制字符")
    left_out = tuple(f"图片 {name}" for name in page.missing)
    return Block(text, question, left_out, unit)


def _name(question: Question) -> str:
    """Moodle shows a name to authors; ours is the id or the beginning of the stem."""
    return question.id or plain_text(question.stem)[:_LONGEST_NAME]


def _tags(question: Question, unit: str) -> Iterator[str]:
    tags = list(written_labels(question, grounds_of(question), unit))
    if tags:
        inner = "".join(f"<tag><text>{_escaped(tag)}</text></tag>" for tag in tags)
        yield f"  <tags>{inner}</tags>\n"


def _escaped(text: str) -> str:
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.replace(character, entity)
    return text


# -- the answers of each kind: Moodle's type, the stem, the elements ------------------------------

_Parts = tuple[str, str, Iterator[str]]


def _options(page: _Page) -> _Parts:
    question = page.question
    right = sum(option.is_right for option in question.options)
    single = question.kind == "single"
    share = f"{(100 / Decimal(right or 1)).quantize(_PLACES).normalize():f}"
    wrong = "0" if single else "-100"

    def elements() -> Iterator[str]:
        yield f"  <single>{str(single).lower()}</single>\n"
        yield "  <shuffleanswers>true</shuffleanswers>\n"
        yield "  <answernumbering>ABCD</answernumbering>\n"
        for option in question.options:
            weight = share if option.is_right else wrong
            yield page.text("answer", option.text, f' fraction="{weight}"')

    return "multichoice", question.stem, elements()


def _answer(text: str, weight: int = 100, inner: str = "") -> str:
    """Write an answer that is plain text."""
    return (
        f'  <answer fraction="{weight}" format="plain_text"><text>{_escaped(text)}</text>'
        f"{inner}</answer>\n"
    )


def _true_false(page: _Page) -> _Parts:
    def elements() -> Iterator[str]:
        for word in ("true", "false"):
            weight = 100 if page.question.answer == word else 0
            yield _answer(word, weight)

    return "truefalse", page.question.stem, elements()


def _numeric(page: _Page) -> _Parts:
    question = page.question

    def elements() -> Iterator[str]:
        margin = question.tolerance
        inner = "" if margin is None else f"<tolerance>{margin}</tolerance>"
        yield _answer(question.answer, inner=inner)
        if question.unit:
            yield (
                "  <units><unit><multiplier>1</multiplier>"
                f"<unit_name>{_escaped(question.unit)}</unit_name></unit></units>\n"
                "  <unitgradingtype>0</unitgradingtype>\n  <showunits>0</showunits>\n"
            )

    return "numerical", question.stem, elements()


def _blanks(page: _Page) -> _Parts:
    question = page.question
    if len(question.parts) > 1:
        return "cloze", cloze.written(question.stem, question.parts), iter(())

    def elements() -> Iterator[str]:
        yield "  <usecase>0</usecase>\n"
        for part in question.parts:
            for text in part.accepted:
                yield _answer(text.replace("*", r"\*"))

    return "shortanswer", question.stem, elements()


def _matching(page: _Page) -> _Parts:
    def elements() -> Iterator[str]:
        yield "  <shuffleanswers>true</shuffleanswers>\n"
        for left, right in pairs_of(page.question):
            answer = f"<answer><text>{_escaped(right)}</text></answer>"
            yield page.text("subquestion", left, inner=answer)

    return "matching", page.question.stem, elements()


def _ordering(page: _Page) -> _Parts:
    def elements() -> Iterator[str]:
        yield "  <layouttype>VERTICAL</layouttype>\n  <selecttype>ALL</selecttype>\n"
        yield "  <selectcount>0</selectcount>\n  <gradingtype>ABSOLUTE_POSITION</gradingtype>\n"
        yield "  <showgrading>SHOW</showgrading>\n  <numberingstyle>none</numberingstyle>\n"
        yield "  <shownumcorrect>1</shownumcorrect>\n"
        for number, option in enumerate(page.question.options, start=1):
            yield page.text("answer", option.text, f' fraction="{number}"')

    return "ordering", page.question.stem, elements()


def _essay(page: _Page) -> _Parts:
    question = page.question

    def elements() -> Iterator[str]:
        yield "  <responseformat>editor</responseformat>\n"
        yield "  <responserequired>1</responserequired>\n"
        yield "  <responsefieldlines>15</responsefieldlines>\n  <attachments>0</attachments>\n"
        if question.parts or question.answer:
            yield page.text("graderinfo", kind_named("essay").written(question))

    return "essay", question.stem, elements()


_ANSWERS: dict[str, Callable[[_Page], _Parts]] = {
    "single": _options,
    "multiple": _options,
    "true_false": _true_false,
    "numeric": _numeric,
    "blanks": _blanks,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
