-- SPDX-License-Identifier: MIT
-- What foreign keys and policies look through: without these a deleted
-- version, account or file reads whole tables, and so does each look at a
-- stored file, whose policy asks which jobs hold it.
CREATE INDEX ON auth.membership (organisation_id);
CREATE INDEX ON catalogue.dataset (owner_id);
CREATE INDEX ON catalogue.dataset (current_version);
CREATE INDEX ON jobs.job (digest);
-- Lists of jobs, newest first.
CREATE INDEX ON jobs.job (created DESC, id DESC);
