-- SPDX-License-Identifier: MIT
-- Jobs that whoever asks may see, newest first: states $1, created before
-- ($2 microseconds, $3 id), at most $4; texts in language $5.
-- Columns: id, kind, state, step, progress, message, file, created, started,
-- finished, name, dataset, version, microseconds.
SELECT j.id, j.kind, j.state, j.step, j.progress, jobs.text(j.message, $5),
    j.file_name, catalogue.iso(j.created), catalogue.iso(j.started),
    catalogue.iso(j.finished), j.params ->> 'name', d.slug, v.number,
    (extract(epoch FROM j.created) * 1000000)::bigint
FROM jobs.job j
LEFT JOIN catalogue.dataset d ON d.id = j.dataset_id
    AND j.state = 'succeeded'
LEFT JOIN catalogue.version v ON v.id = j.version_id AND v.dataset_id = d.id
WHERE j.state = ANY ($1::text[])
  AND (j.created, j.id) < (timestamptz 'epoch'
      + $2::bigint * interval '1 microsecond', $3::uuid)
ORDER BY j.created DESC, j.id DESC LIMIT $4::int
