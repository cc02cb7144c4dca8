-- SPDX-License-Identifier: MIT
-- One login role per worker, peer-authenticated over the Unix socket: no
-- password exists. Runs before the migrations, as the cluster's owner, and
-- may run again. Rights are granted by the migrations.
DO $$
DECLARE r text;
BEGIN
	FOREACH r IN ARRAY ARRAY['gs_auth', 'gs_catalogue', 'gs_upload',
	    'gs_render', 'gs_runner'] LOOP
		IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = r) THEN
			EXECUTE format('CREATE ROLE %I LOGIN', r);
		END IF;
		EXECUTE format('ALTER ROLE %I SET search_path = public', r);
		EXECUTE format('ALTER ROLE %I SET lock_timeout = ''5s''', r);
		EXECUTE format('ALTER ROLE %I SET '
		    'idle_in_transaction_session_timeout = ''60s''', r);
	END LOOP;
END $$;
ALTER ROLE gs_auth SET statement_timeout = '5s';
ALTER ROLE gs_catalogue SET statement_timeout = '10s';
ALTER ROLE gs_upload SET statement_timeout = '10s';
ALTER ROLE gs_render SET statement_timeout = '30s';
ALTER ROLE gs_runner SET statement_timeout = '15min';
ALTER ROLE gs_runner SET idle_in_transaction_session_timeout = '15min';
