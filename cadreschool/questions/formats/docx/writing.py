"""Questions written as a Word document, read back to be sure; and a paper for print.

Word keeps the words of a question; bold, tables and pictures of our Markdown have no place here and
are named.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from xml.sax.saxutils import escape

from cadreschool.laws.citations import parse_citations
from cadreschool.questions.formats.checking import Block, CannotHoldError, blocks_of, grounds_of
from cadreschool.questions.formats.docx.document import Document, Line
from cadreschool.questions.formats.docx.gathering import gather
from cadreschool.questions.formats.docx.reading import Context, draft_of
from cadreschool.questions.formats.drafting import items_of
from cadreschool.questions.formats.labels import written_labels
from cadreschool.questions.formats.marks import escaped, from_plain, plain, words_of
from cadreschool.questions.formats.values import Item, Written
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.values import Part, Question

LETTERS = "ABCDEFGH"
_STAMP = (1980, 1, 1, 0, 0, 0)
_NO_PLACE = re.compile(r"^\s*(?:\||```|[-*+] |>|[0-9]+\. )|!\[", re.MULTILINE)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
_TAIL = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
    ' w:header="708" w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
)


def write(questions: Sequence[Question]) -> Written:
    """Write questions with their answers and all that is said of them."""
    texts, left_out = blocks_of(questions, _block, _read_back)
    lines: list[str] = []
    for number, text in enumerate(texts, start=1):
        lines += [*text.replace("1. ", f"{number}. ", 1).split("\n"), ""]
    return Written(_document(lines), left_out)


def paper(title: str, questions: Sequence[tuple[Question, int]], *, with_key: bool) -> bytes:
    """Write a paper for print: (question, points); the key, if wanted, stands behind each."""
    lines = [title, ""]
    for number, (question, points) in enumerate(questions, start=1):
        lines += [*_printed(question, number, points, with_key=with_key), ""]
    return _document(lines, bold=1)


def _printed(question: Question, number: int, points: int, *, with_key: bool) -> list[str]:
    kind = kind_named(question.kind)
    lines = [f"{number}. （{kind.label}，{points} 分）{_shown(question.stem)[0]}"]
    lines += _shown(question.stem)[1:]
    lines += [f"   {part}" for part in _printed_parts(question)]
    if with_key:
        lines.append(f"答案：{kind.right_answer_text(question)}")
        lines += [f"解析：{line}" for line in _shown(question.explanation)[:1]]
        lines += _shown(question.explanation)[1:]
    return lines


def _printed_parts(question: Question) -> list[str]:
    if question.kind == "true_false":
        return ["（　）对　　（　）错"]
    if question.kind == "matching":
        lefts = [f"{words_of(part.text)} ＿＿＿" for part in question.parts]
        ordered = sorted(question.options, key=lambda option: words_of(option.text))
        rights = zip(LETTERS, ordered, strict=False)
        return [*lefts, *(f"{letter}. {words_of(one.text)}" for letter, one in rights)]
    if question.kind == "ordering":
        ordered = sorted(question.options, key=lambda option: words_of(option.text))
        return [f"＿＿ {words_of(option.text)}" for option in ordered]
    return [
        f"{letter}. {' '.join(_shown(option.text))}"
        for letter, option in zip(LETTERS, question.options, strict=False)
    ]


def _shown(markdown: str) -> list[str]:
    """Return the lines of a text as words."""
    return [words_of(line) for line in re.split(r"\n+|<br>", markdown) if line.strip()] or [""]


# -- a question that comes back --------------------------------------------------------------------


def _block(question: Question) -> Block:
    if question.questions:
        raise CannotHoldError("案例题的材料和小题在 Word 里分不清")
    held, is_changed = _held(question)
    stem = _lines(held.stem)
    lines = [f"1. （{kind_named(question.kind).label}题）{stem[0]}", *stem[1:]]
    if question.kind in {"single", "multiple", "ordering"}:
        for letter, option in zip(LETTERS, held.options, strict=False):
            first, *rest = _lines(option.text)
            lines += [f"{letter}. {first}", *rest]
    lines += _answer(held)
    lines += [f"【题号】{question.id}"] if question.id else []
    for label in written_labels(question, grounds_of(question)):
        name, _, value = label.partition(":")
        lines.append(f"【{name}】{f'[[{value}]]' if name == '依据' else value}")
    if held.explanation:
        first, *rest = _lines(held.explanation)
        lines += [f"【解析】{first}", *rest]
    return Block("\n".join(_grounds_in_one(lines)), held, ("加粗等格式",) if is_changed else ())


def _grounds_in_one(lines: Sequence[str]) -> list[str]:
    grounds = [line.removeprefix("【依据】") for line in lines if line.startswith("【依据】")]
    abilities = [line.removeprefix("【能力】") for line in lines if line.startswith("【能力】")]
    kept: list[str] = []
    for line in lines:
        if line.startswith("【依据】"):
            if grounds:
                kept.append(f"【依据】{' '.join(grounds)}")
                grounds = []
        elif line.startswith("【能力】"):
            if abilities:
                kept.append(f"【能力】{'、'.join(abilities)}")
                abilities = []
        else:
            kept.append(line)
    return kept


def _held(question: Question) -> tuple[Question, bool]:
    """Return what comes back of a question: its words; and whether that is less than it was."""
    stem, explanation = _plain(question.stem), _plain(question.explanation)
    options = tuple(replace(one, text=_plain_option(one.text)) for one in question.options)
    answer = _plain(question.answer) if question.kind == "essay" else question.answer
    parts = question.parts
    if question.kind in {"essay", "matching"}:
        parts = tuple(Part(_plain_option(one.text), one.accepted, one.points) for one in parts)
    held = replace(
        question, stem=stem, explanation=explanation, options=options, answer=answer, parts=parts
    )
    grounds = grounds_of(question)
    in_text = parse_citations("\n".join([stem, *(one.text for one in options), explanation]))
    held = replace(held, citations=(*grounds, *in_text))
    before = (question.stem, question.explanation, question.options, question.parts)
    return held, before != (stem, explanation, options, parts)


def _plain(markdown: str) -> str:
    if _NO_PLACE.search(markdown):
        raise CannotHoldError("表格、列表、引用、代码和图片在这里写不下")
    return from_plain("\n\n".join(_words(block) for block in re.split(r"\n\s*\n", markdown)))


def _words(block: str) -> str:
    lines = re.split(r"\n|<br>", block)
    return "\n".join(_line(line) for line in lines)


def _plain_option(markdown: str) -> str:
    if _NO_PLACE.search(markdown):
        raise CannotHoldError("选项里的表格、列表和图片在这里写不下")
    return "\n".join(escaped(_line(line)) for line in re.split(r"\n|<br>", markdown))


def _line(markdown: str) -> str:
    text = plain(markdown)
    return words_of(markdown) if text is None else text


def _lines(markdown: str) -> list[str]:
    """Return the lines of a text that was made plain, as they are typed."""
    return [_line(line) for line in re.split(r"\n|<br>", markdown)]


def _answer(question: Question) -> list[str]:
    letters = {one.id: letter for one, letter in zip(question.options, LETTERS, strict=False)}
    match question.kind:
        case "single" | "multiple" | "ordering":
            return ["答案：" + "".join(letters[one] for one in question.answer.split(","))]
        case "true_false":
            return [f"答案：{'对' if question.answer == 'true' else '错'}"]
        case "numeric":
            lines = [f"答案：{question.answer}"]
            lines += [f"误差：{question.tolerance}"] if question.tolerance is not None else []
            return lines + ([f"单位：{question.unit}"] if question.unit else [])
        case "blanks":
            if any(sign in one for p in question.parts for one in p.accepted for sign in ";；|｜"):
                raise CannotHoldError("答案里有分号或竖线，这里用它们分开几个空")
            return ["答案：" + "；".join("|".join(part.accepted) for part in question.parts)]
        case "matching":
            return ["答案：", *_pairs(question)]
        case _:
            points = [f"（{part.points}分）{_line(part.text)}" for part in question.parts]
            first, *rest = _lines(question.answer)
            return [f"答案：{first}", *rest, "得分要点：", *points]


def _pairs(question: Question) -> list[str]:
    texts = {option.id: _line(option.text) for option in question.options}
    used = {part.accepted[0] for part in question.parts}
    lines = [f"{_line(part.text)} = {texts[part.accepted[0]]}" for part in question.parts]
    return lines + [f"= {texts[one.id]}" for one in question.options if one.id not in used]


def _read_back(text: str) -> tuple[Item, ...]:
    lines = [Line(number, "", line) for number, line in enumerate(text.split("\n"), start=1)]
    gathering = gather(lines)
    context = Context(Document())
    return items_of(draft_of(one, context) for one in gathering.questions)


def _document(lines: Sequence[str], bold: int = 0) -> bytes:
    """Write lines as a .docx file, the same bytes for the same lines."""
    body = "".join(_paragraph(line, is_bold=at < bold) for at, line in enumerate(lines))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", f"{_HEAD}{body}{_TAIL}"),
        ):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text)
    return out.getvalue()


def _paragraph(line: str, *, is_bold: bool) -> str:
    style = "<w:rPr><w:b/><w:sz w:val='32'/></w:rPr>" if is_bold else ""
    return f'<w:p><w:r>{style}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
