-- SPDX-License-Identifier: MIT
-- Changing and deleting a dataset: the upload worker may only do so through
-- these functions, which ask catalogue.may() first.

-- The dataset that whoever asks may write, locked; an error otherwise.
CREATE OR REPLACE FUNCTION catalogue.writable(asked text)
RETURNS catalogue.dataset
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE d catalogue.dataset;
BEGIN
	SELECT * INTO d FROM catalogue.dataset WHERE slug = asked
	    AND catalogue.may(id, 'read') FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'There is no dataset of this name'
		    USING ERRCODE = 'GS404';
	ELSIF NOT catalogue.may(d.id, 'write') THEN
		RAISE EXCEPTION 'You may read this dataset, not change it'
		    USING ERRCODE = 'GS403';
	END IF;
	RETURN d;
END $$;

-- NULL leaves a property as it is.
CREATE OR REPLACE FUNCTION catalogue.change_dataset(asked text,
    new_title text, new_abstract text, new_access text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE d catalogue.dataset := catalogue.writable(asked);
BEGIN
	UPDATE catalogue.dataset SET
	    title = coalesce(new_title, title),
	    abstract = coalesce(new_abstract, abstract),
	    access = coalesce(new_access, access),
	    modified = clock_timestamp()
	WHERE id = d.id;
	INSERT INTO jobs.outbox (kind, dataset_id, payload)
	VALUES ('tiles', d.id, jsonb_build_object('slug', d.slug));
END $$;

-- Its rows now; its tables, tiles and files by the outbox, once the requests
-- that read them have ended.
CREATE OR REPLACE FUNCTION catalogue.delete_dataset(asked text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE d catalogue.dataset := catalogue.writable(asked);
BEGIN
	INSERT INTO jobs.outbox (kind, dataset_id, not_before, payload)
	SELECT 'retire', d.id, clock_timestamp() + interval '5 seconds',
	    jsonb_build_object('slug', d.slug,
	    'last_number', (SELECT max(number) FROM catalogue.version
	        WHERE dataset_id = d.id),
	    'layers', (SELECT coalesce(jsonb_agg(DISTINCT name), '[]')
	        FROM catalogue.layer WHERE dataset_id = d.id),
	    'tables', (SELECT coalesce(jsonb_agg(table_name), '[]')
	        FROM catalogue.layer WHERE dataset_id = d.id),
	    'digests', (SELECT coalesce(jsonb_agg(DISTINCT
	            encode(f.digest, 'hex')), '[]')
	        FROM catalogue.version_file f JOIN catalogue.version v
	            ON v.id = f.version_id WHERE v.dataset_id = d.id));
	UPDATE jobs.job j SET digest = NULL FROM catalogue.version v
	WHERE v.dataset_id = d.id AND j.id = v.job_id;
	UPDATE catalogue.dataset SET current_version = NULL WHERE id = d.id;
	DELETE FROM catalogue.dataset WHERE id = d.id;
END $$;

-- Which links to drawn tiles a dataset should have; the dataset stays as it
-- is until the end of the transaction. Only public ones have any.
CREATE OR REPLACE FUNCTION catalogue.tile_links(asked text)
RETURNS TABLE (layer text, number int, is_current boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
	PERFORM FROM catalogue.dataset WHERE slug = asked FOR SHARE;
	RETURN QUERY SELECT d.slug || '.' || l.name, v.number,
	    v.id = d.current_version
	FROM catalogue.dataset d
	JOIN catalogue.version v ON v.dataset_id = d.id
	JOIN catalogue.layer l ON l.version_id = v.id
	WHERE d.slug = asked AND d.access = 'public'
	  AND d.current_version IS NOT NULL AND v.withdrawn IS NULL
	  AND l.geometry_type <> 'NONE';
END $$;

CREATE OR REPLACE FUNCTION catalogue.public_slugs() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT slug FROM catalogue.dataset
	WHERE access = 'public' AND current_version IS NOT NULL $$;

REVOKE ALL ON FUNCTION catalogue.writable(text),
	catalogue.change_dataset(text, text, text, text),
	catalogue.delete_dataset(text), catalogue.tile_links(text),
	catalogue.public_slugs() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue.change_dataset(text, text, text, text),
	catalogue.delete_dataset(text) TO gs_upload;
GRANT EXECUTE ON FUNCTION catalogue.tile_links(text),
	catalogue.public_slugs() TO gs_runner;
