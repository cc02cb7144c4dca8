-- SPDX-License-Identifier: MIT
-- The asking identity, its organisations, datasets, jobs and keys: one JSON
-- object.
SELECT json_build_object(
    'display_name', a.display_name, 'admin', a.admin,
    'organisations', (SELECT json_agg(json_build_object(
	'organisation_title', o.title, 'role', m.role) ORDER BY o.title)
	FROM auth.membership m
	JOIN auth.organisation o ON o.id = m.organisation_id
	WHERE m.account_id = a.id),
    'datasets', (SELECT json_agg(json_build_object(
	'slug', d.slug, 'title', d.title, 'producer', d.producer,
	'restricted', d.access <> 'public',
	'modified_ago', extract(epoch FROM now() - d.modified)::bigint)
	ORDER BY d.modified DESC) FROM (
	    SELECT d.*, o.title AS producer FROM catalogue.dataset d
	    JOIN auth.organisation o ON o.id = d.organisation_id
	    WHERE d.current_version IS NOT NULL AND (d.owner_id = a.id
		OR d.organisation_id = ANY (auth.my_productions()))
	    ORDER BY d.modified DESC LIMIT 50) d),
    'jobs', (SELECT json_agg(json_build_object(
	'id', j.id, 'file', j.file_name, 'state', j.state,
	'created', j.created,
	'created_ago', extract(epoch FROM now() - j.created)::bigint)
	ORDER BY j.created DESC) FROM (
	    SELECT * FROM jobs.job WHERE account_id = a.id
	    ORDER BY created DESC LIMIT 20) j),
    'keys', (SELECT json_agg(json_build_object(
	'id', k.id, 'label', k.label, 'scope', k.scope,
	'created_date', k.created, 'used_date', k.used,
	'expires_date', k.expires) ORDER BY k.id DESC)
	FROM auth.api_key k
	WHERE k.account_id = a.id AND k.revoked IS NULL))
FROM auth.account a WHERE a.id = auth.me()
