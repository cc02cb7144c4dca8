-- SPDX-License-Identifier: MIT
-- Job $1 with texts in language $2.
-- Columns: see enum in modules/upload/api/job.c.
SELECT j.id, j.kind, j.state, j.step, j.progress, jobs.text(j.message, $2),
    j.file_name, catalogue.iso(j.created), catalogue.iso(j.started),
    catalogue.iso(j.finished), j.params ->> 'name', d.slug, v.number,
    coalesce((SELECT json_agg(json_build_object('name', l.name,
            'title_fr', l.title_fr, 'title_en', l.title_en,
            'geometry_type', l.geometry_type, 'srid', l.srid,
            'features', l.features) ORDER BY l.position, l.name)
        FROM catalogue.layer l WHERE l.version_id = v.id), '[]'),
    (SELECT f.name FROM catalogue.version_file f WHERE f.version_id = v.id
        ORDER BY f.name LIMIT 1),
    j.report, j.questions, j.reasons, j.cancel,
    coalesce((SELECT json_agg(json_build_object('at', catalogue.iso(g.at),
            'level', g.level, 'message', jobs.text(g.message, $2))
            ORDER BY g.id)
        FROM (SELECT * FROM jobs.log WHERE job_id = j.id
            ORDER BY id DESC LIMIT 200) g), '[]'),
    (extract(epoch FROM j.updated) * 1000000)::bigint,
    coalesce((SELECT max(g.id) FROM jobs.log g WHERE g.job_id = j.id), 0)
FROM jobs.job j
LEFT JOIN catalogue.dataset d ON d.id = j.dataset_id
    AND j.state = 'succeeded'
LEFT JOIN catalogue.version v ON v.id = j.version_id AND v.dataset_id = d.id
WHERE j.id = $1::uuid
