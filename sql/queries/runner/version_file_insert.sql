-- SPDX-License-Identifier: MIT
-- The file of job $2, of media type $3, is that of version $1.
INSERT INTO catalogue.version_file (version_id, name, digest, media_type)
SELECT $1::bigint, j.file_name, j.digest, $3 FROM jobs.job j
WHERE j.id = $2::uuid
