"""`flask questions`: trying how an answer is read and marked; files are in `question_files`."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from cadreschool.cli.noun import Noun
from cadreschool.cli.question_files import check, export_command, import_command
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.sources import read_text
from cadreschool.questions.banks.source import LARGEST, NOTES, read_source
from cadreschool.questions.kinds import kind_named
from cadreschool.questions.markdown import read_questions
from cadreschool.questions.queries import newest_question
from cadreschool.questions.values import Question, ResponseError, Scoring

group = Noun("questions", help="题目：检查、导入、导出题库，试一个回答怎样读、怎样判。")
for _command in (check, import_command, export_command):
    group.add_command(_command)

_LEFT_TO_A_PERSON = "由人评阅"
_VERDICTS = {True: "对", False: "不对", None: _LEFT_TO_A_PERSON}


@group.command("try")
@click.argument("question_id", metavar="题号")
@click.argument("answers", metavar="回答...", nargs=-1, required=True)
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="不查已发布的题，从这个 questions.md 或题库文件里读。",
)
@click.option(
    "--scoring",
    type=click.Choice([one.value for one in Scoring]),
    default=Scoring.EXACT.value,
    help="部分答对时的计分方法，默认全对得分。",
)
def try_answer(question_id: str, answers: tuple[str, ...], path: Path | None, scoring: str) -> None:
    """试一个回答：怎样读、怎样判、为什么。几个空依次写几个回答；案例的小题写“题号/2”。

    选择题写选项的字母（按原文的次序，判断写 true 或 false），排序、匹配依次写每一处选的字母。
    什么也不会存下来。
    """
    question = _find(question_id, path)
    kind = kind_named(question.kind)
    if kind.has_questions:
        last = f"{question.id}/{len(question.questions)}"
        message = f"案例要一小题一小题地试，写“{question.id}/1”到“{last}”。"
        raise click.ClickException(message)
    value = kind.read_response(question, answers)
    if isinstance(value, ResponseError):
        raise click.ClickException(f"没有读懂：{value.message}")
    click.echo(f"{kind.label} {question.id}")
    rows = kind.review(question, value)
    for row in rows:
        click.echo(f"{row.label}：{row.response}")
        if row.reading:
            click.echo(f"  读作：{row.reading}")
        click.echo(f"  答案：{row.right}")
        if row.is_right is not None or row.reason:
            click.echo(f"  {_VERDICTS[row.is_right]}{f'（{row.reason}）' if row.reason else ''}")
    if not rows:
        click.echo(f"回答：{kind.response_text(question, value)}")
        click.echo(f"答案：{kind.right_answer_text(question)}")
    click.echo(f"得分：{_share_text(kind.mark(question, value, Scoring(scoring)))}")


def _find(question_id: str, path: Path | None) -> Question:
    """Return a question, or the one of a case that is named behind the slash."""
    whole_id, _, number = question_id.partition("/")
    question = newest_question(whole_id) if path is None else _read(path).get(whole_id)
    if question is not None and number:
        question = next((one for one in question.questions if one.id == question_id), None)
    if question is None:
        where = "发布过的题目里" if path is None else f"{path} 里"
        message = f"{where}没有“{question_id}”这道题。"
        raise click.ClickException(message)
    return question


def _read(path: Path) -> dict[str, Question]:
    """Read the questions of a lesson, or those of a bank, whose file begins with its head."""
    findings = Findings(str(path), notes=NOTES)
    text = read_text(path.read_bytes(), findings, LARGEST) or ""
    is_bank = text.startswith("---")
    sourced = read_source(text, findings).questions if is_bank else read_questions(text, findings)
    for mistake in findings.mistakes:
        click.echo(str(mistake), err=True)
    return {one.id: one.question for one in sourced if one.question is not None}


def _share_text(share: Fraction | None) -> str:
    if share is None:
        return _LEFT_TO_A_PERSON
    if share.denominator == 1:
        return "满分" if share else "零分"
    return f"{share.numerator}/{share.denominator}"
