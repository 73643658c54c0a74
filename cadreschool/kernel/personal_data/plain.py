"""A text as it is read, and where each character of it stands in what was typed.

Knows full and half width, invisible and traditional characters, and digits written in Chinese.
Recognisers look at the plain text, one character for each one seen; a finding points into the text
as typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_HAN_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_BANKERS = {c: str(i) for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS = str.maketrans(_HAN_DIGITS | _BANKERS | {"幺": "1"})
_TRADITIONAL = str.maketrans(
    "職證陳劉張楊趙黃吳孫馬鄭羅韓馮鄧許蘇盧蔣賈閻鍾譚鄒陸錢湯龔萬嚴賴龐顏莊葉聶魯華國強偉麗軍東鳳龍紅蘭輝鋒剛飛勝寧澤濤潔瑩賢"
    "義蕭謝喬歐駱樂陽雲學慶榮貴財發鵬傑靜愛鴻彥銘鈞誠詠賓豔鶯蓮長興業順達運豐雙電話說訴稱員來訪記書會組師負責護與對們廠號樓單"
    "棟間歲個懷療醫產後塵傷確診開還進親媽爺戶駕編碼帳聯繫係機車門賬麼準費須顧餘",
    "职证陈刘张杨赵黄吴孙马郑罗韩冯邓许苏卢蒋贾阎钟谭邹陆钱汤龚万严赖庞颜庄叶聂鲁华国强伟丽军东凤龙红兰辉锋刚飞胜宁泽涛洁莹贤"
    "义萧谢乔欧骆乐阳云学庆荣贵财发鹏杰静爱鸿彦铭钧诚咏宾艳莺莲长兴业顺达运丰双电话说诉称员来访记书会组师负责护与对们厂号楼单"
    "栋间岁个怀疗医产后尘伤确诊开还进亲妈爷户驾编码账联系系机车门账么准费须顾余",
)
"""Traditional characters that names, and what stands around them, are written in."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣─ー", "-"))


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` has one character for each visible one; `places` says where each was typed.

    `digits` has the same length, with Chinese digits as Arabic ones.
    """

    text: str
    digits: str
    places: tuple[int, ...]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters of the plain text stand in the typed one."""
        return self.places[start], self.places[end - 1] + 1


def simplified(text: str) -> str:
    """Return a text with the traditional characters of names as simplified ones."""
    return text.translate(_TRADITIONAL)


def plain(text: str) -> Plain:
    """Read a text: full width as half width, nothing invisible, every dash the same, simplified."""
    seen, places = [], []
    for place, typed in enumerate(text):
        for character in unicodedata.normalize("NFKC", typed):
            if unicodedata.category(character) not in {"Cf", "Mn", "Me"}:
                seen.append(character)
                places.append(place)
    read = simplified("".join(seen).translate(_DASHES))
    read = "".join(" " if c.isspace() and c != "\n" else c for c in read)
    arabic = "".join(
        str(unicodedata.digit(c, 0)) if c.isdigit() and not c.isascii() else c for c in read
    )
    return Plain(read, arabic.translate(_DIGITS), tuple(places))
