"""What the pages about papers show: values for templates, nothing else. Knows no question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from cadreschool.kernel.clock import moment_text
from cadreschool.learning.exams.queries import OwnPaper, WaitingPaper
from cadreschool.learning.exams.rules import Result
from cadreschool.questions.papers.models import PaperMode, Release
from cadreschool.questions.papers.queries import PaperFacts

_FORMS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class ExamRow:
    """A paper in the list."""

    title: str
    mode: str
    hours: str
    url: str
    action: str
    why: str
    is_open: bool
    best: str
    status: str


def exam_row(own: OwnPaper) -> ExamRow:
    """Show a paper: what can be done with it, or why nothing, and what came of it."""
    facts, present = own.facts, own.open_sitting
    may = own.decision.may or present is not None
    action = "继续作答" if present else "进入" if own.decision.may else "查看"
    best = _best(own.results)
    return ExamRow(
        facts.title,
        facts.mode.label,
        hours_text(facts.opens_at, own.closes_at),
        url_for("study.exam", paper_id=facts.id),
        action,
        "" if may else own.decision.why,
        may,
        result_text(best) if best else "",
        ("finished" if best.is_passed else "in_progress") if best else "not_started",
    )


def waiting_exam(paper: WaitingPaper) -> dict[str, str]:
    """Show a paper that waits, on the first page."""
    return {
        "title": paper.title,
        "words": f"{paper.mode.label} · {hours_text(None, paper.closes_at)}"
        if paper.closes_at
        else paper.mode.label,
        "url": url_for("study.exam", paper_id=paper.id),
    }


def _best(results: tuple[Result, ...]) -> Result | None:
    done = [one for one in results if not one.is_open]
    return max(done, key=lambda one: one.score or 0, default=None)


def result_text(result: Result) -> str:
    """Say what a handed-in sitting came to."""
    if result.waits:
        return f"已得 {result.score} 分，还有 {result.pending} 题待评"
    return f"{result.score} 分，{'合格' if result.is_passed else '未合格'}"


def hours_text(opens_at: datetime | None, closes_at: datetime | None) -> str:
    """Say from when until when a paper is open."""
    if opens_at and closes_at:
        return f"{moment_text(opens_at)} 至 {moment_text(closes_at)}"
    if opens_at:
        return f"{moment_text(opens_at)} 起"
    return f"{moment_text(closes_at)} 止" if closes_at else "不限"


def release_text(facts: PaperFacts) -> str:
    """Say when right answers are told."""
    return {
        Release.SUBMITTED: "交卷以后就给出正确答案和解析。",
        Release.CLOSED: "考试结束、所有人都交卷以后给出正确答案和解析，交卷时先给得分。",
        Release.NEVER: "只给得分，不公布答案。",
    }[facts.release]


def mode_text(mode: PaperMode) -> str:
    """Say whether it counts."""
    return "成绩计入考试记录。" if mode.counts else "只供练习，成绩不计入考试记录。"


def exam_facts(own: OwnPaper) -> list[tuple[str, str]]:
    """Return what one should know before beginning: (name, value)."""
    facts = own.facts
    minutes = "不限"
    if facts.minutes is not None:
        minutes = f"{facts.minutes + own.extra.minutes} 分钟"
        if own.extra.minutes:
            minutes += f"（含为您加的 {own.extra.minutes} 分钟）"
    attempts = "不限" if own.attempts is None else f"{own.attempts} 次"
    return [
        ("用途", f"{facts.mode.label}，{mode_text(facts.mode)}"),
        ("题数", f"{own.questions} 题，共 {own.points} 分，折算成百分"),
        ("合格线", f"{facts.pass_mark} 分（百分制）"),
        ("时间", minutes),
        ("开放时间", hours_text(facts.opens_at, own.closes_at)),
        ("次数", f"{attempts}，已考 {len(own.results)} 次"),
        ("多选题计分", f"{facts.scoring.label}：{facts.scoring.meaning}"),
        ("公布答案", release_text(facts)),
    ]


def form_name(form: int | None) -> str:
    """Return A 卷 for 1; nothing where there is one form only."""
    return f"{_FORMS[form - 1]} 卷" if form else ""
