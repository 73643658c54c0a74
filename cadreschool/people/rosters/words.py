"""What rosters call posts and ties. Knows words; knows no rows and no mistakes."""

from __future__ import annotations

from cadreschool.kernel.text import squeeze
from cadreschool.people.models import Post, Tie

# What rosters call the posts, besides the labels; “工会” before a word makes no difference.
_POST_WORDS = {
    "主席": Post.CHAIR,
    "常务副主席": Post.VICE_CHAIR,
    "副主席": Post.VICE_CHAIR,
    "委员": Post.COMMITTEE_MEMBER,
    "女工委员": Post.WOMEN_OFFICER,
    "女工主任": Post.WOMEN_OFFICER,
    "女职工委员会主任": Post.WOMEN_OFFICER,
    "女职工委员会委员": Post.WOMEN_OFFICER,
    "经费审查委员": Post.AUDIT_MEMBER,
    "经费审查委员会主任": Post.AUDIT_MEMBER,
    "经费审查委员会委员": Post.AUDIT_MEMBER,
    "经审主任": Post.AUDIT_MEMBER,
    "经审会主任": Post.AUDIT_MEMBER,
    "经审会委员": Post.AUDIT_MEMBER,
    "财务": Post.FINANCE,
    "财务人员": Post.FINANCE,
    "会计": Post.FINANCE,
    "出纳": Post.FINANCE,
    "调解员": Post.MEDIATOR,
    "争议调解员": Post.MEDIATOR,
    "监督员": Post.LAW_INSPECTOR,
    "法律监督员": Post.LAW_INSPECTOR,
    "小组长": Post.GROUP_LEADER,
    "社会化工作者": Post.UNION_WORKER,
    "组织员": Post.ORGANISER,
    "协商指导员": Post.BARGAINING_ADVISER,
    "指导员": Post.BARGAINING_ADVISER,
    "代表": Post.DELEGATE,
}
_POSTS = _POST_WORDS | {squeeze(post.label).removeprefix("工会"): post for post in Post}
_TIES = {name[: len(name) - cut]: tie for tie in Tie for name in (tie.label,) for cut in (0, 1)}


def post_named(text: str) -> Post | None:
    """Return the post that a roster calls by this word."""
    return _POSTS.get(squeeze(text).removeprefix("工会"))


def tie_named(text: str) -> Tie | None:
    """Return 专职, 兼职 or 挂职, with or without 职."""
    return _TIES.get(squeeze(text))
