-- SPDX-License-Identifier: MIT
-- Why a job was run again: attempts that ended by a fault of ours, and the
-- deaths of its runner since the last step that it finished. (attempt is the
-- fencing token and also grows by clean restarts, so it counts neither.)
ALTER TABLE jobs.job
	ADD COLUMN faults int NOT NULL DEFAULT 0,
	ADD COLUMN deaths int NOT NULL DEFAULT 0;
