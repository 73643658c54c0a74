"""Cases of the demonstration school: told by cadres, reviewed by the teacher; one waits.

By the actions a person would use. Where the law they cite is not registered nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cadreschool.courses.cases import actions, queries
from cadreschool.courses.cases.rules import CaseText, Ground, citation_faults
from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.clock import SHANGHAI, day_of
from cadreschool.kernel.viewer import Viewer

Find = Callable[[str], Viewer | None]
_REVIEWER = "何静"
_LEAST_AGE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class _Telling:
    who: str
    day: int
    text: CaseText
    said: str | None
    """What the reviewer added; None: it still waits."""
    asked: str = ""
    """What was missing at first sight."""


_STOCKTAKING = CaseText(
    title="周日盘点，到底算不算加班",
    situation=(
        "一家三百多人的纺织厂，月底周日叫仓库和整理车间二十六人来盘点，从八点到下午四点，中午歇一小时。"
        "班长说盘点是“义务”，不算加班。第二周有四名职工来找工会，说不是要闹，是想弄明白该不该给。"
    ),
    action=(
        "我没有当场表态，先请他们每人写清到岗、离岗的时间，再去调打卡记录，两样对得上的有二十六人，每人七个小时。\n"
        "第二天上午找人事经理，只带两样东西：一张人数和小时的表，一张法条。我说：休息日安排干活，公司可以先安排补休；"
        "补不了的，按不低于工资的百分之二百付，这是[[劳动法#44]]写的，不是工会提的价。\n"
        "人事担心一次付出去预算不够。我把能补休的和不能补休的分开算：整理车间下周排得开，十五人补休；"
        "仓库月底都忙，十一人付钱。当天下午把两张名单交给分管的副总，请他周三以前书面答复。"
    ),
    outcome=(
        "周三收到书面答复，十五人在两周内补休，十一人的加班费随当月工资一起发。"
        "公司另外写明：以后休息日安排工作，先由车间报人事和工会，写清是补休还是付钱。"
    ),
    thoughts=(
        "“义务”两个字最容易把话说僵。先算数目、再说条文、最后给两条路，对方就有台阶。"
        "下次我会在盘点通知发出来的时候就问一句“补休还是付钱”，不等到事后。"
    ),
    citations="[[劳动法#38、44]] [[劳动合同法#31]] [[工会法#23]]",
    lessons="a3-pay-and-hours/hours-and-overtime b4-bargaining/prepare-data",
    is_consented=True,
)
_SITE = CaseText(
    title="带班的走了，十四个人的工资找谁要",
    situation=(
        "镇上一处厂房工地，带班的拿着进度款走了，十四名外地来的瓦工两个半月没有领到工资。"
        "下午他们一起来到镇工会，有人说要去堵大门。他们手里只有微信里的记工照片，没有合同。"
    ),
    action=(
        "先请大家坐下，倒水，请他们推三个人来说，其余的人在旁边听。问清五样：谁叫来的、工地叫什么、总承包是哪一家、"
        "干了多少天、一天多少钱，一样一样写在纸上念给他们听。\n"
        "我直说：堵门会误了大家自己的事，钱有地方要。分包欠的，由施工总承包单位先行清偿，再去追偿，"
        "这是[[保障农民工工资支付条例#30]]写的。当着他们的面打电话给项目部的劳资专管员，约第二天上午九点带着进场登记来对账。\n"
        "同时请人社所的同志一起到场，写好投诉的材料备着；告诉大家，仲裁的一年从离开工地那天算起，记工的照片不要删。"
    ),
    outcome=(
        "第二天对出十四人、七百一十二个工，总承包单位认账，九天以后从工资专用账户直接打到每个人的卡上。"
        "没有人去堵门。项目部补做了实名登记，带班的由公司自己去追。"
    ),
    thoughts=(
        "人多的时候，先让大家看见有人在记、有人在办，火气就下去一半。总承包先付这一句一定要说得清楚。"
        "没有做好的地方：第一天只留了一个人的电话，后来有三个人换了工地找不到，下次当场把三个代表的都留下。"
    ),
    citations=(
        "[[保障农民工工资支付条例#26、28、30]] [[劳动争议调解仲裁法#9、27]] [[信访工作条例#20]]"
    ),
    lessons="a8-migrant-and-new-work/site-arrears c2-reception/group-visits",
    is_consented=True,
)
_PREGNANCY = CaseText(
    title="孕期被调去食堂，工资少了四成",
    situation=(
        "一家两百来人的电子厂，一名处在孕期的流水线女职工被口头调到食堂，工资按食堂的算，少了四成。"
        "车间的说法是“为她好”。她来找女职工委员，说想干原来的活，又怕说了以后更难做。"
    ),
    action=(
        "先单独谈，问她自己想要什么，也问能不能适应原来的活。她说能，只是不能久站。我请她到医院开一张能不能久站的证明，"
        "告诉她证明交给人事就行，病历不用给任何人看。\n"
        "再和人事谈。我说：不能因为她处在孕期就降工资；要减轻劳动量，凭医疗机构的证明来，工资不动。"
        "人事说车间没有坐着干的活，我请他一起到车间走了一圈，检验台有两个座位，正缺人。\n"
        "谈好以后请公司写下来：岗位、工资标准、不排夜班、产前检查算上班时间。"
    ),
    outcome="她第三天到检验台上班，工资按原来的标准，少发的一个月补齐。公司把这一条写进了女职工专项集体合同的草案。",
    thoughts="“为她好”要听，但要问一句她自己愿不愿意。谈这种事门要关好，材料只过一个人的手。",
    citations="[[女职工劳动保护特别规定#5、6]] [[妇女权益保障法#48]]",
    lessons="a6-women-workers/hiring-and-maternity",
    is_consented=True,
)
_WAITING = CaseText(
    title="要约发出二十天没有回音",
    situation=(
        "一家做门窗的厂，职工一百二十人，三年没有调过计件单价。工会发出工资集体协商的要约，快到二十天公司还没有答复，"
        "职工天天来问“还谈不谈”。"
    ),
    action=(
        "没有发火，也没有说要怎么样。第十九天上午我带着要约的回执去找总经理，把[[集体合同规定#32]]念了一遍，"
        "请他在第二天以前给书面答复；另外附上两个可以谈的日子、一张我们想看的资料清单，并写明看过的资料不外传。\n"
        "当天报给镇工会，请指导员到时候一起来。"
    ),
    outcome="第二十天下午收到答复，约在下一周开第一次会，公司答应先给近两年的产量和工时。",
    thoughts="日子要自己记着，不能等到过了再说。带着回执和两个日子去，比带着气去有用。",
    citations="[[集体合同规定#32]] [[工会法#21]]",
    lessons="b4-bargaining/prepare-data",
    is_consented=True,
)
TELLINGS = (
    _Telling(
        "李梅",
        20,
        _STOCKTAKING,
        "补休在前、付钱在后的次序写得对，小时数也算得清。",
        asked="做法里请补上哪些人补休、哪些人付钱，别的厂照着做的时候最需要这个。",
    ),
    _Telling("谢敏", 31, _SITE, "总承包先行清偿、时效从离开工地起算，都核对过。"),
    _Telling("罗燕", 38, _PREGNANCY, "凭医疗机构证明减轻劳动量，工资不降，条文都在。"),
    _Telling("王强", 50, _WAITING, None),
)


def tell_cases(find: Find, catalogue: Catalogue, story: tuple[datetime, datetime]) -> None:
    """Let four people tell a case; the reviewer publishes three, one of them at second sight."""
    begins, ends = story
    for telling in _fitting(catalogue, day_of(begins)):
        author, reviewer = find(telling.who), find(_REVIEWER)
        at = _working_hours(begins + timedelta(days=telling.day))
        if author is not None and reviewer is not None and at + _LEAST_AGE < ends:
            _tell(author, reviewer, telling, catalogue, at)


def _fitting(catalogue: Catalogue, on: date) -> Iterator[_Telling]:
    """Return the cases whose law is registered, with the lessons that are published."""
    known = {f"{one.id}/{lesson.id}" for one in catalogue.courses for lesson in one.lessons}
    for telling in TELLINGS:
        text = telling.text
        lessons = " ".join(key for key in text.lessons.split() if key in known)
        if catalogue.registry.laws and not citation_faults(text.citations, catalogue.registry, on):
            yield replace(telling, text=replace(text, lessons=lessons))


def _tell(
    author: Viewer, reviewer: Viewer, telling: _Telling, catalogue: Catalogue, at: datetime
) -> None:
    lessons = frozenset(telling.text.lessons.split())
    names = queries.names_beside(author.organisation_id)
    ground = Ground(catalogue.registry, day_of(at), lessons, names)
    first = telling.text
    if telling.asked:
        first = replace(first, action=first.action.partition("\n人事担心")[0])
    case_id = actions.create_case(author, first, ground, at=at)
    actions.submit_case(author, case_id, first, ground, at=at + timedelta(minutes=25))
    seen = 1
    if telling.asked:
        at = _working_hours(at + timedelta(days=2))
        actions.return_case(reviewer, case_id, telling.asked, seen=seen, at=at)
        at += timedelta(hours=3)
        seen = actions.save_case(author, case_id, telling.text, base=seen, ground=ground, at=at)
        actions.submit_case(author, case_id, telling.text, ground, at=at + timedelta(minutes=2))
    if telling.said is not None:
        at = _working_hours(at + timedelta(days=1))
        registry = catalogue.registry
        actions.publish_case(reviewer, case_id, telling.said, seen=seen, registry=registry, at=at)


def _working_hours(at: datetime) -> datetime:
    local = at.astimezone(SHANGHAI)
    return local.replace(hour=10, minute=20)
