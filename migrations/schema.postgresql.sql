CREATE TABLE public.activation (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    code_digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE SEQUENCE public.activation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.activation_id_seq OWNED BY public.activation.id;

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.announcement (
    id integer NOT NULL,
    organisation_id integer NOT NULL,
    title character varying(60) NOT NULL,
    text character varying NOT NULL,
    from_on date NOT NULL,
    until_on date,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    CONSTRAINT ck_announcement_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);

CREATE SEQUENCE public.announcement_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.announcement_id_seq OWNED BY public.announcement.id;

CREATE TABLE public.announcement_read (
    cadre_id integer NOT NULL,
    announcement_id integer NOT NULL
);

CREATE TABLE public.answer (
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    seq integer NOT NULL,
    value character varying NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

CREATE TABLE public.appointment (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    role character varying(20) NOT NULL,
    organisation_id integer NOT NULL,
    from_on date NOT NULL,
    until_on date,
    CONSTRAINT ck_appointment_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);

CREATE SEQUENCE public.appointment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.appointment_id_seq OWNED BY public.appointment.id;

CREATE TABLE public.audit_redaction (
    row_id integer NOT NULL,
    seal integer NOT NULL,
    what character varying(10) NOT NULL,
    digest character varying(32) NOT NULL,
    reason character varying(40) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    mac character varying(64) NOT NULL
);

CREATE TABLE public.audit_row (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id integer,
    action character varying(60) NOT NULL,
    object_kind character varying(40) NOT NULL,
    object_id character varying(80) NOT NULL,
    detail character varying NOT NULL,
    request_id character varying(32) NOT NULL,
    seal integer,
    digest character varying(32)
);

CREATE SEQUENCE public.audit_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_row_id_seq OWNED BY public.audit_row.id;

CREATE TABLE public.audit_seal (
    number integer NOT NULL,
    kind character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    row_count integer NOT NULL,
    ids character varying NOT NULL,
    root character varying(64) NOT NULL,
    previous character varying(64) NOT NULL,
    key_id character varying(16) NOT NULL,
    note character varying NOT NULL,
    mac character varying(64) NOT NULL,
    CONSTRAINT ck_audit_seal_counts_from_one CHECK ((number >= 1))
);

CREATE TABLE public.bank (
    id character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    organisation_id integer,
    version integer NOT NULL,
    folder_digest character varying(64),
    folder_version integer,
    made_by integer,
    made_at timestamp with time zone NOT NULL
);

CREATE TABLE public.bank_entry (
    question_id character varying(60) NOT NULL,
    bank_id character varying(60) NOT NULL,
    "position" integer NOT NULL,
    question_version_id integer NOT NULL,
    state character varying(12) NOT NULL,
    kind character varying(20) NOT NULL,
    unit character varying(10) NOT NULL,
    difficulty integer NOT NULL,
    given_id character varying(100),
    author_id integer,
    reviewer_id integer,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_bank_entry_is_a_difficulty CHECK (((difficulty >= 1) AND (difficulty <= 3)))
);

CREATE TABLE public.bank_step (
    id integer NOT NULL,
    question_id character varying(60) NOT NULL,
    question_version_id integer NOT NULL,
    kind character varying(12) NOT NULL,
    words character varying(500) NOT NULL,
    made_by integer,
    made_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.bank_step_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.bank_step_id_seq OWNED BY public.bank_step.id;

CREATE TABLE public.bank_tag (
    question_id character varying(60) NOT NULL,
    sort character varying(10) NOT NULL,
    value character varying(60) NOT NULL
);

CREATE TABLE public.cadre (
    id integer NOT NULL,
    login character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    organisation_id integer NOT NULL,
    "position" integer NOT NULL,
    post character varying(30) NOT NULL,
    tie character varying(20) NOT NULL,
    password_hash character varying(200),
    joined_at timestamp with time zone NOT NULL,
    is_demonstration boolean NOT NULL,
    left_on date,
    deactivated_at timestamp with time zone,
    password_set_at timestamp with time zone,
    erased_at timestamp with time zone
);

CREATE SEQUENCE public.cadre_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.cadre_id_seq OWNED BY public.cadre.id;

CREATE TABLE public.case_step (
    case_id integer NOT NULL,
    seq integer NOT NULL,
    kind character varying(10) NOT NULL,
    version integer NOT NULL,
    words character varying(500) NOT NULL,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_case_step_counts_from_one CHECK ((seq >= 1))
);

CREATE TABLE public.case_study (
    id integer NOT NULL,
    author_id integer NOT NULL,
    organisation_id integer NOT NULL,
    title character varying(60) NOT NULL,
    situation character varying NOT NULL,
    action character varying NOT NULL,
    outcome character varying NOT NULL,
    thoughts character varying NOT NULL,
    citations character varying(500) NOT NULL,
    lessons character varying(500) NOT NULL,
    state character varying(10) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    consented_at timestamp with time zone,
    CONSTRAINT ck_case_study_is_consented CHECK (((consented_at IS NOT NULL) OR ((state)::text = ANY ((ARRAY['draft'::character varying, 'withdrawn'::character varying])::text[])))),
    CONSTRAINT ck_case_study_state_is_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'returned'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[])))
);

CREATE SEQUENCE public.case_study_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.case_study_id_seq OWNED BY public.case_study.id;

CREATE TABLE public.clock_mark (
    id integer NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    leap_seconds integer NOT NULL,
    CONSTRAINT ck_clock_mark_is_one_row CHECK ((id = 1))
);

CREATE TABLE public.content_stamp (
    id integer NOT NULL,
    number integer NOT NULL,
    folder_digest character varying(64) NOT NULL,
    CONSTRAINT ck_content_stamp_there_is_one CHECK ((id = 1))
);

CREATE SEQUENCE public.content_stamp_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.content_stamp_id_seq OWNED BY public.content_stamp.id;

CREATE TABLE public.counter (
    organisation_id integer NOT NULL,
    subject character varying(80) NOT NULL,
    what character varying(20) NOT NULL,
    number integer NOT NULL,
    CONSTRAINT ck_counter_is_never_negative CHECK ((number >= 0))
);

CREATE TABLE public.counter_sum (
    organisation_id integer NOT NULL,
    subject character varying(80) NOT NULL,
    what character varying(20) NOT NULL,
    number integer NOT NULL,
    summed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.course (
    id character varying(60) NOT NULL,
    first_published_at timestamp with time zone NOT NULL,
    organisation_id integer
);

CREATE TABLE public.course_record (
    cadre_id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    edition_id integer NOT NULL,
    finished_at timestamp with time zone NOT NULL
);

CREATE TABLE public.course_start (
    cadre_id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    started_at timestamp with time zone NOT NULL
);

CREATE TABLE public.draft (
    id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    title character varying(120) NOT NULL,
    organisation_id integer,
    base_edition_id integer,
    state character varying(20) NOT NULL,
    version integer NOT NULL,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_draft_counts_from_one CHECK ((version >= 1))
);

CREATE TABLE public.draft_file (
    draft_id integer NOT NULL,
    path character varying(200) NOT NULL,
    text character varying,
    file_digest character varying(64),
    version integer NOT NULL,
    changed_by integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_draft_file_counts_from_one CHECK ((version >= 1)),
    CONSTRAINT ck_draft_file_is_text_or_file CHECK (((text IS NULL) <> (file_digest IS NULL)))
);

CREATE SEQUENCE public.draft_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.draft_id_seq OWNED BY public.draft.id;

CREATE TABLE public.draft_step (
    id integer NOT NULL,
    draft_id integer NOT NULL,
    kind character varying(20) NOT NULL,
    words character varying(500) NOT NULL,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.draft_step_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.draft_step_id_seq OWNED BY public.draft_step.id;

CREATE TABLE public.drawn_question (
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    question_version_id integer NOT NULL,
    option_order character varying(20) NOT NULL,
    part integer NOT NULL,
    points integer NOT NULL
);

CREATE TABLE public.drill_mark (
    work_id integer NOT NULL,
    seq integer NOT NULL,
    marked_by integer NOT NULL,
    is_own boolean NOT NULL,
    points character varying(40) NOT NULL,
    words character varying NOT NULL,
    marked_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_drill_mark_counts_from_one CHECK ((seq >= 1))
);

CREATE TABLE public.drill_work (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    lesson_id character varying(60) NOT NULL,
    edition_id integer NOT NULL,
    number integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    text character varying NOT NULL,
    version integer NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    submitted_at timestamp with time zone,
    CONSTRAINT ck_drill_work_counts_from_one CHECK ((number >= 1)),
    CONSTRAINT ck_drill_work_submitted_after_closing CHECK (((submitted_at IS NULL) OR (closed_at IS NOT NULL)))
);

CREATE SEQUENCE public.drill_work_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.drill_work_id_seq OWNED BY public.drill_work.id;

CREATE TABLE public.edition (
    id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    number integer NOT NULL,
    digest character varying(64) NOT NULL,
    title character varying(120) NOT NULL,
    note character varying NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by integer,
    CONSTRAINT ck_edition_counts_from_one CHECK ((number >= 1))
);

CREATE TABLE public.edition_file (
    edition_id integer NOT NULL,
    path character varying(200) NOT NULL,
    text character varying,
    file_digest character varying(64),
    CONSTRAINT ck_edition_file_is_text_or_file CHECK (((text IS NULL) <> (file_digest IS NULL)))
);

CREATE SEQUENCE public.edition_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.edition_id_seq OWNED BY public.edition.id;

CREATE TABLE public.edition_rendering (
    edition_id integer NOT NULL,
    renderer integer NOT NULL,
    payload character varying NOT NULL
);

CREATE TABLE public.evidence_dispute (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    source character varying(60) NOT NULL,
    reason character varying(500) NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    decision character varying(10),
    words character varying(500) NOT NULL,
    decided_by integer,
    decided_at timestamp with time zone,
    CONSTRAINT ck_evidence_dispute_decision_is_known CHECK (((decision)::text = ANY ((ARRAY['kept'::character varying, 'removed'::character varying])::text[]))),
    CONSTRAINT ck_evidence_dispute_is_decided_by_somebody CHECK ((((decision IS NULL) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_by IS NULL))))
);

CREATE SEQUENCE public.evidence_dispute_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.evidence_dispute_id_seq OWNED BY public.evidence_dispute.id;

CREATE TABLE public.former_password (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    password_hash character varying(200) NOT NULL,
    replaced_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.former_password_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.former_password_id_seq OWNED BY public.former_password.id;

CREATE TABLE public.framework_source (
    id integer NOT NULL,
    text character varying NOT NULL,
    CONSTRAINT ck_framework_source_there_is_one CHECK ((id = 1))
);

CREATE SEQUENCE public.framework_source_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.framework_source_id_seq OWNED BY public.framework_source.id;

CREATE TABLE public.half_sign_in (
    token_digest character varying(64) NOT NULL,
    cadre_id integer NOT NULL,
    password_digest character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

CREATE TABLE public.handed_question (
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    handed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.job (
    id integer NOT NULL,
    kind character varying(40) NOT NULL,
    title character varying(120) NOT NULL,
    payload character varying NOT NULL,
    state character varying(12) NOT NULL,
    made_by integer,
    made_at timestamp with time zone NOT NULL,
    run_after timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    attempts integer NOT NULL,
    most_attempts integer NOT NULL,
    done integer NOT NULL,
    total integer,
    message character varying(200) NOT NULL,
    error character varying NOT NULL,
    result_name character varying(120),
    result_file character varying(80),
    finished_at timestamp with time zone,
    kept_until timestamp with time zone,
    single character varying(80)
);

CREATE SEQUENCE public.job_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.job_id_seq OWNED BY public.job.id;

CREATE TABLE public.kept_text (
    id integer NOT NULL,
    draft_id integer NOT NULL,
    path character varying(200) NOT NULL,
    text character varying NOT NULL,
    reason character varying(60) NOT NULL,
    written_by integer NOT NULL,
    kept_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.kept_text_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.kept_text_id_seq OWNED BY public.kept_text.id;

CREATE TABLE public.known_browser (
    token_digest character varying(64) NOT NULL,
    cadre_id integer NOT NULL,
    known_since timestamp with time zone NOT NULL
);

CREATE TABLE public.late_answer (
    id integer NOT NULL,
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    value character varying NOT NULL,
    received_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.late_answer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.late_answer_id_seq OWNED BY public.late_answer.id;

CREATE TABLE public.law_import (
    short character varying(60) NOT NULL,
    version character varying(30) NOT NULL,
    title character varying(200) NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    is_whole boolean NOT NULL,
    source character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    imported_at timestamp with time zone NOT NULL
);

CREATE TABLE public.law_source (
    short character varying(60) NOT NULL,
    text character varying NOT NULL
);

CREATE TABLE public.law_text (
    short character varying(60) NOT NULL,
    version character varying(30) NOT NULL,
    "position" integer NOT NULL,
    article character varying(12) NOT NULL,
    headings character varying NOT NULL,
    text character varying NOT NULL,
    digest character varying(64) NOT NULL
);

CREATE TABLE public.lesson (
    edition_id integer NOT NULL,
    lesson_id character varying(60) NOT NULL,
    "position" integer NOT NULL,
    title character varying(120) NOT NULL
);

CREATE TABLE public.lesson_question (
    edition_id integer NOT NULL,
    lesson_id character varying(60) NOT NULL,
    "position" integer NOT NULL,
    question_version_id integer NOT NULL
);

CREATE TABLE public.lesson_record (
    cadre_id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    lesson_id character varying(60) NOT NULL,
    edition_id integer NOT NULL,
    sitting_id integer,
    finished_at timestamp with time zone NOT NULL
);

CREATE TABLE public.local_parameter (
    id integer NOT NULL,
    organisation_id integer NOT NULL,
    name character varying(30) NOT NULL,
    value character varying(20) NOT NULL,
    from_on date NOT NULL,
    source character varying(120) NOT NULL,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone
);

CREATE SEQUENCE public.local_parameter_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.local_parameter_id_seq OWNED BY public.local_parameter.id;

CREATE TABLE public.mark (
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    seq integer NOT NULL,
    thousandths integer,
    rule character varying(20) NOT NULL,
    marked_at timestamp with time zone NOT NULL,
    marked_by integer,
    reason character varying(500) NOT NULL,
    counts boolean NOT NULL,
    CONSTRAINT ck_mark_is_a_share CHECK (((thousandths >= 0) AND (thousandths <= 1000)))
);

CREATE TABLE public.marking_answer (
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    task_id integer NOT NULL,
    since timestamp with time zone NOT NULL,
    closed_at timestamp with time zone
);

CREATE TABLE public.marking_task (
    id integer NOT NULL,
    question_version_id integer NOT NULL,
    part integer NOT NULL,
    key character varying(64) NOT NULL,
    needs_second boolean NOT NULL,
    organisation_id integer,
    state character varying(12) NOT NULL,
    locked_by integer,
    locked_until timestamp with time zone,
    thousandths integer,
    comment character varying(500) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT ck_marking_task_is_a_share CHECK (((thousandths >= 0) AND (thousandths <= 1000))),
    CONSTRAINT ck_marking_task_is_decided_or_open CHECK ((((decided_at IS NULL) = (thousandths IS NULL)) AND ((decided_at IS NULL) = ((state)::text <> 'decided'::text)))),
    CONSTRAINT ck_marking_task_is_locked_for_a_while CHECK (((locked_by IS NULL) = (locked_until IS NULL)))
);

CREATE SEQUENCE public.marking_task_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.marking_task_id_seq OWNED BY public.marking_task.id;

CREATE TABLE public.marking_verdict (
    task_id integer NOT NULL,
    round integer NOT NULL,
    points character varying NOT NULL,
    thousandths integer NOT NULL,
    comment character varying(500) NOT NULL,
    marked_by integer NOT NULL,
    marked_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_marking_verdict_is_a_share CHECK (((thousandths >= 0) AND (thousandths <= 1000)))
);

CREATE TABLE public.message (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    about character varying(80) NOT NULL,
    title character varying(80) NOT NULL,
    text character varying NOT NULL,
    link character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    is_put_away boolean NOT NULL
);

CREATE SEQUENCE public.message_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.message_id_seq OWNED BY public.message.id;

CREATE TABLE public.mistake (
    cadre_id integer NOT NULL,
    question_id character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    wrong_times integer NOT NULL,
    right_in_row integer NOT NULL,
    cleared_after integer,
    question_version_id integer NOT NULL,
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    wrong_at timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT ck_mistake_row_is_a_number CHECK ((right_in_row >= 0)),
    CONSTRAINT ck_mistake_says_after_how_many CHECK ((((state)::text = 'cleared'::text) = (cleared_after IS NOT NULL))),
    CONSTRAINT ck_mistake_state_is_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'cleared'::character varying, 'removed'::character varying])::text[]))),
    CONSTRAINT ck_mistake_was_wrong_once CHECK ((wrong_times >= 1))
);

CREATE TABLE public.mistake_act (
    cadre_id integer NOT NULL,
    question_id character varying(60) NOT NULL,
    seq integer NOT NULL,
    kind character varying(10) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_mistake_act_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['remove'::character varying, 'restore'::character varying])::text[])))
);

CREATE TABLE public.organisation (
    id integer NOT NULL,
    parent_id integer,
    path character varying(255) NOT NULL COLLATE pg_catalog."C",
    name character varying(120) NOT NULL,
    kind character varying(20) NOT NULL,
    "position" integer NOT NULL,
    is_demonstration boolean NOT NULL,
    opened_on date,
    closed_on date,
    merged_into_id integer,
    guided_by_id integer,
    CONSTRAINT ck_organisation_merged_is_closed CHECK (((closed_on IS NOT NULL) OR (merged_into_id IS NULL))),
    CONSTRAINT ck_organisation_path_has_slashes CHECK (((path)::text ~~ '/%/'::text))
);

CREATE TABLE public.organisation_event (
    id integer NOT NULL,
    organisation_id integer NOT NULL,
    kind character varying(20) NOT NULL,
    effective_on date NOT NULL,
    before character varying(120) NOT NULL,
    after character varying(120) NOT NULL,
    other_id integer,
    basis character varying(200) NOT NULL,
    made_by integer,
    made_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.organisation_event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.organisation_event_id_seq OWNED BY public.organisation_event.id;

CREATE SEQUENCE public.organisation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.organisation_id_seq OWNED BY public.organisation.id;

CREATE TABLE public.paper (
    id integer NOT NULL,
    title character varying(120) NOT NULL,
    mode character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    organisation_id integer,
    design character varying NOT NULL,
    rules character varying NOT NULL,
    scoring character varying(12) NOT NULL,
    release character varying(12) NOT NULL,
    pass_mark integer NOT NULL,
    minutes integer,
    attempts integer,
    forms integer NOT NULL,
    shuffles boolean NOT NULL,
    second_marker boolean NOT NULL,
    opens_at timestamp with time zone,
    closes_at timestamp with time zone,
    version integer NOT NULL,
    made_by integer,
    made_at timestamp with time zone NOT NULL,
    opened_by integer,
    CONSTRAINT ck_paper_can_be_sat CHECK (((attempts IS NULL) OR (attempts >= 1))),
    CONSTRAINT ck_paper_forms_are_few CHECK (((forms >= 1) AND (forms <= 8))),
    CONSTRAINT ck_paper_pass_mark_is_percent CHECK (((pass_mark >= 0) AND (pass_mark <= 100))),
    CONSTRAINT ck_paper_time_is_sane CHECK (((minutes IS NULL) OR ((minutes >= 1) AND (minutes <= 600))))
);

CREATE TABLE public.paper_exception (
    id integer NOT NULL,
    paper_id integer NOT NULL,
    cadre_id integer NOT NULL,
    extra_minutes integer NOT NULL,
    extra_attempts integer NOT NULL,
    closes_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone
);

CREATE SEQUENCE public.paper_exception_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.paper_exception_id_seq OWNED BY public.paper_exception.id;

CREATE SEQUENCE public.paper_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.paper_id_seq OWNED BY public.paper.id;

CREATE TABLE public.paper_item (
    paper_id integer NOT NULL,
    form integer NOT NULL,
    "position" integer NOT NULL,
    question_version_id integer NOT NULL,
    part integer NOT NULL,
    points integer NOT NULL,
    CONSTRAINT ck_paper_item_points_are_sane CHECK (((points >= 1) AND (points <= 100)))
);

CREATE TABLE public.pinned_citation (
    edition_id integer NOT NULL,
    lesson_id character varying(60) NOT NULL,
    law character varying(60) NOT NULL,
    version character varying(30) NOT NULL,
    article character varying(12) NOT NULL,
    question_id character varying(60) DEFAULT ''::character varying NOT NULL,
    passage character varying(64) DEFAULT ''::character varying NOT NULL
);

CREATE TABLE public.policy (
    name character varying(40) NOT NULL,
    value character varying(200) NOT NULL,
    number integer NOT NULL,
    set_at timestamp with time zone NOT NULL
);

CREATE TABLE public.posting (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    organisation_id integer NOT NULL,
    post character varying(30) NOT NULL,
    tie character varying(20) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    is_main boolean NOT NULL,
    CONSTRAINT ck_posting_ends_after_it_begins CHECK (((until_on IS NULL) OR (until_on >= from_on)))
);

CREATE SEQUENCE public.posting_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.posting_id_seq OWNED BY public.posting.id;

CREATE TABLE public.practice_choice (
    cadre_id integer NOT NULL,
    seq integer NOT NULL,
    clears_after integer NOT NULL,
    daily_size integer NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_practice_choice_clears_after_a_few CHECK (((clears_after >= 1) AND (clears_after <= 5))),
    CONSTRAINT ck_practice_choice_day_is_small CHECK ((daily_size = ANY (ARRAY[3, 5, 10])))
);

CREATE TABLE public.practice_record (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    organisation_id integer NOT NULL,
    form_key character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    happened_on date NOT NULL,
    place character varying(40) NOT NULL,
    role character varying(40) NOT NULL,
    case_code character varying(40) NOT NULL,
    deed character varying(300) NOT NULL,
    citations character varying(500) NOT NULL,
    result character varying(300) NOT NULL,
    next_time character varying(300) NOT NULL,
    competencies character varying(100) NOT NULL,
    witness_id integer,
    state character varying(10) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    CONSTRAINT ck_practice_record_is_submitted_first CHECK (((submitted_at IS NOT NULL) OR ((state)::text = ANY ((ARRAY['draft'::character varying, 'withdrawn'::character varying])::text[])))),
    CONSTRAINT ck_practice_record_state_is_known CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'returned'::character varying, 'signed'::character varying, 'sampled'::character varying, 'archived'::character varying, 'withdrawn'::character varying])::text[])))
);

CREATE SEQUENCE public.practice_record_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.practice_record_id_seq OWNED BY public.practice_record.id;

CREATE TABLE public.practice_step (
    record_id integer NOT NULL,
    seq integer NOT NULL,
    kind character varying(10) NOT NULL,
    version integer NOT NULL,
    results character varying(120) NOT NULL,
    words character varying(300) NOT NULL,
    made_by integer,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_practice_step_counts_from_one CHECK ((seq >= 1))
);

CREATE TABLE public.profile_due (
    cadre_id integer NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE public.profile_sharing (
    cadre_id integer NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE public.profile_standing (
    cadre_id integer NOT NULL,
    competency character varying(60) NOT NULL,
    evidence_count integer NOT NULL,
    weight double precision NOT NULL,
    mean double precision,
    low double precision,
    high double precision,
    level integer,
    newest_on date,
    as_of date NOT NULL,
    CONSTRAINT ck_profile_standing_is_a_point_or_none CHECK ((((mean IS NULL) = (level IS NULL)) AND ((mean IS NULL) = (low IS NULL)) AND ((mean IS NULL) = (high IS NULL)))),
    CONSTRAINT ck_profile_standing_level_is_known CHECK (((level >= 0) AND (level <= 4)))
);

CREATE TABLE public.question_rendering (
    question_version_id integer NOT NULL,
    renderer integer NOT NULL,
    payload character varying NOT NULL
);

CREATE TABLE public.question_report (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    question_id character varying(60) NOT NULL,
    question_version_id integer NOT NULL,
    course_id character varying(60),
    bank_id character varying(60),
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    category character varying(12) NOT NULL,
    text character varying(1000) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    answer character varying(1000) NOT NULL,
    answered_by integer,
    answered_at timestamp with time zone,
    CONSTRAINT ck_question_report_is_open_or_answered CHECK ((((state)::text = 'open'::text) = (answered_at IS NULL))),
    CONSTRAINT ck_question_report_is_somebodys CHECK (((course_id IS NULL) <> (bank_id IS NULL)))
);

CREATE SEQUENCE public.question_report_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.question_report_id_seq OWNED BY public.question_report.id;

CREATE TABLE public.question_statistics (
    question_version_id integer NOT NULL,
    part integer NOT NULL,
    question_id character varying(60) NOT NULL,
    course_id character varying(60),
    lesson_id character varying(60) NOT NULL,
    bank_id character varying(60),
    number integer NOT NULL,
    facility double precision,
    deviation double precision,
    discrimination double precision,
    efficiency double precision,
    difficulty double precision,
    options character varying NOT NULL,
    doubts character varying NOT NULL,
    doubt_number integer NOT NULL,
    computed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.question_version (
    id integer NOT NULL,
    question_id character varying(60) NOT NULL,
    number integer NOT NULL,
    digest character varying(64) NOT NULL,
    kind character varying(20) NOT NULL,
    content character varying NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_question_version_counts_from_one CHECK ((number >= 1))
);

CREATE SEQUENCE public.question_version_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.question_version_id_seq OWNED BY public.question_version.id;

CREATE TABLE public.reading_position (
    cadre_id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    lesson_id character varying(60) NOT NULL,
    block character varying(80) NOT NULL,
    turn integer NOT NULL
);

CREATE TABLE public.recheck (
    id integer NOT NULL,
    course_id character varying(60),
    bank_id character varying(60),
    lesson_id character varying(60) NOT NULL,
    question_id character varying(60) NOT NULL,
    passage character varying(64) NOT NULL,
    law character varying(60) NOT NULL,
    article character varying(12) NOT NULL,
    from_version character varying(30) NOT NULL,
    to_version character varying(30) NOT NULL,
    fate character varying(20) NOT NULL,
    to_article character varying(12) NOT NULL,
    to_digest character varying(64) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    outcome character varying(20),
    note character varying(500) NOT NULL,
    closed_by integer,
    CONSTRAINT ck_recheck_closed_with_outcome CHECK (((closed_at IS NULL) = (outcome IS NULL))),
    CONSTRAINT ck_recheck_course_or_bank CHECK (((course_id IS NULL) <> (bank_id IS NULL)))
);

CREATE SEQUENCE public.recheck_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.recheck_id_seq OWNED BY public.recheck.id;

CREATE TABLE public.recovery_code (
    code_digest character varying(64) NOT NULL,
    cadre_id integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);

CREATE TABLE public.regrade (
    id integer NOT NULL,
    kind character varying(12) NOT NULL,
    question_id character varying(60) NOT NULL,
    part integer NOT NULL,
    new_version_id integer,
    task_id integer,
    thousandths integer,
    organisation_id integer,
    reason character varying(500) NOT NULL,
    state character varying(16) NOT NULL,
    version integer NOT NULL,
    summary character varying NOT NULL,
    previewed_at timestamp with time zone,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_regrade_group_has_a_mark CHECK (((((kind)::text = 'group'::text) = (task_id IS NOT NULL)) AND (((kind)::text = 'group'::text) = (thousandths IS NOT NULL)))),
    CONSTRAINT ck_regrade_is_a_share CHECK (((thousandths >= 0) AND (thousandths <= 1000))),
    CONSTRAINT ck_regrade_key_has_a_version CHECK ((((kind)::text = 'key'::text) = (new_version_id IS NOT NULL)))
);

CREATE SEQUENCE public.regrade_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.regrade_id_seq OWNED BY public.regrade.id;

CREATE TABLE public.regrade_line (
    regrade_id integer NOT NULL,
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    mark_seq integer NOT NULL,
    thousandths integer NOT NULL,
    counts boolean NOT NULL,
    score_before integer NOT NULL,
    score_after integer NOT NULL,
    state character varying(12) NOT NULL,
    applied_seq integer,
    undone_seq integer,
    CONSTRAINT ck_regrade_line_is_a_share CHECK (((thousandths >= 0) AND (thousandths <= 1000)))
);

CREATE TABLE public.regrade_step (
    id integer NOT NULL,
    regrade_id integer NOT NULL,
    kind character varying(16) NOT NULL,
    words character varying(500) NOT NULL,
    made_by integer NOT NULL,
    made_at timestamp with time zone NOT NULL
);

CREATE SEQUENCE public.regrade_step_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.regrade_step_id_seq OWNED BY public.regrade_step.id;

CREATE TABLE public.regrade_version (
    regrade_id integer NOT NULL,
    question_version_id integer NOT NULL
);

CREATE TABLE public.request_key (
    sender character varying(40) NOT NULL,
    key character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    status integer NOT NULL,
    location character varying NOT NULL,
    body character varying NOT NULL,
    notice character varying NOT NULL,
    answered_at timestamp with time zone NOT NULL
);

CREATE TABLE public.review_card (
    cadre_id integer NOT NULL,
    question_id character varying(60) NOT NULL,
    stability double precision NOT NULL,
    difficulty double precision NOT NULL,
    answered_on date NOT NULL,
    due_on date NOT NULL
);

CREATE TABLE public.scenario_choice (
    run_id integer NOT NULL,
    seq integer NOT NULL,
    node character varying(60) NOT NULL,
    letter character varying(1) NOT NULL,
    place character varying(60) NOT NULL,
    chosen_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_scenario_choice_counts_from_one CHECK ((seq >= 1))
);

CREATE TABLE public.scenario_end (
    run_id integer NOT NULL,
    ending character varying(60) NOT NULL,
    ended_at timestamp with time zone NOT NULL
);

CREATE TABLE public.scenario_run (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    lesson_id character varying(60) NOT NULL,
    edition_id integer NOT NULL,
    number integer NOT NULL,
    is_first boolean NOT NULL,
    started_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_scenario_run_counts_from_one CHECK ((number >= 1)),
    CONSTRAINT ck_scenario_run_first_is_number_one CHECK ((is_first = (number = 1)))
);

CREATE SEQUENCE public.scenario_run_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.scenario_run_id_seq OWNED BY public.scenario_run.id;

CREATE TABLE public.search_section (
    id integer NOT NULL,
    course_id character varying(60) NOT NULL,
    lesson_id character varying(60) NOT NULL,
    is_lesson boolean NOT NULL,
    anchor character varying(200) NOT NULL,
    head character varying NOT NULL,
    title character varying(120) NOT NULL,
    heading character varying NOT NULL,
    text character varying NOT NULL,
    words tsvector NOT NULL
);

CREATE SEQUENCE public.search_section_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.search_section_id_seq OWNED BY public.search_section.id;

CREATE TABLE public.second_factor (
    cadre_id integer NOT NULL,
    sealed_secret character varying(200) NOT NULL,
    last_step integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);

CREATE TABLE public.self_rating (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    competency character varying(60) NOT NULL,
    level integer NOT NULL,
    rated_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_self_rating_level_is_known CHECK (((level >= 0) AND (level <= 4)))
);

CREATE SEQUENCE public.self_rating_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.self_rating_id_seq OWNED BY public.self_rating.id;

CREATE TABLE public.sign_in (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    token_digest character varying(64) NOT NULL,
    device character varying(60) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    browser_digest character varying(64)
);

CREATE SEQUENCE public.sign_in_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.sign_in_id_seq OWNED BY public.sign_in.id;

CREATE TABLE public.sign_in_tries (
    bucket character varying(100) NOT NULL,
    "window" integer NOT NULL,
    number integer NOT NULL
);

CREATE TABLE public.sitting (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    course_id character varying(60),
    lesson_id character varying(60),
    edition_id integer,
    number integer NOT NULL,
    pass_mark integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    score integer,
    mode character varying(12) NOT NULL,
    subject character varying(140) NOT NULL,
    paper_id integer,
    form integer,
    due_at timestamp with time zone,
    seat integer,
    pending integer NOT NULL,
    CONSTRAINT ck_sitting_counts_from_one CHECK ((number >= 1)),
    CONSTRAINT ck_sitting_is_of_one_thing CHECK ((((lesson_id IS NULL) = (course_id IS NULL)) AND ((lesson_id IS NULL) = (edition_id IS NULL)) AND ((lesson_id IS NULL) OR (paper_id IS NULL)))),
    CONSTRAINT ck_sitting_pending_is_a_number CHECK ((pending >= 0)),
    CONSTRAINT ck_sitting_score_comes_with_submission CHECK (((submitted_at IS NULL) = (score IS NULL))),
    CONSTRAINT ck_sitting_score_is_percent CHECK (((score IS NULL) OR ((score >= 0) AND (score <= 100))))
);

CREATE SEQUENCE public.sitting_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.sitting_id_seq OWNED BY public.sitting.id;

CREATE TABLE public.stored_file (
    digest character varying(64) NOT NULL,
    extension character varying(8) NOT NULL,
    size integer NOT NULL,
    stored_at timestamp with time zone NOT NULL
);

CREATE TABLE public.unit_evidence (
    cadre_id integer NOT NULL,
    unit character varying(10) NOT NULL,
    newest_on date NOT NULL
);

CREATE TABLE public.waiting_sitting (
    sitting_id integer NOT NULL,
    cadre_id integer NOT NULL
);

ALTER TABLE ONLY public.activation ALTER COLUMN id SET DEFAULT nextval('public.activation_id_seq'::regclass);

ALTER TABLE ONLY public.announcement ALTER COLUMN id SET DEFAULT nextval('public.announcement_id_seq'::regclass);

ALTER TABLE ONLY public.appointment ALTER COLUMN id SET DEFAULT nextval('public.appointment_id_seq'::regclass);

ALTER TABLE ONLY public.audit_row ALTER COLUMN id SET DEFAULT nextval('public.audit_row_id_seq'::regclass);

ALTER TABLE ONLY public.bank_step ALTER COLUMN id SET DEFAULT nextval('public.bank_step_id_seq'::regclass);

ALTER TABLE ONLY public.cadre ALTER COLUMN id SET DEFAULT nextval('public.cadre_id_seq'::regclass);

ALTER TABLE ONLY public.case_study ALTER COLUMN id SET DEFAULT nextval('public.case_study_id_seq'::regclass);

ALTER TABLE ONLY public.content_stamp ALTER COLUMN id SET DEFAULT nextval('public.content_stamp_id_seq'::regclass);

ALTER TABLE ONLY public.draft ALTER COLUMN id SET DEFAULT nextval('public.draft_id_seq'::regclass);

ALTER TABLE ONLY public.draft_step ALTER COLUMN id SET DEFAULT nextval('public.draft_step_id_seq'::regclass);

ALTER TABLE ONLY public.drill_work ALTER COLUMN id SET DEFAULT nextval('public.drill_work_id_seq'::regclass);

ALTER TABLE ONLY public.edition ALTER COLUMN id SET DEFAULT nextval('public.edition_id_seq'::regclass);

ALTER TABLE ONLY public.evidence_dispute ALTER COLUMN id SET DEFAULT nextval('public.evidence_dispute_id_seq'::regclass);

ALTER TABLE ONLY public.former_password ALTER COLUMN id SET DEFAULT nextval('public.former_password_id_seq'::regclass);

ALTER TABLE ONLY public.framework_source ALTER COLUMN id SET DEFAULT nextval('public.framework_source_id_seq'::regclass);

ALTER TABLE ONLY public.job ALTER COLUMN id SET DEFAULT nextval('public.job_id_seq'::regclass);

ALTER TABLE ONLY public.kept_text ALTER COLUMN id SET DEFAULT nextval('public.kept_text_id_seq'::regclass);

ALTER TABLE ONLY public.late_answer ALTER COLUMN id SET DEFAULT nextval('public.late_answer_id_seq'::regclass);

ALTER TABLE ONLY public.local_parameter ALTER COLUMN id SET DEFAULT nextval('public.local_parameter_id_seq'::regclass);

ALTER TABLE ONLY public.marking_task ALTER COLUMN id SET DEFAULT nextval('public.marking_task_id_seq'::regclass);

ALTER TABLE ONLY public.message ALTER COLUMN id SET DEFAULT nextval('public.message_id_seq'::regclass);

ALTER TABLE ONLY public.organisation ALTER COLUMN id SET DEFAULT nextval('public.organisation_id_seq'::regclass);

ALTER TABLE ONLY public.organisation_event ALTER COLUMN id SET DEFAULT nextval('public.organisation_event_id_seq'::regclass);

ALTER TABLE ONLY public.paper ALTER COLUMN id SET DEFAULT nextval('public.paper_id_seq'::regclass);

ALTER TABLE ONLY public.paper_exception ALTER COLUMN id SET DEFAULT nextval('public.paper_exception_id_seq'::regclass);

ALTER TABLE ONLY public.posting ALTER COLUMN id SET DEFAULT nextval('public.posting_id_seq'::regclass);

ALTER TABLE ONLY public.practice_record ALTER COLUMN id SET DEFAULT nextval('public.practice_record_id_seq'::regclass);

ALTER TABLE ONLY public.question_report ALTER COLUMN id SET DEFAULT nextval('public.question_report_id_seq'::regclass);

ALTER TABLE ONLY public.question_version ALTER COLUMN id SET DEFAULT nextval('public.question_version_id_seq'::regclass);

ALTER TABLE ONLY public.recheck ALTER COLUMN id SET DEFAULT nextval('public.recheck_id_seq'::regclass);

ALTER TABLE ONLY public.regrade ALTER COLUMN id SET DEFAULT nextval('public.regrade_id_seq'::regclass);

ALTER TABLE ONLY public.regrade_step ALTER COLUMN id SET DEFAULT nextval('public.regrade_step_id_seq'::regclass);

ALTER TABLE ONLY public.scenario_run ALTER COLUMN id SET DEFAULT nextval('public.scenario_run_id_seq'::regclass);

ALTER TABLE ONLY public.search_section ALTER COLUMN id SET DEFAULT nextval('public.search_section_id_seq'::regclass);

ALTER TABLE ONLY public.self_rating ALTER COLUMN id SET DEFAULT nextval('public.self_rating_id_seq'::regclass);

ALTER TABLE ONLY public.sign_in ALTER COLUMN id SET DEFAULT nextval('public.sign_in_id_seq'::regclass);

ALTER TABLE ONLY public.sitting ALTER COLUMN id SET DEFAULT nextval('public.sitting_id_seq'::regclass);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT pk_activation PRIMARY KEY (id);

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT pk_announcement PRIMARY KEY (id);

ALTER TABLE ONLY public.announcement_read
    ADD CONSTRAINT pk_announcement_read PRIMARY KEY (cadre_id, announcement_id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (sitting_id, "position", seq);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT pk_appointment PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_redaction
    ADD CONSTRAINT pk_audit_redaction PRIMARY KEY (row_id);

ALTER TABLE ONLY public.audit_row
    ADD CONSTRAINT pk_audit_row PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT pk_audit_seal PRIMARY KEY (number);

ALTER TABLE ONLY public.bank
    ADD CONSTRAINT pk_bank PRIMARY KEY (id);

ALTER TABLE ONLY public.bank_entry
    ADD CONSTRAINT pk_bank_entry PRIMARY KEY (question_id);

ALTER TABLE ONLY public.bank_step
    ADD CONSTRAINT pk_bank_step PRIMARY KEY (id);

ALTER TABLE ONLY public.bank_tag
    ADD CONSTRAINT pk_bank_tag PRIMARY KEY (question_id, sort, value);

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT pk_cadre PRIMARY KEY (id);

ALTER TABLE ONLY public.case_step
    ADD CONSTRAINT pk_case_step PRIMARY KEY (case_id, seq);

ALTER TABLE ONLY public.case_study
    ADD CONSTRAINT pk_case_study PRIMARY KEY (id);

ALTER TABLE ONLY public.clock_mark
    ADD CONSTRAINT pk_clock_mark PRIMARY KEY (id);

ALTER TABLE ONLY public.content_stamp
    ADD CONSTRAINT pk_content_stamp PRIMARY KEY (id);

ALTER TABLE ONLY public.counter
    ADD CONSTRAINT pk_counter PRIMARY KEY (organisation_id, subject, what);

ALTER TABLE ONLY public.counter_sum
    ADD CONSTRAINT pk_counter_sum PRIMARY KEY (organisation_id, subject, what);

ALTER TABLE ONLY public.course
    ADD CONSTRAINT pk_course PRIMARY KEY (id);

ALTER TABLE ONLY public.course_record
    ADD CONSTRAINT pk_course_record PRIMARY KEY (cadre_id, course_id);

ALTER TABLE ONLY public.course_start
    ADD CONSTRAINT pk_course_start PRIMARY KEY (cadre_id, course_id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT pk_draft PRIMARY KEY (id);

ALTER TABLE ONLY public.draft_file
    ADD CONSTRAINT pk_draft_file PRIMARY KEY (draft_id, path);

ALTER TABLE ONLY public.draft_step
    ADD CONSTRAINT pk_draft_step PRIMARY KEY (id);

ALTER TABLE ONLY public.drawn_question
    ADD CONSTRAINT pk_drawn_question PRIMARY KEY (sitting_id, "position");

ALTER TABLE ONLY public.drill_mark
    ADD CONSTRAINT pk_drill_mark PRIMARY KEY (work_id, seq);

ALTER TABLE ONLY public.drill_work
    ADD CONSTRAINT pk_drill_work PRIMARY KEY (id);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT pk_edition PRIMARY KEY (id);

ALTER TABLE ONLY public.edition_file
    ADD CONSTRAINT pk_edition_file PRIMARY KEY (edition_id, path);

ALTER TABLE ONLY public.edition_rendering
    ADD CONSTRAINT pk_edition_rendering PRIMARY KEY (edition_id, renderer);

ALTER TABLE ONLY public.evidence_dispute
    ADD CONSTRAINT pk_evidence_dispute PRIMARY KEY (id);

ALTER TABLE ONLY public.former_password
    ADD CONSTRAINT pk_former_password PRIMARY KEY (id);

ALTER TABLE ONLY public.framework_source
    ADD CONSTRAINT pk_framework_source PRIMARY KEY (id);

ALTER TABLE ONLY public.half_sign_in
    ADD CONSTRAINT pk_half_sign_in PRIMARY KEY (token_digest);

ALTER TABLE ONLY public.handed_question
    ADD CONSTRAINT pk_handed_question PRIMARY KEY (sitting_id, "position");

ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (id);

ALTER TABLE ONLY public.kept_text
    ADD CONSTRAINT pk_kept_text PRIMARY KEY (id);

ALTER TABLE ONLY public.known_browser
    ADD CONSTRAINT pk_known_browser PRIMARY KEY (token_digest, cadre_id);

ALTER TABLE ONLY public.late_answer
    ADD CONSTRAINT pk_late_answer PRIMARY KEY (id);

ALTER TABLE ONLY public.law_import
    ADD CONSTRAINT pk_law_import PRIMARY KEY (short, version);

ALTER TABLE ONLY public.law_source
    ADD CONSTRAINT pk_law_source PRIMARY KEY (short);

ALTER TABLE ONLY public.law_text
    ADD CONSTRAINT pk_law_text PRIMARY KEY (short, version, "position");

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT pk_lesson PRIMARY KEY (edition_id, lesson_id);

ALTER TABLE ONLY public.lesson_question
    ADD CONSTRAINT pk_lesson_question PRIMARY KEY (edition_id, lesson_id, "position");

ALTER TABLE ONLY public.lesson_record
    ADD CONSTRAINT pk_lesson_record PRIMARY KEY (cadre_id, course_id, lesson_id);

ALTER TABLE ONLY public.local_parameter
    ADD CONSTRAINT pk_local_parameter PRIMARY KEY (id);

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT pk_mark PRIMARY KEY (sitting_id, "position", seq);

ALTER TABLE ONLY public.marking_answer
    ADD CONSTRAINT pk_marking_answer PRIMARY KEY (sitting_id, "position");

ALTER TABLE ONLY public.marking_task
    ADD CONSTRAINT pk_marking_task PRIMARY KEY (id);

ALTER TABLE ONLY public.marking_verdict
    ADD CONSTRAINT pk_marking_verdict PRIMARY KEY (task_id, round);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT pk_message PRIMARY KEY (id);

ALTER TABLE ONLY public.mistake
    ADD CONSTRAINT pk_mistake PRIMARY KEY (cadre_id, question_id);

ALTER TABLE ONLY public.mistake_act
    ADD CONSTRAINT pk_mistake_act PRIMARY KEY (cadre_id, question_id, seq);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT pk_organisation PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_event
    ADD CONSTRAINT pk_organisation_event PRIMARY KEY (id);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT pk_paper PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_exception
    ADD CONSTRAINT pk_paper_exception PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_item
    ADD CONSTRAINT pk_paper_item PRIMARY KEY (paper_id, form, "position");

ALTER TABLE ONLY public.pinned_citation
    ADD CONSTRAINT pk_pinned_citation PRIMARY KEY (edition_id, lesson_id, law, version, article, question_id, passage);

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT pk_policy PRIMARY KEY (name);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT pk_posting PRIMARY KEY (id);

ALTER TABLE ONLY public.practice_choice
    ADD CONSTRAINT pk_practice_choice PRIMARY KEY (cadre_id, seq);

ALTER TABLE ONLY public.practice_record
    ADD CONSTRAINT pk_practice_record PRIMARY KEY (id);

ALTER TABLE ONLY public.practice_step
    ADD CONSTRAINT pk_practice_step PRIMARY KEY (record_id, seq);

ALTER TABLE ONLY public.profile_due
    ADD CONSTRAINT pk_profile_due PRIMARY KEY (cadre_id);

ALTER TABLE ONLY public.profile_sharing
    ADD CONSTRAINT pk_profile_sharing PRIMARY KEY (cadre_id);

ALTER TABLE ONLY public.profile_standing
    ADD CONSTRAINT pk_profile_standing PRIMARY KEY (cadre_id, competency);

ALTER TABLE ONLY public.question_rendering
    ADD CONSTRAINT pk_question_rendering PRIMARY KEY (question_version_id);

ALTER TABLE ONLY public.question_report
    ADD CONSTRAINT pk_question_report PRIMARY KEY (id);

ALTER TABLE ONLY public.question_statistics
    ADD CONSTRAINT pk_question_statistics PRIMARY KEY (question_version_id, part);

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT pk_question_version PRIMARY KEY (id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT pk_reading_position PRIMARY KEY (cadre_id, course_id, lesson_id);

ALTER TABLE ONLY public.recheck
    ADD CONSTRAINT pk_recheck PRIMARY KEY (id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT pk_recovery_code PRIMARY KEY (code_digest);

ALTER TABLE ONLY public.regrade
    ADD CONSTRAINT pk_regrade PRIMARY KEY (id);

ALTER TABLE ONLY public.regrade_line
    ADD CONSTRAINT pk_regrade_line PRIMARY KEY (regrade_id, sitting_id, "position");

ALTER TABLE ONLY public.regrade_step
    ADD CONSTRAINT pk_regrade_step PRIMARY KEY (id);

ALTER TABLE ONLY public.regrade_version
    ADD CONSTRAINT pk_regrade_version PRIMARY KEY (regrade_id, question_version_id);

ALTER TABLE ONLY public.request_key
    ADD CONSTRAINT pk_request_key PRIMARY KEY (sender, key, digest);

ALTER TABLE ONLY public.review_card
    ADD CONSTRAINT pk_review_card PRIMARY KEY (cadre_id, question_id);

ALTER TABLE ONLY public.scenario_choice
    ADD CONSTRAINT pk_scenario_choice PRIMARY KEY (run_id, seq);

ALTER TABLE ONLY public.scenario_end
    ADD CONSTRAINT pk_scenario_end PRIMARY KEY (run_id);

ALTER TABLE ONLY public.scenario_run
    ADD CONSTRAINT pk_scenario_run PRIMARY KEY (id);

ALTER TABLE ONLY public.search_section
    ADD CONSTRAINT pk_search_section PRIMARY KEY (id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT pk_second_factor PRIMARY KEY (cadre_id);

ALTER TABLE ONLY public.self_rating
    ADD CONSTRAINT pk_self_rating PRIMARY KEY (id);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT pk_sign_in PRIMARY KEY (id);

ALTER TABLE ONLY public.sign_in_tries
    ADD CONSTRAINT pk_sign_in_tries PRIMARY KEY (bucket, "window");

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT pk_sitting PRIMARY KEY (id);

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT pk_stored_file PRIMARY KEY (digest);

ALTER TABLE ONLY public.unit_evidence
    ADD CONSTRAINT pk_unit_evidence PRIMARY KEY (cadre_id, unit);

ALTER TABLE ONLY public.waiting_sitting
    ADD CONSTRAINT pk_waiting_sitting PRIMARY KEY (sitting_id);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT uq_activation_code_digest UNIQUE (code_digest);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT uq_audit_seal_previous UNIQUE (previous);

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT uq_cadre_login UNIQUE (login);

ALTER TABLE ONLY public.drill_work
    ADD CONSTRAINT uq_drill_work_cadre_id_course_id_lesson_id_number UNIQUE (cadre_id, course_id, lesson_id, number);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT uq_edition_course_id_number UNIQUE (course_id, number);

ALTER TABLE ONLY public.law_text
    ADD CONSTRAINT uq_law_text_short_version_article UNIQUE (short, version, article);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT uq_lesson_edition_id_position UNIQUE (edition_id, "position");

ALTER TABLE ONLY public.message
    ADD CONSTRAINT uq_message_cadre_id_about UNIQUE (cadre_id, about);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT uq_organisation_path UNIQUE (path);

ALTER TABLE ONLY public.practice_record
    ADD CONSTRAINT uq_practice_record_cadre_id_form_key UNIQUE (cadre_id, form_key);

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT uq_question_version_question_id_digest UNIQUE (question_id, digest);

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT uq_question_version_question_id_number UNIQUE (question_id, number);

ALTER TABLE ONLY public.scenario_run
    ADD CONSTRAINT uq_scenario_run_cadre_id_course_id_lesson_id_number UNIQUE (cadre_id, course_id, lesson_id, number);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT uq_sign_in_token_digest UNIQUE (token_digest);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT uq_sitting_cadre_id_subject_number UNIQUE (cadre_id, subject, number);

CREATE INDEX ix_activation_cadre_id ON public.activation USING btree (cadre_id);

CREATE INDEX ix_announcement_organisation_id ON public.announcement USING btree (organisation_id);

CREATE INDEX ix_appointment_cadre_id ON public.appointment USING btree (cadre_id);

CREATE INDEX ix_appointment_organisation_id ON public.appointment USING btree (organisation_id);

CREATE INDEX ix_audit_row_actor_id_at ON public.audit_row USING btree (actor_id, at);

CREATE INDEX ix_audit_row_at ON public.audit_row USING btree (at);

CREATE INDEX ix_audit_row_object ON public.audit_row USING btree (object_kind, object_id);

CREATE INDEX ix_audit_row_unsealed ON public.audit_row USING btree (id) WHERE (seal IS NULL);

CREATE INDEX ix_bank_entry_quota ON public.bank_entry USING btree (bank_id, state, kind, unit, difficulty);

CREATE INDEX ix_bank_step_question_id ON public.bank_step USING btree (question_id);

CREATE INDEX ix_bank_tag_value ON public.bank_tag USING btree (sort, value);

CREATE INDEX ix_cadre_login ON public.cadre USING btree (login text_pattern_ops);

CREATE INDEX ix_cadre_name ON public.cadre USING btree (name text_pattern_ops);

CREATE INDEX ix_cadre_organisation_id_position ON public.cadre USING btree (organisation_id, "position");

CREATE INDEX ix_case_study_author_id ON public.case_study USING btree (author_id);

CREATE INDEX ix_case_study_state ON public.case_study USING btree (state);

CREATE INDEX ix_draft_step_draft_id ON public.draft_step USING btree (draft_id);

CREATE INDEX ix_drawn_question_version ON public.drawn_question USING btree (question_version_id);

CREATE INDEX ix_drill_work_course_id_submitted_at ON public.drill_work USING btree (course_id, submitted_at);

CREATE INDEX ix_evidence_dispute_cadre_id ON public.evidence_dispute USING btree (cadre_id);

CREATE INDEX ix_former_password_cadre_id ON public.former_password USING btree (cadre_id);

CREATE INDEX ix_half_sign_in_cadre_id ON public.half_sign_in USING btree (cadre_id);

CREATE INDEX ix_job_finished_at ON public.job USING btree (finished_at);

CREATE INDEX ix_job_made_by ON public.job USING btree (made_by);

CREATE INDEX ix_job_state ON public.job USING btree (state, run_after);

CREATE INDEX ix_kept_text_draft_id ON public.kept_text USING btree (draft_id);

CREATE INDEX ix_known_browser_cadre_id ON public.known_browser USING btree (cadre_id);

CREATE INDEX ix_late_answer_sitting ON public.late_answer USING btree (sitting_id);

CREATE INDEX ix_local_parameter_place ON public.local_parameter USING btree (organisation_id, name, from_on);

CREATE INDEX ix_marking_answer_task ON public.marking_answer USING btree (task_id);

CREATE INDEX ix_marking_task_open ON public.marking_task USING btree (opened_at) WHERE (decided_at IS NULL);

CREATE INDEX ix_organisation_event_organisation_id ON public.organisation_event USING btree (organisation_id);

CREATE INDEX ix_organisation_event_other_id ON public.organisation_event USING btree (other_id);

CREATE INDEX ix_organisation_parent_id_position ON public.organisation USING btree (parent_id, "position");

CREATE INDEX ix_paper_exception_whose ON public.paper_exception USING btree (paper_id, cadre_id);

CREATE INDEX ix_pinned_citation_law ON public.pinned_citation USING btree (law, version, article);

CREATE INDEX ix_posting_cadre_id ON public.posting USING btree (cadre_id);

CREATE INDEX ix_posting_organisation_id ON public.posting USING btree (organisation_id, is_main, until_on);

CREATE INDEX ix_practice_record_organisation_id_state ON public.practice_record USING btree (organisation_id, state);

CREATE INDEX ix_practice_step_made_by_made_at ON public.practice_step USING btree (made_by, made_at);

CREATE INDEX ix_profile_due_since ON public.profile_due USING btree (since);

CREATE INDEX ix_question_report_question ON public.question_report USING btree (question_id, state);

CREATE INDEX ix_question_statistics_bank ON public.question_statistics USING btree (bank_id);

CREATE INDEX ix_question_statistics_course ON public.question_statistics USING btree (course_id);

CREATE INDEX ix_question_statistics_question ON public.question_statistics USING btree (question_id);

CREATE INDEX ix_recheck_open ON public.recheck USING btree (id) WHERE (closed_at IS NULL);

CREATE INDEX ix_recovery_code_cadre_id ON public.recovery_code USING btree (cadre_id);

CREATE INDEX ix_regrade_line_sitting ON public.regrade_line USING btree (sitting_id);

CREATE INDEX ix_regrade_line_state ON public.regrade_line USING btree (regrade_id, state);

CREATE INDEX ix_regrade_question ON public.regrade USING btree (question_id);

CREATE INDEX ix_regrade_step_regrade_id ON public.regrade_step USING btree (regrade_id);

CREATE INDEX ix_regrade_version_version ON public.regrade_version USING btree (question_version_id);

CREATE INDEX ix_request_key_answered_at ON public.request_key USING btree (answered_at);

CREATE INDEX ix_review_card_due ON public.review_card USING btree (cadre_id, due_on);

CREATE INDEX ix_scenario_run_course_id_lesson_id ON public.scenario_run USING btree (course_id, lesson_id);

CREATE INDEX ix_search_section_course_id ON public.search_section USING btree (course_id);

CREATE INDEX ix_search_section_words ON public.search_section USING gin (words) WITH (fastupdate=off);

CREATE INDEX ix_self_rating_cadre_id ON public.self_rating USING btree (cadre_id);

CREATE INDEX ix_sign_in_cadre_id ON public.sign_in USING btree (cadre_id);

CREATE INDEX ix_sign_in_ends_at ON public.sign_in USING btree (ends_at);

CREATE INDEX ix_sitting_due ON public.sitting USING btree (due_at) WHERE ((submitted_at IS NULL) AND (due_at IS NOT NULL));

CREATE INDEX ix_sitting_lesson ON public.sitting USING btree (cadre_id, course_id, lesson_id);

CREATE INDEX ix_sitting_paper ON public.sitting USING btree (paper_id) WHERE (paper_id IS NOT NULL);

CREATE INDEX ix_sitting_pending ON public.sitting USING btree (id) WHERE (pending > 0);

CREATE INDEX ix_unit_evidence_unit ON public.unit_evidence USING btree (unit, newest_on);

CREATE INDEX ix_waiting_sitting_cadre ON public.waiting_sitting USING btree (cadre_id);

CREATE UNIQUE INDEX uq_activation_open ON public.activation USING btree (cadre_id) WHERE (used_at IS NULL);

CREATE UNIQUE INDEX uq_bank_entry_given_id ON public.bank_entry USING btree (bank_id, given_id);

CREATE UNIQUE INDEX uq_draft_open ON public.draft USING btree (course_id) WHERE ((state)::text = ANY ((ARRAY['editing'::character varying, 'submitted'::character varying])::text[]));

CREATE UNIQUE INDEX uq_evidence_dispute_open ON public.evidence_dispute USING btree (cadre_id, source) WHERE (decision IS NULL);

CREATE UNIQUE INDEX uq_job_single_open ON public.job USING btree (single) WHERE (finished_at IS NULL);

CREATE UNIQUE INDEX uq_marking_task_school ON public.marking_task USING btree (question_version_id, part, key, needs_second) WHERE (organisation_id IS NULL);

CREATE UNIQUE INDEX uq_marking_task_union ON public.marking_task USING btree (question_version_id, part, key, needs_second, organisation_id) WHERE (organisation_id IS NOT NULL);

CREATE UNIQUE INDEX uq_organisation_open_name ON public.organisation USING btree (parent_id, name) WHERE (closed_on IS NULL);

CREATE UNIQUE INDEX uq_posting_open ON public.posting USING btree (cadre_id, organisation_id, post) WHERE (until_on IS NULL);

CREATE UNIQUE INDEX uq_posting_open_main ON public.posting USING btree (cadre_id) WHERE ((until_on IS NULL) AND is_main);

CREATE UNIQUE INDEX uq_question_report_open ON public.question_report USING btree (cadre_id, question_version_id) WHERE ((state)::text = 'open'::text);

CREATE UNIQUE INDEX uq_recheck_bank ON public.recheck USING btree (bank_id, question_id, passage, law, article, from_version, to_version) WHERE (bank_id IS NOT NULL);

CREATE UNIQUE INDEX uq_recheck_course ON public.recheck USING btree (course_id, lesson_id, question_id, passage, law, article, from_version, to_version) WHERE (course_id IS NOT NULL);

CREATE UNIQUE INDEX uq_regrade_open ON public.regrade USING btree (question_id, part) WHERE ((state)::text = ANY ((ARRAY['previewing'::character varying, 'previewed'::character varying, 'submitted'::character varying, 'applying'::character varying, 'undo_submitted'::character varying, 'undoing'::character varying])::text[]));

CREATE UNIQUE INDEX uq_sitting_open ON public.sitting USING btree (cadre_id, subject) WHERE (submitted_at IS NULL);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT fk_activation_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT fk_announcement_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT fk_announcement_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.announcement_read
    ADD CONSTRAINT fk_announcement_read_announcement_id FOREIGN KEY (announcement_id) REFERENCES public.announcement(id);

ALTER TABLE ONLY public.announcement_read
    ADD CONSTRAINT fk_announcement_read_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT fk_answer_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT fk_appointment_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.bank_entry
    ADD CONSTRAINT fk_bank_entry_author_id FOREIGN KEY (author_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.bank_entry
    ADD CONSTRAINT fk_bank_entry_bank_id FOREIGN KEY (bank_id) REFERENCES public.bank(id);

ALTER TABLE ONLY public.bank_entry
    ADD CONSTRAINT fk_bank_entry_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.bank_entry
    ADD CONSTRAINT fk_bank_entry_reviewer_id FOREIGN KEY (reviewer_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.bank
    ADD CONSTRAINT fk_bank_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.bank
    ADD CONSTRAINT fk_bank_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.bank_step
    ADD CONSTRAINT fk_bank_step_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.bank_step
    ADD CONSTRAINT fk_bank_step_question_id FOREIGN KEY (question_id) REFERENCES public.bank_entry(question_id);

ALTER TABLE ONLY public.bank_step
    ADD CONSTRAINT fk_bank_step_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.bank_tag
    ADD CONSTRAINT fk_bank_tag_question_id FOREIGN KEY (question_id) REFERENCES public.bank_entry(question_id);

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT fk_cadre_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.case_step
    ADD CONSTRAINT fk_case_step_case_id FOREIGN KEY (case_id) REFERENCES public.case_study(id);

ALTER TABLE ONLY public.case_step
    ADD CONSTRAINT fk_case_step_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.case_study
    ADD CONSTRAINT fk_case_study_author_id FOREIGN KEY (author_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.case_study
    ADD CONSTRAINT fk_case_study_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.counter
    ADD CONSTRAINT fk_counter_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.counter_sum
    ADD CONSTRAINT fk_counter_sum_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.course
    ADD CONSTRAINT fk_course_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.course_record
    ADD CONSTRAINT fk_course_record_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.course_record
    ADD CONSTRAINT fk_course_record_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.course_record
    ADD CONSTRAINT fk_course_record_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.course_start
    ADD CONSTRAINT fk_course_start_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.course_start
    ADD CONSTRAINT fk_course_start_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_base_edition_id FOREIGN KEY (base_edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.draft_file
    ADD CONSTRAINT fk_draft_file_changed_by FOREIGN KEY (changed_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.draft_file
    ADD CONSTRAINT fk_draft_file_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);

ALTER TABLE ONLY public.draft_file
    ADD CONSTRAINT fk_draft_file_file_digest FOREIGN KEY (file_digest) REFERENCES public.stored_file(digest);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT fk_draft_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.draft_step
    ADD CONSTRAINT fk_draft_step_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);

ALTER TABLE ONLY public.draft_step
    ADD CONSTRAINT fk_draft_step_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.drawn_question
    ADD CONSTRAINT fk_drawn_question_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.drawn_question
    ADD CONSTRAINT fk_drawn_question_sitting_id FOREIGN KEY (sitting_id) REFERENCES public.sitting(id);

ALTER TABLE ONLY public.drill_mark
    ADD CONSTRAINT fk_drill_mark_marked_by FOREIGN KEY (marked_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.drill_mark
    ADD CONSTRAINT fk_drill_mark_work_id FOREIGN KEY (work_id) REFERENCES public.drill_work(id);

ALTER TABLE ONLY public.drill_work
    ADD CONSTRAINT fk_drill_work_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.drill_work
    ADD CONSTRAINT fk_drill_work_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.drill_work
    ADD CONSTRAINT fk_drill_work_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT fk_edition_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.edition_file
    ADD CONSTRAINT fk_edition_file_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.edition_file
    ADD CONSTRAINT fk_edition_file_file_digest FOREIGN KEY (file_digest) REFERENCES public.stored_file(digest);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT fk_edition_published_by FOREIGN KEY (published_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.edition_rendering
    ADD CONSTRAINT fk_edition_rendering_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.evidence_dispute
    ADD CONSTRAINT fk_evidence_dispute_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.evidence_dispute
    ADD CONSTRAINT fk_evidence_dispute_decided_by FOREIGN KEY (decided_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.former_password
    ADD CONSTRAINT fk_former_password_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.half_sign_in
    ADD CONSTRAINT fk_half_sign_in_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.handed_question
    ADD CONSTRAINT fk_handed_question_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

ALTER TABLE ONLY public.kept_text
    ADD CONSTRAINT fk_kept_text_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);

ALTER TABLE ONLY public.kept_text
    ADD CONSTRAINT fk_kept_text_written_by FOREIGN KEY (written_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.known_browser
    ADD CONSTRAINT fk_known_browser_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.late_answer
    ADD CONSTRAINT fk_late_answer_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

ALTER TABLE ONLY public.law_text
    ADD CONSTRAINT fk_law_text_short_version FOREIGN KEY (short, version) REFERENCES public.law_import(short, version);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT fk_lesson_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.lesson_question
    ADD CONSTRAINT fk_lesson_question_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.lesson_question
    ADD CONSTRAINT fk_lesson_question_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.lesson_record
    ADD CONSTRAINT fk_lesson_record_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.lesson_record
    ADD CONSTRAINT fk_lesson_record_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.lesson_record
    ADD CONSTRAINT fk_lesson_record_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.lesson_record
    ADD CONSTRAINT fk_lesson_record_sitting_id FOREIGN KEY (sitting_id) REFERENCES public.sitting(id);

ALTER TABLE ONLY public.local_parameter
    ADD CONSTRAINT fk_local_parameter_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_marked_by FOREIGN KEY (marked_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

ALTER TABLE ONLY public.marking_answer
    ADD CONSTRAINT fk_marking_answer_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

ALTER TABLE ONLY public.marking_answer
    ADD CONSTRAINT fk_marking_answer_task_id FOREIGN KEY (task_id) REFERENCES public.marking_task(id);

ALTER TABLE ONLY public.marking_task
    ADD CONSTRAINT fk_marking_task_locked_by FOREIGN KEY (locked_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.marking_task
    ADD CONSTRAINT fk_marking_task_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.marking_task
    ADD CONSTRAINT fk_marking_task_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.marking_verdict
    ADD CONSTRAINT fk_marking_verdict_marked_by FOREIGN KEY (marked_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.marking_verdict
    ADD CONSTRAINT fk_marking_verdict_task_id FOREIGN KEY (task_id) REFERENCES public.marking_task(id);

ALTER TABLE ONLY public.message
    ADD CONSTRAINT fk_message_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.mistake_act
    ADD CONSTRAINT fk_mistake_act_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.mistake
    ADD CONSTRAINT fk_mistake_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.mistake
    ADD CONSTRAINT fk_mistake_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.mistake
    ADD CONSTRAINT fk_mistake_sitting_id FOREIGN KEY (sitting_id) REFERENCES public.sitting(id);

ALTER TABLE ONLY public.organisation_event
    ADD CONSTRAINT fk_organisation_event_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation_event
    ADD CONSTRAINT fk_organisation_event_other_id FOREIGN KEY (other_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT fk_organisation_guided_by_id FOREIGN KEY (guided_by_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT fk_organisation_merged_into_id FOREIGN KEY (merged_into_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT fk_organisation_parent_id FOREIGN KEY (parent_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.paper_exception
    ADD CONSTRAINT fk_paper_exception_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.paper_exception
    ADD CONSTRAINT fk_paper_exception_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.paper_exception
    ADD CONSTRAINT fk_paper_exception_paper_id FOREIGN KEY (paper_id) REFERENCES public.paper(id);

ALTER TABLE ONLY public.paper_item
    ADD CONSTRAINT fk_paper_item_paper_id FOREIGN KEY (paper_id) REFERENCES public.paper(id);

ALTER TABLE ONLY public.paper_item
    ADD CONSTRAINT fk_paper_item_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT fk_paper_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT fk_paper_opened_by FOREIGN KEY (opened_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT fk_paper_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.pinned_citation
    ADD CONSTRAINT fk_pinned_citation_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT fk_posting_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT fk_posting_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.practice_choice
    ADD CONSTRAINT fk_practice_choice_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.practice_record
    ADD CONSTRAINT fk_practice_record_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.practice_record
    ADD CONSTRAINT fk_practice_record_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.practice_record
    ADD CONSTRAINT fk_practice_record_witness_id FOREIGN KEY (witness_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.practice_step
    ADD CONSTRAINT fk_practice_step_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.practice_step
    ADD CONSTRAINT fk_practice_step_record_id FOREIGN KEY (record_id) REFERENCES public.practice_record(id);

ALTER TABLE ONLY public.profile_due
    ADD CONSTRAINT fk_profile_due_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.profile_sharing
    ADD CONSTRAINT fk_profile_sharing_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.profile_standing
    ADD CONSTRAINT fk_profile_standing_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.question_rendering
    ADD CONSTRAINT fk_question_rendering_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.question_report
    ADD CONSTRAINT fk_question_report_answered_by FOREIGN KEY (answered_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.question_report
    ADD CONSTRAINT fk_question_report_bank_id FOREIGN KEY (bank_id) REFERENCES public.bank(id);

ALTER TABLE ONLY public.question_report
    ADD CONSTRAINT fk_question_report_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.question_report
    ADD CONSTRAINT fk_question_report_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.question_report
    ADD CONSTRAINT fk_question_report_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.question_report
    ADD CONSTRAINT fk_question_report_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

ALTER TABLE ONLY public.question_statistics
    ADD CONSTRAINT fk_question_statistics_bank_id FOREIGN KEY (bank_id) REFERENCES public.bank(id);

ALTER TABLE ONLY public.question_statistics
    ADD CONSTRAINT fk_question_statistics_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.question_statistics
    ADD CONSTRAINT fk_question_statistics_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT fk_reading_position_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT fk_reading_position_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.recheck
    ADD CONSTRAINT fk_recheck_bank_id FOREIGN KEY (bank_id) REFERENCES public.bank(id);

ALTER TABLE ONLY public.recheck
    ADD CONSTRAINT fk_recheck_closed_by FOREIGN KEY (closed_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.recheck
    ADD CONSTRAINT fk_recheck_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT fk_recovery_code_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.regrade_line
    ADD CONSTRAINT fk_regrade_line_regrade_id FOREIGN KEY (regrade_id) REFERENCES public.regrade(id);

ALTER TABLE ONLY public.regrade_line
    ADD CONSTRAINT fk_regrade_line_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

ALTER TABLE ONLY public.regrade
    ADD CONSTRAINT fk_regrade_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.regrade
    ADD CONSTRAINT fk_regrade_new_version_id FOREIGN KEY (new_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.regrade
    ADD CONSTRAINT fk_regrade_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.regrade_step
    ADD CONSTRAINT fk_regrade_step_made_by FOREIGN KEY (made_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.regrade_step
    ADD CONSTRAINT fk_regrade_step_regrade_id FOREIGN KEY (regrade_id) REFERENCES public.regrade(id);

ALTER TABLE ONLY public.regrade
    ADD CONSTRAINT fk_regrade_task_id FOREIGN KEY (task_id) REFERENCES public.marking_task(id);

ALTER TABLE ONLY public.regrade_version
    ADD CONSTRAINT fk_regrade_version_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_version(id);

ALTER TABLE ONLY public.regrade_version
    ADD CONSTRAINT fk_regrade_version_regrade_id FOREIGN KEY (regrade_id) REFERENCES public.regrade(id);

ALTER TABLE ONLY public.review_card
    ADD CONSTRAINT fk_review_card_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.scenario_choice
    ADD CONSTRAINT fk_scenario_choice_run_id FOREIGN KEY (run_id) REFERENCES public.scenario_run(id);

ALTER TABLE ONLY public.scenario_end
    ADD CONSTRAINT fk_scenario_end_run_id FOREIGN KEY (run_id) REFERENCES public.scenario_run(id);

ALTER TABLE ONLY public.scenario_run
    ADD CONSTRAINT fk_scenario_run_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.scenario_run
    ADD CONSTRAINT fk_scenario_run_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.scenario_run
    ADD CONSTRAINT fk_scenario_run_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.search_section
    ADD CONSTRAINT fk_search_section_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT fk_second_factor_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.self_rating
    ADD CONSTRAINT fk_self_rating_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT fk_sign_in_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_paper_id FOREIGN KEY (paper_id) REFERENCES public.paper(id);

ALTER TABLE ONLY public.unit_evidence
    ADD CONSTRAINT fk_unit_evidence_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.waiting_sitting
    ADD CONSTRAINT fk_waiting_sitting_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.waiting_sitting
    ADD CONSTRAINT fk_waiting_sitting_sitting_id FOREIGN KEY (sitting_id) REFERENCES public.sitting(id);
