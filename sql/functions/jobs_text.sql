-- SPDX-License-Identifier: MIT
-- jobs.job.message and jobs.log.message hold {"fr": …, "en": …} as text:
-- the words in one language, French when it is missing.
CREATE OR REPLACE FUNCTION jobs.text(message text, lang text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
	SELECT CASE WHEN message LIKE '{"%'
	    THEN coalesce(message::json ->> lang, message::json ->> 'fr', '')
	    ELSE message END $$;
REVOKE ALL ON FUNCTION jobs.text(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jobs.text(text, text)
	TO gs_catalogue, gs_upload, gs_runner;
