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

CREATE TABLE public.audit_row (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id integer,
    action character varying(60) NOT NULL,
    object_kind character varying(40) NOT NULL,
    object_id character varying(80) NOT NULL,
    detail character varying NOT NULL,
    request_id character varying(32) NOT NULL
);

CREATE SEQUENCE public.audit_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_row_id_seq OWNED BY public.audit_row.id;

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
    is_demonstration boolean NOT NULL
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

CREATE TABLE public.course (
    id character varying(60) NOT NULL,
    first_published_at timestamp with time zone NOT NULL
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
    CONSTRAINT ck_organisation_path_has_slashes CHECK (((path)::text ~~ '/%/'::text))
);

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

CREATE TABLE public.sign_in (
    id integer NOT NULL,
    cadre_id integer NOT NULL,
    token_digest character varying(64) NOT NULL,
    device character varying(60) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
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

ALTER TABLE ONLY public.appointment ALTER COLUMN id SET DEFAULT nextval('public.appointment_id_seq'::regclass);

ALTER TABLE ONLY public.audit_row ALTER COLUMN id SET DEFAULT nextval('public.audit_row_id_seq'::regclass);

ALTER TABLE ONLY public.cadre ALTER COLUMN id SET DEFAULT nextval('public.cadre_id_seq'::regclass);

ALTER TABLE ONLY public.content_stamp ALTER COLUMN id SET DEFAULT nextval('public.content_stamp_id_seq'::regclass);

ALTER TABLE ONLY public.edition ALTER COLUMN id SET DEFAULT nextval('public.edition_id_seq'::regclass);

ALTER TABLE ONLY public.framework_source ALTER COLUMN id SET DEFAULT nextval('public.framework_source_id_seq'::regclass);

ALTER TABLE ONLY public.organisation ALTER COLUMN id SET DEFAULT nextval('public.organisation_id_seq'::regclass);

ALTER TABLE ONLY public.question_version ALTER COLUMN id SET DEFAULT nextval('public.question_version_id_seq'::regclass);

ALTER TABLE ONLY public.sign_in ALTER COLUMN id SET DEFAULT nextval('public.sign_in_id_seq'::regclass);

ALTER TABLE ONLY public.sitting ALTER COLUMN id SET DEFAULT nextval('public.sitting_id_seq'::regclass);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT pk_activation PRIMARY KEY (id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (sitting_id, "position", seq);

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT pk_appointment PRIMARY KEY (id);

ALTER TABLE ONLY public.audit_row
    ADD CONSTRAINT pk_audit_row PRIMARY KEY (id);

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT pk_cadre PRIMARY KEY (id);

ALTER TABLE ONLY public.content_stamp
    ADD CONSTRAINT pk_content_stamp PRIMARY KEY (id);

ALTER TABLE ONLY public.counter
    ADD CONSTRAINT pk_counter PRIMARY KEY (organisation_id, subject, what);

ALTER TABLE ONLY public.course
    ADD CONSTRAINT pk_course PRIMARY KEY (id);

ALTER TABLE ONLY public.course_record
    ADD CONSTRAINT pk_course_record PRIMARY KEY (cadre_id, course_id);

ALTER TABLE ONLY public.course_start
    ADD CONSTRAINT pk_course_start PRIMARY KEY (cadre_id, course_id);

ALTER TABLE ONLY public.drawn_question
    ADD CONSTRAINT pk_drawn_question PRIMARY KEY (sitting_id, "position");

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT pk_edition PRIMARY KEY (id);

ALTER TABLE ONLY public.edition_file
    ADD CONSTRAINT pk_edition_file PRIMARY KEY (edition_id, path);

ALTER TABLE ONLY public.edition_rendering
    ADD CONSTRAINT pk_edition_rendering PRIMARY KEY (edition_id, renderer);

ALTER TABLE ONLY public.framework_source
    ADD CONSTRAINT pk_framework_source PRIMARY KEY (id);

ALTER TABLE ONLY public.known_browser
    ADD CONSTRAINT pk_known_browser PRIMARY KEY (token_digest);

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

ALTER TABLE ONLY public.pinned_citation
    ADD CONSTRAINT pk_pinned_citation PRIMARY KEY (edition_id, lesson_id, law, version, article);

ALTER TABLE ONLY public.question_version
    ADD CONSTRAINT pk_question_version PRIMARY KEY (id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT pk_reading_position PRIMARY KEY (cadre_id, course_id, lesson_id);

ALTER TABLE ONLY public.request_key
    ADD CONSTRAINT pk_request_key PRIMARY KEY (sender, key, digest);

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

ALTER TABLE ONLY public.cadre
    ADD CONSTRAINT uq_cadre_login UNIQUE (login);

ALTER TABLE ONLY public.edition
    ADD CONSTRAINT uq_edition_course_id_number UNIQUE (course_id, number);

ALTER TABLE ONLY public.lesson
    ADD CONSTRAINT uq_lesson_edition_id_position UNIQUE (edition_id, "position");

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT uq_organisation_parent_id_name UNIQUE (parent_id, name);

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

CREATE INDEX ix_appointment_cadre_id ON public.appointment USING btree (cadre_id);

CREATE INDEX ix_audit_row_at ON public.audit_row USING btree (at);

CREATE INDEX ix_audit_row_object ON public.audit_row USING btree (object_kind, object_id);

CREATE INDEX ix_cadre_organisation_id_position ON public.cadre USING btree (organisation_id, "position");

CREATE INDEX ix_known_browser_cadre_id ON public.known_browser USING btree (cadre_id);

CREATE INDEX ix_organisation_parent_id_position ON public.organisation USING btree (parent_id, "position");

CREATE INDEX ix_pinned_citation_law ON public.pinned_citation USING btree (law, version, article);

CREATE INDEX ix_request_key_answered_at ON public.request_key USING btree (answered_at);

CREATE INDEX ix_sign_in_cadre_id ON public.sign_in USING btree (cadre_id);

CREATE INDEX ix_sign_in_ends_at ON public.sign_in USING btree (ends_at);

CREATE UNIQUE INDEX uq_activation_open ON public.activation USING btree (cadre_id) WHERE (used_at IS NULL);

CREATE UNIQUE INDEX uq_sitting_open ON public.sitting USING btree (cadre_id, course_id, lesson_id) WHERE (submitted_at IS NULL);

ALTER TABLE ONLY public.activation
    ADD CONSTRAINT fk_activation_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

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

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT fk_organisation_parent_id FOREIGN KEY (parent_id) REFERENCES public.organisation(id);

ALTER TABLE ONLY public.pinned_citation
    ADD CONSTRAINT fk_pinned_citation_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT fk_reading_position_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.reading_position
    ADD CONSTRAINT fk_reading_position_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.sign_in
    ADD CONSTRAINT fk_sign_in_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_cadre_id FOREIGN KEY (cadre_id) REFERENCES public.cadre(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_course_id FOREIGN KEY (course_id) REFERENCES public.course(id);

ALTER TABLE ONLY public.sitting
    ADD CONSTRAINT fk_sitting_edition_id FOREIGN KEY (edition_id) REFERENCES public.edition(id);
