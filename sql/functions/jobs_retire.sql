-- SPDX-License-Identifier: MIT
-- What no longer serves: old versions, deleted datasets, what an unhappy job
-- leaves. The runner drops tables itself (it owns them) and removes files;
-- these functions give it the names and forget the rows.

-- Two digests rarely share a key; then they only wait for each other.
CREATE OR REPLACE FUNCTION store.lock_key(digest bytea) RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
	SELECT ('x' || left(encode(digest, 'hex'), 8))::bit(32)::int $$;

-- Until the end of the transaction a stored file of this digest is not
-- removed: taken before it is put in the store and referred to.
CREATE OR REPLACE FUNCTION store.hold(digest bytea) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT pg_advisory_xact_lock_shared(8201, store.lock_key(digest)) $$;

-- True when nothing refers to ${digest}: its row is gone and the caller
-- unlinks the file before it commits.
CREATE OR REPLACE FUNCTION store.forget(asked bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(8201, store.lock_key(asked));
	IF EXISTS (SELECT FROM catalogue.version_file WHERE digest = asked)
	    OR EXISTS (SELECT FROM jobs.job WHERE digest = asked) THEN
		RETURN false;
	END IF;
	DELETE FROM store.file WHERE digest = asked;
	RETURN true;
END $$;

-- Tables of a job that published nothing; its hold on the file is released.
-- No row for a job that succeeded or still lives.
CREATE OR REPLACE FUNCTION jobs.leftovers(job uuid)
RETURNS TABLE (digest bytea, name text, tables text[])
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	WITH gone AS (SELECT j.id, j.digest, j.params ->> 'name' AS name
	    FROM jobs.job j WHERE j.id = leftovers.job
	      AND j.state IN ('failed', 'cancelled') FOR UPDATE),
	released AS (UPDATE jobs.job j SET digest = NULL FROM gone
	    WHERE j.id = gone.id)
	SELECT gone.digest, gone.name, ARRAY(SELECT c.relname::text
	    FROM pg_class c WHERE c.relnamespace = 'data'::regnamespace
	      AND c.relkind = 'r' AND c.relname LIKE 'p' ||
	          left(replace(gone.id::text, '-', ''), 12) || '\_%'
	      AND NOT EXISTS (SELECT FROM catalogue.layer l
	          WHERE l.table_name = c.relname))
	FROM gone $$;

-- Withdraw the versions of a dataset that are past both limits: the ${keep}
-- latest replaced ones stay, and each for ${spell}.
CREATE OR REPLACE FUNCTION catalogue.withdraw(dataset bigint, keep int,
    spell interval) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE catalogue.version v SET withdrawn = clock_timestamp()
	FROM (SELECT o.id, o.replaced,
	        row_number() OVER (ORDER BY o.number DESC) AS rank
	    FROM catalogue.version o JOIN catalogue.dataset d
	        ON d.id = o.dataset_id
	    WHERE o.dataset_id = dataset AND o.withdrawn IS NULL
	      AND o.id <> d.current_version) r
	WHERE v.id = r.id AND r.rank > keep
	  AND r.replaced <= clock_timestamp() - spell $$;

-- Withdrawn versions whose remains are still there and that no request
-- begun before can be about to read: ${grace} has passed.
CREATE OR REPLACE FUNCTION catalogue.withdrawn(dataset bigint, grace interval)
RETURNS TABLE (version bigint, number int, slug text, layers text[],
    tables text[])
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT v.id, v.number, d.slug,
	    array_agg(l.name ORDER BY l.name) FILTER (WHERE l.id IS NOT NULL),
	    array_agg(l.table_name ORDER BY l.name)
	        FILTER (WHERE l.id IS NOT NULL)
	FROM catalogue.version v
	JOIN catalogue.dataset d ON d.id = v.dataset_id
	LEFT JOIN catalogue.layer l ON l.version_id = v.id
	WHERE v.dataset_id = dataset
	  AND v.withdrawn <= clock_timestamp() - grace
	  AND (l.id IS NOT NULL OR EXISTS (SELECT FROM catalogue.version_file f
	      WHERE f.version_id = v.id))
	GROUP BY v.id, v.number, d.slug ORDER BY v.number $$;

-- Rows of a withdrawn version's layers and files; the digests it held.
CREATE OR REPLACE FUNCTION catalogue.forget_version(version bigint)
RETURNS SETOF bytea
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	DELETE FROM catalogue.layer l USING catalogue.version v
	WHERE v.id = forget_version.version AND v.withdrawn IS NOT NULL
	  AND l.version_id = v.id;
	UPDATE jobs.job j SET digest = NULL FROM catalogue.version v
	WHERE v.id = forget_version.version AND v.withdrawn IS NOT NULL
	  AND j.id = v.job_id;
	DELETE FROM catalogue.version_file f USING catalogue.version v
	WHERE v.id = forget_version.version AND v.withdrawn IS NOT NULL
	  AND f.version_id = v.id
	RETURNING f.digest;
$$;

-- Seconds until the two functions above have something to do again; NULL
-- when nothing waits.
CREATE OR REPLACE FUNCTION catalogue.next_withdrawal(dataset bigint, keep int,
    spell interval, grace interval) RETURNS double precision
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT extract(epoch FROM min(w.due) - clock_timestamp())
	FROM (SELECT r.replaced + spell AS due
	    FROM (SELECT o.replaced,
	            row_number() OVER (ORDER BY o.number DESC) AS rank
	        FROM catalogue.version o JOIN catalogue.dataset d
	            ON d.id = o.dataset_id
	        WHERE o.dataset_id = dataset AND o.withdrawn IS NULL
	          AND o.id <> d.current_version) r
	    WHERE r.rank > keep
	    UNION ALL
	    SELECT v.withdrawn + grace FROM catalogue.version v
	    WHERE v.dataset_id = dataset AND v.withdrawn IS NOT NULL
	      AND EXISTS (SELECT FROM catalogue.version_file f
	          WHERE f.version_id = v.id)) w $$;

REVOKE ALL ON FUNCTION store.lock_key(bytea), store.hold(bytea),
	store.forget(bytea), jobs.leftovers(uuid),
	catalogue.withdraw(bigint, int, interval),
	catalogue.withdrawn(bigint, interval),
	catalogue.forget_version(bigint),
	catalogue.next_withdrawal(bigint, int, interval, interval)
	FROM PUBLIC;
GRANT EXECUTE ON FUNCTION store.hold(bytea) TO gs_upload;
GRANT EXECUTE ON FUNCTION store.forget(bytea), jobs.leftovers(uuid),
	catalogue.withdraw(bigint, int, interval),
	catalogue.withdrawn(bigint, interval),
	catalogue.forget_version(bigint),
	catalogue.next_withdrawal(bigint, int, interval, interval)
	TO gs_runner;
