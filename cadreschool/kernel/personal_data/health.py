"""Illnesses that are told of a person.

Knows the names of illnesses and of what only a doctor knows, and how a sentence speaks of somebody.
What the law says of the sick, of pregnancy, of occupational disease and injury in general passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cadreschool.kernel.personal_data.finding import Kind, Span
from cadreschool.kernel.personal_data.plain import Plain
from cadreschool.kernel.personal_data.surnames import COMMON, MISLEADING, RARE_ELSEWHERE

_ILLNESS = re.compile(
    r"(?:[肺肝胃肠食道乳腺宫颈卵巢甲状腺血淋巴鼻咽胰前列腺直结膀胱骨肾]{0,4}癌(?:症|变|晚期)?|癌症|白血病|淋巴瘤|脑瘤|肿瘤|瘤子|"
    r"乙肝(?:携带)?|丙肝|甲肝|肝炎|肝硬化|肝腹水|艾滋病?|HIV|梅毒|性病|肺结核|结核病?|尿毒症|肾衰竭|肾炎|透析|化疗|放疗|"
    r"抑郁症?|焦虑症|躁郁症|双相(?:情感障碍)?|精神分裂症?|精神病|精神疾病|强迫症|癫痫|自杀|自残|割腕|"
    r"糖尿病|高血压|心脏病|冠心病|心梗|心肌梗死|心肌梗塞|脑梗死?|脑出血|脑溢血|中风|偏瘫|瘫痪|红斑狼疮|哮喘|帕金森|"
    r"流产|怀孕|怀上|有孕|早孕|保胎|宫外孕|不孕|试管婴儿|堕胎|人流|小产|吸毒|酗酒|痔疮|子宫肌瘤|乳腺增生|"
    r"[尘矽]肺病?|(?:慢性)?苯中毒|铅中毒|(?:职业性)?噪[声音]聋|腰椎间盘突出症?|腰椎滑脱|颈椎病|"
    r"(?:粉碎性)?骨折|脑震荡|截肢|自闭症?|孤独症|唐氏综合征?|流掉了?|打掉了?孩子|先兆流产|"
    r"子宫(?:全)?切除|(?:切除|摘除)了?(?:子宫|乳房|卵巢)|老年痴呆症?|阿尔茨海默病?|痴呆|恶性(?!循环|竞争|事件|案件|欠薪|事故|程度)|有喜了|身孕|有了(?=,?[两一二三四五六七八九\d]个月)|"
    r"(?:阑尾|胆囊|胰腺|肾盂|肺|胃|肠|鼻|咽|关节|脊柱|支?气管|中耳|心肌|盆腔|宫颈|腱鞘|肩周|膀胱|前列腺|甲状腺|骨髓|滑膜|皮)炎|"
    r"[肾胆尿][管道囊]?结石|(?:肺|甲状腺|乳腺)结节|胃溃疡|肠息肉|囊肿|疝气|甲减|心绞痛|房颤|心衰|肾病|贫血|白内障|青光眼|视网膜脱落|"
    r"(?:多发性|动脉)硬化|综合征|截瘫|耳聋|失聪|失明|色盲|色弱|(?:智力|精神|肢体|听力|视力|言语)残疾|残疾[一二三四1-4]级|"
    r"(?:感染|确诊)了?新冠|新冠阳性|[重中轻]度(?:焦虑|抑郁)|安眠药|戒毒|"
    r"植物人|渐冻症|先天性心脏病|心脏搭桥|装了?支架|抗抑郁|高血脂|痛风|甲亢|脑膜炎|带状疱疹|大三阳|小三阳)",
    re.IGNORECASE,
)
_KIN = (
    "妻子|丈夫|爱人|母亲|父亲|老伴|儿子|女儿|孩子|婆婆|岳父|岳母|公公|妈妈?|爸爸?|老婆|老公|媳妇|爷爷"
    "|奶奶"
)
_SURNAMES = "".join(sorted(RARE_ELSEWHERE | COMMON | MISLEADING))
_PERSON = re.compile(
    r"(?:(?<![其吉维])[他她](?!们|人)|本人|[说称]自己|(?<!工会)我(?!们|国|单位|厂|公司|会|县|市|镇|省|司|处|院|讲|给|向|和|跟|把|查|解释|介绍|说|告诉|建议|按|依|对|陪|帮|请|提)(?:妻子|丈夫|爱人|母亲|父亲|孩子|儿子|女儿)?|"
    rf"(?<!主)[{_SURNAMES}]某|[小老阿][{_SURNAMES}](?![会板师])|[{_SURNAMES}](?:师傅|女士|先生|大姐|大哥|姐|阿姨|同志|主席|主任|经理|班长|组长|书记|老师)|"
    r"(?:带班|带教|那位|这位|食堂|同组)的?师傅|"
    rf"(?:职工|员工|工人|会员)的(?:{_KIN})|"
    r"[一这那某该][名位个](?:[\u4e00-\u9fff]{0,8}?)(?:职工|员工|女工|工人|会员|骑手|司机|同事|农民工|困难职工|妇女|女会员|操作工|班长|组长)|"
    r"(?:该|此|某|涉事|当事)(?:女)?(?:职工|员工|女工|工人|会员|骑手)|当事人|"
    rf"(?:的|其|和|与|,|。|^|\n)(?:{_KIN}))"
)
_TOLD = re.compile(
    r"(?:患上?|患有|得了|确诊为?|查出|查出来是|诊断为|诊断出|被诊断|罹患|身患|检查出|感染了?|生了|不幸患)(?:[了有是为])?[^,。;!?\n]{0,8}$"
)
_GENERAL = re.compile(
    r"凡|如果|可以|应当|不得|不能因|不许|禁止|规定|的(?:女)?(?:职工|员工|女工|劳动者|困难职工|人员|会员|家庭)(?!叫|张|王|李|说|来|,)|等(?:重大)?疾病|等病|等情形|"
    r"宣传|讲座|宣讲|讲解|知识|筛查|预防|体检|普查|第[一二三四五六七八九十百]+条|保护|权益"
)
_DOES = re.compile(r"^[^。;!?]{0,20}?[,，][他她](?!们)(?:来|找|说|向|问|哭|要求|担心|不敢|反映)")
"""What somebody did of whom an illness was told before: 怀孕七个月，被安排夜班，她来找我们."""
_FELL_ILL = re.compile(r"^(?:发作|住院|手术|晕倒|抢救|去世|病逝)")
_WORKER = re.compile(r"(?<![\u4e00-\u9fff])(?:女?职工|工友|员工|女工|工人)$")
"""Where one of them fell ill, it is somebody: 职工心脏病发作."""
_NOT_OF_ONE = re.compile(
    r"(?:(?:未|没有|并未|不是|无|不存在)[^,。;]{0,2}|(?:担心|防止|避免|预防|以免)[^,。;他她]{0,3})$"
)
_LAWS = re.compile(r"《[^》\n]{1,60}》")
_STOPS = re.compile(r"[。;!?\n]")
_FAR = 30


def health(plain: Plain) -> Iterator[Span]:
    """Find illnesses told of somebody in a plain text."""
    text = _LAWS.sub(lambda found: "、" * len(found[0]), plain.text)
    for found in _ILLNESS.finditer(text):
        before = _STOPS.split(text[max(0, found.start() - _FAR) : found.start()])[-1]
        after = _STOPS.split(text[found.end() : found.end() + _FAR])[0]
        if _NOT_OF_ONE.search(before):
            continue
        if _is_of_somebody(before, after):
            yield Kind.HEALTH, found.start(), found.end()


def _is_of_somebody(before: str, after: str) -> bool:
    """Tell whether a sentence speaks of one person there, not of what may happen to anybody."""
    if _PERSON.search(before):
        return not re.search(
            r"不得|凡|如果|规定|等重大疾病|宣传|讲座|知识|筛查|讲解", before + after
        )
    if re.match(r"[^,。]{0,6}的", after) and _PERSON.search(after[:14]):
        return True
    is_told = _TOLD.search(before) or _DOES.match(after)
    is_told = is_told or (_WORKER.search(before) and _FELL_ILL.match(after))
    return bool(is_told) and not _GENERAL.search(before + after)
