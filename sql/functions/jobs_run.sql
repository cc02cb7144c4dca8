-- SPDX-License-Identifier: MIT
-- The life of a job in the hands of its runners. These functions act above
-- row-level security: a runner that looks for work is nobody yet. All times
-- are the database's.

-- The end of a job. What it staged goes by the outbox (jobs/retire.c).
CREATE OR REPLACE FUNCTION jobs.close(job uuid, outcome text, why jsonb)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE jobs.job SET state = outcome, reasons = why,
	    lease_until = NULL, questions = NULL, message = '',
	    finished = clock_timestamp(), updated = clock_timestamp()
	WHERE id = close.job;
	INSERT INTO jobs.outbox (kind, dataset_id, payload)
	VALUES ('retire', 0, jsonb_build_object('job', close.job));
$$;

CREATE OR REPLACE FUNCTION jobs.fault_reason(what text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
	SELECT CASE what
	WHEN 'deaths' THEN '[{"text_fr": "Le traitement de ce fichier a arrêté '
	    'deux fois le programme à la même étape : il est abandonné. '
	    'Signalez-le à l''administrateur de la plateforme.",'
	    '"text_en": "Processing this file stopped the program twice in the '
	    'same step: it is given up. Tell the administrator of the '
	    'platform."}]'
	WHEN 'unanswered' THEN '[{"text_fr": "Les questions sur ce fichier sont '
	    'restées trente jours sans réponse. Publiez-le de nouveau.",'
	    '"text_en": "The questions about this file stayed thirty days '
	    'without an answer. Publish it again."}]'
	ELSE '[{"text_fr": "Cinq essais ont échoué par une panne de la '
	    'plateforme. Publiez ce fichier de nouveau plus tard.",'
	    '"text_en": "Five attempts failed by a fault of the platform. '
	    'Publish this file again later."}]'
	END::jsonb $$;

-- An attempt ended by a fault of ours: run again after 2, 4, 8… seconds, give
-- or take a quarter, at most five times. ${died} means that the runner itself
-- stopped: again at once, but only once in one step. Nothing happens when
-- another attempt has begun.
CREATE OR REPLACE FUNCTION jobs.fault(job uuid, of_attempt int, died boolean)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE j jobs.job;
BEGIN
	UPDATE jobs.job SET state = 'queued', lease_until = NULL,
	    faults = faults + 1, deaths = deaths + died::int,
	    not_before = clock_timestamp() + interval '1 second' *
	        CASE WHEN died THEN 0
	        ELSE power(2, faults + 1) * (0.75 + random() / 2) END,
	    updated = clock_timestamp()
	WHERE id = fault.job AND attempt = of_attempt AND state = 'running'
	RETURNING * INTO j;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	IF j.cancel THEN
		PERFORM jobs.close(job, 'cancelled', NULL);
	ELSIF j.deaths >= 2 THEN
		PERFORM jobs.close(job, 'failed', jobs.fault_reason('deaths'));
	ELSIF j.faults >= 5 THEN
		PERFORM jobs.close(job, 'failed', jobs.fault_reason('faults'));
	ELSE
		INSERT INTO jobs.log (job_id, level, message) VALUES (job,
		    'warn', json_build_object(
		    'fr', 'Essai ' || of_attempt || ' interrompu ; le '
		        'traitement reprendra.',
		    'en', 'Attempt ' || of_attempt || ' interrupted; the '
		        'processing will go on.'));
	END IF;
END $$;

-- The next job to run, marked as ours for ${lease}; no row: nothing to do.
-- Fair between organisations: the one with the fewest running jobs, then the
-- one served longest ago. Jobs of one dataset run in the order they were
-- asked for, so that an older file never replaces a newer one.
CREATE OR REPLACE FUNCTION jobs.claim(lease interval)
RETURNS TABLE (job uuid, account bigint, attempt int, step text, digest text,
    size bigint, file_name text, params jsonb, staged jsonb,
    organisation bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
#variable_conflict use_column
DECLARE picked record; moment timestamptz;
BEGIN
	LOOP
		moment := clock_timestamp();
		SELECT j.id, j.state, j.attempt, j.cancel INTO picked
		FROM jobs.job j
		WHERE (j.state = 'queued' AND j.not_before <= moment
		    OR j.state = 'running' AND j.lease_until < moment)
		  AND NOT EXISTS (SELECT FROM jobs.job e
		    WHERE e.state IN ('queued', 'running')
		      AND e.params ->> 'name' = j.params ->> 'name'
		      AND (e.created, e.id) < (j.created, j.id))
		ORDER BY
		    (SELECT count(*) FROM jobs.job r WHERE r.state = 'running'
		      AND r.organisation_id = j.organisation_id),
		    (SELECT max(r.started) FROM jobs.job r
		      WHERE r.organisation_id = j.organisation_id
		        AND r.created > moment - interval '1 day')
		        NULLS FIRST,
		    j.not_before, j.created
		LIMIT 1 FOR UPDATE OF j SKIP LOCKED;
		IF NOT FOUND THEN
			RETURN;
		ELSIF picked.cancel THEN
			PERFORM jobs.close(picked.id, 'cancelled', NULL);
		ELSIF picked.state = 'running' THEN
			PERFORM jobs.fault(picked.id, picked.attempt, true);
		ELSE
			EXIT;
		END IF;
	END LOOP;
	RETURN QUERY UPDATE jobs.job j SET state = 'running',
	    attempt = j.attempt + 1, lease_until = moment + lease,
	    started = coalesce(j.started, moment), updated = moment
	FROM store.file f
	WHERE j.id = picked.id AND f.digest = j.digest
	RETURNING j.id, j.account_id, j.attempt, j.step,
	    encode(j.digest, 'hex'), f.size, j.file_name, j.params, j.staged,
	    j.organisation_id;
END $$;

-- Keep a job for ${lease} more. Whether its cancellation was asked for; no
-- row when it is no longer this attempt's.
CREATE OR REPLACE FUNCTION jobs.beat(job uuid, of_attempt int, lease interval)
RETURNS SETOF boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE jobs.job SET lease_until = clock_timestamp() + lease
	WHERE id = beat.job AND attempt = of_attempt AND state = 'running'
	RETURNING cancel $$;

-- A runner told to stop hands its job back: another begins at once.
CREATE OR REPLACE FUNCTION jobs.give_back(job uuid, of_attempt int)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE jobs.job SET state = 'queued', lease_until = NULL,
	    not_before = clock_timestamp(), updated = clock_timestamp()
	WHERE id = give_back.job AND attempt = of_attempt AND state = 'running' $$;

-- The job ends without a publication. False: it was no longer ours.
CREATE OR REPLACE FUNCTION jobs.give_up(job uuid, of_attempt int,
    outcome text, why jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
	PERFORM FROM jobs.job WHERE id = give_up.job
	    AND attempt = of_attempt AND state = 'running' FOR UPDATE;
	IF NOT FOUND THEN
		RETURN false;
	END IF;
	PERFORM jobs.close(job, outcome, why);
	RETURN true;
END $$;

-- Nothing is left to do for a job that has published.
CREATE OR REPLACE FUNCTION jobs.finished(job uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	UPDATE jobs.job SET step = 'finish', updated = clock_timestamp()
	WHERE id = finished.job AND state = 'succeeded' AND step = 'publish' $$;

-- Questions that nobody answers do not keep a file for ever. Of the outbox
-- remains what tells where the numbers of a deleted dataset's versions ended.
CREATE OR REPLACE FUNCTION jobs.expire() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
	SELECT jobs.close(id, 'failed', jobs.fault_reason('unanswered'))
	FROM jobs.job WHERE state = 'asked'
	    AND updated < clock_timestamp() - interval '30 days';
	DELETE FROM jobs.outbox WHERE done < clock_timestamp() -
	    interval '30 days' AND payload ->> 'last_number' IS NULL;
$$;

REVOKE ALL ON FUNCTION jobs.close(uuid, text, jsonb), jobs.fault_reason(text),
	jobs.fault(uuid, int, boolean), jobs.claim(interval),
	jobs.beat(uuid, int, interval), jobs.give_back(uuid, int),
	jobs.give_up(uuid, int, text, jsonb), jobs.finished(uuid),
	jobs.expire() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.fault(uuid, int, boolean),
	jobs.claim(interval), jobs.beat(uuid, int, interval),
	jobs.give_back(uuid, int), jobs.give_up(uuid, int, text, jsonb),
	jobs.finished(uuid), jobs.expire() TO gs_runner;
