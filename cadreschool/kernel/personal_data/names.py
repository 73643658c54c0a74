"""Full names of people in free text.

Knows how much speaks for a name: the surname, the characters of the given name, who is named
before it (职工…) and what is told after it (…说, …（女，42岁）). A surname alone (老张, 张某) is
how a case should be told and is never one. Who is known by name is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cadreschool.kernel.personal_data.around import (
    LABELS,
    LEADING,
    PAIRS,
    PLACES,
    PUBLIC,
    ROLES,
    SAYING,
    SHORT_TITLES,
    THEN,
    TITLES,
    TOUCHING,
)
from cadreschool.kernel.personal_data.finding import Kind, Span
from cadreschool.kernel.personal_data.known import known_names
from cadreschool.kernel.personal_data.ordinary import AFTER, BEFORE
from cadreschool.kernel.personal_data.otherwise import otherwise
from cadreschool.kernel.personal_data.plain import Plain
from cadreschool.kernel.personal_data.surnames import (
    COMMON,
    COMPOUND,
    FRAMED,
    MISLEADING,
    NEVER,
    RARE_ELSEWHERE,
    TELLING,
    USUAL,
)

_ENOUGH = 5
_SURNAMES = RARE_ELSEWHERE | COMMON | MISLEADING | FRAMED
_LONGEST = 10
_LASTS = (TELLING | frozenset("荣福贵财")) - frozenset("妹亮强雪星红超凡静")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PERSON = re.compile(
    r"[ ]?[(,，、][ ]?(?:男|女|[1-9]\d岁|现年|年龄|汉族|回族|工龄|系我|系.{2,8}职工)"
)
_LABELLED = re.compile(
    rf"(?:{'|'.join(LABELS)})[ ]?[:(=|][ ]?"
    r"(?P<name>[\u3400-\u9fff](?:[ ]{0,3}[\u3400-\u9fff]){1,3})(?![\u3400-\u9fff])"
)
_SPACED = re.compile(
    r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ ]{1,4}([\u3400-\u9fff])(?![\u3400-\u9fff])"
)
_SPACED_OUT = re.compile(
    r"(?<![\u3400-\u9fff])(?:[\u3400-\u9fff][ ]{1,3}){2,30}[\u3400-\u9fff](?![\u3400-\u9fff])"
)
_CALLED = re.compile(r"打(?:了|过)?[^,。;\n]{0,4}电话")
_MASTER = re.compile(rf"(?<![{''.join(sorted(_SURNAMES))}老])师傅$")
_TOLD_TO = re.compile("讲解|解释|说明|了解|核实|道歉|介绍|宣传|反馈|转达|告知|询问|打听|学习|请教")
_VISITED = re.compile("(?:走访|看望|探望|慰问)了?$|[到去]$")
_LED = re.compile(
    "(?:拖欠|克扣|扣发|少发|补发|帮助|联系|看望|探望|慰问|陪同|协助|转告|劝说|辞退|开除|回访|约见|拜访)了?$"
)
_OFTEN = re.compile(
    "工资|加班费|社保|产假|家庭困难|怀孕|生病|主持|发放|办理|没有签|没签|写仲裁|不要冲动|约好|送去|于[1-9]"
)
"""What often goes before and after a name, and after much else."""
_ALL_THE_SAME = frozenset(("向阳", "向东", "向荣", "向红", "向华", "向民", "向前"))
"""Given names with a character that stands in hardly any other."""
_DOT = re.compile(r"[ ]?[·•・‧∙・.][ ]?")
_SYLLABLES = frozenset(
    "阿卜杜买提古丽艾合吐尔逊木拉力江热依不都克里萨比娜努麦汗巴亚玉苏甫吾司马义卡德帕夏孜兰肉赛迪库班加尼沙吉达扎西卓玛次仁"
    "旺姆央金洛桑丹增多杰格平措罗布顿珠曲珍白乌云其木格娅斯琴图雅那日苏哈尔特勒买买图尔荪地力木居来提"
)
_LONG_TITLES = tuple(sorted(TITLES, key=len, reverse=True))
_LABEL_TITLES = (*TITLES, "某", "先生", "本人", "同上", "略", "无", "保密", "不详", "化名", "匿名")


def names(plain: Plain, known: Collection[str]) -> Iterator[Span]:
    """Find full names in a plain text, and everybody in `known`."""
    text = plain.text
    yield from known_names(text, known)
    yield from otherwise(text)
    yield from _labelled(text)
    yield from _foreign(text)
    for found in _SPACED.finditer(text):
        if _given(found[1], found[2]) + _surname(found[1]) >= _ENOUGH - 2 and not _is_word(
            found[1], found[2]
        ):
            yield Kind.NAME, found.start(), found.end()
    told: list[str] = []
    for start, end in _whole(text):
        told.append(text[start:end])
        yield Kind.NAME, start, end
    yield from _again(text, told)
    for run in _SPACED_OUT.finditer(text):  # 李 卫 东
        places = [at for at in range(run.start(), run.end()) if text[at] != " "]
        dense = "".join(text[at] for at in places)
        for start, end in _whole(dense):
            yield Kind.NAME, places[start], places[end - 1] + 1


def _whole(text: str) -> Iterator[tuple[int, int]]:
    """Find where full names begin and end, one after the other."""
    place = 0
    while place < len(text) - 1:
        length = _name_at(text, place)
        if length:
            yield place, place + length
        place += length or 1


def _again(text: str, told: Collection[str]) -> Iterator[Span]:
    """Find the same names where nothing around them speaks for a person."""
    long = {name for name in told if len(name) > 2}  # noqa: PLR2004 -- two may be part of a word
    for found in re.finditer("|".join(map(re.escape, sorted(long))), text) if long else ():
        yield Kind.NAME, found.start(), found.end()


def _labelled(text: str) -> Iterator[Span]:
    for found in _LABELLED.finditer(text):
        name = found["name"].replace(" ", "")
        told = name[0] in _SURNAMES or name[:2] in COMPOUND
        surname_only = any(name[1:].startswith(title) for title in (*_LABEL_TITLES, *SHORT_TITLES))
        if not told or surname_only or "某" in name or _is_elsewhere(name):
            continue
        if not _is_word(name[0], name[1:]):
            yield Kind.NAME, found.start("name"), found.end("name")


def _is_elsewhere(name: str) -> bool:
    """Tell whether it is too long for a name or ends as places and firms do: 职工（何家湾）."""
    if len(name) > 3:  # noqa: PLR2004 -- more only after a surname of two
        return name[:2] not in COMPOUND and name[-1] not in "男女"
    return name[2:] in PLACES | NEVER


def _foreign(text: str) -> Iterator[Span]:
    """Find names written in syllables on both sides of a dot: 古丽·艾合买提."""
    for found in _DOT.finditer(text):
        start, end = found.span()
        while start and found.start() - start < _LONGEST and text[start - 1] in _SYLLABLES:
            start -= 1
        while end < len(text) and end - found.end() < _LONGEST and text[end] in _SYLLABLES:
            end += 1
        if found.start() - start > 1 and end - found.end() > 1:
            yield Kind.NAME, start, end


def _name_at(text: str, place: int) -> int:
    """Return the length of the name that begins here, 0 for none."""
    surname = text[place : place + 2] if text[place : place + 2] in COMPOUND else text[place]
    if len(surname) == 1 and surname not in _SURNAMES:
        return 0
    before = text[max(0, place - 6) : place]
    if before.endswith(("小", "老", "阿", "某", "姓", "大")) and not before.endswith(ROLES):
        return 0
    best, length = 0, 0
    for count in (2, 1):
        given = text[place + len(surname) : place + len(surname) + count]
        if len(given) < count or not all(_HAN.match(c) for c in given):
            continue
        after = text[place + len(surname) + count : place + len(surname) + count + 12]
        told = _weight(before, surname, given, after)
        if told > best:
            best, length = told, len(surname) + count
    return length if best >= _ENOUGH else 0


def _weight(before: str, surname: str, given: str, after: str) -> int:
    """Add up what speaks for a person's name here."""
    if _is_surname_alone(given, after):
        return 0
    if given not in _ALL_THE_SAME and any(c in NEVER for c in given):
        return 0
    if surname + given in PUBLIC or (given[-1] in PLACES and not _ends_in_name(before, given)):
        return 0
    if surname in FRAMED and not _is_framed(before, given, after):
        return 0
    told = _surname(surname) + _given(surname, given) + _before(before, surname)
    if _is_role(before) and _is_word(surname, given) and _is_name_all_the_same(given):
        told += 3
    if after.startswith("同志") and _is_word(surname, given) and set(given) <= TELLING:
        told += 4  # 高峰同志: no word is a comrade
    if len(given) == 1 and _given(surname, given) < 1 and not _PERSON.match(after):
        told -= 1
    return told + _after(after) + _around(before, after)


def _around(before: str, after: str) -> int:
    """Weigh what stands on both sides: 向…讲解, 走访了…家."""
    if before.endswith("向") and _TOLD_TO.match(after):
        return 1
    if after.startswith("家") and _VISITED.search(before):
        return 2
    return bool(_LED.search(before)) + bool(_OFTEN.match(after))


def _ends_in_name(before: str, given: str) -> bool:
    """Tell whether a name may end as places do: 职工李镇, never 殷祖镇."""
    return len(given) == 1 and _is_role(before)


def _is_framed(before: str, given: str, after: str) -> bool:
    """Tell whether so much speaks for a person that even 来 or 公 is a surname."""
    if not all(c in TELLING or c in USUAL for c in given):
        return False
    if _PERSON.match(after):
        return True
    if len(given) == 1 and given not in TELLING:
        return False
    is_said = after.startswith(SAYING)
    if _is_role(before) and not before.endswith("叫"):
        return is_said or any(c in TELLING for c in given) or not _HAN.match(after[:1] or " ")
    is_start = not before or not _HAN.match(before[-1])
    return is_start and len(given) > 1 and is_said


def _is_role(before: str) -> bool:
    """Tell whether who is named next is said: 职工, 食堂师傅, never 张师傅."""
    return before.endswith(ROLES) or _MASTER.search(before) is not None


def _is_name_all_the_same(given: str) -> bool:
    """Tell whether a given name that makes a word of the surname ends as only names do: 黄金荣."""
    return len(given) > 1 and given[-1] in _LASTS and given not in PAIRS


def _is_surname_alone(given: str, after: str) -> bool:
    """Tell whether what follows the surname is a title: 张师傅, 王主任, 李姐."""
    follows = given + after
    return given[0] in SHORT_TITLES or follows.startswith(_LONG_TITLES)


def _surname(surname: str) -> int:
    if len(surname) > 1:
        return 3
    return 2 if surname in RARE_ELSEWHERE else 1 if surname in COMMON else 0


def _given(surname: str, given: str) -> int:
    """Weigh the characters of a given name; ordinary words speak against it."""
    weight = sum(2 if c in TELLING else 1 if c in USUAL else -1 for c in given)
    if _is_word(surname, given):
        weight -= 4
    if len(given) > 1 and given[-1] not in TELLING | USUAL:
        weight -= 1
    return weight - (3 if given in PAIRS else 0)


def _is_word(surname: str, given: str) -> bool:
    return given[:1] in AFTER.get(surname, "") and given[:1] != ""


def _before(before: str, surname: str) -> int:
    """Weigh what stands before a surname."""
    last = before[-1:]
    if not last or not _HAN.match(last):
        return 1
    if last in BEFORE.get(surname[0], ""):
        return -4
    if _is_role(before):
        return 3
    if before.endswith(THEN):
        return 1
    return 1 if last in LEADING else -1 if surname[0] in MISLEADING else 0


def _after(after: str) -> int:
    """Weigh what follows a name."""
    if _PERSON.match(after):
        return 4
    if after.startswith(TITLES):
        return 3
    if after.startswith(SAYING) or _CALLED.match(after):
        return 2
    if after[:1] and after[0] in PLACES:
        return -4
    return 1 if not after or after[0] in TOUCHING or not _HAN.match(after[0]) else 0
