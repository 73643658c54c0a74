"""The register: who somebody is, where they are posted, and how they come in."""

from __future__ import annotations

from cadreschool.privacy.register.entries import (
    DUTY,
    IN_OFFICE,
    SECURITY,
    Entry,
    cleared,
    deleted,
    hidden,
    kept,
)

_OWN = ("cadre_id",)
_UNTIL_CHANGED = "下次更换或用掉为止"

ENTRIES = (
    Entry(
        "cadre",
        "姓名、登录名和账户",
        ("id",),
        "确认是谁，让有权的上级工会了解本单位干部的完成情况",
        DUTY,
        IN_OFFICE,
        kept(
            id="编号",
            organisation_id="所在工会",
            position="在名单上的次序",
            post="岗位",
            tie="专兼挂",
            joined_at="何时登记",
            is_demonstration="是否演示人员",
            left_on="离任日期",
            deactivated_at="账户何时停用",
            erased_at="个人信息何时删除",
        )
        | cleared(login="登录名（可以是手机号）", name="姓名", password_set_at="密码何时设的")
        | hidden(cleared(password_hash="密码的散列，无法还原")),
    ),
    Entry(
        "posting",
        "岗位",
        _OWN,
        "知道在哪个工会、从哪天到哪天担任什么，学习记录留在当时的工会",
        DUTY,
        IN_OFFICE,
        kept(
            id="编号",
            cadre_id="本人",
            organisation_id="工会",
            post="岗位",
            tie="专兼挂",
            from_on="从哪天起",
            until_on="到哪天为止",
            is_main="是否主要岗位",
        ),
    ),
    Entry(
        "appointment",
        "任命",
        _OWN,
        "决定能看什么、管什么；日后查得清当时谁有权",
        DUTY,
        IN_OFFICE,
        kept(
            id="编号",
            cadre_id="本人",
            role="角色",
            organisation_id="工会",
            from_on="从哪天起",
            until_on="到哪天为止",
        ),
    ),
    Entry(
        "sign_in",
        "登录记录",
        _OWN,
        "保护账户：看得到哪些设备登录着，可以让它退出",
        SECURITY,
        "结束后六个月",
        deleted(
            id="编号",
            cadre_id="本人",
            device="浏览器名称，没有网络地址",
            started_at="何时登录",
            ends_at="最迟何时结束",
            ended_at="何时退出",
        )
        | hidden(deleted(token_digest="登录标记的摘要", browser_digest="浏览器标记的摘要")),
    ),
    Entry(
        "half_sign_in",
        "等待第二重验证的登录",
        _OWN,
        "密码对了、第二重验证还没有通过的片刻",
        SECURITY,
        "几分钟",
        deleted(cadre_id="本人", expires_at="何时失效")
        | hidden(deleted(token_digest="标记的摘要", password_digest="密码状态的摘要")),
    ),
    Entry(
        "known_browser",
        "认得的浏览器",
        _OWN,
        "别人猜密码时，不把本人锁在外面",
        SECURITY,
        "改密码时清除",
        deleted(cadre_id="本人", known_since="从何时起认得")
        | hidden(deleted(token_digest="浏览器标记的摘要")),
    ),
    Entry(
        "activation",
        "激活码",
        _OWN,
        "首次登录或忘记密码时，凭纸条上的码设密码",
        SECURITY,
        "没用过的三十天失效；用过的只留时刻",
        deleted(
            id="编号",
            cadre_id="本人",
            made_at="何时生成",
            expires_at="何时失效",
            used_at="何时用掉",
        )
        | hidden(deleted(code_digest="激活码的摘要")),
    ),
    Entry(
        "former_password",
        "用过的密码",
        _OWN,
        "单位选用等级保护口令规则时，不让旧密码再用",
        SECURITY,
        "只留规则要求的最近几个",
        deleted(id="编号", cadre_id="本人", replaced_at="何时换掉")
        | hidden(deleted(password_hash="密码的散列，无法还原")),
    ),
    Entry(
        "second_factor",
        "第二重验证",
        _OWN,
        "登录时除密码外再核对一个数字",
        SECURITY,
        "停用为止",
        deleted(cadre_id="本人", made_at="何时开始设置", confirmed_at="何时启用")
        | hidden(deleted(sealed_secret="加密的密钥", last_step="最近用过的数字的次序")),
    ),
    Entry(
        "recovery_code",
        "备用码",
        _OWN,
        "手机不在身边时代替第二重验证",
        SECURITY,
        _UNTIL_CHANGED,
        deleted(cadre_id="本人", made_at="何时生成", used_at="何时用掉")
        | hidden(deleted(code_digest="备用码的摘要")),
    ),
    Entry(
        "sign_in_tries",
        "登录尝试",
        ("bucket",),
        "限制猜密码的次数",
        SECURITY,
        "一天",
        hidden(deleted(bucket="账户、浏览器或网络地址", window="时间窗", number="次数")),
    ),
)
