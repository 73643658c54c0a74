"""Cloze: gaps inside the text. Those that are filled with words make a 填空; others are none.

Knows the notation {1:SHORTANSWER:=二倍~=两倍}, how it is read and written.
"""

from __future__ import annotations

import html
import re

from cadreschool.questions.formats.answers import without_wild
from cadreschool.questions.formats.drafting import FULL, GAP
from cadreschool.questions.formats.marks import one_line
from cadreschool.questions.formats.moodle_xml.common import Source, raw_text
from cadreschool.questions.formats.texts import HTML
from cadreschool.questions.values import Part

_CODE = re.compile(r"\{[0-9]{0,4}:([A-Z_]{1,30}):((?:\\.|[^}\\])*)\}", re.DOTALL)
_WORDS = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
_ANSWER = re.compile(r"(=|%-?[0-9]{1,3}(?:\.[0-9]{0,7})?%)?((?:\\.|[^#\\])*)(?:#(.*))?", re.DOTALL)
_CUT = re.compile(r"(?<!\\)((?:\\\\)*)~")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPECIAL = re.compile(r'[\\}#~/"]')
_MARK = "＿＿＿"


def fill(source: Source) -> None:
    """Read a cloze question as 填空 when all of its gaps take words."""
    draft = source.draft
    stem = source.node.first("questiontext")
    text = raw_text(stem) if stem else ""
    codes = list(_CODE.finditer(text))
    others = sorted({code[1] for code in codes} - _WORDS)
    if not codes or others or stem is None:
        what = f"有 {'、'.join(others)} 的空" if others else "没有找到空"
        draft.refuse(
            f"完形填空（cloze）{what}；这里只读各空填词句的", "选择、数值的空请拆成单独的题"
        )
        return
    gaps = []
    for code in codes:
        accepted = _accepted(source, html.unescape(code[2]) if source.form == HTML else code[2])
        gaps.append(accepted)
    draft.stem = source.converted(_with_gaps(text), stem, source.form)
    draft.fill(gaps)


def _accepted(source: Source, code: str) -> list[str]:
    """Return the texts of one gap that earn all of the marks."""
    draft = source.draft
    accepted = []
    for piece in _CUT.sub("\\1\0", code).split("\0"):
        found = _ANSWER.fullmatch(piece)
        mark, text, feedback = found.groups() if found else ("", "", "")
        text = one_line(_ESCAPED.sub(r"\1", text))
        if feedback:
            draft.mention("空的反馈没有保留", "要紧的话请写进解析")
        if mark in {"=", f"%{FULL}%"}:
            accepted.append(without_wild(text))
        elif mark and not mark.startswith(("%0", "%-")):
            draft.note(f"权重没有保留：“{text[:30]}”{mark.strip('%')}%，这里不得分")
    return accepted


def _with_gaps(text: str) -> str:
    """Put a gap in the place of each code that does not stand behind one already."""
    written = ""
    end = 0
    for code in _CODE.finditer(text):
        before = text[end : code.start()]
        written += before
        written += "" if before.endswith(("＿＿", "___")) else _MARK
        end = code.end()
    return written + text[end:]


def written(stem: str, parts: tuple[Part, ...]) -> str:
    """Write the codes behind the gaps of a stem."""
    codes = iter(parts)
    return GAP.sub(lambda found: f"{found[0]}{_code(next(codes))}", stem)


def _code(part: Part) -> str:
    answers = (_SPECIAL.sub(r"\\\g<0>", text.replace("*", r"\*")) for text in part.accepted)
    return "{1:SHORTANSWER:" + "~".join(f"={text}" for text in answers) + "}"
