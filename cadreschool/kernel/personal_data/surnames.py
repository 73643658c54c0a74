"""Surnames, and how much a character of a given name speaks for a name.

Lists only. A sentence that was misread is put right by adding its word to `ordinary`.
"""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Read a list of words kept apart by spaces and lines."""
    return tuple(text.split())


RARE_ELSEWHERE = frozenset(
    "刘陈杨赵吴徐孙朱胡郭罗郑梁宋韩唐冯董萧肖曹袁邓傅沈彭吕苏卢蒋蔡贾魏薛阎闫潘杜戴汪谭邹廖韦郝"
    "邵孟秦侯龚赖尹崔姚倪翁殷柳庄聂岳骆俞裴耿窦涂甄阮祁柴詹邢冉覃樊葛鲍鲁尤卞仇娄岑穆臧巩靳霍虞"
    "缪喻褚滕佟隋瞿邱丘蔺栾冼麻卓晏桑卜盛诸茅苟祖屠敖荀冀禹仝佘芦亓兀仉翟"
    "柯饶胥谌鄢郗邬阚晁郜郏隗逯糜阙佴宓乜逄匡寇戚牟邰"
)
"""Surnames that hardly begin another word."""

COMMON = frozenset(
    "张王黎李黄周林何马许谢叶程丁范姜钟夏曾熊陆吉郎凌童洪辛项苗冷康贺兰宁毛龙雷汤乔陶翟欧"
    "蒲荆屈柏栗舒蓝巫储麦祝凤朴"
)
"""Surnames that also begin words, mostly not."""

MISLEADING = frozenset(
    "高金白方石田江史顾常万钱严武段易文温安于余章季路解关成时施孔单付包水向尚左古牛伍华车连房游"
    "任纪申简边桂符甘谷莫梅"
)
"""Surnames that mostly begin other words: only much that speaks for a person counts."""

FRAMED = frozenset(
    "费宗宫皮官占敬母查明商来过练揭阳伏干宿管都巢蒙井凡花司权乌封宣靖党曲楚苑南库冶米闻平池位竹仰国"
    "衣鹿支公农景蔚别楼晋候丰"
)
"""Surnames that are mostly something else: only after 职工, 申请人： or before （女，42岁）."""

TELLING = frozenset(
    "伟娜秀娟磊鑫婷霞燕芳琴丽艳洁莉颖倩雯琳琪瑶璐萍蓉莲菊凤玲珍翠淑敏慧娇娥婉妍妮媛嫣婕佳嘉怡欣"
    "悦梦涵轩浩宇杰俊豪鹏翔凯涛斌彬辉勇毅峰岩松柏栋森淼洋瀚泽润钧铭锋锦锐坤垚圣晨曦旭昊昱晖晓晶"
    "恺惠宏宗廷彦英娅馨芬芸蕾薇岚茜菲娴珊琼瑾瑜璇玮珂珏琛霖霏露雁鸿鹤龙虎彪魁奎奇骏骁驰炜炳焕煜"
    "灿炎烨煌钊钰镇铮锴淳渊湘沛泓滢澜濠灏飞腾鲲哲睿诚聪恒恬忱伦佩侠俪偉兰桂梅蓓薛荷芝芹茹莎菁萌"
    "葵蕊邦郁鸣岱岭嵩巍帆帅晏晟楠榕桦楷樱槐焱牧狄玫珠琦瑞璋畅甜皓碧祺禄绮绣翰耀胤舒艺芃苒若莹菡"
    "萱蔚裕诗谦贞赟跃迪逸邈韬韵颂飒骥麒麟黎妹娣姣姗姝婵嫒玺璟"
    "桐梓壮玥昕奕熠烁祎懿弈珩瑄晔彧煦屹汐笙静芙遥柱昂丹爽靖楚黛亮雪星强军刚红超凡佐彤妤宸琬滕焰镔钦铠锟锡鉴闯挺巩贞珮珏岫岐岗"
)
"""Characters of given names that are rare in texts about work."""

USUAL = frozenset(
    "建国平安成文明新民中正立军华东西南北春夏秋冬红金玉山江海天长大小一二三少光亮美喜乐庆福贵发"
    "财进才义仁礼信友爱永广世家学士子之元本根全有守保卫胜利兴旺和顺祥吉先贤景云雨月星阳如可心良"
    "善真尔亚继承传绍存树强刚志思德恩勤忠寿康征林木水火土田石川生银铁钢宝波滨源泉静香妙青兵武功"
    "业昌盛荣能方为会起超越远达道振举启开益增加来连同双四五六九万千百厚运河池湖岗坡清洪淑孝敬尊"
    "维卓炼代定宁泰娃妞妹花草朵菊果彩虹霜雪风雷电冰乃伯仲叔季秉克其作修佑侃俭允凡刃力勋化升卿厂"
    "原召史吟君向含周咏咸喆固圆坚城培基墨多奋好姿孟孺宜宽宾密尚岳崇州巧干年应弘弟彤得念怀悠情慎"
    "慈扬拓捷政敦斌日昂昆映朋朗望朝术权材松柳栓桃梁棠榆殿毓气汉沁沙治法津洲流济涌淮渝渤满漫潮澄"
    "炯烈然照熙燕牛特王珺理琢甫申男留疆白盈直相知砚社祖禧秦科积稳章竹笑简米精素紫纪纯纲经绪绿罡"
    "群羽翼联育自至航节芒苗苏茂茵荃莺菏落蓝行衡见观言议记许训诺谊谨豫象贝赐路轮辰迅迎近选通重野"
    "旗鉴闯闽阔陆陵隆雄集霁音项领颜马高魏鲁鸽鼎齐"
)
"""Characters that stand in given names and in much else."""

NEVER = frozenset(
    "的了在是不我\u4f60他她它您们这那哪个与及或被把给向对从到往却也都还就又再很太最更吗呢吧啊呀哦"
    "嗯么什怎谁某各每该此等所以而但虽则即至将要须说讲问答称讯喊骂哭听看读写找做没无非未别勿请让"
    "叫使令吃喝穿住买卖打拿放送取收付交办拟签盖填报批改查核评议投票条款项录案件证函表册页号码费"
    "钱薪资额酬税险租债罚赔账股角块台套辆层室厅院厂司店局处委组队班站校系厦库岗职务级类型种"
    "次第几两半些后前上下左右里外内旁侧底边点刻旬期岁末贴纸嘴脚眼脸耳肩腿病痛伤残亡药医疗诊患吨"
    "尺寸斤量数度率比"
)
"""Characters that stand in no given name."""

COMPOUND = frozenset(
    words("""
    欧阳 司马 上官 诸葛 司徒 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 夏侯
    端木 独孤 南宫 西门 呼延 申屠 澹台 闻人 轩辕 鲜于 闾丘 太史
""")
)
"""Surnames of two characters."""
