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
    option_order character varying(20) NOT NULL
);

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

CREATE TABLE public.law_source (
    short character varying(60) NOT NULL,
    text character varying NOT NULL
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

CREATE TABLE public.mark (
    sitting_id integer NOT NULL,
    "position" integer NOT NULL,
    seq integer NOT NULL,
    thousandths integer NOT NULL,
    rule character varying(20) NOT NULL,
    marked_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_mark_is_a_share CHECK (((thousandths >= 0) AND (thousandths <= 1000)))
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

CREATE TABLE public.pinned_citation (
    edition_id integer NOT NULL,
    lesson_id character varying(60) NOT NULL,
    law character varying(60) NOT NULL,
    version character varying(30) NOT NULL,
    article character varying(12) NOT NULL
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

CREATE TABLE public.recovery_code (
    code_digest character varying(64) NOT NULL,
    cadre_id integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
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
    course_id character varying(60) NOT NULL,
    lesson_id character varying(60) NOT NULL,
    edition_id integer NOT NULL,
    number integer NOT NULL,
    pass_mark integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    score integer,
    CONSTRAINT ck_sitting_counts_from_one CHECK ((number >= 1)),
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

ALTER TABLE ONLY public.activation ALTER COLUMN id SET DEFAULT nextval('public.activation_id_seq'::regclass);

ALTER TABLE ONLY public.announcement ALTER COLUMN id SET DEFAULT nextval('public.announcement_id_seq'::regclass);

ALTER TABLE ONLY public.appointment ALTER COLUMN id SET DEFAULT nextval('public.appointment_id_seq'::regclass);

ALTER TABLE ONLY public.audit_row ALTER COLUMN id SET DEFAULT nextval('public.audit_row_id_seq'::regclass);

ALTER TABLE ONLY public.cadre ALTER COLUMN id SET DEFAULT nextval('public.cadre_id_seq'::regclass);

ALTER TABLE ONLY public.content_stamp ALTER COLUMN id SET DEFAULT nextval('public.content_stamp_id_seq'::regclass);

ALTER TABLE ONLY public.draft ALTER COLUMN id SET DEFAULT nextval('public.draft_id_seq'::regclass);

ALTER TABLE ONLY public.draft_step ALTER COLUMN id SET DEFAULT nextval('public.draft_step_id_seq'::regclass);

ALTER TABLE ONLY public.edition ALTER COLUMN id SET DEFAULT nextval('public.edition_id_seq'::regclass);

ALTER TABLE ONLY public.former_password ALTER COLUMN id SET DEFAULT nextval('public.former_password_id_seq'::regclass);

ALTER TABLE ONLY public.framework_source ALTER COLUMN id SET DEFAULT nextval('public.framework_source_id_seq'::regclass);

ALTER TABLE ONLY public.job ALTER COLUMN id SET DEFAULT nextval('public.job_id_seq'::regclass);

ALTER TABLE ONLY public.kept_text ALTER COLUMN id SET DEFAULT nextval('public.kept_text_id_seq'::regclass);

ALTER TABLE ONLY public.organisation ALTER COLUMN id SET DEFAULT nextval('public.organisation_id_seq'::regclass);

ALTER TABLE ONLY public.organisation_event ALTER COLUMN id SET DEFAULT nextval('public.organisation_event_id_seq'::regclass);

ALTER TABLE ONLY public.posting ALTER COLUMN id SET DEFAULT nextval('public.posting_id_seq'::regclass);

ALTER TABLE ONLY public.question_version ALTER COLUMN id SET DEFAULT nextval('public.question_version_id_seq'::regclass);

ALTER TABLE ONLY public.search_section ALTER COLUMN id SET DEFAULT nextval('public.search_section_id_seq'::regclass);

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

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT pk_cadre PRIMARY KEY (id);

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

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT pk_edition PRIMARY KEY (id);

ALTER TABLE ONLY public.edition_file
    ADD CONSTRAINT pk_edition_file PRIMARY KEY (edition_id, path);

ALTER TABLE ONLY public.edition_rendering
    ADD CONSTRAINT pk_edition_rendering PRIMARY KEY (edition_id, renderer);

ALTER TABLE ONLY public.former_password
    ADD CONSTRAINT pk_former_password PRIMARY KEY (id);

ALTER TABLE ONLY public.framework_source
    ADD CONSTRAINT pk_framework_source PRIMARY KEY (id);

ALTER TABLE ONLY public.half_sign_in
    ADD CONSTRAINT pk_half_sign_in PRIMARY KEY (token_digest);

ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (id);

ALTER TABLE ONLY public.kept_text
    ADD CONSTRAINT pk_kept_text PRIMARY KEY (id);

ALTER TABLE ONLY public.known_browser
    ADD CONSTRAINT pk_known_browser PRIMARY KEY (token_digest, cadre_id);

ALTER TABLE ONLY public.law_source
    ADD CONSTRAINT pk_law_source PRIMARY KEY (short);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT pk_lesson PRIMARY KEY (edition_id, lesson_id);

ALTER TABLE ONLY public.lesson_question
    ADD CONSTRAINT pk_lesson_question PRIMARY KEY (edition_id, lesson_id, "position");

ALTER TABLE ONLY public.lesson_record
    ADD CONSTRAINT pk_lesson_record PRIMARY KEY (cadre_id, course_id, lesson_id);

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT pk_mark PRIMARY KEY (sitting_id, "position", seq);

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT pk_organisation PRIMARY KEY (id);

ALTER TABLE ONLY public.organisation_event
    ADD CONSTRAINT pk_organisation_event PRIMARY KEY (id);

ALTER TABLE ONLY public.pinned_citation
    ADD CONSTRAINT pk_pinned_citation PRIMARY KEY (edition_id, lesson_id, law, version, article);

ALTER TABLE ONLY public.policy
    ADD CONSTRAINT pk_policy PRIMARY KEY (name);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT pk_posting PRIMARY KEY (id);

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT pk_question_version PRIMARY KEY (id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT pk_reading_position PRIMARY KEY (cadre_id, course_id, lesson_id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT pk_recovery_code PRIMARY KEY (code_digest);

ALTER TABLE ONLY public.request_key
    ADD CONSTRAINT pk_request_key PRIMARY KEY (sender, key, digest);

ALTER TABLE ONLY public.search_section
    ADD CONSTRAINT pk_search_section PRIMARY KEY (id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT pk_second_factor PRIMARY KEY (cadre_id);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT pk_sign_in PRIMARY KEY (id);

ALTER TABLE ONLY public.sign_in_tries
    ADD CONSTRAINT pk_sign_in_tries PRIMARY KEY (bucket, "window");

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT pk_sitting PRIMARY KEY (id);

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT pk_stored_file PRIMARY KEY (digest);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT uq_activation_code_digest UNIQUE (code_digest);

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT uq_audit_seal_previous UNIQUE (previous);

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT uq_cadre_login UNIQUE (login);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT uq_edition_course_id_number UNIQUE (course_id, number);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT uq_lesson_edition_id_position UNIQUE (edition_id, "position");

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT uq_organisation_path UNIQUE (path);

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT uq_question_version_question_id_digest UNIQUE (question_id, digest);

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT uq_question_version_question_id_number UNIQUE (question_id, number);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT uq_sign_in_token_digest UNIQUE (token_digest);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT uq_sitting_cadre_id_course_id_lesson_id_number UNIQUE (cadre_id, course_id, lesson_id, number);

CREATE INDEX ix_activation_cadre_id ON public.activation USING btree (cadre_id);

CREATE INDEX ix_announcement_organisation_id ON public.announcement USING btree (organisation_id);

CREATE INDEX ix_appointment_cadre_id ON public.appointment USING btree (cadre_id);

CREATE INDEX ix_appointment_organisation_id ON public.appointment USING btree (organisation_id);

CREATE INDEX ix_audit_row_actor_id_at ON public.audit_row USING btree (actor_id, at);

CREATE INDEX ix_audit_row_at ON public.audit_row USING btree (at);

CREATE INDEX ix_audit_row_object ON public.audit_row USING btree (object_kind, object_id);

CREATE INDEX ix_audit_row_unsealed ON public.audit_row USING btree (id) WHERE (seal IS NULL);

CREATE INDEX ix_cadre_login ON public.cadre USING btree (login text_pattern_ops);

CREATE INDEX ix_cadre_name ON public.cadre USING btree (name text_pattern_ops);

CREATE INDEX ix_cadre_organisation_id_position ON public.cadre USING btree (organisation_id, "position");

CREATE INDEX ix_draft_step_draft_id ON public.draft_step USING btree (draft_id);

CREATE INDEX ix_former_password_cadre_id ON public.former_password USING btree (cadre_id);

CREATE INDEX ix_half_sign_in_cadre_id ON public.half_sign_in USING btree (cadre_id);

CREATE INDEX ix_job_finished_at ON public.job USING btree (finished_at);

CREATE INDEX ix_job_made_by ON public.job USING btree (made_by);

CREATE INDEX ix_job_state ON public.job USING btree (state, run_after);

CREATE INDEX ix_kept_text_draft_id ON public.kept_text USING btree (draft_id);

CREATE INDEX ix_known_browser_cadre_id ON public.known_browser USING btree (cadre_id);

CREATE INDEX ix_organisation_event_organisation_id ON public.organisation_event USING btree (organisation_id);

CREATE INDEX ix_organisation_event_other_id ON public.organisation_event USING btree (other_id);

CREATE INDEX ix_organisation_parent_id_position ON public.organisation USING btree (parent_id, "position");

CREATE INDEX ix_pinned_citation_law ON public.pinned_citation USING btree (law, version, article);

CREATE INDEX ix_posting_cadre_id ON public.posting USING btree (cadre_id);

CREATE INDEX ix_posting_organisation_id ON public.posting USING btree (organisation_id, is_main, until_on);

CREATE INDEX ix_recovery_code_cadre_id ON public.recovery_code USING btree (cadre_id);

CREATE INDEX ix_request_key_answered_at ON public.request_key USING btree (answered_at);

CREATE INDEX ix_search_section_course_id ON public.search_section USING btree (course_id);

CREATE INDEX ix_search_section_words ON public.search_section USING gin (words) WITH (fastupdate=off);

CREATE INDEX ix_sign_in_cadre_id ON public.sign_in USING btree (cadre_id);

CREATE INDEX ix_sign_in_ends_at ON public.sign_in USING btree (ends_at);

CREATE UNIQUE INDEX uq_activation_open ON public.activation USING btree (cadre_id) WHERE (used_at IS NULL);

CREATE UNIQUE INDEX uq_draft_open ON public.draft USING btree (course_id) WHERE ((state)::text = ANY ((ARRAY['editing'::character varying, 'submitted'::character varying])::text[]));

CREATE UNIQUE INDEX uq_job_single_open ON public.job USING btree (single) WHERE (finished_at IS NULL);

CREATE UNIQUE INDEX uq_organisation_open_name ON public.organisation USING btree (parent_id, name) WHERE (closed_on IS NULL);

CREATE UNIQUE INDEX uq_posting_open ON public.posting USING btree (cadre_id, organisation_id, post) WHERE (until_on IS NULL);

CREATE UNIQUE INDEX uq_posting_open_main ON public.posting USING btree (cadre_id) WHERE ((until_on IS NULL) AND is_main);

CREATE UNIQUE INDEX uq_sitting_open ON public.sitting USING btree (cadre_id, course_id, lesson_id) WHERE (submitted_at IS NULL);

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

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT fk_cadre_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

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

ALTER TABLE ONLY public.former_password
    ADD CONSTRAINT fk_former_password_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.half_sign_in
    ADD CONSTRAINT fk_half_sign_in_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.kept_text
    ADD CONSTRAINT fk_kept_text_draft_id FOREIGN KEY (draft_id) REFERENCES public.draft(id);

ALTER TABLE ONLY public.kept_text
    ADD CONSTRAINT fk_kept_text_written_by FOREIGN KEY (written_by) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.known_browser
    ADD CONSTRAINT fk_known_browser_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

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

ALTER TABLE ONLY public.mark
    ADD CONSTRAINT fk_mark_sitting_id_position FOREIGN KEY (sitting_id, "position") REFERENCES public.drawn_question(sitting_id, "position");

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

ALTER TABLE ONLY public.pinned_citation
    ADD CONSTRAINT fk_pinned_citation_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT fk_posting_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.posting
    ADD CONSTRAINT fk_posting_organisation_id FOREIGN KEY (organisation_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT fk_reading_position_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT fk_reading_position_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT fk_recovery_code_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.search_section
    ADD CONSTRAINT fk_search_section_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.second_factor
    ADD CONSTRAINT fk_second_factor_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT fk_sign_in_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);
