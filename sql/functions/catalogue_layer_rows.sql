-- SPDX-License-Identifier: MIT
-- Rows of a dataset's own table for its page. The catalogue has no right on
-- data.*: these functions have, ask catalogue.may() first, and build the
-- statement from identifiers of catalogue.layer alone.

-- Layer by id when the asking identity may read it, with its columns quoted
-- as a list; NULL otherwise. Not granted to anyone: a part of the others.
CREATE OR REPLACE FUNCTION catalogue.layer_source(layer bigint,
    OUT source text, OUT columns text, OUT features bigint)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
	SELECT format('data.%I', l.table_name),
	    (SELECT string_agg(format('%I', c.value ->> 'name'), ', '
		ORDER BY c.ordinality)
	     FROM jsonb_array_elements(l.columns) WITH ORDINALITY AS c),
	    l.features
	FROM catalogue.layer l JOIN catalogue.version v ON v.id = l.version_id
	WHERE l.id = layer AND v.withdrawn IS NULL
	  AND catalogue.may(l.dataset_id, 'read') $$;
REVOKE ALL ON FUNCTION catalogue.layer_source(bigint) FROM PUBLIC;

-- {"total", "rows": [{column: value}]}: ${how_many} rows after the first
-- ${skipped}. Rows are numbered 1..n without a hole (the reader's contract),
-- so a late page costs what an early one does. NULL: no such layer.
CREATE OR REPLACE FUNCTION catalogue.layer_rows(layer bigint, skipped bigint,
    how_many int) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
	s record;
	answer json;
BEGIN
	SELECT * INTO s FROM catalogue.layer_source(layer);
	IF s.source IS NULL THEN
		RETURN NULL;
	END IF;
	EXECUTE format('SELECT json_agg((SELECT r FROM (SELECT %s) r)
	    ORDER BY id) FROM (SELECT * FROM %s WHERE id > $1
		ORDER BY id LIMIT $2) t', s.columns, s.source)
	INTO answer USING greatest(skipped, 0), least(how_many, 200);
	RETURN json_build_object('total', s.features,
	    'rows', coalesce(answer, '[]'));
END $$;
REVOKE ALL ON FUNCTION catalogue.layer_rows(bigint, bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue.layer_rows(bigint, bigint, int)
	TO gs_catalogue;

-- Lines of a network in the order a rider expects: 1, 2, 10, A, B.
CREATE OR REPLACE FUNCTION catalogue.gtfs_lines(layer bigint, how_many int)
RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
	s record;
	answer json;
BEGIN
	SELECT * INTO s FROM catalogue.layer_source(layer);
	IF s.source IS NULL THEN
		RETURN NULL;
	END IF;
	EXECUTE format('SELECT json_agg(r) FROM (
	    SELECT route_short_name, route_long_name, route_color,
		route_text_color, trips, service_days, first_departure,
		last_departure, headway_min, frequency
	    FROM %s ORDER BY
		substring(route_short_name from ''^\d{1,9}'')::int NULLS LAST,
		route_short_name, id LIMIT $1) r', s.source)
	INTO answer USING least(how_many, 200);
	RETURN coalesce(answer, '[]');
END $$;
REVOKE ALL ON FUNCTION catalogue.gtfs_lines(bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue.gtfs_lines(bigint, int) TO gs_catalogue;
