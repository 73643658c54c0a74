"""Names written otherwise: in Latin letters, with a star in them, in syllables, in two pieces.

Knows spellings only; what speaks for a name in Han characters is for `names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cadreschool.kernel.personal_data.around import LABELS, ROLES, SAYING
from cadreschool.kernel.personal_data.finding import Kind, Span
from cadreschool.kernel.personal_data.surnames import (
    COMMON,
    FRAMED,
    MISLEADING,
    RARE_ELSEWHERE,
    TELLING,
    USUAL,
    words,
)

_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo"
    r"|ue|er|a|o|e|i|u|v))"
)
_SPELT = "|".join(
    words("""
    zhang wang li liu chen yang zhao huang zhou wu xu zhu hu guo gao lin luo zheng liang xie tang
    deng feng yu dong xiao cheng cao yuan fu shen zeng peng lv lu jiang cai jia ding wei xue ye yan
    du dai xia zhong tian ren jin shi yao liao zou xiong hao kong bai cui kang mao qiu qin gu hou
    shao meng wan duan lei qian yin chang wen pang lan qi ouyang zhuang
""")
)
_CAPITALS = re.compile(
    r"(?<![A-Za-z])([A-Z][A-Za-z]{1,7})[ ,]{1,2}([A-Z][A-Za-z]{1,10})(?:[ '-]?([A-Za-z]{1,6}))?"
    r"(?![A-Za-z])"
)
_ONE_WORD = re.compile(r"(?<![A-Za-z\d_@.-])[A-Za-z]{4,18}(?![A-Za-z\d_@.-])")
_IS_SURNAME = re.compile(rf"(?:{_SPELT})", re.IGNORECASE)
_IS_GIVEN = re.compile(rf"{_SYLLABLE}{{1,2}}", re.IGNORECASE)
_IS_WHOLE = re.compile(rf"(?:{_SPELT}){_SYLLABLE}{{1,2}}", re.IGNORECASE)
_SAID = re.compile(rf"[ ]?(?:{'|'.join(SAYING)})")
_NAMED = re.compile(rf"(?:{'|'.join((*ROLES, *LABELS))})[ ]?[:( ]?$")

_SURE = "".join(sorted(RARE_ELSEWHERE | COMMON))
_ANY = "".join(sorted(RARE_ELSEWHERE | COMMON | MISLEADING | FRAMED))
_GIVEN = "".join(sorted(TELLING | USUAL))
_STARRED = re.compile(rf"[{_SURE}][*×✱★xX]{{1,2}}[{_GIVEN}](?![\d*×])")
_IN_PIECES = re.compile(
    rf"姓[ ]?([{_ANY}])[,、 ]?(?:名字?|叫|单名)[ ]?(?:叫|是)?([\u3400-\u9fff]{{1,2}})"
)

_PARTS = words("""
    尼玛 次仁 扎西 卓玛 边巴 达瓦 旦增 丹增 格桑 央金 拉姆 平措 洛桑 多吉 白玛 巴桑 索朗 德吉
    桑吉 才让 卓嘎 罗布 顿珠 曲珍 旺堆 仁增 贡布 益西 才旦 卓嘎 央宗 旺姆 措姆 索南 嘎玛
    买买提 麦麦提 阿依古丽 古丽 阿不都 阿卜杜 艾力 吐尔逊 热合曼 木沙 阿迪力 努尔 库尔班 依明
    帕提古丽 阿里木 玉素甫 肉孜 艾买提 艾合买提 买合木提 吾买尔 赛买提 塔依尔 阿孜古丽 米热
    热依汗 阿依 夏木西 帕丽达 巴哈尔 古丽娜尔 木拉提 叶尔肯 哈力克 加那尔 别克
    巴特尔 其其格 斯琴 图雅 格日勒 那顺 苏日娜 敖登 高娃 萨仁 哈斯 娜仁 托娅 孟和 布和
    乌兰 阿拉坦 巴雅尔 额尔敦 宝音 呼格吉勒 塔娜 其木格 乌日娜 苏和 朝鲁 牧仁 特木尔
""")
_ALTERNATIVES = "|".join(sorted(_PARTS, key=len, reverse=True))
_SYLLABLES = re.compile(rf"(?:{_ALTERNATIVES}){{1,4}}")
_SINGLE = re.compile(rf"(?:{_ALTERNATIVES})")
_LONG = 3


def otherwise(text: str) -> Iterator[Span]:
    """Find names in a plain text that are not written as a surname and a given name in Han."""
    for pattern in (_STARRED, _IN_PIECES):
        for found in pattern.finditer(text):
            yield Kind.NAME, found.start(), found.end()
    yield from _spelt(text)
    for found in _SYLLABLES.finditer(text):
        before = text[max(0, found.start() - 6) : found.start()]
        is_one = _SINGLE.fullmatch(found[0]) is not None
        is_told = before.endswith(ROLES) or _SAID.match(text, found.end())
        if is_told or _NAMED.search(before) or (not is_one and len(found[0]) > _LONG):
            yield Kind.NAME, found.start(), found.end()


def _spelt(text: str) -> Iterator[Span]:
    """Find names in Pinyin: Zhang Wei anywhere, zhangwei where a person is spoken of."""
    for found in _CAPITALS.finditer(text):
        given = found[2] + (found[3] or "")
        if _IS_SURNAME.fullmatch(found[1]) and _IS_GIVEN.fullmatch(given):
            yield Kind.NAME, found.start(), found.end()
    for found in _ONE_WORD.finditer(text):
        is_told = _SAID.match(text, found.end()) or _NAMED.search(
            text[max(0, found.start() - 8) : found.start()]
        )
        if is_told and _IS_WHOLE.fullmatch(found[0]):
            yield Kind.NAME, found.start(), found.end()
