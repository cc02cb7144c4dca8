-- SPDX-License-Identifier: MIT
-- The outbox: at least once, each effect idempotent and computed from the
-- state of the moment, so that the order of two rows does not matter.

-- The next effect due, hidden from others for ${lease}.
CREATE OR REPLACE FUNCTION jobs.outbox_take(lease interval)
RETURNS TABLE (id bigint, kind text, dataset_id bigint, payload jsonb,
    attempts int)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE jobs.outbox o SET attempts = o.attempts + 1,
	    not_before = clock_timestamp() + lease
	WHERE o.id = (SELECT w.id FROM jobs.outbox w
	    WHERE w.done IS NULL AND w.not_before <= clock_timestamp()
	    ORDER BY w.not_before, w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
	RETURNING o.id, o.kind, o.dataset_id, o.payload, o.attempts $$;

CREATE OR REPLACE FUNCTION jobs.outbox_done(row_id bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE jobs.outbox SET done = clock_timestamp() WHERE id = row_id $$;

-- Not yet, or it failed: again after ${pause}.
CREATE OR REPLACE FUNCTION jobs.outbox_later(row_id bigint, pause interval)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE jobs.outbox SET not_before = clock_timestamp() + pause
	WHERE id = row_id $$;

REVOKE ALL ON FUNCTION jobs.outbox_take(interval), jobs.outbox_done(bigint),
	jobs.outbox_later(bigint, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.outbox_take(interval),
	jobs.outbox_done(bigint), jobs.outbox_later(bigint, interval)
	TO gs_runner;
