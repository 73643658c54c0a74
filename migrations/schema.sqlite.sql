CREATE TABLE activation (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  code_digest VARCHAR(64) NOT NULL,
  made_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL,
  used_at DATETIME,
  CONSTRAINT fk_activation_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_activation PRIMARY KEY (id),
  CONSTRAINT uq_activation_code_digest UNIQUE (code_digest)
);

CREATE INDEX ix_activation_cadre_id ON activation (cadre_id);

CREATE UNIQUE INDEX uq_activation_open ON activation (cadre_id) WHERE used_at IS NULL;

CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL,
  CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE announcement (
  id INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL,
  title VARCHAR(60) NOT NULL,
  text VARCHAR NOT NULL,
  from_on DATE NOT NULL,
  until_on DATE,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  withdrawn_at DATETIME,
  CONSTRAINT ck_announcement_ends_after_it_begins CHECK (until_on IS NULL OR until_on >= from_on),
  CONSTRAINT fk_announcement_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_announcement_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_announcement PRIMARY KEY (id)
);

CREATE INDEX ix_announcement_organisation_id ON announcement (organisation_id);

CREATE TABLE announcement_read (
  cadre_id INTEGER NOT NULL,
  announcement_id INTEGER NOT NULL,
  CONSTRAINT fk_announcement_read_announcement_id FOREIGN KEY(announcement_id) REFERENCES announcement (id),
  CONSTRAINT fk_announcement_read_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_announcement_read PRIMARY KEY (cadre_id, announcement_id)
) WITHOUT ROWID;

CREATE TABLE answer (
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  value VARCHAR NOT NULL,
  saved_at DATETIME NOT NULL,
  CONSTRAINT fk_answer_sitting_id_position FOREIGN KEY(sitting_id, position) REFERENCES drawn_question (sitting_id, position),
  CONSTRAINT pk_answer PRIMARY KEY (sitting_id, position, seq)
) WITHOUT ROWID;

CREATE TABLE appointment (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  role VARCHAR(20) NOT NULL,
  organisation_id INTEGER NOT NULL,
  from_on DATE NOT NULL,
  until_on DATE,
  CONSTRAINT ck_appointment_ends_after_it_begins CHECK (until_on IS NULL OR until_on >= from_on),
  CONSTRAINT fk_appointment_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_appointment_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_appointment PRIMARY KEY (id)
);

CREATE INDEX ix_appointment_cadre_id ON appointment (cadre_id);

CREATE INDEX ix_appointment_organisation_id ON appointment (organisation_id);

CREATE TABLE audit_redaction (
  row_id INTEGER NOT NULL,
  seal INTEGER NOT NULL,
  what VARCHAR(10) NOT NULL,
  digest VARCHAR(32) NOT NULL,
  reason VARCHAR(40) NOT NULL,
  made_at DATETIME NOT NULL,
  mac VARCHAR(64) NOT NULL,
  CONSTRAINT pk_audit_redaction PRIMARY KEY (row_id)
);

CREATE TABLE audit_row (
  id INTEGER NOT NULL,
  at DATETIME NOT NULL,
  actor_id INTEGER,
  action VARCHAR(60) NOT NULL,
  object_kind VARCHAR(40) NOT NULL,
  object_id VARCHAR(80) NOT NULL,
  detail VARCHAR NOT NULL,
  request_id VARCHAR(32) NOT NULL, seal INTEGER, digest VARCHAR(32),
  CONSTRAINT pk_audit_row PRIMARY KEY (id)
);

CREATE INDEX ix_audit_row_actor_id_at ON audit_row (actor_id, at);

CREATE INDEX ix_audit_row_at ON audit_row (at);

CREATE INDEX ix_audit_row_object ON audit_row (object_kind, object_id);

CREATE INDEX ix_audit_row_unsealed ON audit_row (id) WHERE seal IS NULL;

CREATE TABLE audit_seal (
  number INTEGER NOT NULL,
  kind VARCHAR(10) NOT NULL,
  made_at DATETIME NOT NULL,
  row_count INTEGER NOT NULL,
  ids VARCHAR NOT NULL,
  root VARCHAR(64) NOT NULL,
  previous VARCHAR(64) NOT NULL,
  key_id VARCHAR(16) NOT NULL,
  note VARCHAR NOT NULL,
  mac VARCHAR(64) NOT NULL,
  CONSTRAINT ck_audit_seal_counts_from_one CHECK (number >= 1),
  CONSTRAINT pk_audit_seal PRIMARY KEY (number),
  CONSTRAINT uq_audit_seal_previous UNIQUE (previous)
);

CREATE TABLE bank (
  id VARCHAR(60) NOT NULL,
  title VARCHAR(120) NOT NULL,
  organisation_id INTEGER,
  version INTEGER NOT NULL,
  folder_digest VARCHAR(64),
  folder_version INTEGER,
  made_by INTEGER,
  made_at DATETIME NOT NULL,
  CONSTRAINT fk_bank_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_bank_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_bank PRIMARY KEY (id)
);

CREATE TABLE bank_entry (
  question_id VARCHAR(60) NOT NULL,
  bank_id VARCHAR(60) NOT NULL,
  position INTEGER NOT NULL,
  question_version_id INTEGER NOT NULL,
  state VARCHAR(12) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  unit VARCHAR(10) NOT NULL,
  difficulty INTEGER NOT NULL,
  given_id VARCHAR(100),
  author_id INTEGER,
  reviewer_id INTEGER,
  changed_at DATETIME NOT NULL,
  CONSTRAINT ck_bank_entry_is_a_difficulty CHECK (difficulty BETWEEN 1 AND 3),
  CONSTRAINT fk_bank_entry_author_id FOREIGN KEY(author_id) REFERENCES cadre (id),
  CONSTRAINT fk_bank_entry_bank_id FOREIGN KEY(bank_id) REFERENCES bank (id),
  CONSTRAINT fk_bank_entry_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT fk_bank_entry_reviewer_id FOREIGN KEY(reviewer_id) REFERENCES cadre (id),
  CONSTRAINT pk_bank_entry PRIMARY KEY (question_id)
);

CREATE INDEX ix_bank_entry_quota ON bank_entry (bank_id, state, kind, unit, difficulty);

CREATE UNIQUE INDEX uq_bank_entry_given_id ON bank_entry (bank_id, given_id);

CREATE TABLE bank_step (
  id INTEGER NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  question_version_id INTEGER NOT NULL,
  kind VARCHAR(12) NOT NULL,
  words VARCHAR(500) NOT NULL,
  made_by INTEGER,
  made_at DATETIME NOT NULL,
  CONSTRAINT fk_bank_step_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_bank_step_question_id FOREIGN KEY(question_id) REFERENCES bank_entry (question_id),
  CONSTRAINT fk_bank_step_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT pk_bank_step PRIMARY KEY (id)
);

CREATE INDEX ix_bank_step_question_id ON bank_step (question_id);

CREATE TABLE bank_tag (
  question_id VARCHAR(60) NOT NULL,
  sort VARCHAR(10) NOT NULL,
  value VARCHAR(60) NOT NULL,
  CONSTRAINT fk_bank_tag_question_id FOREIGN KEY(question_id) REFERENCES bank_entry (question_id),
  CONSTRAINT pk_bank_tag PRIMARY KEY (question_id, sort, value)
) WITHOUT ROWID;

CREATE INDEX ix_bank_tag_value ON bank_tag (sort, value);

CREATE TABLE cadre (
  id INTEGER NOT NULL,
  login VARCHAR(60) NOT NULL,
  name VARCHAR(60) NOT NULL,
  organisation_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  post VARCHAR(30) NOT NULL,
  tie VARCHAR(20) NOT NULL,
  password_hash VARCHAR(200),
  joined_at DATETIME NOT NULL,
  is_demonstration BOOLEAN NOT NULL, left_on DATE, deactivated_at DATETIME, password_set_at DATETIME, erased_at DATETIME,
  CONSTRAINT fk_cadre_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_cadre PRIMARY KEY (id),
  CONSTRAINT uq_cadre_login UNIQUE (login)
);

CREATE INDEX ix_cadre_name ON cadre (name);

CREATE INDEX ix_cadre_organisation_id_position ON cadre (organisation_id, position);

CREATE TABLE case_step (
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind VARCHAR(10) NOT NULL,
  version INTEGER NOT NULL,
  words VARCHAR(500) NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT ck_case_step_counts_from_one CHECK (seq >= 1),
  CONSTRAINT fk_case_step_case_id FOREIGN KEY(case_id) REFERENCES case_study (id),
  CONSTRAINT fk_case_step_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT pk_case_step PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;

CREATE TABLE case_study (
  id INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL,
  title VARCHAR(60) NOT NULL,
  situation VARCHAR NOT NULL,
  action VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL,
  thoughts VARCHAR NOT NULL,
  citations VARCHAR(500) NOT NULL,
  lessons VARCHAR(500) NOT NULL,
  state VARCHAR(10) NOT NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  saved_at DATETIME NOT NULL,
  consented_at DATETIME,
  CONSTRAINT ck_case_study_is_consented CHECK (consented_at IS NOT NULL OR state IN ('draft', 'withdrawn')),
  CONSTRAINT ck_case_study_state_is_known CHECK (state IN ('draft', 'submitted', 'returned', 'published', 'withdrawn')),
  CONSTRAINT fk_case_study_author_id FOREIGN KEY(author_id) REFERENCES cadre (id),
  CONSTRAINT fk_case_study_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_case_study PRIMARY KEY (id)
);

CREATE INDEX ix_case_study_author_id ON case_study (author_id);

CREATE INDEX ix_case_study_state ON case_study (state);

CREATE TABLE clock_mark (
  id INTEGER NOT NULL,
  seen_at DATETIME NOT NULL,
  leap_seconds INTEGER NOT NULL,
  CONSTRAINT ck_clock_mark_is_one_row CHECK (id = 1),
  CONSTRAINT pk_clock_mark PRIMARY KEY (id)
);

CREATE TABLE content_stamp (
  id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  folder_digest VARCHAR(64) NOT NULL,
  CONSTRAINT ck_content_stamp_there_is_one CHECK (id = 1),
  CONSTRAINT pk_content_stamp PRIMARY KEY (id)
);

CREATE TABLE counter (
  organisation_id INTEGER NOT NULL,
  subject VARCHAR(80) NOT NULL,
  what VARCHAR(20) NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT ck_counter_is_never_negative CHECK (number >= 0),
  CONSTRAINT fk_counter_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_counter PRIMARY KEY (organisation_id, subject, what)
) WITHOUT ROWID;

CREATE TABLE counter_sum (
  organisation_id INTEGER NOT NULL,
  subject VARCHAR(80) NOT NULL,
  what VARCHAR(20) NOT NULL,
  number INTEGER NOT NULL,
  summed_at DATETIME NOT NULL,
  CONSTRAINT fk_counter_sum_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_counter_sum PRIMARY KEY (organisation_id, subject, what)
) WITHOUT ROWID;

CREATE TABLE "course" (
  id VARCHAR(60) NOT NULL,
  first_published_at DATETIME NOT NULL,
  organisation_id INTEGER,
  CONSTRAINT fk_course_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_course PRIMARY KEY (id)
);

CREATE TABLE course_record (
  cadre_id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  edition_id INTEGER NOT NULL,
  finished_at DATETIME NOT NULL,
  CONSTRAINT fk_course_record_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_course_record_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_course_record_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT pk_course_record PRIMARY KEY (cadre_id, course_id)
) WITHOUT ROWID;

CREATE TABLE course_start (
  cadre_id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  started_at DATETIME NOT NULL,
  CONSTRAINT fk_course_start_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_course_start_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT pk_course_start PRIMARY KEY (cadre_id, course_id)
) WITHOUT ROWID;

CREATE TABLE draft (
  id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  title VARCHAR(120) NOT NULL,
  organisation_id INTEGER,
  base_edition_id INTEGER,
  state VARCHAR(20) NOT NULL,
  version INTEGER NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT ck_draft_counts_from_one CHECK (version >= 1),
  CONSTRAINT fk_draft_base_edition_id FOREIGN KEY(base_edition_id) REFERENCES edition (id),
  CONSTRAINT fk_draft_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_draft_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_draft PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_draft_open ON draft (course_id) WHERE state IN ('editing', 'submitted');

CREATE TABLE draft_file (
  draft_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL,
  text VARCHAR,
  file_digest VARCHAR(64),
  version INTEGER NOT NULL,
  changed_by INTEGER NOT NULL,
  changed_at DATETIME NOT NULL,
  CONSTRAINT ck_draft_file_counts_from_one CHECK (version >= 1),
  CONSTRAINT ck_draft_file_is_text_or_file CHECK ((text IS NULL) <> (file_digest IS NULL)),
  CONSTRAINT fk_draft_file_changed_by FOREIGN KEY(changed_by) REFERENCES cadre (id),
  CONSTRAINT fk_draft_file_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id),
  CONSTRAINT fk_draft_file_file_digest FOREIGN KEY(file_digest) REFERENCES stored_file (digest),
  CONSTRAINT pk_draft_file PRIMARY KEY (draft_id, path)
);

CREATE TABLE draft_step (
  id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  kind VARCHAR(20) NOT NULL,
  words VARCHAR(500) NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT fk_draft_step_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id),
  CONSTRAINT fk_draft_step_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT pk_draft_step PRIMARY KEY (id)
);

CREATE INDEX ix_draft_step_draft_id ON draft_step (draft_id);

CREATE TABLE "drawn_question" (
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  question_version_id INTEGER NOT NULL,
  option_order VARCHAR(20) NOT NULL,
  part INTEGER NOT NULL,
  points INTEGER NOT NULL,
  CONSTRAINT fk_drawn_question_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT fk_drawn_question_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id),
  CONSTRAINT pk_drawn_question PRIMARY KEY (sitting_id, position)
) WITHOUT ROWID;

CREATE INDEX ix_drawn_question_version ON drawn_question (question_version_id);

CREATE TABLE drill_mark (
  work_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  marked_by INTEGER NOT NULL,
  is_own BOOLEAN NOT NULL,
  points VARCHAR(40) NOT NULL,
  words VARCHAR NOT NULL,
  marked_at DATETIME NOT NULL,
  CONSTRAINT ck_drill_mark_counts_from_one CHECK (seq >= 1),
  CONSTRAINT fk_drill_mark_marked_by FOREIGN KEY(marked_by) REFERENCES cadre (id),
  CONSTRAINT fk_drill_mark_work_id FOREIGN KEY(work_id) REFERENCES drill_work (id),
  CONSTRAINT pk_drill_mark PRIMARY KEY (work_id, seq)
) WITHOUT ROWID;

CREATE TABLE drill_work (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  edition_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  started_at DATETIME NOT NULL,
  text VARCHAR NOT NULL,
  version INTEGER NOT NULL,
  saved_at DATETIME NOT NULL,
  closed_at DATETIME,
  submitted_at DATETIME,
  CONSTRAINT ck_drill_work_counts_from_one CHECK (number >= 1),
  CONSTRAINT ck_drill_work_submitted_after_closing CHECK (submitted_at IS NULL OR closed_at IS NOT NULL),
  CONSTRAINT fk_drill_work_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_drill_work_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_drill_work_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT pk_drill_work PRIMARY KEY (id),
  CONSTRAINT uq_drill_work_cadre_id_course_id_lesson_id_number UNIQUE (cadre_id, course_id, lesson_id, number)
);

CREATE INDEX ix_drill_work_course_id_submitted_at ON drill_work (course_id, submitted_at);

CREATE TABLE edition (
  id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  number INTEGER NOT NULL,
  digest VARCHAR(64) NOT NULL,
  title VARCHAR(120) NOT NULL,
  note VARCHAR NOT NULL,
  published_at DATETIME NOT NULL,
  published_by INTEGER,
  CONSTRAINT ck_edition_counts_from_one CHECK (number >= 1),
  CONSTRAINT fk_edition_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_edition_published_by FOREIGN KEY(published_by) REFERENCES cadre (id),
  CONSTRAINT pk_edition PRIMARY KEY (id),
  CONSTRAINT uq_edition_course_id_number UNIQUE (course_id, number)
);

CREATE TABLE edition_file (
  edition_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL,
  text VARCHAR,
  file_digest VARCHAR(64),
  CONSTRAINT ck_edition_file_is_text_or_file CHECK ((text IS NULL) <> (file_digest IS NULL)),
  CONSTRAINT fk_edition_file_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT fk_edition_file_file_digest FOREIGN KEY(file_digest) REFERENCES stored_file (digest),
  CONSTRAINT pk_edition_file PRIMARY KEY (edition_id, path)
);

CREATE TABLE edition_rendering (
  edition_id INTEGER NOT NULL,
  renderer INTEGER NOT NULL,
  payload VARCHAR NOT NULL,
  CONSTRAINT fk_edition_rendering_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT pk_edition_rendering PRIMARY KEY (edition_id, renderer)
);

CREATE TABLE evidence_dispute (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  source VARCHAR(60) NOT NULL,
  reason VARCHAR(500) NOT NULL,
  raised_at DATETIME NOT NULL,
  decision VARCHAR(10),
  words VARCHAR(500) NOT NULL,
  decided_by INTEGER,
  decided_at DATETIME,
  CONSTRAINT ck_evidence_dispute_decision_is_known CHECK (decision IN ('kept', 'removed')),
  CONSTRAINT ck_evidence_dispute_is_decided_by_somebody CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by IS NULL)),
  CONSTRAINT fk_evidence_dispute_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_evidence_dispute_decided_by FOREIGN KEY(decided_by) REFERENCES cadre (id),
  CONSTRAINT pk_evidence_dispute PRIMARY KEY (id)
);

CREATE INDEX ix_evidence_dispute_cadre_id ON evidence_dispute (cadre_id);

CREATE UNIQUE INDEX uq_evidence_dispute_open ON evidence_dispute (cadre_id, source) WHERE decision IS NULL;

CREATE TABLE former_password (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  password_hash VARCHAR(200) NOT NULL,
  replaced_at DATETIME NOT NULL,
  CONSTRAINT fk_former_password_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_former_password PRIMARY KEY (id)
);

CREATE INDEX ix_former_password_cadre_id ON former_password (cadre_id);

CREATE TABLE framework_source (
  id INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  CONSTRAINT ck_framework_source_there_is_one CHECK (id = 1),
  CONSTRAINT pk_framework_source PRIMARY KEY (id)
);

CREATE TABLE half_sign_in (
  token_digest VARCHAR(64) NOT NULL,
  cadre_id INTEGER NOT NULL,
  password_digest VARCHAR(64) NOT NULL,
  expires_at DATETIME NOT NULL,
  CONSTRAINT fk_half_sign_in_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_half_sign_in PRIMARY KEY (token_digest)
);

CREATE INDEX ix_half_sign_in_cadre_id ON half_sign_in (cadre_id);

CREATE TABLE handed_question (
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  handed_at DATETIME NOT NULL,
  CONSTRAINT fk_handed_question_sitting_id_position FOREIGN KEY(sitting_id, position) REFERENCES drawn_question (sitting_id, position),
  CONSTRAINT pk_handed_question PRIMARY KEY (sitting_id, position)
) WITHOUT ROWID;

CREATE TABLE job (
  id INTEGER NOT NULL,
  kind VARCHAR(40) NOT NULL,
  title VARCHAR(120) NOT NULL,
  payload VARCHAR NOT NULL,
  state VARCHAR(12) NOT NULL,
  made_by INTEGER,
  made_at DATETIME NOT NULL,
  run_after DATETIME NOT NULL,
  lease_until DATETIME,
  attempts INTEGER NOT NULL,
  most_attempts INTEGER NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER,
  message VARCHAR(200) NOT NULL,
  error VARCHAR NOT NULL,
  result_name VARCHAR(120),
  result_file VARCHAR(80),
  finished_at DATETIME,
  kept_until DATETIME,
  single VARCHAR(80),
  CONSTRAINT pk_job PRIMARY KEY (id)
);

CREATE INDEX ix_job_finished_at ON job (finished_at);

CREATE INDEX ix_job_made_by ON job (made_by);

CREATE INDEX ix_job_state ON job (state, run_after);

CREATE UNIQUE INDEX uq_job_single_open ON job (single) WHERE finished_at IS NULL;

CREATE TABLE kept_text (
  id INTEGER NOT NULL,
  draft_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL,
  text VARCHAR NOT NULL,
  reason VARCHAR(60) NOT NULL,
  written_by INTEGER NOT NULL,
  kept_at DATETIME NOT NULL,
  CONSTRAINT fk_kept_text_draft_id FOREIGN KEY(draft_id) REFERENCES draft (id),
  CONSTRAINT fk_kept_text_written_by FOREIGN KEY(written_by) REFERENCES cadre (id),
  CONSTRAINT pk_kept_text PRIMARY KEY (id)
);

CREATE INDEX ix_kept_text_draft_id ON kept_text (draft_id);

CREATE TABLE "known_browser" (
  token_digest VARCHAR(64) NOT NULL,
  cadre_id INTEGER NOT NULL,
  known_since DATETIME NOT NULL,
  CONSTRAINT fk_known_browser_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_known_browser PRIMARY KEY (token_digest, cadre_id)
);

CREATE INDEX ix_known_browser_cadre_id ON known_browser (cadre_id);

CREATE TABLE late_answer (
  id INTEGER NOT NULL,
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  value VARCHAR NOT NULL,
  received_at DATETIME NOT NULL,
  CONSTRAINT fk_late_answer_sitting_id_position FOREIGN KEY(sitting_id, position) REFERENCES drawn_question (sitting_id, position),
  CONSTRAINT pk_late_answer PRIMARY KEY (id)
);

CREATE INDEX ix_late_answer_sitting ON late_answer (sitting_id);

CREATE TABLE law_import (
  short VARCHAR(60) NOT NULL,
  version VARCHAR(30) NOT NULL,
  title VARCHAR(200) NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE,
  is_whole BOOLEAN NOT NULL,
  source VARCHAR(200) NOT NULL,
  digest VARCHAR(64) NOT NULL,
  imported_at DATETIME NOT NULL,
  CONSTRAINT pk_law_import PRIMARY KEY (short, version)
);

CREATE TABLE law_source (
  short VARCHAR(60) NOT NULL,
  text VARCHAR NOT NULL,
  CONSTRAINT pk_law_source PRIMARY KEY (short)
);

CREATE TABLE law_text (
  short VARCHAR(60) NOT NULL,
  version VARCHAR(30) NOT NULL,
  position INTEGER NOT NULL,
  article VARCHAR(12) NOT NULL,
  headings VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  digest VARCHAR(64) NOT NULL,
  CONSTRAINT fk_law_text_short_version FOREIGN KEY(short, version) REFERENCES law_import (short, version),
  CONSTRAINT pk_law_text PRIMARY KEY (short, version, position),
  CONSTRAINT uq_law_text_short_version_article UNIQUE (short, version, article)
);

CREATE TABLE lesson (
  edition_id INTEGER NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  position INTEGER NOT NULL,
  title VARCHAR(120) NOT NULL,
  CONSTRAINT fk_lesson_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT pk_lesson PRIMARY KEY (edition_id, lesson_id),
  CONSTRAINT uq_lesson_edition_id_position UNIQUE (edition_id, position)
);

CREATE TABLE lesson_question (
  edition_id INTEGER NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  position INTEGER NOT NULL,
  question_version_id INTEGER NOT NULL,
  CONSTRAINT fk_lesson_question_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT fk_lesson_question_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT pk_lesson_question PRIMARY KEY (edition_id, lesson_id, position)
);

CREATE TABLE lesson_record (
  cadre_id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  edition_id INTEGER NOT NULL,
  sitting_id INTEGER,
  finished_at DATETIME NOT NULL,
  CONSTRAINT fk_lesson_record_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_lesson_record_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_lesson_record_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT fk_lesson_record_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id),
  CONSTRAINT pk_lesson_record PRIMARY KEY (cadre_id, course_id, lesson_id)
) WITHOUT ROWID;

CREATE TABLE local_parameter (
  id INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL,
  name VARCHAR(30) NOT NULL,
  value VARCHAR(20) NOT NULL,
  from_on DATE NOT NULL,
  source VARCHAR(120) NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  withdrawn_at DATETIME,
  CONSTRAINT fk_local_parameter_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_local_parameter PRIMARY KEY (id)
);

CREATE INDEX ix_local_parameter_place ON local_parameter (organisation_id, name, from_on);

CREATE TABLE "mark" (
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  thousandths INTEGER,
  rule VARCHAR(20) NOT NULL,
  marked_at DATETIME NOT NULL,
  marked_by INTEGER,
  reason VARCHAR(500) NOT NULL,
  counts BOOLEAN NOT NULL,
  CONSTRAINT ck_mark_is_a_share CHECK (thousandths BETWEEN 0 AND 1000),
  CONSTRAINT fk_mark_marked_by FOREIGN KEY(marked_by) REFERENCES cadre (id),
  CONSTRAINT fk_mark_sitting_id_position FOREIGN KEY(sitting_id, position) REFERENCES drawn_question (sitting_id, position),
  CONSTRAINT pk_mark PRIMARY KEY (sitting_id, position, seq)
) WITHOUT ROWID;

CREATE TABLE marking_answer (
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  since DATETIME NOT NULL,
  closed_at DATETIME,
  CONSTRAINT fk_marking_answer_sitting_id_position FOREIGN KEY(sitting_id, position) REFERENCES drawn_question (sitting_id, position),
  CONSTRAINT fk_marking_answer_task_id FOREIGN KEY(task_id) REFERENCES marking_task (id),
  CONSTRAINT pk_marking_answer PRIMARY KEY (sitting_id, position)
) WITHOUT ROWID;

CREATE INDEX ix_marking_answer_task ON marking_answer (task_id);

CREATE TABLE marking_task (
  id INTEGER NOT NULL,
  question_version_id INTEGER NOT NULL,
  part INTEGER NOT NULL,
  "key" VARCHAR(64) NOT NULL,
  needs_second BOOLEAN NOT NULL,
  organisation_id INTEGER,
  state VARCHAR(12) NOT NULL,
  locked_by INTEGER,
  locked_until DATETIME,
  thousandths INTEGER,
  comment VARCHAR(500) NOT NULL,
  opened_at DATETIME NOT NULL,
  decided_at DATETIME,
  CONSTRAINT ck_marking_task_is_a_share CHECK (thousandths BETWEEN 0 AND 1000),
  CONSTRAINT ck_marking_task_is_decided_or_open CHECK ((decided_at IS NULL) = (thousandths IS NULL) AND (decided_at IS NULL) = (state <> 'decided')),
  CONSTRAINT ck_marking_task_is_locked_for_a_while CHECK ((locked_by IS NULL) = (locked_until IS NULL)),
  CONSTRAINT fk_marking_task_locked_by FOREIGN KEY(locked_by) REFERENCES cadre (id),
  CONSTRAINT fk_marking_task_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_marking_task_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT pk_marking_task PRIMARY KEY (id)
);

CREATE INDEX ix_marking_task_open ON marking_task (opened_at) WHERE decided_at IS NULL;

CREATE UNIQUE INDEX uq_marking_task_school ON marking_task (question_version_id, part, "key", needs_second) WHERE organisation_id IS NULL;

CREATE UNIQUE INDEX uq_marking_task_union ON marking_task (question_version_id, part, "key", needs_second, organisation_id) WHERE organisation_id IS NOT NULL;

CREATE TABLE marking_verdict (
  task_id INTEGER NOT NULL,
  round INTEGER NOT NULL,
  points VARCHAR NOT NULL,
  thousandths INTEGER NOT NULL,
  comment VARCHAR(500) NOT NULL,
  marked_by INTEGER NOT NULL,
  marked_at DATETIME NOT NULL,
  CONSTRAINT ck_marking_verdict_is_a_share CHECK (thousandths BETWEEN 0 AND 1000),
  CONSTRAINT fk_marking_verdict_marked_by FOREIGN KEY(marked_by) REFERENCES cadre (id),
  CONSTRAINT fk_marking_verdict_task_id FOREIGN KEY(task_id) REFERENCES marking_task (id),
  CONSTRAINT pk_marking_verdict PRIMARY KEY (task_id, round)
) WITHOUT ROWID;

CREATE TABLE message (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  about VARCHAR(80) NOT NULL,
  title VARCHAR(80) NOT NULL,
  text VARCHAR NOT NULL,
  link VARCHAR(200) NOT NULL,
  made_at DATETIME NOT NULL,
  is_put_away BOOLEAN NOT NULL,
  CONSTRAINT fk_message_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_message PRIMARY KEY (id),
  CONSTRAINT uq_message_cadre_id_about UNIQUE (cadre_id, about)
);

CREATE TABLE mistake (
  cadre_id INTEGER NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  state VARCHAR(10) NOT NULL,
  wrong_times INTEGER NOT NULL,
  right_in_row INTEGER NOT NULL,
  cleared_after INTEGER,
  question_version_id INTEGER NOT NULL,
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  wrong_at DATETIME NOT NULL,
  since DATETIME NOT NULL,
  CONSTRAINT ck_mistake_row_is_a_number CHECK (right_in_row >= 0),
  CONSTRAINT ck_mistake_says_after_how_many CHECK ((state = 'cleared') = (cleared_after IS NOT NULL)),
  CONSTRAINT ck_mistake_state_is_known CHECK (state IN ('open', 'cleared', 'removed')),
  CONSTRAINT ck_mistake_was_wrong_once CHECK (wrong_times >= 1),
  CONSTRAINT fk_mistake_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_mistake_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT fk_mistake_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id),
  CONSTRAINT pk_mistake PRIMARY KEY (cadre_id, question_id)
) WITHOUT ROWID;

CREATE TABLE mistake_act (
  cadre_id INTEGER NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  seq INTEGER NOT NULL,
  kind VARCHAR(10) NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT ck_mistake_act_kind_is_known CHECK (kind IN ('remove', 'restore')),
  CONSTRAINT fk_mistake_act_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_mistake_act PRIMARY KEY (cadre_id, question_id, seq)
) WITHOUT ROWID;

CREATE TABLE "organisation" (
  id INTEGER NOT NULL,
  parent_id INTEGER,
  path VARCHAR(255) NOT NULL,
  name VARCHAR(120) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  position INTEGER NOT NULL,
  is_demonstration BOOLEAN NOT NULL,
  opened_on DATE,
  closed_on DATE,
  merged_into_id INTEGER,
  guided_by_id INTEGER,
  CONSTRAINT ck_organisation_merged_is_closed CHECK (closed_on IS NOT NULL OR merged_into_id IS NULL),
  CONSTRAINT ck_organisation_path_has_slashes CHECK (path LIKE '/%/'),
  CONSTRAINT fk_organisation_guided_by_id FOREIGN KEY(guided_by_id) REFERENCES organisation (id),
  CONSTRAINT fk_organisation_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES organisation (id),
  CONSTRAINT fk_organisation_parent_id FOREIGN KEY(parent_id) REFERENCES organisation (id),
  CONSTRAINT pk_organisation PRIMARY KEY (id),
  CONSTRAINT uq_organisation_path UNIQUE (path)
);

CREATE INDEX ix_organisation_parent_id_position ON organisation (parent_id, position);

CREATE UNIQUE INDEX uq_organisation_open_name ON organisation (parent_id, name) WHERE closed_on IS NULL;

CREATE TABLE organisation_event (
  id INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL,
  kind VARCHAR(20) NOT NULL,
  effective_on DATE NOT NULL,
  "before" VARCHAR(120) NOT NULL,
  "after" VARCHAR(120) NOT NULL,
  other_id INTEGER,
  basis VARCHAR(200) NOT NULL,
  made_by INTEGER,
  made_at DATETIME NOT NULL,
  CONSTRAINT fk_organisation_event_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_organisation_event_other_id FOREIGN KEY(other_id) REFERENCES organisation (id),
  CONSTRAINT pk_organisation_event PRIMARY KEY (id)
);

CREATE INDEX ix_organisation_event_organisation_id ON organisation_event (organisation_id);

CREATE INDEX ix_organisation_event_other_id ON organisation_event (other_id);

CREATE TABLE paper (
  id INTEGER NOT NULL,
  title VARCHAR(120) NOT NULL,
  mode VARCHAR(12) NOT NULL,
  state VARCHAR(12) NOT NULL,
  organisation_id INTEGER,
  design VARCHAR NOT NULL,
  rules VARCHAR NOT NULL,
  scoring VARCHAR(12) NOT NULL,
  release VARCHAR(12) NOT NULL,
  pass_mark INTEGER NOT NULL,
  minutes INTEGER,
  attempts INTEGER,
  forms INTEGER NOT NULL,
  shuffles BOOLEAN NOT NULL,
  second_marker BOOLEAN NOT NULL,
  opens_at DATETIME,
  closes_at DATETIME,
  version INTEGER NOT NULL,
  made_by INTEGER,
  made_at DATETIME NOT NULL,
  opened_by INTEGER,
  CONSTRAINT ck_paper_can_be_sat CHECK (attempts IS NULL OR attempts >= 1),
  CONSTRAINT ck_paper_forms_are_few CHECK (forms BETWEEN 1 AND 8),
  CONSTRAINT ck_paper_pass_mark_is_percent CHECK (pass_mark BETWEEN 0 AND 100),
  CONSTRAINT ck_paper_time_is_sane CHECK (minutes IS NULL OR minutes BETWEEN 1 AND 600),
  CONSTRAINT fk_paper_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_paper_opened_by FOREIGN KEY(opened_by) REFERENCES cadre (id),
  CONSTRAINT fk_paper_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_paper PRIMARY KEY (id)
);

CREATE TABLE paper_exception (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  extra_minutes INTEGER NOT NULL,
  extra_attempts INTEGER NOT NULL,
  closes_at DATETIME,
  reason VARCHAR(200) NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL,
  withdrawn_at DATETIME,
  CONSTRAINT fk_paper_exception_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_paper_exception_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_paper_exception_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id),
  CONSTRAINT pk_paper_exception PRIMARY KEY (id)
);

CREATE INDEX ix_paper_exception_whose ON paper_exception (paper_id, cadre_id);

CREATE TABLE paper_item (
  paper_id INTEGER NOT NULL,
  form INTEGER NOT NULL,
  position INTEGER NOT NULL,
  question_version_id INTEGER NOT NULL,
  part INTEGER NOT NULL,
  points INTEGER NOT NULL,
  CONSTRAINT ck_paper_item_points_are_sane CHECK (points BETWEEN 1 AND 100),
  CONSTRAINT fk_paper_item_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id),
  CONSTRAINT fk_paper_item_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT pk_paper_item PRIMARY KEY (paper_id, form, position)
) WITHOUT ROWID;

CREATE TABLE "pinned_citation" (
  edition_id INTEGER NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  law VARCHAR(60) NOT NULL,
  version VARCHAR(30) NOT NULL,
  article VARCHAR(12) NOT NULL,
  question_id VARCHAR(60) DEFAULT '' NOT NULL,
  passage VARCHAR(64) DEFAULT '' NOT NULL,
  CONSTRAINT fk_pinned_citation_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT pk_pinned_citation PRIMARY KEY (edition_id, lesson_id, law, version, article, question_id, passage)
);

CREATE INDEX ix_pinned_citation_law ON pinned_citation (law, version, article);

CREATE TABLE policy (
  name VARCHAR(40) NOT NULL,
  value VARCHAR(200) NOT NULL,
  number INTEGER NOT NULL,
  set_at DATETIME NOT NULL,
  CONSTRAINT pk_policy PRIMARY KEY (name)
);

CREATE TABLE posting (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL,
  post VARCHAR(30) NOT NULL,
  tie VARCHAR(20) NOT NULL,
  from_on DATE NOT NULL,
  until_on DATE,
  is_main BOOLEAN NOT NULL,
  CONSTRAINT ck_posting_ends_after_it_begins CHECK (until_on IS NULL OR until_on >= from_on),
  CONSTRAINT fk_posting_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_posting_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT pk_posting PRIMARY KEY (id)
);

CREATE INDEX ix_posting_cadre_id ON posting (cadre_id);

CREATE INDEX ix_posting_organisation_id ON posting (organisation_id, is_main, until_on);

CREATE UNIQUE INDEX uq_posting_open ON posting (cadre_id, organisation_id, post) WHERE until_on IS NULL;

CREATE UNIQUE INDEX uq_posting_open_main ON posting (cadre_id) WHERE until_on IS NULL AND is_main;

CREATE TABLE practice_choice (
  cadre_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  clears_after INTEGER NOT NULL,
  daily_size INTEGER NOT NULL,
  chosen_at DATETIME NOT NULL,
  CONSTRAINT ck_practice_choice_clears_after_a_few CHECK (clears_after BETWEEN 1 AND 5),
  CONSTRAINT ck_practice_choice_day_is_small CHECK (daily_size IN (3, 5, 10)),
  CONSTRAINT fk_practice_choice_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_practice_choice PRIMARY KEY (cadre_id, seq)
) WITHOUT ROWID;

CREATE TABLE practice_record (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  organisation_id INTEGER NOT NULL,
  form_key VARCHAR(40) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  happened_on DATE NOT NULL,
  place VARCHAR(40) NOT NULL,
  role VARCHAR(40) NOT NULL,
  case_code VARCHAR(40) NOT NULL,
  deed VARCHAR(300) NOT NULL,
  citations VARCHAR(500) NOT NULL,
  result VARCHAR(300) NOT NULL,
  next_time VARCHAR(300) NOT NULL,
  competencies VARCHAR(100) NOT NULL,
  witness_id INTEGER,
  state VARCHAR(10) NOT NULL,
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  saved_at DATETIME NOT NULL,
  submitted_at DATETIME,
  CONSTRAINT ck_practice_record_is_submitted_first CHECK ((submitted_at IS NOT NULL) OR state IN ('draft', 'withdrawn')),
  CONSTRAINT ck_practice_record_state_is_known CHECK (state IN ('draft', 'submitted', 'returned', 'signed', 'sampled', 'archived', 'withdrawn')),
  CONSTRAINT fk_practice_record_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_practice_record_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_practice_record_witness_id FOREIGN KEY(witness_id) REFERENCES cadre (id),
  CONSTRAINT pk_practice_record PRIMARY KEY (id),
  CONSTRAINT uq_practice_record_cadre_id_form_key UNIQUE (cadre_id, form_key)
);

CREATE INDEX ix_practice_record_organisation_id_state ON practice_record (organisation_id, state);

CREATE TABLE practice_step (
  record_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind VARCHAR(10) NOT NULL,
  version INTEGER NOT NULL,
  results VARCHAR(120) NOT NULL,
  words VARCHAR(300) NOT NULL,
  made_by INTEGER,
  made_at DATETIME NOT NULL,
  CONSTRAINT ck_practice_step_counts_from_one CHECK (seq >= 1),
  CONSTRAINT fk_practice_step_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_practice_step_record_id FOREIGN KEY(record_id) REFERENCES practice_record (id),
  CONSTRAINT pk_practice_step PRIMARY KEY (record_id, seq)
) WITHOUT ROWID;

CREATE INDEX ix_practice_step_made_by_made_at ON practice_step (made_by, made_at);

CREATE TABLE profile_due (
  cadre_id INTEGER NOT NULL,
  since DATETIME NOT NULL,
  CONSTRAINT fk_profile_due_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_profile_due PRIMARY KEY (cadre_id)
) WITHOUT ROWID;

CREATE INDEX ix_profile_due_since ON profile_due (since);

CREATE TABLE profile_sharing (
  cadre_id INTEGER NOT NULL,
  since DATETIME NOT NULL,
  CONSTRAINT fk_profile_sharing_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_profile_sharing PRIMARY KEY (cadre_id)
) WITHOUT ROWID;

CREATE TABLE profile_standing (
  cadre_id INTEGER NOT NULL,
  competency VARCHAR(60) NOT NULL,
  evidence_count INTEGER NOT NULL,
  weight DOUBLE NOT NULL,
  mean DOUBLE,
  low DOUBLE,
  high DOUBLE,
  level INTEGER,
  newest_on DATE,
  as_of DATE NOT NULL,
  CONSTRAINT ck_profile_standing_is_a_point_or_none CHECK ((mean IS NULL) = (level IS NULL) AND (mean IS NULL) = (low IS NULL) AND (mean IS NULL) = (high IS NULL)),
  CONSTRAINT ck_profile_standing_level_is_known CHECK (level BETWEEN 0 AND 4),
  CONSTRAINT fk_profile_standing_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_profile_standing PRIMARY KEY (cadre_id, competency)
) WITHOUT ROWID;

CREATE TABLE question_rendering (
  question_version_id INTEGER NOT NULL,
  renderer INTEGER NOT NULL,
  payload VARCHAR NOT NULL,
  CONSTRAINT fk_question_rendering_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT pk_question_rendering PRIMARY KEY (question_version_id)
);

CREATE TABLE question_report (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  question_version_id INTEGER NOT NULL,
  course_id VARCHAR(60),
  bank_id VARCHAR(60),
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  category VARCHAR(12) NOT NULL,
  text VARCHAR(1000) NOT NULL,
  made_at DATETIME NOT NULL,
  state VARCHAR(10) NOT NULL,
  answer VARCHAR(1000) NOT NULL,
  answered_by INTEGER,
  answered_at DATETIME,
  CONSTRAINT ck_question_report_is_open_or_answered CHECK ((state = 'open') = (answered_at IS NULL)),
  CONSTRAINT ck_question_report_is_somebodys CHECK ((course_id IS NULL) <> (bank_id IS NULL)),
  CONSTRAINT fk_question_report_answered_by FOREIGN KEY(answered_by) REFERENCES cadre (id),
  CONSTRAINT fk_question_report_bank_id FOREIGN KEY(bank_id) REFERENCES bank (id),
  CONSTRAINT fk_question_report_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_question_report_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_question_report_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT fk_question_report_sitting_id_position FOREIGN KEY(sitting_id, position) REFERENCES drawn_question (sitting_id, position),
  CONSTRAINT pk_question_report PRIMARY KEY (id)
);

CREATE INDEX ix_question_report_question ON question_report (question_id, state);

CREATE UNIQUE INDEX uq_question_report_open ON question_report (cadre_id, question_version_id) WHERE state = 'open';

CREATE TABLE question_statistics (
  question_version_id INTEGER NOT NULL,
  part INTEGER NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  course_id VARCHAR(60),
  lesson_id VARCHAR(60) NOT NULL,
  bank_id VARCHAR(60),
  number INTEGER NOT NULL,
  facility DOUBLE,
  deviation DOUBLE,
  discrimination DOUBLE,
  efficiency DOUBLE,
  difficulty DOUBLE,
  options VARCHAR NOT NULL,
  doubts VARCHAR NOT NULL,
  doubt_number INTEGER NOT NULL,
  computed_at DATETIME NOT NULL,
  CONSTRAINT fk_question_statistics_bank_id FOREIGN KEY(bank_id) REFERENCES bank (id),
  CONSTRAINT fk_question_statistics_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_question_statistics_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT pk_question_statistics PRIMARY KEY (question_version_id, part)
);

CREATE INDEX ix_question_statistics_bank ON question_statistics (bank_id);

CREATE INDEX ix_question_statistics_course ON question_statistics (course_id);

CREATE INDEX ix_question_statistics_question ON question_statistics (question_id);

CREATE TABLE question_version (
  id INTEGER NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  number INTEGER NOT NULL,
  digest VARCHAR(64) NOT NULL,
  kind VARCHAR(20) NOT NULL,
  content VARCHAR NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT ck_question_version_counts_from_one CHECK (number >= 1),
  CONSTRAINT pk_question_version PRIMARY KEY (id),
  CONSTRAINT uq_question_version_question_id_digest UNIQUE (question_id, digest),
  CONSTRAINT uq_question_version_question_id_number UNIQUE (question_id, number)
);

CREATE TABLE reading_position (
  cadre_id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  block VARCHAR(80) NOT NULL,
  turn INTEGER NOT NULL,
  CONSTRAINT fk_reading_position_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_reading_position_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT pk_reading_position PRIMARY KEY (cadre_id, course_id, lesson_id)
) WITHOUT ROWID;

CREATE TABLE recheck (
  id INTEGER NOT NULL,
  course_id VARCHAR(60),
  bank_id VARCHAR(60),
  lesson_id VARCHAR(60) NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  passage VARCHAR(64) NOT NULL,
  law VARCHAR(60) NOT NULL,
  article VARCHAR(12) NOT NULL,
  from_version VARCHAR(30) NOT NULL,
  to_version VARCHAR(30) NOT NULL,
  fate VARCHAR(20) NOT NULL,
  to_article VARCHAR(12) NOT NULL,
  to_digest VARCHAR(64) NOT NULL,
  from_on DATE NOT NULL,
  until_on DATE,
  opened_at DATETIME NOT NULL,
  closed_at DATETIME,
  outcome VARCHAR(20),
  note VARCHAR(500) NOT NULL,
  closed_by INTEGER,
  CONSTRAINT ck_recheck_closed_with_outcome CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT ck_recheck_course_or_bank CHECK ((course_id IS NULL) <> (bank_id IS NULL)),
  CONSTRAINT fk_recheck_bank_id FOREIGN KEY(bank_id) REFERENCES bank (id),
  CONSTRAINT fk_recheck_closed_by FOREIGN KEY(closed_by) REFERENCES cadre (id),
  CONSTRAINT fk_recheck_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT pk_recheck PRIMARY KEY (id)
);

CREATE INDEX ix_recheck_open ON recheck (id) WHERE closed_at IS NULL;

CREATE UNIQUE INDEX uq_recheck_bank ON recheck (bank_id, question_id, passage, law, article, from_version, to_version) WHERE bank_id IS NOT NULL;

CREATE UNIQUE INDEX uq_recheck_course ON recheck (course_id, lesson_id, question_id, passage, law, article, from_version, to_version) WHERE course_id IS NOT NULL;

CREATE TABLE recovery_code (
  code_digest VARCHAR(64) NOT NULL,
  cadre_id INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  used_at DATETIME,
  CONSTRAINT fk_recovery_code_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_recovery_code PRIMARY KEY (code_digest)
);

CREATE INDEX ix_recovery_code_cadre_id ON recovery_code (cadre_id);

CREATE TABLE regrade (
  id INTEGER NOT NULL,
  kind VARCHAR(12) NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  part INTEGER NOT NULL,
  new_version_id INTEGER,
  task_id INTEGER,
  thousandths INTEGER,
  organisation_id INTEGER,
  reason VARCHAR(500) NOT NULL,
  state VARCHAR(16) NOT NULL,
  version INTEGER NOT NULL,
  summary VARCHAR NOT NULL,
  previewed_at DATETIME,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT ck_regrade_group_has_a_mark CHECK ((kind = 'group') = (task_id IS NOT NULL) AND (kind = 'group') = (thousandths IS NOT NULL)),
  CONSTRAINT ck_regrade_is_a_share CHECK (thousandths BETWEEN 0 AND 1000),
  CONSTRAINT ck_regrade_key_has_a_version CHECK ((kind = 'key') = (new_version_id IS NOT NULL)),
  CONSTRAINT fk_regrade_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_regrade_new_version_id FOREIGN KEY(new_version_id) REFERENCES question_version (id),
  CONSTRAINT fk_regrade_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
  CONSTRAINT fk_regrade_task_id FOREIGN KEY(task_id) REFERENCES marking_task (id),
  CONSTRAINT pk_regrade PRIMARY KEY (id)
);

CREATE INDEX ix_regrade_question ON regrade (question_id);

CREATE UNIQUE INDEX uq_regrade_open ON regrade (question_id, part) WHERE state IN ('previewing', 'previewed', 'submitted', 'applying', 'undo_submitted', 'undoing');

CREATE TABLE regrade_line (
  regrade_id INTEGER NOT NULL,
  sitting_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  mark_seq INTEGER NOT NULL,
  thousandths INTEGER NOT NULL,
  counts BOOLEAN NOT NULL,
  score_before INTEGER NOT NULL,
  score_after INTEGER NOT NULL,
  state VARCHAR(12) NOT NULL,
  applied_seq INTEGER,
  undone_seq INTEGER,
  CONSTRAINT ck_regrade_line_is_a_share CHECK (thousandths BETWEEN 0 AND 1000),
  CONSTRAINT fk_regrade_line_regrade_id FOREIGN KEY(regrade_id) REFERENCES regrade (id),
  CONSTRAINT fk_regrade_line_sitting_id_position FOREIGN KEY(sitting_id, position) REFERENCES drawn_question (sitting_id, position),
  CONSTRAINT pk_regrade_line PRIMARY KEY (regrade_id, sitting_id, position)
) WITHOUT ROWID;

CREATE INDEX ix_regrade_line_sitting ON regrade_line (sitting_id);

CREATE INDEX ix_regrade_line_state ON regrade_line (regrade_id, state);

CREATE TABLE regrade_step (
  id INTEGER NOT NULL,
  regrade_id INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL,
  words VARCHAR(500) NOT NULL,
  made_by INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT fk_regrade_step_made_by FOREIGN KEY(made_by) REFERENCES cadre (id),
  CONSTRAINT fk_regrade_step_regrade_id FOREIGN KEY(regrade_id) REFERENCES regrade (id),
  CONSTRAINT pk_regrade_step PRIMARY KEY (id)
);

CREATE INDEX ix_regrade_step_regrade_id ON regrade_step (regrade_id);

CREATE TABLE regrade_version (
  regrade_id INTEGER NOT NULL,
  question_version_id INTEGER NOT NULL,
  CONSTRAINT fk_regrade_version_question_version_id FOREIGN KEY(question_version_id) REFERENCES question_version (id),
  CONSTRAINT fk_regrade_version_regrade_id FOREIGN KEY(regrade_id) REFERENCES regrade (id),
  CONSTRAINT pk_regrade_version PRIMARY KEY (regrade_id, question_version_id)
) WITHOUT ROWID;

CREATE INDEX ix_regrade_version_version ON regrade_version (question_version_id);

CREATE TABLE request_key (
  sender VARCHAR(40) NOT NULL,
  "key" VARCHAR(64) NOT NULL,
  digest VARCHAR(64) NOT NULL,
  status INTEGER NOT NULL,
  location VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  notice VARCHAR NOT NULL,
  answered_at DATETIME NOT NULL,
  CONSTRAINT pk_request_key PRIMARY KEY (sender, "key", digest)
);

CREATE INDEX ix_request_key_answered_at ON request_key (answered_at);

CREATE TABLE review_card (
  cadre_id INTEGER NOT NULL,
  question_id VARCHAR(60) NOT NULL,
  stability DOUBLE NOT NULL,
  difficulty DOUBLE NOT NULL,
  answered_on DATE NOT NULL,
  due_on DATE NOT NULL,
  CONSTRAINT fk_review_card_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_review_card PRIMARY KEY (cadre_id, question_id)
) WITHOUT ROWID;

CREATE INDEX ix_review_card_due ON review_card (cadre_id, due_on);

CREATE TABLE scenario_choice (
  run_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  node VARCHAR(60) NOT NULL,
  letter VARCHAR(1) NOT NULL,
  place VARCHAR(60) NOT NULL,
  chosen_at DATETIME NOT NULL,
  CONSTRAINT ck_scenario_choice_counts_from_one CHECK (seq >= 1),
  CONSTRAINT fk_scenario_choice_run_id FOREIGN KEY(run_id) REFERENCES scenario_run (id),
  CONSTRAINT pk_scenario_choice PRIMARY KEY (run_id, seq)
) WITHOUT ROWID;

CREATE TABLE scenario_end (
  run_id INTEGER NOT NULL,
  ending VARCHAR(60) NOT NULL,
  ended_at DATETIME NOT NULL,
  CONSTRAINT fk_scenario_end_run_id FOREIGN KEY(run_id) REFERENCES scenario_run (id),
  CONSTRAINT pk_scenario_end PRIMARY KEY (run_id)
) WITHOUT ROWID;

CREATE TABLE scenario_run (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  edition_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  is_first BOOLEAN NOT NULL,
  started_at DATETIME NOT NULL,
  CONSTRAINT ck_scenario_run_counts_from_one CHECK (number >= 1),
  CONSTRAINT ck_scenario_run_first_is_number_one CHECK (is_first = (number = 1)),
  CONSTRAINT fk_scenario_run_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_scenario_run_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_scenario_run_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT pk_scenario_run PRIMARY KEY (id),
  CONSTRAINT uq_scenario_run_cadre_id_course_id_lesson_id_number UNIQUE (cadre_id, course_id, lesson_id, number)
);

CREATE INDEX ix_scenario_run_course_id_lesson_id ON scenario_run (course_id, lesson_id);

CREATE VIRTUAL TABLE search_index USING fts5(head, words, content='search_section', content_rowid='id', tokenize='unicode61 remove_diacritics 0');

CREATE TABLE search_section (
  id INTEGER NOT NULL,
  course_id VARCHAR(60) NOT NULL,
  lesson_id VARCHAR(60) NOT NULL,
  is_lesson BOOLEAN NOT NULL,
  anchor VARCHAR(200) NOT NULL,
  head VARCHAR NOT NULL,
  title VARCHAR(120) NOT NULL,
  heading VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  words TEXT NOT NULL,
  CONSTRAINT fk_search_section_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT pk_search_section PRIMARY KEY (id)
);

CREATE INDEX ix_search_section_course_id ON search_section (course_id);

CREATE TABLE second_factor (
  cadre_id INTEGER NOT NULL,
  sealed_secret VARCHAR(200) NOT NULL,
  last_step INTEGER NOT NULL,
  made_at DATETIME NOT NULL,
  confirmed_at DATETIME,
  CONSTRAINT fk_second_factor_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_second_factor PRIMARY KEY (cadre_id)
);

CREATE TABLE self_rating (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  competency VARCHAR(60) NOT NULL,
  level INTEGER NOT NULL,
  rated_at DATETIME NOT NULL,
  CONSTRAINT ck_self_rating_level_is_known CHECK (level BETWEEN 0 AND 4),
  CONSTRAINT fk_self_rating_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_self_rating PRIMARY KEY (id)
);

CREATE INDEX ix_self_rating_cadre_id ON self_rating (cadre_id);

CREATE TABLE sign_in (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  token_digest VARCHAR(64) NOT NULL,
  device VARCHAR(60) NOT NULL,
  started_at DATETIME NOT NULL,
  ends_at DATETIME NOT NULL,
  ended_at DATETIME, browser_digest VARCHAR(64),
  CONSTRAINT fk_sign_in_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_sign_in PRIMARY KEY (id),
  CONSTRAINT uq_sign_in_token_digest UNIQUE (token_digest)
);

CREATE INDEX ix_sign_in_cadre_id ON sign_in (cadre_id);

CREATE INDEX ix_sign_in_ends_at ON sign_in (ends_at);

CREATE TABLE sign_in_tries (
  bucket VARCHAR(100) NOT NULL,
  window INTEGER NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_sign_in_tries PRIMARY KEY (bucket, window)
);

CREATE TABLE "sitting" (
  id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  course_id VARCHAR(60),
  lesson_id VARCHAR(60),
  edition_id INTEGER,
  number INTEGER NOT NULL,
  pass_mark INTEGER NOT NULL,
  started_at DATETIME NOT NULL,
  submitted_at DATETIME,
  score INTEGER,
  mode VARCHAR(12) NOT NULL,
  subject VARCHAR(140) NOT NULL,
  paper_id INTEGER,
  form INTEGER,
  due_at DATETIME,
  seat INTEGER,
  pending INTEGER NOT NULL,
  CONSTRAINT ck_sitting_counts_from_one CHECK (number >= 1),
  CONSTRAINT ck_sitting_is_of_one_thing CHECK ((lesson_id IS NULL) = (course_id IS NULL) AND (lesson_id IS NULL) = (edition_id IS NULL) AND (lesson_id IS NULL OR paper_id IS NULL)),
  CONSTRAINT ck_sitting_pending_is_a_number CHECK (pending >= 0),
  CONSTRAINT ck_sitting_score_comes_with_submission CHECK ((submitted_at IS NULL) = (score IS NULL)),
  CONSTRAINT ck_sitting_score_is_percent CHECK (score IS NULL OR score BETWEEN 0 AND 100),
  CONSTRAINT fk_sitting_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_sitting_course_id FOREIGN KEY(course_id) REFERENCES course (id),
  CONSTRAINT fk_sitting_edition_id FOREIGN KEY(edition_id) REFERENCES edition (id),
  CONSTRAINT fk_sitting_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id),
  CONSTRAINT pk_sitting PRIMARY KEY (id),
  CONSTRAINT uq_sitting_cadre_id_subject_number UNIQUE (cadre_id, subject, number)
);

CREATE INDEX ix_sitting_due ON sitting (due_at) WHERE submitted_at IS NULL AND due_at IS NOT NULL;

CREATE INDEX ix_sitting_lesson ON sitting (cadre_id, course_id, lesson_id);

CREATE INDEX ix_sitting_paper ON sitting (paper_id) WHERE paper_id IS NOT NULL;

CREATE INDEX ix_sitting_pending ON sitting (id) WHERE pending > 0;

CREATE UNIQUE INDEX uq_sitting_open ON sitting (cadre_id, subject) WHERE submitted_at IS NULL;

CREATE TABLE stored_file (
  digest VARCHAR(64) NOT NULL,
  extension VARCHAR(8) NOT NULL,
  size INTEGER NOT NULL,
  stored_at DATETIME NOT NULL,
  CONSTRAINT pk_stored_file PRIMARY KEY (digest)
);

CREATE TABLE unit_evidence (
  cadre_id INTEGER NOT NULL,
  unit VARCHAR(10) NOT NULL,
  newest_on DATE NOT NULL,
  CONSTRAINT fk_unit_evidence_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT pk_unit_evidence PRIMARY KEY (cadre_id, unit)
) WITHOUT ROWID;

CREATE INDEX ix_unit_evidence_unit ON unit_evidence (unit, newest_on);

CREATE TABLE waiting_sitting (
  sitting_id INTEGER NOT NULL,
  cadre_id INTEGER NOT NULL,
  CONSTRAINT fk_waiting_sitting_cadre_id FOREIGN KEY(cadre_id) REFERENCES cadre (id),
  CONSTRAINT fk_waiting_sitting_sitting_id FOREIGN KEY(sitting_id) REFERENCES sitting (id),
  CONSTRAINT pk_waiting_sitting PRIMARY KEY (sitting_id)
) WITHOUT ROWID;

CREATE INDEX ix_waiting_sitting_cadre ON waiting_sitting (cadre_id);
