-- SPDX-License-Identifier: MIT
-- Datasets as the API shows them, one row each.

CREATE OR REPLACE FUNCTION catalogue.iso(moment timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
	SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

-- As visible as its tables are to whoever asks (security_invoker).
CREATE OR REPLACE VIEW catalogue.published WITH (security_invoker = true) AS
	SELECT d.id, d.slug, d.title, d.abstract, d.kind, d.access,
	    o.slug AS organisation, o.title AS organisation_title,
	    v.id AS version_id, v.number AS version,
	    v.published, d.created, d.modified, array_to_json(v.extent) AS extent,
	    coalesce((SELECT json_agg(json_build_object('name', l.name,
	            'title_fr', l.title_fr, 'title_en', l.title_en,
	            'geometry_type', l.geometry_type, 'srid', l.srid,
	            'features', l.features) ORDER BY l.position, l.name)
	        FROM catalogue.layer l WHERE l.version_id = v.id), '[]')
	        AS layers,
	    coalesce((SELECT json_agg(json_build_object('name', f.name,
	            'size', s.size, 'sha256', encode(f.digest, 'hex'),
	            'media_type', f.media_type) ORDER BY f.name)
	        FROM catalogue.version_file f
	        JOIN store.file s ON s.digest = f.digest
	        WHERE f.version_id = v.id), '[]') AS files
	FROM catalogue.dataset d
	JOIN auth.organisation o ON o.id = d.organisation_id
	JOIN catalogue.version v ON v.id = d.current_version;

REVOKE ALL ON FUNCTION catalogue.iso(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue.iso(timestamptz)
	TO gs_catalogue, gs_upload, gs_render, gs_runner;
GRANT SELECT ON catalogue.published TO gs_upload;
