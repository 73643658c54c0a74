"""The people and unions of the demonstration school; all of them are invented."""

from __future__ import annotations

from dataclasses import dataclass

from cadreschool.kernel.viewer import Role
from cadreschool.organisations.models import OrganisationKind as Kind
from cadreschool.people.models import Post, Tie


@dataclass(frozen=True, slots=True)
class Person:
    """One invented cadre. `diligence` 0 to 9 steers how far they have come."""

    name: str
    post: Post
    tie: Tie
    diligence: int
    login: str = ""


@dataclass(frozen=True, slots=True)
class Union:
    """One invented union with its cadres and the unions below it."""

    name: str
    kind: Kind
    people: tuple[Person, ...]
    below: tuple[Union, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """A line of the table that is printed at the start."""

    login: str
    name: str
    what_for: str
    roles: tuple[Role, ...] = ()


SIGN_INS = (
    DemoSignIn("limei", "李梅", "干部：云岭纺织工会主席（兼职），学到一半"),
    DemoSignIn("wangqiang", "王强", "干部：青石建材工会委员，刚刚开始"),
    DemoSignIn("chenxiao", "陈晓", "干部：新任工会小组长，还没有开始"),
    DemoSignIn("sun", "孙丽华", "督学：云岭县总工会，看全县", (Role.SUPERVISOR,)),
    DemoSignIn("zhou", "周建国", "督学：青石镇工会联合会，只看青石镇", (Role.SUPERVISOR,)),
    DemoSignIn(
        "hejing", "何静", "教员兼审核人：编写、送审、发布课程", (Role.TRAINER, Role.REVIEWER)
    ),
    DemoSignIn("tianye", "田野", "系统管理员：组织、人员、导入、公告", (Role.SYSTEM_ADMIN,)),
    DemoSignIn("shilei", "石磊", "安全管理员：任命、设置", (Role.SECURITY_ADMIN,)),
    DemoSignIn("luming", "鲁明", "审计员：查审计、核对封条", (Role.AUDIT_ADMIN,)),
)

SUPERVISORS = ("郑国栋", "潘登")
"""Who supervise the town they work in besides; they sign practice records, nobody signs in so."""

_POSTS = {
    "主席": (Post.CHAIR, Tie.PART_TIME),
    "专职主席": (Post.CHAIR, Tie.FULL_TIME),
    "副主席": (Post.VICE_CHAIR, Tie.FULL_TIME),
    "委员": (Post.COMMITTEE_MEMBER, Tie.PART_TIME),
    "女工": (Post.WOMEN_OFFICER, Tie.PART_TIME),
    "经审": (Post.AUDIT_MEMBER, Tie.PART_TIME),
    "财务": (Post.FINANCE, Tie.PART_TIME),
    "调解": (Post.MEDIATOR, Tie.PART_TIME),
    "监督": (Post.LAW_INSPECTOR, Tie.PART_TIME),
    "组长": (Post.GROUP_LEADER, Tie.PART_TIME),
    "社工": (Post.UNION_WORKER, Tie.FULL_TIME),
    "组织员": (Post.ORGANISER, Tie.PART_TIME),
    "指导员": (Post.BARGAINING_ADVISER, Tie.SECONDED),
}


def _people(text: str) -> tuple[Person, ...]:
    """Read "姓名 岗位 勤 [登录名]" separated by "；"."""
    found = []
    for part in text.split("；"):
        name, post, diligence, *login = part.split()
        found.append(Person(name, *_POSTS[post], int(diligence), login[0] if login else ""))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Changes:
    """What happens in the course of the story; people and unions by their names."""

    renamed: tuple[str, str]  # from what a union was called at first
    guide: str
    guided: tuple[str, ...]
    transferred: tuple[str, str]  # who, to which union
    further: tuple[str, str, Post]  # who, at which union, in which post
    left: tuple[str, str]  # who, why


CHANGES = Changes(
    renamed=("城关商业联合工会", "城关商贸联合工会"),
    guide="云岭县教育工会",
    guided=("青石中心小学工会", "柳塘中学工会"),
    transferred=("白雪", "河口港务工会"),
    further=("崔颖", "云岭电子工会", Post.BARGAINING_ADVISER),
    left=("成功", "换届"),
)

SCHOOL = Union(
    "云岭县总工会",
    Kind.COUNTY,
    _people(
        "孙丽华 副主席 9 sun；何志远 监督 8；罗燕 指导员 7；唐文斌 财务 3；蒋雪 女工 8；"
        "何静 委员 8 hejing；田野 委员 3 tianye；石磊 委员 2 shilei；鲁明 经审 4 luming"
    ),
    (
        Union(
            "城关街道工会联合会",
            Kind.TOWN,
            _people("郑国栋 专职主席 8；谢敏 社工 9；韩涛 社工 5"),
            (
                Union(
                    "云岭纺织工会",
                    Kind.GRASSROOTS,
                    _people(
                        "李梅 主席 6 limei；杜秀英 女工 7；任志刚 委员 2；袁媛 经审 4；"
                        "陈晓 组长 0 chenxiao；石峰 组长 1"
                    ),
                ),
                Union(
                    "县人民医院工会",
                    Kind.GRASSROOTS,
                    _people("沈清 主席 8；范丽 女工 6；彭博 委员 3；江涛 组长 1"),
                ),
                Union(
                    CHANGES.renamed[0],
                    Kind.JOINT,
                    _people("贾文 主席 4；邹静 组织员 7；尹航 委员 0"),
                ),
                Union("环卫所工会", Kind.GRASSROOTS, _people("武大勇 主席 2；龚兰 女工 5")),
            ),
        ),
        Union(
            "青石镇工会联合会",
            Kind.TOWN,
            _people("周建国 专职主席 9 zhou；常颖 社工 8；赖明 组织员 4"),
            (
                Union(
                    "青石建材工会",
                    Kind.GRASSROOTS,
                    _people("魏东 主席 5；王强 委员 1 wangqiang；薛芳 女工 6；侯军 组长 0"),
                ),
                Union(
                    "石材行业联合工会",
                    Kind.JOINT,
                    _people("孟凡 主席 7；秦岭 委员 3；万里 调解 8"),
                ),
                Union("青石中心小学工会", Kind.GRASSROOTS, _people("段敏 主席 9；雷雨 女工 7")),
            ),
        ),
        Union(
            "河口镇工会联合会",
            Kind.TOWN,
            _people("史建平 专职主席 4；陶然 社工 6"),
            (
                Union(
                    "河口港务工会",
                    Kind.GRASSROOTS,
                    _people("钱海 主席 5；汪洋 委员 2；毛宁 女工 8；邱实 监督 6"),
                ),
                Union("物流行业联合工会", Kind.JOINT, _people("顾平 主席 3；白雪 组织员 5")),
            ),
        ),
        Union(
            "柳塘乡工会联合会",
            Kind.TOWN,
            _people("姚远 专职主席 2；卢苇 社工 3"),
            (
                Union("柳塘食品工会", Kind.GRASSROOTS, _people("戴云 主席 1；夏荷 女工 4")),
                Union("柳塘中学工会", Kind.GRASSROOTS, _people("方正 主席 7；金鑫 委员 0")),
            ),
        ),
        Union(
            "开发区工会联合会",
            Kind.TOWN,
            _people("潘登 专职主席 7；丁宁 社工 9；崔颖 指导员 8"),
            (
                Union(
                    "云岭电子工会",
                    Kind.GRASSROOTS,
                    _people("康健 主席 8；吕青 女工 9；苏杭 委员 5；米兰 组长 3；温馨 组长 2"),
                ),
                Union(
                    "云岭汽配工会",
                    Kind.GRASSROOTS,
                    _people("葛亮 主席 6；向阳 委员 4；柯楠 经审 1"),
                ),
                Union("园区小微企业联合工会", Kind.JOINT, _people("易安 组织员 6；成功 委员 2")),
            ),
        ),
        Union(
            "云岭县教育工会",
            Kind.INDUSTRY,
            _people("文静 专职主席 8；管彤 女工 5；阮玲 财务 4"),
        ),
    ),
)
