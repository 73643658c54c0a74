"""Who gets what: one row per route, the same for every kind of visitor.

A new route without a row fails `test_matrix.py`. The columns of a row are the objects that its
address may name, seen from the visitor: their own, one of another unit, one above, one below, one
that does not exist.
"""

from __future__ import annotations

from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role
from cadreschool.web.guards import Guard
from tests.web.visitors import (
    ACTORS,
    ADMINISTRATORS,
    BELOW,
    CODE_ISSUERS,
    MISSING,
    NOTHING,
    OWN,
    STRANGER,
    Row,
    anybodys,
    everybody,
    from_above,
    holders,
    made_for_members,
    of_others,
    once,
    only_own,
    own_and_below,
    published,
    school_admins,
    signed_in,
    supervisors,
)

EXPECTED = {
    ("public.home", "GET"): everybody(302),
    ("public.about", "GET"): everybody(200),
    ("public.healthz", "GET"): everybody(200),
    ("public.readyz", "GET"): everybody(200),
    ("public.styleguide", "GET"): everybody(200),
    ("account.sign_in", "GET"): Row(
        {actor: {NOTHING: 200 if actor == STRANGER else 302} for actor in ACTORS},
        Guard(is_public=True),
    ),
    ("account.create_sign_in", "POST"): everybody(422),
    ("account.second_step", "GET"): everybody(302),
    ("account.create_second_step", "POST"): everybody(303),
    ("account.activation", "GET"): everybody(200),
    ("account.create_activation", "POST"): everybody(422),
    ("account.update_display", "POST"): everybody(303, text_size="22", theme="dark"),
    ("account.withdraw_sign_in", "POST"): signed_in(303),
    ("account.password", "GET"): signed_in(200),
    ("account.update_password", "POST"): signed_in(422),
    ("account.home", "GET"): signed_in(200),
    ("account.second_factor", "GET"): signed_in(200),
    ("account.create_second_factor", "POST"): signed_in(422),
    ("account.update_second_factor", "POST"): signed_in(409),
    ("account.withdraw_second_factor", "POST"): signed_in(422),
    ("account.create_recovery_codes", "POST"): signed_in(422),
    ("account.personal_data", "GET"): signed_in(200),
    ("account.personal_data_file", "GET"): signed_in(200),
    ("account.sessions", "GET"): signed_in(200),
    ("account.withdraw_session", "POST"): signed_in(objects=only_own(303)),
    ("account.jobs", "GET"): signed_in(200),
    ("account.job_file", "GET"): signed_in(objects=only_own(200)),
    ("account.create_attempt", "POST"): signed_in(objects=only_own(303)),
    ("account.withdraw_job", "POST"): signed_in(objects=only_own(303)),
    ("study.home", "GET"): signed_in(200),
    ("study.catalogue", "GET"): signed_in(200),
    ("study.course", "GET"): signed_in(objects=published(200)),
    ("study.lesson", "GET"): signed_in(objects=published(200)),
    ("study.create_reading", "POST"): signed_in(objects=published(409)),
    ("study.create_position", "POST"): signed_in(objects=published(422) | {MISSING: 404}),
    ("study.check", "GET"): signed_in(objects=published(200)),
    ("study.create_sitting", "POST"): signed_in(objects=published(303)),
    ("study.sitting", "GET"): signed_in(objects=only_own(200)),
    ("study.create_answers", "POST"): signed_in(objects=only_own(303)),
    ("study.result", "GET"): signed_in(objects=only_own(200)),
    ("study.plan", "GET"): signed_in(200),
    ("study.diagnostic", "GET"): signed_in(200),
    ("study.create_diagnostic", "POST"): signed_in(303),
    ("study.diagnostic_result", "GET"): signed_in(objects=only_own(200)),
    ("study.scenarios", "GET"): signed_in(200),
    ("study.create_run", "POST"): signed_in(objects=published(303)),
    ("study.run", "GET"): signed_in(objects=only_own(200)),
    ("study.create_choice", "POST"): signed_in(objects=only_own(303), step="1", choice="1"),
    ("study.ending", "GET"): signed_in(objects=only_own(200)),
    ("study.walk", "GET"): signed_in(objects=only_own(200)),
    ("study.drills", "GET"): signed_in(200),
    ("study.create_drill", "POST"): signed_in(objects=published(303)),
    ("study.drill", "GET"): signed_in(objects=only_own(200)),
    ("study.update_drill_text", "POST"): signed_in(
        objects=only_own(303), **{"q1": "写到一半。", "q1-base": "0"}
    ),
    ("study.comparison", "GET"): signed_in(objects=only_own(200)),
    ("study.create_drill_mark", "POST"): signed_in(objects=only_own(303), p1="2", p2="1", p3="0"),
    ("study.create_drill_submission", "POST"): signed_in(objects=only_own(303)),
    ("study.practice_records", "GET"): signed_in(200),
    ("study.new_practice_record", "GET"): signed_in(200),
    ("study.practice_worker", "GET"): signed_in(200),
    ("study.create_practice_record", "POST"): signed_in(
        303, form_key="0" * 32, base="0", happened_on=clock.today().isoformat()
    ),
    ("study.create_practice_record_law", "POST"): signed_in(200, form_key="0" * 32, law="测试法"),
    ("study.practice_record", "GET"): signed_in(objects=only_own(200)),
    ("study.practice_record_text", "GET"): signed_in(objects=only_own(200)),
    ("study.withdraw_practice_record", "POST"): signed_in(objects=only_own(303)),
    ("study.practice_witness", "GET"): signed_in(objects=only_own(200)),
    ("study.create_practice_witness", "POST"): signed_in(objects=only_own(303), version="1"),
    ("study.exams", "GET"): signed_in(200),
    ("study.exam", "GET"): signed_in(objects=published(200)),
    ("study.create_exam_sitting", "POST"): signed_in(objects=published(303)),
    ("study.laws", "GET"): signed_in(200),
    ("study.law", "GET"): signed_in(objects=published(200)),
    ("study.media", "GET"): signed_in(objects=published(200)),
    ("study.calculators", "GET"): signed_in(200),
    ("study.calculator", "GET"): signed_in(objects=published(200)),
    ("study.search", "GET"): signed_in(200),
    ("study.practice", "GET"): signed_in(200),
    ("study.new_exercise", "GET"): signed_in(200),
    ("study.create_exercise", "POST"): signed_in(303),
    ("study.create_daily", "POST"): signed_in(303),
    ("study.create_retest", "POST"): signed_in(409),
    ("study.create_practice_choice", "POST"): signed_in(303, clears_after="3", daily_size="10"),
    ("study.exercise", "GET"): signed_in(objects=only_own(200)),
    ("study.create_exercise_answer", "POST"): signed_in(
        objects=only_own(422), do="answer", position="1"
    ),
    ("study.create_exercise_end", "POST"): signed_in(objects=only_own(303)),
    ("study.exercise_result", "GET"): signed_in(objects=only_own(200)),
    ("study.mistakes", "GET"): signed_in(200),
    ("study.mistake_sheet", "GET"): signed_in(200),
    ("study.mistake_map", "GET"): signed_in(200),
    ("study.withdraw_mistake", "POST"): signed_in(objects=published(303)),
    ("study.create_restoration", "POST"): signed_in(objects=published(303)),
    ("study.create_redo", "POST"): signed_in(303),
    ("study.new_question_report", "GET"): signed_in(objects=only_own(200)),
    ("study.create_question_report", "POST"): signed_in(objects=only_own(303), category="key"),
    ("study.question_reports", "GET"): signed_in(200),
    ("study.cases", "GET"): signed_in(200),
    ("study.own_cases", "GET"): signed_in(200),
    ("study.new_case", "GET"): signed_in(200),
    ("study.create_case", "POST"): signed_in(303, title="夜班津贴"),
    ("study.case", "GET"): signed_in(objects=only_own(200)),
    ("study.edit_case", "GET"): signed_in(objects=only_own(200)),
    ("study.update_case", "POST"): signed_in(objects=only_own(422)),
    ("study.withdraw_case", "POST"): signed_in(objects=only_own(303)),
    ("study.withdraw_case_submission", "POST"): signed_in(objects=only_own(409)),
    ("study.profile", "GET"): signed_in(200),
    ("study.profile_axis", "GET"): signed_in(objects=published(200)),
    ("study.create_profile_sharing", "POST"): signed_in(303),
    ("study.withdraw_profile_sharing", "POST"): signed_in(303),
    ("study.disputes", "GET"): signed_in(200),
    ("study.new_dispute", "GET"): signed_in(302),
    ("study.create_dispute", "POST"): signed_in(422),
    ("study.self_rating", "GET"): signed_in(200),
    ("study.create_self_rating", "POST"): signed_in(303, level_dare="2"),
    ("study.portfolio", "GET"): signed_in(200),
    ("study.create_portfolio_workbook", "POST"): signed_in(200),
    ("study.create_portfolio_data", "POST"): signed_in(200),
    ("study.messages", "GET"): signed_in(200),
    ("study.create_message_reading", "POST"): signed_in(objects=only_own(303)),
    ("study.announcements", "GET"): signed_in(200),
    ("study.create_announcement_reading", "POST"): from_above(signed_in(objects=only_own(303))),
    ("office.home", "GET"): holders(*ADMINISTRATORS, status=200),
    ("office.organisations", "GET"): holders(Role.SYSTEM_ADMIN, status=200),
    ("office.organisation", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.update_organisation_place", "POST"): holders(
        Role.SYSTEM_ADMIN, objects=own_and_below(422)
    ),
    ("office.new_organisation", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.create_organisation", "POST"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(422)),
    ("office.organisation_change", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.create_organisation_change", "POST"): holders(
        Role.SYSTEM_ADMIN, objects=own_and_below(422)
    ),
    ("office.people", "GET"): holders(Role.SYSTEM_ADMIN, status=200),
    ("office.members", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.new_person", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.create_person", "POST"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(422)),
    ("office.person", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.person_change", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.create_person_change", "POST"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(422)),
    ("office.withdraw_posting", "POST"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(409)),
    ("office.rosters", "GET"): holders(Role.SYSTEM_ADMIN, status=200),
    ("office.roster_template", "GET"): holders(Role.SYSTEM_ADMIN, status=200),
    ("office.create_roster", "POST"): holders(Role.SYSTEM_ADMIN, status=422),
    ("office.roster", "GET"): holders(Role.SYSTEM_ADMIN, objects=only_own(200)),
    ("office.create_roster_import", "POST"): holders(Role.SYSTEM_ADMIN, objects=only_own(409)),
    ("office.create_slips", "POST"): holders(Role.SYSTEM_ADMIN, objects=only_own(409)),
    ("office.create_member_slips", "POST"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(409)),
    ("office.appointments", "GET"): holders(Role.SECURITY_ADMIN, status=200),
    ("office.new_appointment", "GET"): holders(Role.SECURITY_ADMIN, status=200),
    ("office.person_appointment", "GET"): holders(Role.SECURITY_ADMIN, objects=own_and_below(200)),
    ("office.create_appointment", "POST"): holders(
        Role.SECURITY_ADMIN, objects=own_and_below(303) | {OWN: 409}, role="trainer"
    ),
    ("office.appointment", "GET"): holders(Role.SECURITY_ADMIN, objects=own_and_below(200)),
    ("office.withdraw_appointment", "POST"): holders(
        Role.SECURITY_ADMIN, objects=own_and_below(409), do="now"
    ),
    ("office.codes", "GET"): holders(*CODE_ISSUERS, status=200),
    ("office.withdraw_second_factor", "POST"): holders(
        Role.SECURITY_ADMIN, objects=own_and_below(409)
    ),
    ("office.settings", "GET"): holders(*CODE_ISSUERS, status=200, whole_school=True),
    ("office.update_policies", "POST"): holders(
        *CODE_ISSUERS,
        status=303,
        whole_school=True,
        password_profile="nist",
        second_factor="off",
        review_required="0",
    ),
    ("office.code", "GET"): holders(*CODE_ISSUERS, objects=own_and_below(200)),
    ("office.create_code", "POST"): made_for_members(
        holders(*CODE_ISSUERS, objects=own_and_below(200) | {OWN: 409})
    ),
    ("office.announcements", "GET"): holders(Role.SYSTEM_ADMIN, status=200),
    ("office.new_announcement", "GET"): holders(Role.SYSTEM_ADMIN, objects=own_and_below(200)),
    ("office.create_announcement", "POST"): holders(
        Role.SYSTEM_ADMIN, objects=own_and_below(303), title="公告", text="停电通知"
    ),
    ("office.withdraw_announcement", "POST"): once(
        holders(Role.SYSTEM_ADMIN, objects=own_and_below(303))
    ),
    ("office.parameters", "GET"): holders(Role.SYSTEM_ADMIN, status=200),
    ("office.create_parameter", "POST"): holders(Role.SYSTEM_ADMIN, status=422),
    ("office.withdraw_parameter", "POST"): once(
        holders(Role.SYSTEM_ADMIN, objects=own_and_below(303))
    ),
    ("office.jobs", "GET"): school_admins(status=200),
    ("office.create_attempt", "POST"): school_admins(objects=anybodys(303)),
    ("office.withdraw_job", "POST"): school_admins(objects=anybodys(303)),
    ("office.backups", "GET"): school_admins(status=200),
    ("office.create_backup", "POST"): school_admins(status=303),
    ("office.create_backup_check", "POST"): school_admins(objects=published(303)),
    ("office.create_download", "POST"): school_admins(objects=published(303)),
    ("office.backup_file", "GET"): school_admins(objects=published(404)),
    ("office.audit", "GET"): holders(Role.AUDIT_ADMIN, status=200, whole_school=True),
    ("office.audit_file", "GET"): holders(Role.AUDIT_ADMIN, status=422, whole_school=True),
    ("office.create_audit_export", "POST"): holders(
        Role.AUDIT_ADMIN, status=303, whole_school=True
    ),
    ("office.create_verification", "POST"): holders(
        Role.AUDIT_ADMIN, status=303, whole_school=True
    ),
    ("office.signers", "GET"): holders(Role.AUDIT_ADMIN, status=200, whole_school=True),
    ("office.signer", "GET"): holders(
        Role.AUDIT_ADMIN, objects=only_own(404) | {BELOW: 200}, whole_school=True
    ),
    ("office.create_signing_report", "POST"): holders(
        Role.AUDIT_ADMIN, status=422, whole_school=True
    ),
    ("teach.home", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.new_course", "GET"): holders(Role.TRAINER, status=200),
    ("teach.scenarios", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.drills", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.drill", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=of_others(200)),
    ("teach.create_drill_mark", "POST"): holders(
        Role.TRAINER, Role.REVIEWER, objects=of_others(303), p1="2", p2="2", p3="1", words="好。"
    ),
    ("teach.create_course", "POST"): holders(Role.TRAINER, status=422),
    **{
        (f"teach.{page}", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=published(200))
        for page in (
            "course",
            "kept",
            "course_sheet",
            "lesson",
            "questions",
            "pictures",
            "changes",
            "merge",
        )
    },
    ("teach.papers", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.new_paper", "GET"): holders(Role.TRAINER, status=200),
    ("teach.create_paper", "POST"): holders(Role.TRAINER, status=422),
    **{
        (f"teach.{page}", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=published(200))
        for page in ("paper", "takers", "exceptions", "paper_sheet")
    },
    ("teach.update_paper", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.create_opening", "POST"): holders(
        Role.TRAINER, Role.REVIEWER, objects=published(409), version="1"
    ),
    ("teach.create_closing", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.withdraw_paper", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.create_exception", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.withdraw_exception", "POST"): holders(Role.TRAINER, objects=published(303)),
    ("teach.banks", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.new_bank", "GET"): holders(Role.TRAINER, status=200),
    ("teach.create_bank", "POST"): holders(Role.TRAINER, status=422),
    **{
        (f"teach.{page}", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=published(200))
        for page in ("bank", "bank_question", "bank_text", "bank_exports")
    },
    **{
        (f"teach.{page}", "GET"): holders(Role.TRAINER, objects=published(200))
        for page in ("new_bank_question", "bank_imports")
    },
    **{
        (f"teach.{change}", "POST"): holders(Role.TRAINER, Role.REVIEWER, objects=published(422))
        for change in (
            "create_bank_step",
            "create_bank_steps",
            "create_bank_preview",
            "create_bank_export",
        )
    },
    **{
        (f"teach.{change}", "POST"): holders(Role.TRAINER, objects=published(422))
        for change in (
            "update_bank",
            "create_bank_question",
            "update_bank_text",
            "create_bank_import",
        )
    },
    ("teach.bank_import", "GET"): holders(Role.TRAINER, objects=only_own(200)),
    ("teach.create_bank_check", "POST"): holders(Role.TRAINER, objects=only_own(422)),
    ("teach.update_bank_choice", "POST"): holders(Role.TRAINER, objects=only_own(409)),
    ("teach.create_bank_entries", "POST"): holders(Role.TRAINER, objects=only_own(409)),
    ("teach.bank_export", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=only_own(200)),
    **{
        (f"teach.{page}", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200)
        for page in ("marking", "quality", "regrades")
    },
    **{
        (f"teach.{page}", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=published(200))
        for page in (
            "marking_task",
            "new_group_regrade",
            "question_quality",
            "new_regrade",
            "regrade",
        )
    },
    ("teach.create_marking_lock", "POST"): holders(Role.TRAINER, Role.REVIEWER, status=303),
    ("teach.create_figures", "POST"): holders(Role.TRAINER, Role.REVIEWER, status=303),
    ("teach.create_task_lock", "POST"): holders(
        Role.TRAINER, Role.REVIEWER, objects=published(409)
    ),
    ("teach.withdraw_task_lock", "POST"): holders(
        Role.TRAINER, Role.REVIEWER, objects=published(303)
    ),
    **{
        (f"teach.{change}", "POST"): holders(Role.TRAINER, Role.REVIEWER, objects=published(422))
        for change in (
            "create_task_mark",
            "create_group_regrade",
            "create_regrade",
            "create_regrade_preview",
            "create_regrade_submission",
            "create_regrade_approval",
            "create_regrade_return",
            "withdraw_regrade",
            "create_regrade_undo",
            "create_undo_approval",
            "create_undo_return",
        )
    },
    ("teach.amendments", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.amendment", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=published(200)),
    ("teach.create_confirmation", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.create_draft", "POST"): holders(Role.TRAINER, objects=published(303)),
    ("teach.withdraw_draft", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.create_lesson", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.withdraw_lesson", "POST"): holders(Role.TRAINER, objects=published(303)),
    ("teach.update_lesson_place", "POST"): holders(Role.TRAINER, objects=published(303)),
    ("teach.create_picture", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.withdraw_picture", "POST"): holders(Role.TRAINER, objects=published(303)),
    ("teach.update_file", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.create_preview", "POST"): holders(Role.TRAINER, Role.REVIEWER, objects=published(422)),
    ("teach.create_merge", "POST"): holders(Role.TRAINER, objects=published(303)),
    ("teach.create_submission", "POST"): holders(Role.TRAINER, objects=published(422)),
    ("teach.withdraw_submission", "POST"): holders(Role.TRAINER, objects=published(409)),
    ("teach.create_return", "POST"): holders(Role.REVIEWER, objects=published(422)),
    ("teach.create_publication", "POST"): holders(Role.REVIEWER, objects=published(422)),
    ("teach.question_reports", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.cases", "GET"): holders(Role.TRAINER, Role.REVIEWER, status=200),
    ("teach.case", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=own_and_below(200)),
    ("teach.create_case_return", "POST"): holders(
        Role.TRAINER, Role.REVIEWER, objects=own_and_below(422)
    ),
    ("teach.create_case_publication", "POST"): holders(Role.REVIEWER, objects=own_and_below(422)),
    ("teach.withdraw_case", "POST"): holders(
        Role.REVIEWER, objects=own_and_below(422) | {OWN: 403}
    ),
    ("teach.create_case_scenario", "POST"): holders(Role.TRAINER, objects=own_and_below(409)),
    ("teach.disputes", "GET"): holders(Role.REVIEWER, status=200),
    ("teach.dispute", "GET"): holders(Role.REVIEWER, objects=of_others(200)),
    ("teach.create_dispute_decision", "POST"): holders(
        Role.REVIEWER, objects=of_others(303), decision="kept", words="记录写得对。"
    ),
    ("teach.question_report", "GET"): holders(Role.TRAINER, Role.REVIEWER, objects=published(200)),
    ("teach.create_report_answer", "POST"): holders(
        Role.TRAINER, objects=published(303), outcome="accepted", up_to="999999"
    ),
    ("supervise.home", "GET"): supervisors(302),
    ("supervise.completion", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.roster", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.stuck", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.create_report", "POST"): holders(
        Role.SUPERVISOR, objects=own_and_below(200), view="roster", format="csv"
    ),
    ("supervise.cadre", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.profile", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.scenarios", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.practice_records", "GET"): supervisors(200),
    ("supervise.practice_record", "GET"): supervisors(objects=only_own(404) | {BELOW: 200}),
    ("supervise.create_record_signature", "POST"): holders(
        Role.SUPERVISOR,
        objects=only_own(404) | {BELOW: 303},
        version="1",
        able="2",
        skilled="1",
    ),
    ("supervise.create_record_return", "POST"): holders(
        Role.SUPERVISOR, objects=only_own(404) | {BELOW: 303}, version="1", words="缺结果。"
    ),
    ("supervise.create_record_check", "POST"): holders(
        Role.SUPERVISOR, objects=only_own(404) | {BELOW: 409}, do="pass"
    ),
    ("supervise.portfolio", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.abilities", "GET"): supervisors(objects=own_and_below(200)),
    ("supervise.create_ability_report", "POST"): supervisors(objects=own_and_below(422)),
}
