"""Answers in words: right or wrong, a few words, several gaps, a text of one's own."""

from __future__ import annotations

from decimal import Decimal

from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.formats.answers import take_words, when_answered
from cadreschool.questions.formats.drafting import FULL, Draft
from cadreschool.questions.formats.gift.chunks import Chunk
from cadreschool.questions.formats.gift.pieces import Piece, Texts, split_at
from cadreschool.questions.kind import AnswerPart, SourceLine
from cadreschool.questions.kinds import kind_named

_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_LIKELY = {
    **dict.fromkeys(("对", "√", "✓", "正确", "是"), True),
    **dict.fromkeys(("错", "×", "✗", "错误", "否"), False),
}
_MOST = 60


def judge(draft: Draft, body: Piece, texts: Texts) -> bool:
    """Read {T} or {FALSE#told when wrong#told when right}; tell whether it is one."""
    word, feedback = body.split("#")
    text = word.text.strip()
    truth = _TRUTH.get(text)
    if truth is None:
        truth = _TRUTH.get(text.upper(), _LIKELY.get(text))
        if truth is None:
            return False
        draft.note(f"“{text}”当作判断题的答案读了", "GIFT 里判断题写 {T} 或 {F}")
    if feedback is not None:
        when_wrong, when_right = feedback.split("#")
        told = [(not truth, when_wrong), (truth, when_right)]
        for chosen, piece in told:
            if piece is not None:
                draft.tell(f"选“{'对' if chosen else '错'}”", texts.markdown(piece))
    draft.judge(is_right=truth)
    return True


def fill(draft: Draft, body: Piece, texts: Texts) -> None:
    """Read {=no one =nobody}."""
    answers = _accepted(draft, body, texts)
    if answers is not None:
        take_words(draft, answers)


def fill_gaps(draft: Draft, bodies: list[Piece], texts: Texts) -> None:
    """Read several blocks as the gaps of one 填空, which GIFT itself does not know."""
    gaps = []
    for body in bodies:
        stripped = body.stripped()
        answers = _accepted(draft, stripped, texts) if "~" not in stripped.text else None
        if not answers or any(weight < FULL for _, weight in answers):
            draft.refuse(
                "一道题里有几个答案块", r"几个空请每块只写 =答案；文字里的花括号写成 \{ 和 \}"
            )
            return
        gaps.append([text for text, _ in answers])
    draft.note(f"{len(gaps)} 个答案块，读成 {len(gaps)} 个空的填空", "请核对空的位置")
    draft.fill(gaps)


def _accepted(draft: Draft, body: Piece, texts: Texts) -> list[tuple[str, Decimal]] | None:
    """Read accepted texts with their weights, and their feedback."""
    body, general = body.split_last("####")
    if general is not None and not draft.explanation:
        draft.explanation = texts.markdown(general)
    answers = []
    for mark, piece in list(split_at(body, "="))[:_MOST]:
        if not mark:
            draft.refuse(
                "花括号里没有答案的记号（=、~、#、T、F）",
                r"文字里的花括号请写成 \{ 和 \}；填空写成 {=答案}",
            )
            return None
        weight, rest = piece.weighted()
        text, feedback = rest.split("#")
        words = texts.words(text)
        if feedback is not None:
            draft.tell(when_answered(words), texts.markdown(feedback))
        answers.append((words, FULL if weight is None else weight))
    return answers


def compose(draft: Draft, chunk: Chunk) -> None:
    """Read {}: a text of one's own. The rubric stands in comments, if the file is one of ours."""
    lines = tuple(SourceLine(chunk.line, line) for line in chunk.rubric)
    key = None
    if lines:
        key = kind_named("essay").parse(AnswerPart(lines, chunk.line), Findings(""))
        if key is None:
            draft.note("“// 评分：”的几行没有读懂", "写成“- [2] 要点”各行和“参考答案：…”")
    draft.compose(key.answer if key else "", key.parts if key else ())
