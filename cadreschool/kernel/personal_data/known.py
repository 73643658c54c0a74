"""Names that are known: the people of the union, refused wherever they stand.

Knows that a name may stand inside a longer word or a place (石桥村, 茶叶明码), and that some names
are words themselves (高尚): these count only where a person is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cadreschool.kernel.personal_data.around import ROLES, SAYING
from cadreschool.kernel.personal_data.finding import Kind, Span
from cadreschool.kernel.personal_data.ordinary import AFTER, BEFORE
from cadreschool.kernel.personal_data.plain import simplified
from cadreschool.kernel.personal_data.surnames import words

_GAP = r"[ ]{0,3}"
_PLACE = re.compile(
    r"(?:街道|社区|小区|新区|片区|大道|公司|集团|工业|广场|酒店|超市|小学|中学|医院|水库|码头"
    r"|[镇乡县村市区路街省州屯庄湾厂园店山河湖港桥站馆])"
)
_ALSO_WORDS = frozenset(
    words("""
    高尚 高峰 高原 高洁 高远 高歌 高升 文明 文静 文艺 平安 成功 成就 安宁 安全 安静 安康
    温暖 温馨 温柔 严肃 严明 向阳 向东 向前 方向 方圆 方正 方明 任重 任意 路遥 常青 常态
    金秋 金石 石林 万里 万全 田野 江南 江山 和平 和谐 和顺 解放 文化 文章 关山
    关爱 康乐 康宁 白雪 白云 黄河 黄山 长江 钟声 钟情 明白 明亮 明月 明星 国庆 国强 建设
    建军 春华 胜利 光明 团结 祝福 祝贺 时光 时代 包容 单纯 简单 简明 计划 周到 周密 周全
    周正 项目 管理 程序 成长 全胜 强盛 秋收 路平 马上 马力 水清 水平 燕子 易行 易通 于是
    贺喜 贺岁 宁静 宁愿 宁夏 雷雨 雷锋 凌晨 凌云 康复 申明 申请 应当 顾全 顾问 和气 单一
    连续 连心 连年 温和 武术 武装 史料 党性 党建 童心 童年 梁山 罗列 罗马 谢意 江海 江河
    苏醒 苏州 柳州 杨柳 桂花 梅花 苗木 花园 叶子 林业 林场 林立 雪山 龙门 龙舟
""")
)
_SAID = re.compile(rf"(?:{'|'.join(SAYING)}|[(][男女]|同志|师傅|被[^,。]|把|向工会)")


def known_names(text: str, known: Collection[str]) -> Iterator[Span]:
    """Find everybody who is known by name in a plain text, with spaces in the name or without."""
    dense = text.replace(" ", "")
    for name in known:
        bare = simplified("".join(name.split()))
        if len(bare) < 2 or bare not in dense:  # noqa: PLR2004 -- nobody is told by one
            continue
        for found in re.finditer(_GAP.join(map(re.escape, bare)), text):
            if not _is_something_else(text, bare, found.start(), found.end()):
                yield Kind.NAME, found.start(), found.end()


def _is_something_else(text: str, name: str, start: int, end: int) -> bool:
    """Tell whether a name stands there as a word, in a longer word or as a place."""
    before, after = text[max(0, start - 6) : start], text[end : end + 8]
    is_word = name[1] in AFTER.get(name[0], "")
    if len(name) > 2:  # noqa: PLR2004 -- three characters are hardly anything else
        return is_word and after[:1] != "" and after[0] in AFTER.get(name[-1], "")  # 方向明确
    if before.endswith(ROLES):
        return False
    if before[-1:] and before[-1] in BEFORE.get(name[0], ""):
        return True
    if _PLACE.match(after):
        return True
    if name in _ALSO_WORDS:
        return not (before[-1:] in {"", "。", ",", "\n", "、", " "} and _SAID.match(after))
    return is_word
