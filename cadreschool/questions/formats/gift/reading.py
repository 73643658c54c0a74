"""GIFT read: each chunk becomes a question, or a reason why it is none."""

from __future__ import annotations

import re

from cadreschool.kernel.prose import CJK
from cadreschool.questions.formats.categories import category_path
from cadreschool.questions.formats.decoding import WHOLE_FILE, decode
from cadreschool.questions.formats.drafting import GAP, Draft, items_of, within_limit
from cadreschool.questions.formats.gift import blocks, choices, numbers, words
from cadreschool.questions.formats.gift.chunks import Chunk, chunks_of
from cadreschool.questions.formats.gift.pieces import Piece, Texts
from cadreschool.questions.formats.labels import read_labels
from cadreschool.questions.formats.values import Problem, Reading

MOST_BYTES = 8 * 1024 * 1024
_NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
_MARK_OF_GAP = "_____"
_HAN_END = re.compile(rf"[{CJK}\s]\Z")
_HAN_START = re.compile(rf"[{CJK}\s]")
_CLOSING = re.compile(r"[\s.,;:!?\u3002\uff0c\uff1b\uff1a\uff01\uff1f]*")


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 -- every format is read alike
    """Read a GIFT file; raises FormatError for what is no text file."""
    decoded = decode(data, most=MOST_BYTES)
    items = items_of(map(_draft_of, within_limit(chunks_of(decoded.text))))
    problems = list(decoded.problems)
    if not any(item.question for item in items):
        hint = "GIFT 的题把答案写在花括号 { } 里，题与题之间空一行"
        problems.append(Problem(WHOLE_FILE, "没有读出题目", hint))
    return Reading(items, tuple(problems))


def _draft_of(chunk: Chunk) -> Draft:
    labels = read_labels(chunk.tags)
    draft = Draft(
        chunk.line,
        "\n".join(chunk.source),
        given_id=chunk.given_id,
        category=category_path(chunk.category),
        labels=labels,
    )
    if labels.others:
        tags = "、".join(tag[:40] for tag in labels.others[:10])
        draft.mention(
            f"标签没有保留：{tags}", "能力、难度、依据、有效、单元以外的标签，这里没有地方放"
        )
    if draft.refuses_length(len(draft.source)):
        return draft
    text = chunk.text
    named = _NAME.match(text)
    start = named.end() if named else 0
    whole = Piece(text[start:], chunk.line + text.count("\n", 0, start))
    _read_question(draft, whole, chunk)
    return draft


def _read_question(draft: Draft, whole: Piece, chunk: Chunk) -> None:
    found = blocks.find(whole, draft)
    if found is None:
        return
    outside, answers = found
    texts = Texts(draft)
    body = answers[0]
    stem = outside[0] if len(outside) == 1 else _with_gaps(outside)
    draft.stem = texts.stem(stem, whole.line)
    if len(answers) > 1:
        words.fill_gaps(draft, answers, texts)
        return
    body, feedback = body.split_last("####")
    if feedback is not None:
        draft.explanation = texts.markdown(feedback)
    _read_answer(draft, body.stripped(), texts, chunk)


def _read_answer(draft: Draft, body: Piece, texts: Texts, chunk: Chunk) -> None:
    """Find out which kind of answer it is: the order of the questions is Moodle's."""
    text = body.text
    if not text:
        words.compose(draft, chunk)
    elif text.startswith("#"):
        numbers.measure(draft, body, texts)
    elif text.startswith(">"):
        choices.order(draft, body, texts)
    elif "~" in text:
        choices.choose(draft, body, texts)
    elif "=" in text and choices.are_pairs(body):
        choices.match(draft, body, texts)
    elif not words.judge(draft, body, texts):
        words.fill(draft, body, texts)


def _with_gaps(outside: list[str]) -> str:
    """Put the text around the blocks together, with a gap in the place of each."""
    before = outside[0]
    for after in outside[1:]:
        has_gap = bool(GAP.search(before))
        if before.rstrip().endswith(("__", "＿＿")) or (has_gap and _CLOSING.fullmatch(after)):
            before = before.rstrip() + after
            continue
        left = "" if not before or _HAN_END.search(before) else " "
        right = "" if not after or _HAN_START.match(after) else " "
        before = f"{before}{left}{_MARK_OF_GAP}{right}{after}"
    return before
