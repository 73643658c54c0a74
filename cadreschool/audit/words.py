"""What actions, objects and details are called in Chinese; a test keeps the tables complete.

Knows words only: whose name stands behind an id is for packages above.
"""

from __future__ import annotations

ACTIONS: dict[str, dict[str, str]] = {
    "登录": {
        "sign_in.create": "登录成功",
        "sign_in.fail": "登录失败",
        "sign_in.end": "退出登录",
        "activation.make": "生成激活码",
        "activation.use": "使用激活码",
        "activation.fail": "激活码不对",
        "activation.withdraw": "作废激活码",
        "password.change": "修改密码",
        "password.set": "设置密码",
        "second_factor.begin": "开始设置第二重验证",
        "second_factor.create": "启用第二重验证",
        "second_factor.fail": "第二重验证不对",
        "second_factor.recover": "使用备用码",
        "second_factor.renew": "更换备用码",
        "second_factor.withdraw": "停用第二重验证",
    },
    "人员": {
        "cadre.add": "登记人员",
        "cadre.update": "更正人员信息",
        "cadre.move": "调动",
        "cadre.leave": "离任",
        "cadre.return": "返岗",
        "cadre.deactivate": "停用账户",
        "cadre.reactivate": "恢复账户",
        "cadre.export": "导出个人信息",
        "cadre.erase": "删除个人信息",
        "posting.open": "增加岗位",
        "posting.end": "结束岗位",
        "roster.import": "导入花名册",
    },
    "任命": {
        "appointment.create": "任命",
        "appointment.end": "免去任命",
        "appointment.withdraw": "撤回任命",
    },
    "组织": {
        "organisation.create": "新建组织",
        "organisation.rename": "组织改名",
        "organisation.move": "移动组织",
        "organisation.merge": "合并组织",
        "organisation.close": "撤销组织",
        "organisation.guide": "改变业务指导",
        "organisation.order": "调整组织次序",
    },
    "学习": {
        "sitting.start": "开始检测",
        "answer.save": "保存答案",
        "answer.late": "答案过时送到，没有计分",
        "sitting.seat": "换设备继续作答",
        "sitting.submit": "交卷",
        "sitting.rescore": "重新计分",
        "exam.start": "开始考试",
        "scenario.start": "开始走情景",
        "scenario.choose": "情景里选了一步",
        "scenario.end": "走到情景的结局",
        "lesson.finish": "学完一课",
        "course.finish": "学完课程",
    },
    "课程": {
        "edition.publish": "发布课程",
        "draft.open": "开始草稿",
        "draft.submit": "送审",
        "draft.recall": "撤回送审",
        "draft.merge": "草稿并入新版",
        "draft.remove": "从草稿里删去",
        "draft.return": "退回草稿",
        "draft.publish": "发布草稿",
        "draft.discard": "放弃草稿",
        "bank.create": "新建题库",
        "bank.rename": "题库改名",
        "bank.publish": "由文件发布题库",
        "bank.import": "导入题目",
        "bank.export": "导出题库",
        "question.create": "新建题目",
        "question.change": "修改题目",
        "question.submit": "题目送审",
        "question.recall": "题目撤回送审",
        "question.accept": "题目审核通过",
        "question.return": "退回题目",
        "question.withdraw": "停用题目",
        "question.restore": "恢复题目",
        "paper.create": "新建试卷",
        "paper.update": "修改试卷",
        "paper.discard": "删除试卷草稿",
        "paper.open": "开放试卷",
        "paper.close": "结束考试",
        "paper.except": "个别安排（加时、加次、延期）",
        "paper.except_withdraw": "撤回个别安排",
        "laws.publish": "更新法律登记",
        "laws.import": "导入法律原文",
        "recheck.confirm": "复核引用，确认仍然正确",
        "competencies.publish": "更新能力框架",
    },
    "平台": {
        "announcement.create": "发布公告",
        "announcement.withdraw": "撤下公告",
        "job.create": "提交任务",
        "job.retry": "重做任务",
        "job.withdraw": "停止任务",
        "backup.make": "生成备份",
        "backup.download": "下载备份",
        "backup.restore": "恢复备份",
        "parameter.create": "设置本地参数",
        "parameter.withdraw": "撤下本地参数",
        "policy.change": "改变设置",
        "report.export": "导出报表",
        "demonstration.create": "建立演示学校",
        "demonstration.remove": "删除演示学校",
        "request.refuse": "被拒绝的操作",
    },
}

OBJECTS = {
    "activation": "激活码",
    "announcement": "公告",
    "appointment": "任命",
    "audit": "审计",
    "backup": "备份",
    "bank": "题库",
    "cadre": "人员",
    "competencies": "能力框架",
    "course": "课程",
    "demonstration": "演示学校",
    "job": "任务",
    "laws": "法律登记",
    "lesson": "课",
    "organisation": "组织",
    "paper": "试卷",
    "parameter": "本地参数",
    "policy": "设置",
    "posting": "岗位",
    "question": "题目",
    "recheck": "复核",
    "report": "报表",
    "roster": "花名册",
    "page": "页面",
    "scenario": "情景",
    "search": "搜索",
    "sign_in": "登录",
    "sitting": "检测",
}

DETAILS = {
    "added": "新增",
    "after": "改后",
    "attempts": "加次",
    "bank": "题库",
    "basis": "依据",
    "before": "改前",
    "cadre": "人员",
    "changed": "改动",
    "closed": "撤销",
    "code": "编号",
    "count": "数目",
    "digest": "摘要",
    "draft": "草稿",
    "edition": "版",
    "errors": "问题",
    "from": "从",
    "from_on": "从哪天起",
    "gone": "去掉",
    "kind": "类别",
    "lesson": "课",
    "minutes": "加时（分钟）",
    "name": "名称",
    "note": "说明",
    "number": "编号",
    "on": "生效日",
    "organisation": "组织",
    "organisations": "组织",
    "other": "对方",
    "paper": "试卷",
    "parent": "上级",
    "pending": "待评阅题数",
    "place": "位置",
    "path": "地址",
    "post": "岗位",
    "questions": "题目",
    "reason": "原因",
    "role": "角色",
    "row": "花名册行",
    "rows": "行数",
    "score": "分数",
    "seals": "封条",
    "skipped": "跳过",
    "status": "状态码",
    "tie": "专兼挂",
    "title": "标题",
    "to": "到",
    "until": "到哪天为止",
    "value": "数额",
    "what": "内容",
}

_LABELS = {action: label for group in ACTIONS.values() for action, label in group.items()}


def action_label(action: str) -> str:
    """Return what an action is called; one that an older program wrote keeps its own name."""
    return _LABELS.get(action, action)


def object_label(kind: str) -> str:
    """Return what a kind of object is called."""
    return OBJECTS.get(kind, kind)


def detail_label(key: str) -> str:
    """Return what a detail is called."""
    return DETAILS.get(key, key)


def actions_of(group: str) -> tuple[str, ...]:
    """Return the actions of a group; of an unknown one there are none."""
    return tuple(ACTIONS.get(group, ()))
