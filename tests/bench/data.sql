-- SPDX-License-Identifier: MIT
-- One table of 20,000 short lines in their own colours, between 0 and 1
-- degree east, 45 and 46 north; and :n public datasets bench-1… of one layer
-- "l" each that all show it. Run as geosocle_owner.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
BEGIN;
SELECT setseed(0.5);
CREATE TABLE IF NOT EXISTS data.bench (
	id bigint PRIMARY KEY, geom geometry(MultiLineString, 4326),
	nom text, couleur text, valeur bigint
);
INSERT INTO data.bench
	SELECT i, ST_Multi(ST_SetSRID(ST_MakeLine(ARRAY(
	    SELECT ST_MakePoint(x + k * 0.0004, y + 0.0006 * sin(k + i))
	    FROM generate_series(0, 9) k)), 4326)),
	    'Ligne ' || i, '#' || lpad(to_hex((i * 7919) % 16777216), 6, '0'), i
	FROM (SELECT i, random() AS x, 45 + random() AS y
	    FROM generate_series(1, 20000) i) p
	WHERE NOT EXISTS (SELECT FROM data.bench);
CREATE INDEX IF NOT EXISTS bench_geom ON data.bench USING gist (geom);
GRANT SELECT ON data.bench TO gs_render;

CREATE TEMP TABLE fresh ON COMMIT DROP AS
	WITH d AS (
		INSERT INTO catalogue.dataset (slug, organisation_id, title,
		    kind, access)
		SELECT 'bench-' || i, o.id, 'Bench ' || i, 'vector', 'public'
		FROM generate_series(1, :n) i, auth.organisation o
		WHERE o.slug = 'essai' AND NOT EXISTS (SELECT FROM
		    catalogue.dataset WHERE slug = 'bench-' || i)
		RETURNING id)
	SELECT id FROM d;
INSERT INTO catalogue.version (dataset_id, number, job_id, summary, report)
	SELECT id, 1, gen_random_uuid(), '{}', '{}' FROM fresh;
UPDATE catalogue.dataset d SET current_version = v.id
	FROM fresh f, catalogue.version v
	WHERE d.id = f.id AND v.dataset_id = f.id;
INSERT INTO catalogue.layer (version_id, dataset_id, name, position,
    title_fr, title_en, table_name, geometry_type, srid, features, extent,
    columns, style)
	SELECT v.id, v.dataset_id, 'l', 1, 'Lignes', 'Lines', 'bench',
	    'MULTILINESTRING', 4326, 20000, '{0,45,1,46}',
	    '[{"name": "nom", "type": "text"}, {"name": "couleur",
	    "type": "text"}, {"name": "valeur", "type": "integer"}]',
	    '{"color_column": "couleur"}'
	FROM fresh f JOIN catalogue.version v ON v.dataset_id = f.id;
COMMIT;
ANALYZE;
