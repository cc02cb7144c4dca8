-- SPDX-License-Identifier: MIT
-- A person stops a job: at once when nothing runs, else its runner sees the
-- flag within seconds. The new state.
CREATE OR REPLACE FUNCTION jobs.cancel(job uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE j jobs.job;
BEGIN
	SELECT * INTO j FROM jobs.job WHERE id = cancel.job
	    AND (account_id = auth.me()
	        OR organisation_id = ANY (auth.my_productions())
	        OR auth.am_admin())
	    FOR UPDATE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'There is no such job' USING ERRCODE = 'GS404';
	ELSIF j.state IN ('succeeded', 'failed') THEN
		RAISE EXCEPTION 'This job has already ended (%): it cannot be '
		    'cancelled', j.state USING ERRCODE = 'GS409';
	ELSIF j.state = 'running' THEN
		UPDATE jobs.job SET cancel = true, updated = clock_timestamp()
		WHERE id = j.id AND NOT jobs.job.cancel;
		RETURN 'running';
	ELSIF j.state <> 'cancelled' THEN
		PERFORM jobs.close(j.id, 'cancelled', NULL);
	END IF;
	RETURN 'cancelled';
END $$;
REVOKE ALL ON FUNCTION jobs.cancel(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.cancel(uuid) TO gs_upload;
