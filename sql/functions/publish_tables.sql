-- SPDX-License-Identifier: MIT
-- Tables of the schema data. They run with the rights of the runner, which
-- owns what it makes; every name passes through %I.

-- An empty table: id, geom (unless the type is NONE), then the columns
-- [{"name", "type"}…] of the layer.
CREATE OR REPLACE FUNCTION data.make_table(name text, geometry_type text,
    srid int, columns jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE types constant jsonb := '{"text": "text", "integer": "bigint",
	"number": "double precision", "boolean": "boolean", "date": "date",
	"datetime": "timestamptz", "json": "jsonb"}';
	list text;
BEGIN
	SELECT string_agg(format(', %I %s', c ->> 'name',
	    types ->> (c ->> 'type')), '' ORDER BY n)
	INTO list FROM jsonb_array_elements(columns) WITH ORDINALITY e (c, n);
	EXECUTE format('CREATE TABLE data.%I (id bigint NOT NULL%s%s)', name,
	    CASE WHEN geometry_type <> 'NONE' THEN format(
	        ', geom public.geometry(%s, %s)', geometry_type, srid)
	    ELSE '' END, list);
END $$;

-- What makes it quick to read; may run again.
CREATE OR REPLACE FUNCTION data.index_table(name text, geometry boolean)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
	EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS %I ON data.%I (id)',
	    name || '_key', name);
	IF NOT EXISTS (SELECT FROM pg_constraint
	    WHERE conrelid = format('data.%I', name)::regclass
	      AND contype = 'p') THEN
		EXECUTE format('ALTER TABLE data.%I ADD CONSTRAINT %I PRIMARY '
		    'KEY USING INDEX %I', name, name || '_key',
		    name || '_key');
	END IF;
	IF geometry THEN
		EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON data.%I '
		    'USING gist (geom)', name || '_geom', name);
	END IF;
	EXECUTE format('ANALYZE data.%I', name);
END $$;

-- Objects, and their box in degrees, longitude first; NULL without geometry
-- or when its coordinates lie outside what their system can express. The
-- edges of the box are densified so that a projected one is not cut.
CREATE OR REPLACE FUNCTION data.measure_table(name text, geometry boolean)
RETURNS TABLE (features bigint, extent float8[])
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
	EXECUTE format('SELECT count(*) FROM data.%I', name) INTO features;
	IF NOT geometry THEN
		RETURN NEXT;
		RETURN;
	END IF;
	BEGIN
		EXECUTE format('SELECT ARRAY[st_xmin(b), st_ymin(b), '
		    'st_xmax(b), st_ymax(b)] FROM (SELECT st_extent('
		    'st_transform(st_segmentize(e, greatest(st_xmax(e) - '
		    'st_xmin(e), st_ymax(e) - st_ymin(e), 1e-9) / 20), 4326)) '
		    'AS b FROM (SELECT st_setsrid(st_extent(geom)::geometry, '
		    '(SELECT st_srid(geom) FROM data.%1$I WHERE geom IS NOT '
		    'NULL LIMIT 1)) AS e FROM data.%1$I) q) r '
		    'WHERE b IS NOT NULL', name) INTO extent;
	EXCEPTION WHEN internal_error THEN
		extent := NULL;
	END;
	IF extent && ARRAY['NaN', 'Infinity', '-Infinity']::float8[] THEN
		extent := NULL;
	END IF;
	RETURN NEXT;
END $$;

CREATE OR REPLACE FUNCTION data.drop_table(name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
	IF name !~ '\Ap[0-9a-f]{12}_[0-9]+\Z' THEN
		RAISE EXCEPTION 'not a table of a dataset: %', name;
	END IF;
	EXECUTE format('DROP TABLE IF EXISTS data.%I', name);
END $$;

REVOKE ALL ON FUNCTION data.make_table(text, text, int, jsonb),
	data.index_table(text, boolean), data.measure_table(text, boolean),
	data.drop_table(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION data.make_table(text, text, int, jsonb),
	data.index_table(text, boolean), data.measure_table(text, boolean),
	data.drop_table(text) TO gs_runner;
