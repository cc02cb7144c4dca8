-- SPDX-License-Identifier: MIT
-- Names of datasets: one space for all organisations, restricted ones too.

-- What a publication under this name would replace. No row: the name is
-- free. Says of a dataset hidden from whoever asks only that it exists.
CREATE OR REPLACE FUNCTION catalogue.publish_target(asked text)
RETURNS TABLE (dataset bigint, organisation bigint, organisation_slug text,
    readable boolean, writable boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT d.id, d.organisation_id, o.slug,
	    catalogue.may(d.id, 'read'), catalogue.may(d.id, 'write')
	FROM catalogue.dataset d
	JOIN auth.organisation o ON o.id = d.organisation_id
	WHERE d.slug = asked AND auth.me() IS NOT NULL $$;

-- ${wish}, or ${wish}-2, -3…: the first that neither a dataset nor a job
-- under way has. Nobody else is given a name until this transaction ends.
CREATE OR REPLACE FUNCTION catalogue.free_slug(wish text, job uuid)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE found text := wish; n int := 1;
BEGIN
	IF auth.me() IS NULL THEN
		RETURN NULL;
	END IF;
	PERFORM pg_advisory_xact_lock(8202, 0);
	WHILE EXISTS (SELECT FROM catalogue.dataset WHERE slug = found)
	    OR EXISTS (SELECT FROM jobs.job WHERE state IN ('queued',
	        'running', 'asked') AND params ->> 'name' = found
	        AND id IS DISTINCT FROM free_slug.job) LOOP
		n := n + 1;
		found := rtrim(left(wish, 55), '-') || '-' || n;
	END LOOP;
	RETURN found;
END $$;

-- The organisation a publication goes to: the one named, else the only one
-- that whoever asks produces for. For an administrator, any.
CREATE OR REPLACE FUNCTION catalogue.publish_organisation(asked text)
RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE found bigint[]; names text; mine bigint[] := auth.my_productions();
BEGIN
	SELECT array_agg(id), string_agg(slug, ', ' ORDER BY slug)
	INTO found, names FROM auth.organisation
	WHERE slug = coalesce(asked, slug)
	  AND (id = ANY (mine) OR auth.am_admin());
	IF asked IS NULL AND cardinality(found) > 1
	    AND cardinality(mine) = 1 THEN
		found := mine;
	END IF;
	IF cardinality(found) = 1 THEN
		RETURN found[1];
	ELSIF asked IS NOT NULL THEN
		RAISE EXCEPTION 'organisation: you may not publish for "%"',
		    asked USING ERRCODE = 'GS403';
	ELSIF found IS NULL THEN
		RAISE EXCEPTION 'You may publish for no organisation: ask a '
		    'manager of yours to make you a producer'
		    USING ERRCODE = 'GS403';
	END IF;
	RAISE EXCEPTION 'organisation: say which one this is published for: %',
	    left(names, 500) USING ERRCODE = 'GS400';
END $$;

-- Has a file of this dataset ever had this name? Then links to its latest
-- version under that name stay good.
CREATE OR REPLACE FUNCTION catalogue.was_called(dataset bigint, asked text)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT EXISTS (SELECT FROM catalogue.version v
	    JOIN jobs.job j ON j.id = v.job_id
	    WHERE v.dataset_id = dataset AND j.file_name = asked) $$;

-- First number for a dataset made again under the name of a deleted one:
-- addresses of versions are never used twice.
CREATE OR REPLACE FUNCTION catalogue.first_number(asked text) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT 1 + coalesce(max((payload ->> 'last_number')::int), 0)
	FROM jobs.outbox WHERE kind = 'retire' AND payload ->> 'slug' = asked
$$;

REVOKE ALL ON FUNCTION catalogue.publish_target(text),
	catalogue.free_slug(text, uuid), catalogue.publish_organisation(text),
	catalogue.was_called(bigint, text), catalogue.first_number(text)
	FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue.publish_target(text),
	catalogue.free_slug(text, uuid) TO gs_upload, gs_runner;
GRANT EXECUTE ON FUNCTION catalogue.publish_organisation(text),
	catalogue.was_called(bigint, text) TO gs_upload;
GRANT EXECUTE ON FUNCTION catalogue.first_number(text) TO gs_runner;
