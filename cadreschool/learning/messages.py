"""What a learner is told when people marked an answer of theirs, or corrected a mark. Pure.

Neither the question nor the reason is told as long as the answers of the paper are not released.
"""

from __future__ import annotations

from dataclasses import dataclass

from cadreschool.notices.rules import NewMessage


@dataclass(frozen=True, slots=True)
class Told:
    """A sitting as a message speaks of it; `pass_mark` None where passing means nothing."""

    sitting_id: int
    title: str
    pass_mark: int | None

    @property
    def link(self) -> str:
        """Return where its result is."""
        return f"/sittings/{self.sitting_id}/result/"

    def verdict(self, score: int) -> str:
        """Tell a score."""
        if self.pass_mark is None:
            return f"{score} 分"
        return f"{score} 分，{'已合格' if score >= self.pass_mark else f'须 {self.pass_mark} 分'}"


def marked(told: Told, score: int, *, occasion: str) -> NewMessage:
    """Tell that everything of a sitting is marked now."""
    return NewMessage(
        about=f"marked:{told.sitting_id}:{occasion}",
        title="评阅完了",
        text=f"{told.title}里由人评阅的题已经全部评完，成绩 {told.verdict(score)}。",
        link=told.link,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What a regrade did to one sitting; `question` and `reason` only where they may be told."""

    before: int
    after: int
    question: int | None = None
    reason: str = ""
    keeps: bool = False
    """The sitting is below the mark now, and what it had finished stays finished."""


def regraded(told: Told, change: Change, *, occasion: str, undone: bool = False) -> NewMessage:
    """Tell the old and the new score, and why."""
    which = f"第 {change.question} 题" if change.question else "有一题"
    done = "的改判撤销了" if undone else "改判了"
    words = [f"{told.title}{which}{done}。"]
    if change.before == change.after:
        words.append(f"成绩没有变，仍是 {told.verdict(change.after)}。")
    else:
        words.append(f"成绩由 {change.before} 分改为 {told.verdict(change.after)}。")
    if change.keeps:
        words.append("已经记为完成的课不收回。")
    reason = change.reason or "答案公布以后，可以在成绩页上看到"
    return NewMessage(
        about=f"{'undone' if undone else 'regraded'}:{told.sitting_id}:{occasion}",
        title="成绩改判" if not undone else "改判撤销",
        text="".join(words) + f"\n\n理由：{reason.rstrip('。')}。",
        link=told.link,
    )
