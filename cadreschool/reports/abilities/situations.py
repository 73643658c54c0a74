"""The situations a union has to be able to handle, under the four gaps of the source document.

A table to read and to change: gap, situation, the course units whose evidence speaks of it, and the
courses and scenarios that close it, by their ids. A test sees that every one of them exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gap(StrEnum):
    """The four things that unions are short of (四个缺口)."""

    ORGANISING = "organising"
    RIGHTS = "rights"
    RELIEF = "relief"
    QUALITY = "quality"

    @property
    def label(self) -> str:
        """Return the gap as the source document names it."""
        return {
            "organising": "建会",
            "rights": "维权",
            "relief": "帮扶",
            "quality": "素质",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation: `units` speak of it, `courses` are what one can study or walk to close it."""

    id: str
    title: str
    gap: Gap
    units: tuple[str, ...]
    courses: tuple[str, ...]


_ROWS = (
    (
        Gap.ORGANISING,
        (
            ("unionising", "建会入会", "B1 S10", "b1-unionising s10-no-need-of-a-union"),
            ("standard", "规范化建设", "B2", "b2-standard-union"),
            ("new-work", "新就业形态", "A8 S11", "a8-migrant-and-new-work s11-riders-and-fines"),
        ),
    ),
    (
        Gap.RIGHTS,
        (
            ("contract", "劳动合同", "A2 S2", "a2-labour-contract s02-dismissal-unheard"),
            ("pay", "工资工时", "A3 S1", "a3-pay-and-hours s01-eleven-workers"),
            ("injury", "工伤", "A4 S4", "a4-insurance-and-injury s04-settle-in-private"),
            ("safety", "安全生产", "A5", "a5-safety"),
            (
                "women",
                "女职工",
                "A6 S3 S13",
                "a6-women-workers s03-pregnant-and-moved s13-a-complaint-behind-the-door",
            ),
            (
                "bargaining",
                "集体协商",
                "A10 B4 C7 S5",
                "a10-collective-contract b4-bargaining s05-day-twenty-one",
            ),
            ("congress", "职代会", "A9 B5 S6", "b5-congress s06-just-a-formality"),
            (
                "mediation",
                "调解",
                "A7 B6 C6",
                "a7-dispute-procedure b6-mediation-and-aid c6-mediating-talk",
            ),
            ("supervision", "法律监督", "B3", "b3-law-supervision"),
            ("stoppage", "停工怠工", "B8 S8", "b8-stoppage s08-the-morning-they-stopped"),
        ),
    ),
    (
        Gap.RELIEF,
        (
            ("relief", "困难职工帮扶", "A11 B7 S9", "b7-hardship-relief s09-relief-at-home"),
            ("reception", "接待来访", "C1 C2 S18", "c2-reception s18-a-quiet-visitor"),
            ("talk", "谈心谈话与危机识别", "C3 C4", "c3-calming c4-heart-to-heart"),
            ("closed-loop", "诉求办理", "B9", "b9-closed-loop"),
        ),
    ),
    (
        Gap.QUALITY,
        (
            ("stature", "站高度", "D1 D5", "d1-stature d5-close-to-workers"),
            ("overview", "把握全局", "D2 D4", "d2-overview d4-innovation"),
            ("learning", "学习能力", "D3", "d3-learning"),
            ("upward", "向党政负责人反映", "C8 S7", "c8-upward-voice s07-knocking-at-the-door"),
            ("policy", "政策解读与思想工作", "C5 C11", "c5-policy c11-ideological-work"),
            (
                "online",
                "网络言行与舆情",
                "A12 C10 S12",
                "a12-data-and-speech c10-online-voice s12-the-waiver-in-the-group",
            ),
            ("documents", "公文写作", "C9 W1", "c9-documents w1-writing"),
        ),
    ),
)

SITUATIONS = tuple(
    Situation(name, title, gap, tuple(units.split()), tuple(courses.split()))
    for gap, rows in _ROWS
    for name, title, units, courses in rows
)


def about(words: str) -> tuple[Situation, ...]:
    """Return what an address asks for: one situation, all of a gap ("gap.rights"), or all."""
    gap = words.removeprefix("gap.")
    chosen = tuple(one for one in SITUATIONS if words == one.id or one.gap == gap)
    return chosen or SITUATIONS


def choices() -> list[tuple[str, str]]:
    """Return what the filter of situations offers."""
    offered = [("", "全部情况")]
    for gap in Gap:
        offered.append((f"gap.{gap.value}", f"{gap.label}：全部"))
        offered += [(one.id, f"{gap.label}：{one.title}") for one in SITUATIONS if one.gap is gap]
    return offered
